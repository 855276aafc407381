import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'wouter';
import { askedOf } from '../../api/asked.ts';
import { accountsQuery, entriesQuery, type Entry, type EntryFilters } from '../../api/resources/books.ts';
import { useListed } from '../../api/use-list.ts';
import { Choice, Field } from '../../parts/act-form.tsx';
import { NotRead } from '../../parts/asked.tsx';
import { columnsOf, type Column } from '../../parts/data-table.tsx';
import { when, yuan } from '../../parts/format.ts';
import { ListTable } from '../../parts/list-table.tsx';
import { Mark } from '../../parts/mark.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { Section } from '../../parts/section.tsx';
import { useBooksWords } from '../../words/books.ts';
import { useRecordWords } from '../../words/records.ts';

const idOf = ({ id }: Entry) => id;
const FILTERS = ['account', 'claimId', 'from', 'to'] as const;
const DAY = /^20\d{2}-\d{2}-\d{2}$/;

/** The entries of an account, a claim or a span of days, newest first; the address says of which. */
export function EntriesPart() {
  const words = useBooksWords().entries;
  const [search, setSearch] = useSearchParams();
  const valueOf = (name: (typeof FILTERS)[number]) => search.get(name) ?? '';
  const list = useListed(useInfiniteQuery(entriesQuery(filtersOf(valueOf))), { name: search.toString(), idOf });
  const accounts = askedOf(useInfiniteQuery(accountsQuery(undefined)));
  const set = (name: string, value: string) =>
    setSearch((now) => {
      const kept = [...now].filter(([key]) => key !== name);
      return value === '' ? kept : [...kept, [name, value]];
    });
  const no = search.get('no');
  return (
    <Section title={words.table} id="entries">
      <div className="fields-row">
        <Choice
          label={words.account}
          none={words.anyAccount}
          value={valueOf('account')}
          options={(accounts.data?.pages ?? []).flatMap(({ items }) =>
            items.map(({ account, accountName }) => [account, accountName] as const),
          )}
          onChange={(account) => set('account', account)}
        />
        <Field label={words.from} type="date" value={valueOf('from')} onChange={(day) => set('from', day)} />
        <Field label={words.to} type="date" value={valueOf('to')} onChange={(day) => set('to', day)} />
        {search.size > 0 && (
          <button type="button" className="plain" onClick={() => setSearch({})}>
            {words.all}
          </button>
        )}
      </div>
      <NotRead what={words.accountsWhat} fault={accounts.fault} onRetry={accounts.onRetry} />
      {no !== null && <p>{words.onlyOf(no)}</p>}
      <ListTable label={words.table} empty={words.empty} list={list} keyOf={idOf} columns={useEntryColumns()} />
    </Section>
  );
}

/** Only days that are days are asked for; a half-typed one counts as none. */
function filtersOf(valueOf: (name: (typeof FILTERS)[number]) => string): EntryFilters {
  const filters = FILTERS.map((name) => [name, valueOf(name)] as const);
  return Object.fromEntries(
    filters.filter(([name, value]) => value !== '' && (!['from', 'to'].includes(name) || DAY.test(value))),
  );
}

function useEntryColumns(): readonly Column<Entry>[] {
  const words = useBooksWords().entries;
  const { none } = useRecordWords();
  return columnsOf(words.columns, {
    of: (entry) => <Subject of={entry} />,
    account: ({ accountName }) => accountName,
    debit: ['num', ({ amountFen }) => (amountFen > 0 ? yuan(amountFen) : '')],
    credit: ['num', ({ amountFen }) => (amountFen < 0 ? yuan(-amountFen) : '')],
    at: ({ at }) => when(at),
    valueDate: ({ valueDate }) => valueDate ?? none,
    late: ({ latePeriod }) => latePeriod !== null && <Mark tone="warn">{words.lateFor(latePeriod)}</Mark>,
  });
}

function Subject({ of: { claimId, claimNo, grantId, grantNo } }: { readonly of: Entry }) {
  const { none } = useRecordWords();
  return claimId === null ? (
    <ScreenLink href={`/grants/${grantId}`} otherwise={grantNo ?? none}>
      {grantNo}
    </ScreenLink>
  ) : (
    <Link href={`/claims/${claimId}`}>{claimNo}</Link>
  );
}
