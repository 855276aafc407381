import { Link } from 'wouter';
import type { Evening } from '../../api/resources/books.ts';
import { columnsOf, DataTable, type Column } from '../../parts/data-table.tsx';
import { yuan } from '../../parts/format.ts';
import { Section } from '../../parts/section.tsx';
import { useBooksWords } from '../../words/books.ts';
import { useRecordWords } from '../../words/records.ts';

type Figures = Evening['funds'][number];

/** A day's payments by fund; what was released is what became of it. */
export function FundsPart({ evening: { day, funds } }: { readonly evening: Evening }) {
  const words = useBooksWords().evening;
  const columns = useFundColumns(day);
  return (
    <Section title={words.funds} note={<span className="quiet">{words.identity}</span>}>
      {funds.length === 0 ? (
        <p className="empty">{words.noFund}</p>
      ) : (
        <DataTable label={words.funds} rows={funds} keyOf={({ fund }) => fund} columns={columns} />
      )}
    </Section>
  );
}

function useFundColumns(day: string): readonly Column<Figures>[] {
  const words = useBooksWords().evening;
  const { funds, none } = useRecordWords();
  const released = (fund: string) => `/ledger?account=fund:${fund}&from=${day}&to=${day}#entries`;
  const after = (account: string) => `/ledger?account=${account}&from=${day}#entries`;
  return columnsOf(words.fundColumns, {
    fund: ({ fund }) => <Link href={released(fund)}>{funds[fund]}</Link>,
    approved: ['num', ({ approvedFen }) => yuan(approvedFen)],
    instructed: ['num', ({ fund, instructedFen }) => entries(released(fund), instructedFen)],
    settled: ['num', ({ settledFen }) => yuan(settledFen)],
    failed: ['num', ({ fund, failedFen }) => entries(after(`fund:${fund}`), failedFen)],
    returned: ['num', ({ fund, returnedFen }) => entries(after(`fund:${fund}`), returnedFen)],
    reversed: ['num', ({ fund, reversedFen }) => entries(after(`fund:${fund}`), reversedFen)],
    open: ['num', ({ openFen }) => differing(openFen)],
    statement: ['num', ({ statementFen }) => (statementFen === null ? none : yuan(statementFen))],
    ledger: ['num', ({ ledgerDifferenceFen }) => differing(ledgerDifferenceFen)],
  });
}

const entries = (to: string, fen: number) => <Link href={to}>{yuan(fen)}</Link>;
const differing = (fen: number) => <a href="#differences">{yuan(fen)}</a>;
