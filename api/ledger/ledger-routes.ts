import { dayAt } from '../../domain/calendar.ts';
import { accountWord } from '../../domain/texts/account-words.ts';
import {
  LedgerAccountsAnswer,
  LedgerAccountsQuery,
  LedgerEntriesAnswer,
  LedgerEntriesQuery,
} from '../../schemas/ledger-schemas.ts';
import { pageOf, pageOfAll, parseCursor } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { fundUseRoute, type FundUseDependencies } from './fund-use-route.ts';
import type { LedgerStore } from './ledger-ports.ts';
import { auditExportRoute } from './special-audit-route.ts';

export type LedgerDependencies = FundUseDependencies;

/** The double-entry ledger (D9), the use of the funds by quarter and the special audit's export. */
export function ledgerRoutes(deps: LedgerDependencies): readonly Route[] {
  return [listAccounts(deps.ledger), listEntries(deps.ledger), fundUseRoute(deps), auditExportRoute(deps)];
}

function listAccounts(ledger: LedgerStore): Route {
  return defineRoute({
    operationId: 'listLedgerAccounts',
    method: 'get',
    path: '/api/v1/ledger/accounts',
    summary: 'The accounts with what is booked on them up to a day; together they sum to zero',
    query: LedgerAccountsQuery,
    answer: LedgerAccountsAnswer,
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query, at, language }) {
      const on = query.on ?? dayAt(at.getTime());
      const rows = await ledger.accounts(on, caller);
      const items = rows.map((row) => ({
        ...row,
        accountName: accountWord(row.account)[language],
        balanceFen: row.debitFen - row.creditFen,
      }));
      const sumFen = items.reduce((sum, { balanceFen }) => sum + balanceFen, 0);
      return { body: { on, sumFen, ...pageOfAll(items, query.limit, query.cursor) } };
    },
  });
}

function listEntries(ledger: LedgerStore): Route {
  return defineRoute({
    operationId: 'listLedgerEntries',
    method: 'get',
    path: '/api/v1/ledger/entries',
    summary: 'The entries of an account or a claim, newest first; the rows of a transaction sum to zero',
    query: LedgerEntriesQuery,
    answer: LedgerEntriesAnswer,
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query, language }) {
      const { account = null, claimId = null, from = null, to = null, limit, cursor } = query;
      const asked = { account, claimId, from, to, limit, beforeId: idOf(cursor) };
      const page = pageOf(
        await ledger.entries(asked, caller),
        limit,
        ({ id }) => [id],
        ({ id, at, ...row }) => ({
          id: `led_${id}`,
          ...row,
          accountName: accountWord(row.account)[language],
          at: at.toISOString(),
        }),
      );
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function idOf(cursor: string | undefined): number | null {
  const [id] = parseCursor(cursor, 1) ?? [null];
  if (id !== null && (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 0)) {
    throw new Problem('CURSOR_INVALID');
  }
  return id;
}
