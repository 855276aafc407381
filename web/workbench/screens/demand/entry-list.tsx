import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { entriesQuery, type DemandEntryItem } from '../../api/resources/demand.ts';
import { useListed } from '../../api/use-list.ts';
import { DataTable, type Column } from '../../parts/data-table.tsx';
import { when, yuan } from '../../parts/format.ts';
import { Chips, ListFrame } from '../../parts/list-frame.tsx';
import { Mark, type Tone } from '../../parts/mark.tsx';
import { useDemandWords } from '../../words/demand.ts';
import { useRecordWords } from '../../words/records.ts';
import { entryHref, useEntryFilters, ENTRY_LISTS, ENTRY_STATES } from './entry-address.ts';

export const ENTRY_TONES: Readonly<Record<DemandEntryItem['state'], Tone>> = {
  unchecked: 'warn',
  checked: 'ok',
  refused: 'bad',
  ended: 'plain',
};

/** The entries of both lists, those to check first asked for; J and K move from row to row. */
export function EntryList({ openId }: { readonly openId: string | null }) {
  const words = useDemandWords();
  const { all } = useRecordWords();
  const { list: chosen, state, filters, choose } = useEntryFilters();
  const list = useListed(useInfiniteQuery(entriesQuery(filters)), {
    name: `${chosen}/${state}`,
    idOf: ({ id }: DemandEntryItem) => id,
  });
  const columns = useEntryColumns();
  return (
    <section className="part" aria-labelledby="entries">
      <h2 id="entries">{words.entries}</h2>
      <div className="bar">
        <Chips
          label={words.byState}
          options={[...ENTRY_STATES.map((one) => [one, words.entryStates[one]] as const), ['all', all]]}
          value={state}
          onChange={(code) => choose({ state: code })}
        />
        <Chips
          label={words.byList}
          options={[['', all], ...ENTRY_LISTS.map((one) => [one, words.lists[one]] as const)]}
          value={chosen}
          onChange={(code) => choose({ list: code })}
        />
      </div>
      <ListFrame what={words.entries} empty={words.entriesEmpty} list={list} isBegin>
        <DataTable
          label={words.entries}
          rows={list.rows}
          keyOf={({ id }) => id}
          columns={columns}
          isBusy={list.isFetching}
          isOpen={({ id }) => id === openId}
        />
      </ListFrame>
    </section>
  );
}

function useEntryColumns(): readonly Column<DemandEntryItem>[] {
  const words = useDemandWords();
  const { none } = useRecordWords();
  const [search] = useSearchParams();
  const of = words.entryColumns;
  return [
    { key: 'post', head: of.post, cell: ({ id, post }) => <Link href={entryHref(search, id)}>{post}</Link> },
    { key: 'list', head: of.list, cell: ({ list }) => words.lists[list] },
    { key: 'who', head: of.who, kind: 'text', cell: ({ employer, industry }) => employer ?? industry ?? none },
    {
      key: 'occupation',
      head: of.occupation,
      kind: 'text',
      cell: ({ occupation, wantedOccupation }) => occupation?.name ?? wantedOccupation?.name ?? none,
    },
    { key: 'level', head: of.level, cell: ({ skillLevel }) => (skillLevel === null ? none : words.levels[skillLevel]) },
    { key: 'openings', head: of.openings, kind: 'num', cell: ({ openings }) => openings ?? none },
    {
      key: 'pay',
      head: of.pay,
      kind: 'num',
      cell: ({ payFromFen, payToFen }) => words.payOf(yuan(payFromFen), yuan(payToFen)),
    },
    { key: 'source', head: of.source, cell: ({ source }) => words.sources[source] },
    { key: 'entered', head: of.entered, cell: ({ enteredAt }) => when(enteredAt) },
    {
      key: 'state',
      head: of.state,
      cell: ({ state }) => <Mark tone={ENTRY_TONES[state]}>{words.entryStates[state]}</Mark>,
    },
  ];
}
