import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { allPages, api, body, read, type Read } from '../client.ts';
import type { components, paths } from '../contract.d.ts';
import { forget } from '../queries.ts';
import type { Sent } from '../use-act.ts';

export type Batch = components['schemas']['PayoutBatch'];
export type BatchGlance = components['schemas']['PayoutBatchGlance'];
export type Instruction = components['schemas']['PayoutInstruction'];
export type Payable = components['schemas']['Payable'];
export type Results = components['schemas']['PayoutResults'];
export type ResultsReport = components['schemas']['PayoutResultsReport'];
export type ReportedState = Results['rows'][number]['state'];
export type UnmatchedEvent = components['schemas']['UnmatchedPayoutEvent'];
export type WaitingMatch = NonNullable<UnmatchedEvent['match']>;
export type MatchAct = UnmatchedEvent['acts'][number]['act'];
export type Fund = Batch['fund'];
export type BatchFilters = NonNullable<paths['/api/v1/payout-batches']['get']['parameters']['query']>;
export type PayableFilters = NonNullable<paths['/api/v1/payables']['get']['parameters']['query']>;

const PAGE = '50';
const LONG_PAGE = '200';
const LOOK_AGAIN_MS = 30_000;

const pageOf = (cursor: string) => ({ limit: PAGE, ...(cursor !== '' && { cursor }) });

/** Claims whose money is due or will be, each with why not. */
export function payablesQuery(filters: PayableFilters) {
  return infiniteQueryOptions({
    queryKey: ['payables', filters],
    initialPageParam: '',
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/payables', { params: { query: { ...filters, ...pageOf(pageParam) } } })),
    getNextPageParam: (last) => last.nextCursor,
  });
}

export function batchesQuery(filters: BatchFilters) {
  return infiniteQueryOptions({
    queryKey: ['batches', filters],
    initialPageParam: '',
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/payout-batches', { params: { query: { ...filters, ...pageOf(pageParam) } } })),
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** Everything about one batch hangs on `['batch', batchId]`. */
export function batchQuery(batchId: string) {
  return queryOptions({
    queryKey: ['batch', batchId, 'row'],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: (): Promise<Read<Batch>> =>
      read(api.GET('/api/v1/payout-batches/{batchId}', { params: { path: { batchId } } })),
  });
}

/** Why a batch waits. */
export function batchDiagnosisQuery(batchId: string) {
  return queryOptions({
    queryKey: ['batch', batchId, 'diagnosis'],
    queryFn: () => body(api.GET('/api/v1/payout-batches/{batchId}/diagnosis', { params: { path: { batchId } } })),
  });
}

/** Reports of the bank that fit nothing. */
export const unmatchedQuery = infiniteQueryOptions({
  queryKey: ['unmatched'],
  initialPageParam: '',
  refetchInterval: LOOK_AGAIN_MS,
  queryFn: ({ pageParam }) =>
    body(api.GET('/api/v1/unmatched-payout-events', { params: { query: pageOf(pageParam) } })),
  getNextPageParam: (last) => last.nextCursor,
});

/** Debts that money of a bank may pay back. */
export const openDebtsQuery = queryOptions({
  queryKey: ['recoveries', 'open'],
  queryFn: async () => {
    const items = await allPages((cursor) =>
      body(api.GET('/api/v1/recoveries', { params: { query: { limit: LONG_PAGE, ...cursor } } })),
    );
    return items.filter(({ claimId, openFen }) => claimId !== null && openFen > 0);
  },
});

/** Every batch that went to the bank, which one sum of a bank may pay: its payments may have been answered before. */
export const batchesAtBankQuery = queryOptions({
  queryKey: ['batches', 'atBank'],
  queryFn: async () => (await Promise.all([batchesIn('sent'), batchesIn('done')])).flat(),
});

function batchesIn(state: BatchGlance['state']): Promise<readonly BatchGlance[]> {
  return allPages((cursor) =>
    body(api.GET('/api/v1/payout-batches', { params: { query: { state, limit: LONG_PAGE, ...cursor } } })),
  );
}

/** What a report is said to mean, by the name of its field in the contract. */
export type MatchTarget = 'instructionId' | 'batchId' | 'recoveryId';

interface MatchAsked {
  readonly act: MatchAct;
  readonly target: MatchTarget;
  readonly id: string;
  readonly reason: string;
}

/** Enters, confirms, rejects or takes back the match of a report with a payment, a batch or a debt. @throws Refused, Unreachable */
export async function actOnMatch(eventId: string, { act, target, id, reason }: MatchAsked, key: string) {
  const params = { path: { eventId }, header: { 'Idempotency-Key': key } };
  const at = '/api/v1/unmatched-payout-events/{eventId}/match' as const;
  switch (act) {
    case 'match':
      return body(api.POST(at, { params, body: { [target]: id } }));
    case 'confirmation':
      return body(api.POST(`${at}/confirmation`, { params }));
    case 'rejection':
      return body(api.POST(`${at}/rejection`, { params, body: { reason } }));
    case 'withdrawal':
      return body(api.POST(`${at}/withdrawal`, { params, body: { reason } }));
    case 'dismissal':
      return body(api.POST('/api/v1/unmatched-payout-events/{eventId}/dismissal', { params, body: { reason } }));
    default:
      return act satisfies never;
  }
}

/** After a match: the reports, and whatever the payment belongs to. */
export async function forgetUnmatched(): Promise<void> {
  await forget(
    ['unmatched'],
    ['batch'],
    ['batches'],
    ['payables'],
    ['recoveries'],
    ['claim'],
    ['claims'],
    ['tasks'],
    ['counts'],
  );
}

interface NewBatch {
  readonly claimIds: readonly string[];
  readonly fund: Fund | null;
}

/** @throws Refused, Unreachable */
export function createBatch({ claimIds, fund }: NewBatch, key: string): Promise<Batch> {
  return body(
    api.POST('/api/v1/payout-batches', {
      params: { header: { 'Idempotency-Key': key } },
      body: { claimIds: [...claimIds], ...(fund !== null && { fund }) },
    }),
  );
}

interface Release {
  /** As it was typed, in fen. */
  readonly controlSumFen: number;
  /** Why a batch over its budget is released; empty where none is asked for. */
  readonly overrideReason: string;
}

/** @throws Refused, Unreachable */
export function releaseBatch(batchId: string, release: Release, sent: Sent): Promise<Batch> {
  const { controlSumFen, overrideReason } = release;
  return body(
    api.POST('/api/v1/payout-batches/{batchId}/release', {
      params: paramsOf(batchId, sent),
      body: { controlSumFen, ...(overrideReason !== '' && { overrideReason }) },
    }),
  );
}

/** @throws Refused, Unreachable */
export function rejectBatch(batchId: string, reason: string, sent: Sent): Promise<Batch> {
  return body(
    api.POST('/api/v1/payout-batches/{batchId}/rejection', { params: paramsOf(batchId, sent), body: { reason } }),
  );
}

/** Results that were entered for a batch, the newest first. */
export function resultsQuery(batchId: string) {
  return infiniteQueryOptions({
    queryKey: ['batch', batchId, 'results'],
    initialPageParam: '',
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/payout-batches/{batchId}/results', {
          params: { path: { batchId }, query: pageOf(pageParam) },
        }),
      ),
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** One line as it is typed; the server says what is missing or does not fit. */
export interface ResultRow {
  readonly instructionId: string;
  readonly state: string;
  readonly amountFen: number | null;
  readonly valueDate: string;
  readonly reasonCode: string;
  readonly bankReference: string;
}

/** @throws Refused, Unreachable */
export function enterResults(batchId: string, rows: readonly ResultRow[], key: string): Promise<ResultsReport> {
  const params = { path: { batchId }, header: { 'Idempotency-Key': key } };
  return body(api.POST('/api/v1/payout-batches/{batchId}/results', { params, body: { rows: [...rows] } }));
}

/** @throws Refused, Unreachable */
export function confirmResults(batchId: string, resultId: string, key: string): Promise<ResultsReport> {
  const params = { path: { batchId, resultId }, header: { 'Idempotency-Key': key } };
  return body(api.POST('/api/v1/payout-batches/{batchId}/results/{resultId}/confirmation', { params }));
}

function paramsOf(batchId: string, { etag, key }: Sent) {
  return { path: { batchId }, header: { 'If-Match': etag, 'Idempotency-Key': key } };
}

/** After an act of anybody on a batch: it, its claims and every list are read anew. */
export async function forgetBatch(batchId: string): Promise<void> {
  await forget(['batch', batchId], ['batches'], ['payables'], ['tasks'], ['counts'], ['claims'], ['claim']);
}
