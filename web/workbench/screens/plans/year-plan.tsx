import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import type { Read } from '../../api/client.ts';
import { askedOf } from '../../api/asked.ts';
import { ownOrgan, planDiagnosisQuery, planTimelineQuery, type AnnualPlan } from '../../api/resources/plans.ts';
import { sessionQuery } from '../../api/resources/session.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { yuan } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { History, Why } from '../../parts/record-parts.tsx';
import { Fact, Section } from '../../parts/section.tsx';
import { usePlansWords } from '../../words/plans.ts';
import { organHref, useOrganColumns } from './organ-columns.tsx';
import { PlanSplit } from './plan-split.tsx';
import { Progress } from './progress.tsx';
import { SplitActs } from './split-acts.tsx';
import { TONES } from './tones.ts';

/** A year: who filed what, the split, and what became of it. */
export function YearPlan({ plan: read }: { readonly plan: Read<AnnualPlan> }) {
  const words = usePlansWords();
  const { body: plan } = read;
  const own = ownOrgan(useQuery(sessionQuery).data, plan);
  const columns = useOrganColumns(plan);
  const diagnosis = askedOf(useQuery(planDiagnosisQuery(plan.id)));
  const timeline = askedOf(useQuery(planTimelineQuery(plan.id)));
  return (
    <>
      <header className="record-head">
        <h1>
          {words.heading} {words.year(plan.year)}
        </h1>
        <Mark tone={TONES[plan.state]}>{words.states[plan.state]}</Mark>
        <span className="quiet">
          {words.dueOn(plan.dueOn)} · {words.closesOn(plan.closesOn)}
        </span>
        {own !== null && <Link href={organHref(plan, own)}>{words.ownPlan}</Link>}
      </header>
      <Why title={words.why} asked={diagnosis} />
      <Totals plan={plan} />
      <Section title={words.organs}>
        <DataTable label={words.organs} rows={plan.organs} keyOf={({ organ }) => organ} columns={columns} />
      </Section>
      <PlanSplit plan={plan} />
      <Progress plan={plan} organ={null} />
      <History title={words.timeline} asked={timeline} />
      <SplitActs plan={read} />
    </>
  );
}

function Totals({ plan: { totals } }: { readonly plan: AnnualPlan }) {
  const words = usePlansWords();
  const rest = [
    [words.annexTotal, totals.annexTotal],
    [words.phaseTarget, totals.phaseTarget],
    [words.notSplit, totals.notSplit],
  ] as const;
  return (
    <Section title={words.totals}>
      <dl className="facts">
        <Fact word={words.columns.personTimes}>
          <a href="#plan-progress">{totals.personTimes}</a>
        </Fact>
        <Fact word={words.columns.budget}>{yuan(totals.budgetFen)}</Fact>
        {rest.map(
          ([word, count]) =>
            count !== null && (
              <Fact key={word} word={word}>
                <a href="#plan-split">{count}</a>
              </Fact>
            ),
        )}
      </dl>
    </Section>
  );
}
