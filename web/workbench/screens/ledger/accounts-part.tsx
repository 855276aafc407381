import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { accountsQuery, type Account } from '../../api/resources/books.ts';
import { useListed } from '../../api/use-list.ts';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { yuan } from '../../parts/format.ts';
import { ListPart } from '../../parts/list-table.tsx';
import { useBooksWords } from '../../words/books.ts';
import { lastDayOf } from './periods.ts';

const idOf = ({ account }: Account) => account;

/** The accounts as they stand today, or stood at the end of the quarter; each opens the entries that made it so. */
export function AccountsPart({ quarter }: { readonly quarter: string | undefined }) {
  const words = useBooksWords().accounts;
  const accounts = useInfiniteQuery(accountsQuery(quarter && lastDayOf(quarter)));
  const list = useListed(accounts, { name: 'accounts', idOf });
  const sumFen = accounts.data?.pages.at(-1)?.sumFen;
  return (
    <ListPart
      label={quarter === undefined ? words.table : words.tableOn(lastDayOf(quarter))}
      empty={words.empty}
      list={list}
      keyOf={idOf}
      columns={useAccountColumns(quarter)}
      foot={sumFen !== undefined && words.balanced(yuan(sumFen))}
    />
  );
}

function useAccountColumns(quarter: string | undefined): readonly Column<Account>[] {
  const words = useBooksWords().accounts;
  const entries = (account: string) =>
    quarter === undefined
      ? `/ledger?account=${account}#entries`
      : `/ledger/${quarter}?account=${account}&to=${lastDayOf(quarter)}#entries`;
  return columnsOf(words.columns, {
    name: ({ account, accountName }) => <Link href={entries(account)}>{accountName}</Link>,
    debit: ['num', ({ account, debitFen }) => <Link href={entries(account)}>{yuan(debitFen)}</Link>],
    credit: ['num', ({ account, creditFen }) => <Link href={entries(account)}>{yuan(creditFen)}</Link>],
    balance: ['num', ({ balanceFen }) => yuan(Math.abs(balanceFen))],
    side: ({ balanceFen }) => words.sides[sideOf(balanceFen)],
  });
}

function sideOf(fen: number): 'debit' | 'credit' | 'none' {
  if (fen === 0) {
    return 'none';
  }
  return fen > 0 ? 'debit' : 'credit';
}
