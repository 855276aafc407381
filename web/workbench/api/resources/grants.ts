import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, read, wholeList, type Read } from '../client.ts';
import type { components, paths } from '../contract.d.ts';
import { forget, LOOK_AGAIN_MS } from '../queries.ts';
import type { Sent } from '../use-act.ts';

export type GrantCall = components['schemas']['GrantCall'];
export type GrantItem = components['schemas']['GrantItem'];
export type Grant = components['schemas']['GrantWithDiagnosis'];
export type TitleYear = components['schemas']['TitleYear'];
export type GrantFilters = NonNullable<paths['/api/v1/grants']['get']['parameters']['query']>;
export type Ranked =
  paths['/api/v1/grant-calls/{callId}/ranking']['get']['responses'][200]['content']['application/json']['items'][number];
export type Score =
  paths['/api/v1/grants/{grantId}/scores']['get']['responses'][200]['content']['application/json']['items'][number];

const PAGE = '50';
const LONG_PAGE = '200';
/** The calls, the newest first. */
export function callsQuery() {
  return infiniteQueryOptions({
    queryKey: ['grants', 'calls'],
    initialPageParam: '',
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/grant-calls', {
          params: { query: { limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** One call, with its revision. */
export function callQuery(callId: string) {
  return queryOptions({
    queryKey: ['grants', 'call', callId, 'row'],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: (): Promise<Read<GrantCall>> =>
      read(api.GET('/api/v1/grant-calls/{callId}', { params: { path: { callId } } })),
  });
}

export function callDiagnosisQuery(callId: string) {
  return queryOptions({
    queryKey: ['grants', 'call', callId, 'diagnosis'],
    queryFn: () => body(api.GET('/api/v1/grant-calls/{callId}/diagnosis', { params: { path: { callId } } })),
  });
}

export function callTimelineQuery(callId: string) {
  return queryOptions({
    queryKey: ['grants', 'call', callId, 'timeline'],
    queryFn: () =>
      wholeList((cursor) =>
        body(
          api.GET('/api/v1/grant-calls/{callId}/timeline', {
            params: { path: { callId }, query: { limit: LONG_PAGE, ...cursor } },
          }),
        ),
      ),
  });
}

/** The ranking; until the scoring is closed the server refuses it. */
export function rankingQuery(callId: string) {
  return queryOptions({
    queryKey: ['grants', 'call', callId, 'ranking'],
    queryFn: () =>
      wholeList((cursor) =>
        body(
          api.GET('/api/v1/grant-calls/{callId}/ranking', {
            params: { path: { callId }, query: { limit: LONG_PAGE, ...cursor } },
          }),
        ),
      ),
  });
}

/** The region's pool. */
export function expertsQuery(jurisdiction: string) {
  return queryOptions({
    queryKey: ['grants', 'experts', jurisdiction],
    queryFn: () =>
      wholeList((cursor) =>
        body(api.GET('/api/v1/experts', { params: { query: { jurisdiction, limit: LONG_PAGE, ...cursor } } })),
      ),
  });
}

/** Applications and titles. */
export function grantsQuery(filters: GrantFilters) {
  return infiniteQueryOptions({
    queryKey: ['grants', 'list', filters],
    initialPageParam: '',
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/grants', {
          params: { query: { ...filters, limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** One application or title with why it waits, and its revision. */
export function grantQuery(grantId: string) {
  return queryOptions({
    queryKey: ['grants', 'grant', grantId, 'row'],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: (): Promise<Read<Grant>> => read(api.GET('/api/v1/grants/{grantId}', { params: { path: { grantId } } })),
  });
}

export function grantTimelineQuery(grantId: string) {
  return queryOptions({
    queryKey: ['grants', 'grant', grantId, 'timeline'],
    queryFn: () =>
      wholeList((cursor) =>
        body(
          api.GET('/api/v1/grants/{grantId}/timeline', {
            params: { path: { grantId }, query: { limit: LONG_PAGE, ...cursor } },
          }),
        ),
      ),
  });
}

/** What the experts said; blind until the scoring is closed, but for one's own. */
export function scoresQuery(grantId: string) {
  return queryOptions({
    queryKey: ['grants', 'grant', grantId, 'scores'],
    queryFn: () =>
      wholeList((cursor) =>
        body(
          api.GET('/api/v1/grants/{grantId}/scores', {
            params: { path: { grantId }, query: { limit: LONG_PAGE, ...cursor } },
          }),
        ),
      ),
  });
}

/** What an officer does with a call. */
export type CallAct =
  | { readonly act: 'quota'; readonly places: number; readonly reason: string; readonly overTarget: boolean }
  | { readonly act: 'panel'; readonly experts: readonly string[] }
  | { readonly act: 'scoringClose' }
  | { readonly act: 'proposal'; readonly grantIds: readonly string[]; readonly reason: string }
  | { readonly act: 'end' | 'cancellation'; readonly reason: string };

/** @returns the call after it @throws Refused, Unreachable */
export async function actOnCall(callId: string, asked: CallAct, { etag, key }: Sent): Promise<GrantCall> {
  const params = { path: { callId }, header: { 'If-Match': etag, 'Idempotency-Key': key } };
  switch (asked.act) {
    case 'quota': {
      const { places, reason, overTarget } = asked;
      return body(api.POST('/api/v1/grant-calls/{callId}/quota', { params, body: { places, reason, overTarget } }));
    }
    case 'panel':
      return body(api.POST('/api/v1/grant-calls/{callId}/panel', { params, body: { experts: [...asked.experts] } }));
    case 'scoringClose':
      return body(api.POST('/api/v1/grant-calls/{callId}/scoring-close', { params, body: {} }));
    case 'proposal': {
      const { grantIds, reason } = asked;
      const proposal = { grantIds: [...grantIds], ...(reason !== '' && { reason }) };
      return body(api.POST('/api/v1/grant-calls/{callId}/proposal', { params, body: proposal }));
    }
    case 'end':
      return body(api.POST('/api/v1/grant-calls/{callId}/end', { params, body: { reason: asked.reason } }));
    case 'cancellation':
      return body(api.POST('/api/v1/grant-calls/{callId}/cancellation', { params, body: { reason: asked.reason } }));
    default:
      return asked satisfies never;
  }
}

/** What an office, or an expert, does with a grant beside its tasks. */
export type GrantAct = 'suspension' | 'suspensionEnd' | 'scoreWithdrawal' | 'repayment' | 'payment';

export interface DraftedBatch {
  readonly id: string;
  readonly batchNo: string;
}

export interface GrantActTyped {
  readonly act: GrantAct;
  readonly reason: string;
  readonly amountFen: number;
  readonly bankReference: string;
}

/** @returns the batch that a payment drafted, null after every other act @throws Refused, Unreachable */
export async function actOnGrant(
  grantId: string,
  typed: GrantActTyped,
  { etag, key }: Sent,
): Promise<DraftedBatch | null> {
  const { act, reason, amountFen, bankReference } = typed;
  const params = { path: { grantId }, header: { 'If-Match': etag, 'Idempotency-Key': key } };
  switch (act) {
    case 'suspension':
      await body(api.POST('/api/v1/grants/{grantId}/suspension', { params, body: { reason } }));
      break;
    case 'suspensionEnd':
      await body(api.DELETE('/api/v1/grants/{grantId}/suspension', { params }));
      break;
    case 'scoreWithdrawal':
      await body(api.POST('/api/v1/grants/{grantId}/score-withdrawal', { params, body: { reason } }));
      break;
    case 'repayment':
      await body(api.POST('/api/v1/grants/{grantId}/repayments', { params, body: { amountFen, bankReference } }));
      break;
    case 'payment':
      return body(
        api.POST('/api/v1/payout-batches', {
          params: { header: { 'Idempotency-Key': key } },
          body: { grantIds: [grantId] },
        }),
      );
    default:
      act satisfies never;
  }
  return null;
}

/** After an act of anybody: calls, grants, rankings and tasks are read anew. */
export async function forgetGrants(): Promise<void> {
  await forget(['grants'], ['tasks'], ['task'], ['counts'], ['notices'], ['batches'], ['recoveries']);
}
