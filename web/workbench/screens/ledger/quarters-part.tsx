import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { periodsQuery, type Period } from '../../api/resources/books.ts';
import { useListed } from '../../api/use-list.ts';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { when } from '../../parts/format.ts';
import { ListPart } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/mark.tsx';
import { useBooksWords } from '../../words/books.ts';
import { useRecordWords } from '../../words/records.ts';
import { PERIOD_TONES, yearOf } from './periods.ts';

const idOf = ({ period }: Period) => period;

/** The quarters of a year, each with who asked to close it and who closed it. */
export function QuartersPart({ quarter }: { readonly quarter: string | undefined }) {
  const words = useBooksWords().ledger;
  const year = yearOf(quarter);
  const list = useListed(useInfiniteQuery(periodsQuery(year)), { name: year ?? '', idOf });
  return (
    <ListPart
      label={words.quarters}
      empty={words.noQuarter}
      list={list}
      keyOf={idOf}
      columns={useQuarterColumns()}
      isOpen={({ period }) => period === quarter}
    />
  );
}

function useQuarterColumns(): readonly Column<Period>[] {
  const words = useBooksWords().ledger;
  const { none } = useRecordWords();
  const who = (name: string | null, at: string | null) => (at === null ? none : words.by(name ?? '', when(at)));
  return columnsOf(words.quarterColumns, {
    period: ({ period }) => <Link href={`/ledger/${period}`}>{words.quarter(period)}</Link>,
    from: ({ from }) => from,
    to: ({ to }) => to,
    state: ({ state }) => <Mark tone={PERIOD_TONES[state]}>{words.states[state]}</Mark>,
    proposed: ({ proposedByName, proposedAt }) => who(proposedByName, proposedAt),
    closed: ({ closedByName, closedAt }) => who(closedByName, closedAt),
  });
}
