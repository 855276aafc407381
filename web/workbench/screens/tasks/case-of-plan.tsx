import { useQuery } from '@tanstack/react-query';
import { planDiagnosisQuery, planQuery, planTimelineQuery, type AnnualPlan } from '../../api/resources/plans.ts';
import type { Task } from '../../api/resources/tasks.ts';
import { yuan } from '../../parts/format.ts';
import { programNameOf } from '../../parts/program-names.ts';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { useCaseWords } from '../../words/case.ts';
import { usePlansWords } from '../../words/plans.ts';
import { Asked, Section } from './case-parts.tsx';
import { SinceReturn } from './case-returned.tsx';
import { CaseTimeline } from './case-timeline.tsx';
import { Why } from './case-why.tsx';

/** The plan of an organ for a year, as it waits for an answer. */
export function PlanBody({ task, planId }: { readonly task: Task; readonly planId: string }) {
  const words = useCaseWords();
  const plan = useQuery(planQuery(planId));
  const diagnosis = useQuery(planDiagnosisQuery(planId));
  const timeline = useQuery(planTimelineQuery(planId));
  return (
    <>
      <Why query={diagnosis} of={(read) => read} />
      <SinceReturn task={task} past={timeline} />
      <Section title={words.money}>
        <Asked what={words.money} query={plan}>
          {(read) => <Lines plan={read} organ={task.planOrgan} />}
        </Asked>
      </Section>
      <CaseTimeline query={timeline} />
    </>
  );
}

/** What was filed last: a plan, or a change of one. */
function Lines({ plan, organ }: { readonly plan: AnnualPlan; readonly organ: Task['planOrgan'] }) {
  const words = useCaseWords();
  const of = usePlansWords().lineColumns;
  const own = plan.organs.find((one) => one.organ === organ);
  const lines = own?.revision?.lines ?? own?.lines ?? [];
  return (
    <>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={words.money}>
        <table className="sums" aria-label={words.money}>
          <thead>
            <tr>
              <th scope="col">{of.program}</th>
              <th scope="col" className="num">
                {of.personTimes}
              </th>
              <th scope="col" className="num">
                {of.budget}
              </th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.program}>
                <td>{programNameOf(plan.programs, line.program)}</td>
                <td className="num">{line.personTimes}</td>
                <td className="num">{yuan(line.budgetFen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ScreenLink href={`/plans/${plan.year}/${organ ?? ''}`}>{words.open.plan}</ScreenLink>
    </>
  );
}
