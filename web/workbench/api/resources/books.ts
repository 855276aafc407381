import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, listed } from '../client.ts';
import type { components, paths } from '../contract.d.ts';
import { forget, LOOK_AGAIN_MS } from '../queries.ts';
import type { Sent } from '../use-act.ts';

export type Evening = components['schemas']['Reconciliation'];
export type Difference = components['schemas']['ReconciliationDifference'];
export type DayGlance =
  paths['/api/v1/reconciliations']['get']['responses']['200']['content']['application/json']['items'][number];
export type Period = components['schemas']['AccountingPeriod'];
export type PeriodAct = Period['acts'][number]['act'];
export type FundUse = components['schemas']['FundUse'];
export type Account = components['schemas']['LedgerAccounts']['items'][number];
export type Entry = components['schemas']['LedgerEntry'];
export type EntryFilters = NonNullable<paths['/api/v1/ledger/entries']['get']['parameters']['query']>;

const PAGE = '50';
const LONG_PAGE = '200';

const pageOf = (cursor: string, limit = PAGE) => ({ limit, ...(cursor !== '' && { cursor }) });

/** Whether the newest run of a day is balanced. */
export type DayState = 'true' | 'false';

/** The newest run of each day, of all days or of those that are balanced or differ. */
export function eveningsQuery(balanced: DayState | undefined) {
  return infiniteQueryOptions({
    queryKey: ['evenings', balanced ?? ''],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const query = { ...(balanced !== undefined && { balanced }), ...pageOf(pageParam) };
      return body(api.GET('/api/v1/reconciliations', { params: { query } }));
    },
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: LOOK_AGAIN_MS,
  });
}

/** The newest run of a day. */
export function eveningQuery(day: string) {
  return queryOptions({
    queryKey: ['evening', day],
    queryFn: (): Promise<Evening> => listed(api.GET('/api/v1/reconciliations/{day}', { params: { path: { day } } })),
    refetchInterval: LOOK_AGAIN_MS,
  });
}

/** Compares what was released on a day with what is known of it now. @throws Refused, Unreachable */
export function runEvening(day: string, { key }: Sent): Promise<Evening> {
  return body(api.POST('/api/v1/reconciliations', { params: { header: { 'Idempotency-Key': key } }, body: { day } }));
}

/** @throws Refused, Unreachable */
export function explainDifference(
  { day, id: differenceId }: Pick<Difference, 'day' | 'id'>,
  text: string,
  { key }: Sent,
): Promise<Difference> {
  const params = { path: { day, differenceId }, header: { 'Idempotency-Key': key } };
  return body(
    api.POST('/api/v1/reconciliations/{day}/differences/{differenceId}/explanation', { params, body: { text } }),
  );
}

/** The quarters of a year; without one of the running year. */
export function periodsQuery(year: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ['periods', year ?? ''],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const query = { ...(year !== undefined && { year }), ...pageOf(pageParam, LONG_PAGE) };
      return body(api.GET('/api/v1/accounting-periods', { params: { query } }));
    },
    getNextPageParam: (last) => last.nextCursor,
    refetchInterval: LOOK_AGAIN_MS,
  });
}

/** The maker asks to close a quarter, the checker closes it, an operator opens it again. @throws Refused, Unreachable */
export function actOnPeriod(
  period: string,
  { act, reason }: { readonly act: PeriodAct; readonly reason: string },
  { key }: Sent,
): Promise<Period> {
  const params = { path: { period }, header: { 'Idempotency-Key': key } };
  switch (act) {
    case 'closure':
      return body(api.POST('/api/v1/accounting-periods/{period}/closure', { params }));
    case 'confirmation':
      return body(api.POST('/api/v1/accounting-periods/{period}/closure/confirmation', { params }));
    case 'reopening':
      return body(api.POST('/api/v1/accounting-periods/{period}/reopening', { params, body: { reason } }));
    default:
      return act satisfies never;
  }
}

/** A quarter as `GET /reports/fund-use` asks for it; without one the running quarter. */
export function quarterFilters(period: string | undefined): { readonly year?: string; readonly quarter?: string } {
  const [year, quarter] = period?.split('-Q') ?? [];
  return year === undefined || quarter === undefined ? {} : { year, quarter };
}

/** What the funds were used for in a quarter. */
export function fundUseQuery(period: string | undefined) {
  return queryOptions({
    queryKey: ['fund-use', period ?? ''],
    queryFn: (): Promise<FundUse> =>
      listed(api.GET('/api/v1/reports/fund-use', { params: { query: quarterFilters(period) } })),
  });
}

/** The accounts as they stand today, or stood at the end of a day. */
export function accountsQuery(on: string | undefined) {
  return infiniteQueryOptions({
    queryKey: ['ledger', 'accounts', on],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/ledger/accounts', {
          params: { query: { ...(on !== undefined && { on }), ...pageOf(pageParam, LONG_PAGE) } },
        }),
      ),
    getNextPageParam: (last) => last.nextCursor,
  });
}

export function entriesQuery(filters: EntryFilters) {
  return infiniteQueryOptions({
    queryKey: ['ledger', 'entries', filters],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/ledger/entries', { params: { query: { ...filters, ...pageOf(pageParam) } } })),
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** After an act of anybody on the books. */
export async function forgetBooks(): Promise<void> {
  await forget(['evenings'], ['evening'], ['periods'], ['fund-use'], ['ledger']);
}
