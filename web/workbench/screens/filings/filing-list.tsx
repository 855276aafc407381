import { useInfiniteQuery } from '@tanstack/react-query';
import { useRef } from 'react';
import { Link, useSearchParams } from 'wouter';
import { filingsQuery } from '../../api/resources/filing-lists.ts';
import type { ClassFiling } from '../../api/resources/filings.ts';
import { useListed } from '../../api/use-list.ts';
import { when } from '../../parts/format.ts';
import { useLinkKeys } from '../../parts/link-keys.ts';
import { Chips, ListFrame } from '../../parts/list-frame.tsx';
import { Mark } from '../../parts/mark.tsx';
import { SimpleTable } from '../../parts/simple-table.tsx';
import { useFilingsWords } from '../../words/filings.ts';
import { useOrganWords } from '../../words/organs.ts';
import { useRecordWords } from '../../words/records.ts';
import { TONES } from './tones.ts';

const STATES = ['filed', 'returned', 'accepted', 'open', 'ended', 'assessed', 'claimed', 'expired'] as const;

export function FilingList() {
  const words = useFilingsWords();
  const records = useRecordWords();
  const [search, setSearch] = useSearchParams();
  const asked = search.get('state') ?? '';
  const state = STATES.find((one) => one === asked);
  const list = useListed(useInfiniteQuery(filingsQuery(state === undefined ? {} : { state })), {
    name: asked,
    idOf: ({ id }: ClassFiling) => id,
  });
  const table = useRef<HTMLTableElement>(null);
  useLinkKeys(table);
  const cellsOf = useCells();
  return (
    <section className="screen" aria-labelledby="filings">
      <div className="bar">
        <h1 id="filings">{words.heading}</h1>
        <Chips
          label={records.filter}
          options={[['', records.all], ...STATES.map((one) => [one, words.states[one]] as const)]}
          value={state ?? ''}
          onChange={(code) => setSearch(code === '' ? {} : { state: code })}
        />
      </div>
      <ListFrame what={words.table} empty={words.empty} list={list}>
        <SimpleTable
          table={table}
          label={words.table}
          isBusy={list.isFetching}
          columns={Object.values(words.columns)}
          rows={list.rows.map((filing) => ({ key: filing.id, cells: cellsOf(filing) }))}
        />
      </ListFrame>
    </section>
  );
}

function useCells() {
  const words = useFilingsWords();
  const organs = useOrganWords();
  const { levels, none } = useRecordWords();
  return (filing: ClassFiling) => [
    <Link key="no" href={`/filings/${filing.id}`}>
      {filing.filingNo ?? filing.id}
    </Link>,
    <Mark key="state" tone={TONES[filing.state]}>
      {words.states[filing.state]}
    </Mark>,
    filing.applicant.name,
    `${filing.occupation.name} ${levels[filing.skillLevel]}`,
    filing.classHours,
    <Link key="people" href={`/filings/${filing.id}`}>
      {filing.rosterCount}
    </Link>,
    words.runs(filing.opensOn, filing.endsOn),
    filing.responsibleDepartment === null ? none : organs[filing.responsibleDepartment.organ],
    filing.filedAt === null ? none : when(filing.filedAt),
  ];
}
