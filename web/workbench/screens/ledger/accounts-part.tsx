import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { accountsQuery, type Account } from '../../api/resources/books.ts';
import { useListed } from '../../api/use-list.ts';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { yuan } from '../../parts/format.ts';
import { ListPart } from '../../parts/list-table.tsx';
import { useBooksWords } from '../../words/books.ts';

const idOf = ({ account }: Account) => account;

/** The accounts as they stand today; each opens its entries. */
export function AccountsPart({ quarter }: { readonly quarter: string | undefined }) {
  const words = useBooksWords().accounts;
  const accounts = useInfiniteQuery(accountsQuery);
  const list = useListed(accounts, { name: 'accounts', idOf });
  const sumFen = accounts.data?.pages.at(-1)?.sumFen;
  return (
    <ListPart
      label={words.table}
      empty={words.empty}
      list={list}
      keyOf={idOf}
      columns={useAccountColumns(quarter === undefined ? '/ledger' : `/ledger/${quarter}`)}
      foot={sumFen !== undefined && words.balanced(yuan(sumFen))}
    />
  );
}

function useAccountColumns(at: string): readonly Column<Account>[] {
  const words = useBooksWords().accounts;
  const entries = (account: string) => `${at}?account=${account}#entries`;
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
