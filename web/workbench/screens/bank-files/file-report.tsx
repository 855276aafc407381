import type { BankFile, Verdict } from '../../api/resources/bank-files.ts';
import { columnsOf, DataTable, type Column } from '../../parts/data-table.tsx';
import { when, yuan } from '../../parts/format.ts';
import { Mark } from '../../parts/mark.tsx';
import { Section } from '../../parts/section.tsx';
import { useBankFilesWords } from '../../words/bank-files.ts';
import { useRecordWords } from '../../words/records.ts';
import { VERDICT_TONES } from './tones.ts';

interface SumOfVerdict {
  readonly verdict: Verdict;
  readonly entries: number;
  readonly fen: number;
}

type FileStatement = BankFile['statements'][number];
type RowError = BankFile['errors'][number];

/** How many entries mean what, and how much money each kind names; rows that could not be read. */
export function FileReport({ file }: { readonly file: BankFile }) {
  const words = useBankFilesWords().record;
  const { funds } = useRecordWords();
  return (
    <Section title={words.report}>
      <p className="quiet">{file.isTaken ? words.takenNote : words.reportNote[file.state]}</p>
      {file.untaken !== null && <p>{words.untaken(when(file.untaken.since), file.untaken.note)}</p>}
      <DataTable label={words.report} rows={sumsOf(file)} keyOf={({ verdict }) => verdict} columns={useSumColumns()} />
      {file.statements.length > 0 && (
        <DataTable
          label={words.statements}
          rows={file.statements}
          keyOf={({ no }) => String(no)}
          columns={columnsOf<FileStatement, 'account' | 'day' | 'funds'>(words.statementColumns, {
            account: ({ account }) => account ?? '—',
            day: ({ on }) => on ?? '—',
            funds: ['text', ({ funds: of, note }) => note ?? of.map((fund) => funds[fund]).join(' ')],
          })}
        />
      )}
      {file.errors.length > 0 && (
        <DataTable
          label={words.errors}
          rows={file.errors}
          keyOf={({ row, column }) => `${row}/${column}`}
          columns={columnsOf<RowError, 'row' | 'column' | 'message'>(words.errorColumns, {
            row: ({ row }) => row,
            column: ({ column }) => column,
            message: ['text', ({ message }) => message],
          })}
        />
      )}
    </Section>
  );
}

function sumsOf(file: BankFile): readonly SumOfVerdict[] {
  return [
    { verdict: 'matches', entries: file.matched, fen: file.matchedFen },
    { verdict: 'parks', entries: file.unmatched, fen: file.unmatchedFen },
    { verdict: 'duplicate', entries: file.duplicates, fen: file.duplicatesFen },
    { verdict: 'noted', entries: file.ignored, fen: file.ignoredFen },
  ];
}

function useSumColumns(): readonly Column<SumOfVerdict>[] {
  const words = useBankFilesWords();
  return columnsOf(words.record.sums, {
    verdict: ({ verdict }) => <Mark tone={VERDICT_TONES[verdict]}>{words.verdicts[verdict]}</Mark>,
    entries: ['num', ({ entries }) => entries],
    sum: ['num', ({ fen }) => yuan(fen)],
  });
}
