import { useQuery } from '@tanstack/react-query';
import type { Read } from '../../api/client.ts';
import { faultOf } from '../../api/problem.ts';
import {
  ownOrgan,
  planVersionsQuery,
  type AnnualPlan,
  type PlanOfOrgan,
  type PlanVersion,
} from '../../api/resources/plans.ts';
import { sessionQuery } from '../../api/resources/session.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { when, yuan } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { Fact, Section } from '../../parts/section.tsx';
import { usePlansWords } from '../../words/plans.ts';
import { useRecordWords } from '../../words/records.ts';
import { FilingActs } from './filing-acts.tsx';
import { OrganState } from './organ-columns.tsx';
import { Progress } from './progress.tsx';
import { programNameOf } from '../../parts/program-names.ts';
import { ReviewActs } from './review-acts.tsx';

interface OrganPlanProps {
  readonly plan: Read<AnnualPlan>;
  readonly organ: PlanOfOrgan;
}

/** The plan of one organ: what is in force, what waits, everything that it filed. */
export function OrganPlan({ plan, organ }: OrganPlanProps) {
  const words = usePlansWords();
  const { programs } = plan.body;
  const isOwn = ownOrgan(useQuery(sessionQuery).data, plan.body) === organ.organ;
  return (
    <>
      <header className="record-head">
        <h1>
          {words.heading} {words.year(plan.body.year)} {organ.organName}
        </h1>
        <OrganState organ={organ} />
        <span className="quiet">{words.dueOn(plan.body.dueOn)}</span>
      </header>
      {organ.returnedWith !== null && (
        <Section title={words.returnedWith}>
          <p>{organ.returnedWith}</p>
        </Section>
      )}
      <Lines title={words.lines} programs={programs} lines={organ.lines} />
      {organ.revision !== null && (
        <Lines
          title={words.revision(organ.revision.version)}
          programs={programs}
          lines={organ.revision.lines}
          reason={organ.revision.reason}
        />
      )}
      <Progress plan={plan.body} organ={organ.organ} />
      <Versions planId={plan.body.id} organ={organ} />
      {organ.sectorPlan !== null && (
        <Section title={words.sector}>
          <dl className="facts">
            <Fact word={words.forecast}>{organ.sectorPlan.forecast}</Fact>
            <Fact word={words.sectorPlan}>{organ.sectorPlan.plan}</Fact>
          </dl>
        </Section>
      )}
      <ReviewActs plan={plan.body} organ={organ} />
      {isOwn && <FilingActs plan={plan} organ={organ} />}
    </>
  );
}

type Line = PlanOfOrgan['lines'][number];

interface LinesProps {
  readonly title: string;
  readonly programs: AnnualPlan['programs'];
  readonly lines: readonly Line[];
  readonly reason?: string | null;
}

function Lines({ title, programs, lines, reason }: LinesProps) {
  const words = usePlansWords();
  const of = words.lineColumns;
  const columns: readonly Column<Line>[] = [
    { key: 'program', head: of.program, cell: ({ program }) => programNameOf(programs, program) },
    { key: 'times', head: of.personTimes, kind: 'num', cell: ({ personTimes }) => personTimes },
    { key: 'budget', head: of.budget, kind: 'num', cell: ({ budgetFen }) => yuan(budgetFen) },
  ];
  return (
    <Section title={title}>
      {reason !== undefined && reason !== null && <p className="quiet">{reason}</p>}
      {lines.length === 0 ? (
        <p className="quiet">{words.linesEmpty}</p>
      ) : (
        <DataTable label={title} rows={lines} keyOf={({ program }) => program} columns={columns} />
      )}
    </Section>
  );
}

function Versions({ planId, organ }: { readonly planId: string; readonly organ: PlanOfOrgan }) {
  const words = usePlansWords();
  const versions = useQuery(planVersionsQuery(planId, organ.organ));
  const columns = useVersionColumns();
  return (
    <Section title={words.versions}>
      <AskedOnce
        what={words.versions}
        data={versions.data?.items}
        fault={faultOf(versions.error)}
        onRetry={() => void versions.refetch()}
      >
        {(items) =>
          items.length === 0 ? (
            <p className="quiet">{words.versionsEmpty}</p>
          ) : (
            <DataTable
              label={words.versions}
              rows={items}
              keyOf={({ version, filing }) => `${version}/${filing}`}
              columns={columns}
            />
          )
        }
      </AskedOnce>
    </Section>
  );
}

function useVersionColumns(): readonly Column<PlanVersion>[] {
  const words = usePlansWords();
  const { none } = useRecordWords();
  const of = words.versionColumns;
  return [
    {
      key: 'version',
      head: of.version,
      cell: ({ version, filing }) => (filing === 0 ? words.ofPack(version) : words.filing(version, filing)),
    },
    {
      key: 'state',
      head: of.state,
      cell: ({ state, late }) => (
        <>
          <Mark tone="plain">{words.versionStates[state]}</Mark> {late && <Mark tone="warn">{words.late}</Mark>}
        </>
      ),
    },
    { key: 'lines', head: of.lines, kind: 'num', cell: ({ lines }) => lines.length },
    {
      key: 'submitted',
      head: of.submitted,
      cell: ({ submittedAt }) => (submittedAt === null ? none : when(submittedAt)),
    },
    { key: 'decided', head: of.decided, cell: ({ decidedAt }) => (decidedAt === null ? none : when(decidedAt)) },
    {
      key: 'said',
      head: of.said,
      kind: 'text',
      cell: ({ reason, remark, decisionRemark }) =>
        [reason, remark, decisionRemark].filter((one) => one !== null).join(' · ') || none,
    },
  ];
}
