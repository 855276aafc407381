import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { publishedQuery, type DemandCycle, type DemandList, type PublishedRow } from '../../api/resources/demand.ts';
import { useListed } from '../../api/use-list.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { yuan } from '../../parts/format.ts';
import { ListFrame } from '../../parts/list-frame.tsx';
import { Section } from '../../parts/section.tsx';
import { Place } from '../../parts/place.tsx';
import { useDemandWords } from '../../words/demand.ts';
import { useRecordWords } from '../../words/records.ts';

/** Both lists as the public reads them; before they are published there is nothing to read. */
export function PublishedLists({ cycle }: { readonly cycle: DemandCycle }) {
  const words = useDemandWords();
  if (cycle.publishedAt === null) {
    return (
      <Section title={words.publishedLists}>
        <p className="quiet">
          {words.notPublished} <Link href="/demand?state=checked">{words.toEntries}</Link>
        </p>
      </Section>
    );
  }
  return (
    <>
      <PublishedList cycle={cycle} list="employer" />
      <PublishedList cycle={cycle} list="worker" />
    </>
  );
}

function PublishedList({ cycle, list }: { readonly cycle: DemandCycle; readonly list: DemandList }) {
  const words = useDemandWords();
  const columns = useColumns(list);
  const rows = useListed(useInfiniteQuery(publishedQuery(cycle, list)), {
    name: `${cycle.id}/${list}`,
    idOf: (row: PublishedRow) =>
      row.id ?? [row.jurisdiction, row.occupation?.code, row.occupation?.name, row.skillLevel].join('/'),
  });
  return (
    <Section title={words.lists[list]}>
      <div id={`list-${list}`}>
        <ListFrame what={words.lists[list]} empty={words.listEmpty} list={rows}>
          <DataTable
            label={words.lists[list]}
            rows={rows.rows}
            keyOf={(row) =>
              row.id ?? [row.jurisdiction, row.occupation?.code, row.occupation?.name, row.skillLevel].join('/')
            }
            columns={columns}
            isBusy={rows.isFetching}
          />
        </ListFrame>
      </div>
    </Section>
  );
}

function useColumns(list: DemandList): readonly Column<PublishedRow>[] {
  const words = useDemandWords();
  const { none } = useRecordWords();
  const of = words.entryColumns;
  const occupation: Column<PublishedRow> = {
    key: 'occupation',
    head: of.occupation,
    cell: (row) => row.occupation?.name ?? none,
  };
  const level: Column<PublishedRow> = {
    key: 'level',
    head: of.level,
    cell: ({ skillLevel }) => words.levels[skillLevel],
  };
  const place: Column<PublishedRow> = {
    key: 'place',
    head: words.place,
    cell: ({ jurisdiction }) => <Place code={jurisdiction} />,
  };
  if (list === 'worker') {
    return [
      occupation,
      level,
      place,
      { key: 'entries', head: words.publishedColumns.entries, kind: 'num', cell: ({ entries }) => entries },
      { key: 'wants', head: words.publishedColumns.wants, kind: 'num', cell: ({ wantsTraining }) => wantsTraining },
    ];
  }
  return [
    { key: 'post', head: of.post, cell: ({ post }) => post },
    { key: 'who', head: of.who, kind: 'text', cell: ({ employer }) => employer },
    occupation,
    level,
    { key: 'openings', head: of.openings, kind: 'num', cell: ({ openings }) => openings ?? none },
    {
      key: 'pay',
      head: of.pay,
      kind: 'num',
      cell: ({ payFromFen, payToFen }) =>
        payFromFen === undefined || payToFen === undefined ? none : words.payOf(yuan(payFromFen), yuan(payToFen)),
    },
    place,
  ];
}
