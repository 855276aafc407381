import { useQuery } from '@tanstack/react-query';
import { faultOf } from '../../api/problem.ts';
import { planProgressQuery, type AnnualPlan, type PlanProgress } from '../../api/resources/plans.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Section } from '../../parts/section.tsx';
import { usePlansWords } from '../../words/plans.ts';
import { useRecordWords } from '../../words/records.ts';

type Line = PlanProgress['planLines'][number];

/** What was trained and subsidised beside plan and guidance, as bars and numbers; of one organ, or of all. */
export function Progress({ plan, organ }: { readonly plan: AnnualPlan; readonly organ: string | null }) {
  const words = usePlansWords();
  const progress = useQuery(planProgressQuery(plan));
  const columns = useColumns();
  return (
    <Section title={words.progress}>
      <div id="plan-progress">
        <AskedOnce
          what={words.progress}
          data={progress.data?.planLines.filter((line) => organ === null || line.organ === organ)}
          fault={faultOf(progress.error)}
          onRetry={() => void progress.refetch()}
        >
          {(lines) =>
            lines.length === 0 ? (
              <p className="quiet">{words.progressEmpty}</p>
            ) : (
              <DataTable label={words.progress} rows={lines} keyOf={({ planLine }) => planLine} columns={columns} />
            )
          }
        </AskedOnce>
      </div>
    </Section>
  );
}

function useColumns(): readonly Column<Line>[] {
  const words = usePlansWords();
  const { none } = useRecordWords();
  const of = words.progressColumns;
  const nameOf = ({ organName, programName }: Line) => `${organName} ${programName}`;
  const figure = (key: 'planned' | 'guidance' | 'trained' | 'subsidised'): Column<Line> => ({
    key,
    head: of[key],
    kind: 'num',
    cell: (line) =>
      line[key] === null ? (
        none
      ) : (
        <span className="bar-cell">
          {line[key]}
          <progress aria-label={words.bar(of[key], nameOf(line))} max={longest(line)} value={line[key]} />
        </span>
      ),
  });
  return [
    {
      key: 'line',
      head: of.line,
      cell: nameOf,
    },
    figure('planned'),
    {
      ...figure('guidance'),
      cell: (line) => (
        <span title={line.guidanceFrom === null ? undefined : words.guidanceFrom[line.guidanceFrom]}>
          {figure('guidance').cell(line)}
        </span>
      ),
    },
    figure('trained'),
    figure('subsidised'),
  ];
}

/** The figure that fills a bar, so that those of one line can be compared. */
function longest({ planned, guidance, trained, subsidised }: Line): number {
  return Math.max(planned ?? 0, guidance ?? 0, trained, subsidised, 1);
}
