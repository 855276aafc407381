import { useInfiniteQuery } from '@tanstack/react-query';
import { useSearchParams } from 'wouter';
import { cyclesQuery, type DemandCycle } from '../../api/resources/demand.ts';
import { useListed } from '../../api/use-list.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { ListFrame } from '../../parts/list-frame.tsx';
import { Place } from '../../parts/place.tsx';
import { useDemandWords } from '../../words/demand.ts';
import { useRecordWords } from '../../words/records.ts';
import { when } from '../../parts/format.ts';
import { CycleLink, CycleState } from './cycle-parts.tsx';
import { EntryList } from './entry-list.tsx';
import { EntryPane } from './entry-pane.tsx';
import './demand.css';

export function DemandHome() {
  const words = useDemandWords();
  const [search] = useSearchParams();
  const entryId = search.get('entry');
  return (
    <div className={entryId === null ? 'pair' : 'pair open'}>
      <div className="screen">
        <div className="bar">
          <h1>{words.heading}</h1>
        </div>
        <Cycles />
        <EntryList openId={entryId} />
      </div>
      {entryId !== null && <EntryPane key={entryId} entryId={entryId} />}
    </div>
  );
}

function Cycles() {
  const words = useDemandWords();
  const list = useListed(useInfiniteQuery(cyclesQuery()), { name: 'cycles', idOf: ({ id }: DemandCycle) => id });
  const columns = useCycleColumns();
  return (
    <section className="part" aria-labelledby="cycles">
      <h2 id="cycles">{words.cycles}</h2>
      <ListFrame what={words.cycles} empty={words.cyclesEmpty} list={list}>
        <div className="few">
          <DataTable
            label={words.cycles}
            rows={list.rows}
            keyOf={({ id }) => id}
            columns={columns}
            isBusy={list.isFetching}
          />
        </div>
      </ListFrame>
    </section>
  );
}

function useCycleColumns(): readonly Column<DemandCycle>[] {
  const words = useDemandWords();
  const { none } = useRecordWords();
  return [
    { key: 'no', head: words.columns.no, cell: (cycle) => <CycleLink cycle={cycle} /> },
    {
      key: 'place',
      head: words.columns.place,
      cell: ({ jurisdiction }) => <Place code={jurisdiction} />,
    },
    { key: 'period', head: words.columns.period, cell: ({ startsOn, endsOn }) => words.periodOf(startsOn, endsOn) },
    { key: 'state', head: words.columns.state, cell: (cycle) => <CycleState cycle={cycle} /> },
    {
      key: 'employers',
      head: words.columns.employers,
      kind: 'num',
      cell: (cycle) => <CycleLink cycle={cycle} to="employer" text={String(cycle.counts.employer.entries)} />,
    },
    { key: 'openings', head: words.columns.openings, kind: 'num', cell: ({ counts }) => counts.employer.openings },
    {
      key: 'workers',
      head: words.columns.workers,
      kind: 'num',
      cell: (cycle) => <CycleLink cycle={cycle} to="worker" text={String(cycle.counts.worker.entries)} />,
    },
    { key: 'wants', head: words.columns.wants, kind: 'num', cell: ({ counts }) => counts.worker.wantsTraining },
    {
      key: 'published',
      head: words.columns.published,
      cell: ({ publishedAt }) => (publishedAt === null ? none : when(publishedAt)),
    },
  ];
}
