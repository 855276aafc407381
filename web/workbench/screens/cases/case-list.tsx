import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { casesQuery, type CaseGlance, type IntegrityCase } from '../../api/resources/cases.ts';
import { useListed } from '../../api/use-list.ts';
import { useStateFilter } from '../../parts/state-filter.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { dayOf, when } from '../../parts/format.ts';
import { Mark, type Tone } from '../../parts/mark.tsx';
import { useCasesWords } from '../../words/cases.ts';
import { useRecordWords } from '../../words/records.ts';
import { OpenCaseForm } from './open-case-form.tsx';

const STATES = ['open', 'waitsForConfirmation', 'closed'] as const;
export const TONES: Readonly<Record<IntegrityCase['state'], Tone>> = {
  open: 'bad',
  waitsForConfirmation: 'warn',
  closed: 'plain',
};

const idOf = ({ id }: CaseGlance) => id;

export function CaseList() {
  const words = useCasesWords();
  const [isOpening, setOpening] = useState(false);
  const [, go] = useLocation();
  const { state, filters, chips } = useStateFilter(STATES, words.states);
  const list = useListed(useInfiniteQuery(casesQuery(filters)), { name: state, idOf });
  const columns = useCaseColumns();
  return (
    <section className="screen" aria-labelledby="cases">
      <div className="bar">
        <h1 id="cases">{words.heading}</h1>
        {chips}
        <span className="grow" />
        {!isOpening && <Button onClick={() => setOpening(true)}>{words.open}</Button>}
      </div>
      {isOpening && <OpenCaseForm onClose={() => setOpening(false)} onOpened={(caseId) => go(`/cases/${caseId}`)} />}
      <ListTable label={words.table} empty={words.empty} list={list} keyOf={idOf} columns={columns} />
    </section>
  );
}

function useCaseColumns(): readonly Column<CaseGlance>[] {
  const words = useCasesWords();
  const { none } = useRecordWords();
  return columnsOf(words.columns, {
    party: ({ id, party, openedAt }) => (
      <Link href={`/cases/${id}`}>
        {party.name} <span className="hidden">{when(openedAt)}</span>
      </Link>
    ),
    state: ({ state }) => <Mark tone={TONES[state]}>{words.states[state]}</Mark>,
    finding: ({ finding }) => words.findings[finding],
    crime: ({ suspectedCrime }) => (suspectedCrime ? words.yes : words.no),
    opened: ({ openedAt }) => dayOf(openedAt),
    outcome: ({ outcomeLabel }) => outcomeLabel ?? none,
    closed: ({ closedAt }) => (closedAt === null ? none : dayOf(closedAt)),
  });
}
