import { useQuery } from '@tanstack/react-query';
import { faultOf } from '../../api/problem.ts';
import { planSplitQuery, type AnnualPlan, type PlanSplit as Split } from '../../api/resources/plans.ts';
import { AskedOnce } from '../../parts/asked.tsx';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { Section } from '../../parts/section.tsx';
import { programNameOf } from '../../parts/program-names.ts';
import { usePlansWords } from '../../words/plans.ts';

type Line = Split['lines'][number];

/** The year's tasks over the organs: the bureau's split, or the annex that stands in for it. */
export function PlanSplit({ plan }: { readonly plan: AnnualPlan }) {
  const words = usePlansWords();
  const split = useQuery(planSplitQuery(plan.id));
  const columns = useColumns(plan);
  return (
    <Section title={words.split}>
      <div id="plan-split">
        <AskedOnce
          what={words.split}
          data={split.data}
          fault={faultOf(split.error)}
          onRetry={() => void split.refetch()}
        >
          {({ from, version, reason, lines }) =>
            lines.length === 0 ? (
              <p className="quiet">{words.splitEmpty}</p>
            ) : (
              <>
                <p className="quiet">
                  {from !== null && words.guidanceFrom[from]} {version !== null && words.splitVersion(version)} {reason}
                </p>
                <DataTable
                  label={words.split}
                  rows={lines}
                  keyOf={({ organ, program }) => `${organ}/${program}`}
                  columns={columns}
                />
              </>
            )
          }
        </AskedOnce>
      </div>
    </Section>
  );
}

function useColumns({ organs, programs }: AnnualPlan): readonly Column<Line>[] {
  const of = usePlansWords().splitColumns;
  const nameOf = (code: string) => organs.find(({ organ }) => organ === code)?.organName ?? code;
  return [
    { key: 'organ', head: of.organ, cell: ({ organ }) => nameOf(organ) },
    { key: 'program', head: of.program, cell: ({ program }) => programNameOf(programs, program) },
    { key: 'times', head: of.personTimes, kind: 'num', cell: ({ personTimes }) => personTimes },
  ];
}
