import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { bankFileRowsQuery, type BankFile, type BankFileRow, type Verdict } from '../../api/resources/bank-files.ts';
import { useListed } from '../../api/use-list.ts';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { yuan } from '../../parts/format.ts';
import { Chips } from '../../parts/list-frame.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/mark.tsx';
import { Section } from '../../parts/section.tsx';
import { useBankFilesWords } from '../../words/bank-files.ts';
import { usePayoutsWords } from '../../words/payouts.ts';
import { useRecordWords } from '../../words/records.ts';
import { VERDICT_TONES } from './tones.ts';

const VERDICTS: readonly Verdict[] = ['matches', 'parks', 'duplicate', 'noted'];

/** Every entry of a file with its judgement, all of them or those of one judgement. */
export function FileRows({ file }: { readonly file: BankFile }) {
  const words = useBankFilesWords();
  const { filter } = useRecordWords();
  const [search, setSearch] = useSearchParams();
  const verdict = VERDICTS.find((one) => one === search.get('verdict'));
  const asked = useInfiniteQuery(bankFileRowsQuery(file.id, verdict === undefined ? {} : { verdict }));
  const list = useListed(asked, { name: `${file.id}/${verdict ?? ''}`, idOf: ({ no }: BankFileRow) => String(no) });
  return (
    <Section title={words.rows.table}>
      <Chips
        label={filter}
        options={[['', words.rows.all], ...VERDICTS.map((one) => [one, words.verdicts[one]] as const)]}
        value={verdict ?? ''}
        onChange={(code) => setSearch(code === '' ? {} : { verdict: code })}
      />
      <ListTable
        label={words.rows.table}
        empty={words.rows.empty}
        list={list}
        keyOf={({ no }) => String(no)}
        columns={useRowColumns()}
      />
    </Section>
  );
}

function useRowColumns(): readonly Column<BankFileRow>[] {
  const words = useBankFilesWords();
  const { reasons } = usePayoutsWords().unmatched;
  const { none } = useRecordWords();
  return columnsOf(words.rows.columns, {
    no: ({ no }) => no,
    says: ({ says }) => words.rows.says[says],
    claim: ({ claimId, claimNo }) => (claimId === null ? none : <Link href={`/claims/${claimId}`}>{claimNo}</Link>),
    said: ['mono', ({ instructionId }) => instructionId ?? none],
    amount: ['num', ({ amountFen }) => (amountFen === null ? none : yuan(amountFen))],
    valueDate: ({ valueDate }) => valueDate ?? none,
    verdict: ({ verdict }) => <Mark tone={VERDICT_TONES[verdict]}>{words.verdicts[verdict]}</Mark>,
    why: ['text', ({ reason }) => (reason === null ? none : reasons[reason])],
  });
}
