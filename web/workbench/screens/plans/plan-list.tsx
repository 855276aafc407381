import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { plansQuery, type AnnualPlan } from '../../api/resources/plans.ts';
import { useListed } from '../../api/use-list.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { yuan } from '../../parts/format.ts';
import { ListFrame } from '../../parts/list-frame.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Place } from '../../parts/place.tsx';
import { usePlansWords } from '../../words/plans.ts';
import { TONES } from './tones.ts';

export function PlanList() {
  const words = usePlansWords();
  const list = useListed(useInfiniteQuery(plansQuery({})), { name: 'plans', idOf: ({ id }: AnnualPlan) => id });
  const columns = usePlanColumns();
  return (
    <section className="screen" aria-labelledby="plans">
      <div className="bar">
        <h1 id="plans">{words.heading}</h1>
      </div>
      <ListFrame what={words.list} empty={words.empty} list={list}>
        <DataTable
          label={words.list}
          rows={list.rows}
          keyOf={({ id }) => id}
          columns={columns}
          isBusy={list.isFetching}
        />
      </ListFrame>
    </section>
  );
}

function usePlanColumns(): readonly Column<AnnualPlan>[] {
  const words = usePlansWords();
  const of = words.columns;
  return [
    {
      key: 'year',
      head: of.year,
      cell: ({ year, jurisdiction }) => (
        <Link href={`/plans/${year}?jurisdiction=${jurisdiction}`}>{words.year(year)}</Link>
      ),
    },
    { key: 'place', head: of.place, cell: ({ jurisdiction }) => <Place code={jurisdiction} /> },
    {
      key: 'state',
      head: of.state,
      cell: ({ state }) => <Mark tone={TONES[state]}>{words.states[state]}</Mark>,
    },
    { key: 'due', head: of.due, cell: ({ dueOn }) => dueOn },
    { key: 'times', head: of.personTimes, kind: 'num', cell: ({ totals }) => totals.personTimes },
    { key: 'budget', head: of.budget, kind: 'num', cell: ({ totals }) => yuan(totals.budgetFen) },
  ];
}
