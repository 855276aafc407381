import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef, useState } from 'react';
import { Link, useLocation, useSearchParams } from 'wouter';
import { casesQuery, type CaseGlance, type IntegrityCase } from '../../api/resources/cases.ts';
import { useListed } from '../../api/use-list.ts';
import { useRowFocus } from '../../keys/row-focus.ts';
import { dayOf } from '../../parts/format.ts';
import { Chips, ListFrame } from '../../parts/list-frame.tsx';
import { Mark, type Tone } from '../../parts/mark.tsx';
import { useCasesWords } from '../../words/cases.ts';
import { useRecordWords, wordOf } from '../../words/records.ts';
import { OpenCaseForm } from './open-case-form.tsx';

const STATES = ['open', 'waitsForConfirmation', 'closed'] as const;
export const TONES: Readonly<Record<IntegrityCase['state'], Tone>> = {
  open: 'bad',
  waitsForConfirmation: 'warn',
  closed: 'plain',
};

export function CaseList() {
  const words = useCasesWords();
  const records = useRecordWords();
  const [search, setSearch] = useSearchParams();
  const [isOpening, setOpening] = useState(false);
  const [, go] = useLocation();
  const table = useRef<HTMLTableElement>(null);
  useRowFocus(table);
  const state = STATES.find((one) => one === search.get('state'));
  const filters = state === undefined ? {} : { state };
  const list = useListed(useInfiniteQuery(casesQuery(filters)), {
    name: state ?? '',
    idOf: ({ id }: CaseGlance) => id,
  });
  return (
    <section className="screen" aria-labelledby="cases">
      <div className="bar">
        <h1 id="cases">{words.heading}</h1>
        <Chips
          label={records.filter}
          options={[['', records.all], ...STATES.map((one) => [one, words.states[one]] as const)]}
          value={state ?? ''}
          onChange={(code) => setSearch(code === '' ? {} : { state: code })}
        />
        <span className="grow" />
        {!isOpening && <Button onClick={() => setOpening(true)}>{words.open}</Button>}
      </div>
      {isOpening && <OpenCaseForm onClose={() => setOpening(false)} onOpened={(caseId) => go(`/cases/${caseId}`)} />}
      <ListFrame what={words.table} empty={words.empty} list={list}>
        <table ref={table} aria-label={words.table} aria-busy={list.isFetching}>
          <thead>
            <tr>
              <th scope="col">{words.columns.party}</th>
              <th scope="col">{words.columns.state}</th>
              <th scope="col">{words.columns.finding}</th>
              <th scope="col">{words.columns.crime}</th>
              <th scope="col">{words.columns.opened}</th>
              <th scope="col">{words.columns.outcome}</th>
              <th scope="col">{words.columns.closed}</th>
            </tr>
          </thead>
          <tbody>
            {list.rows.map((one) => (
              <Row key={one.id} of={one} />
            ))}
          </tbody>
        </table>
      </ListFrame>
    </section>
  );
}

function Row({ of }: { readonly of: CaseGlance }) {
  const words = useCasesWords();
  const { none } = useRecordWords();
  return (
    <tr>
      <th scope="row">
        <Link href={`/cases/${of.id}`}>
          {of.party.name} <span className="hidden">{of.id}</span>
        </Link>
      </th>
      <td>
        <Mark tone={TONES[of.state]}>{words.states[of.state]}</Mark>
      </td>
      <td>{words.findings[of.finding]}</td>
      <td>{of.suspectedCrime ? words.yes : words.no}</td>
      <td>{dayOf(of.openedAt)}</td>
      <td>{of.outcome === null ? none : wordOf(words.outcomes, of.outcome)}</td>
      <td>{of.closedAt === null ? none : dayOf(of.closedAt)}</td>
    </tr>
  );
}
