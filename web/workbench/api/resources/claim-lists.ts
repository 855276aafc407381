import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, listed, read, type Read } from '../client.ts';
import type { Answer } from '../answer.ts';
import type { paths } from '../contract.d.ts';
import { forget, LOOK_AGAIN_MS } from '../queries.ts';
import type { Sent } from '../use-act.ts';
import type { Claim } from './claims.ts';
import type { Purpose } from './reveals.ts';

type ClaimsList = paths['/api/v1/claims']['get'];
export type ClaimFilters = NonNullable<ClaimsList['parameters']['query']>;
export type ClaimItem = ClaimsList['responses']['200']['content']['application/json']['items'][number];
export type ClaimPaper = Answer<'/api/v1/claims/{claimId}/documents'>['items'][number];
export type ClaimPayout = Answer<'/api/v1/claims/{claimId}/payouts'>['items'][number];
export type PinnedParameter = Answer<'/api/v1/claims/{claimId}/policy'>['parameters'][number];

const PAGE = '50';
const pageOf = (cursor: string) => ({ limit: PAGE, ...(cursor !== '' && { cursor }) });
const nextOf = ({ nextCursor }: { readonly nextCursor: string | null }) => nextCursor;

export function claimsQuery(filters: ClaimFilters) {
  return infiniteQueryOptions({
    queryKey: ['claims', filters],
    initialPageParam: '',
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ pageParam }) =>
      listed(api.GET('/api/v1/claims', { params: { query: { ...filters, ...pageOf(pageParam) } } })),
    getNextPageParam: nextOf,
  });
}

export interface IdSearch {
  readonly idNumber: string;
  readonly purpose: Purpose;
  /** Counts the searches: each is a row of the audit, so none is repeated behind the reader's back. */
  readonly count: number;
}

/** The claims of one person, by the whole number. The number stands in the body, and in no key and no address. */
export function idSearchQuery({ idNumber, purpose, count }: IdSearch) {
  return infiniteQueryOptions({
    queryKey: ['claims', 'search', count],
    initialPageParam: '',
    staleTime: Infinity,
    gcTime: 0,
    queryFn: ({ pageParam }) =>
      body(api.POST('/api/v1/claims/search', { params: { query: pageOf(pageParam) }, body: { idNumber, purpose } })),
    getNextPageParam: nextOf,
  });
}

/** A claim with the revision that was read. */
export function claimReadQuery(claimId: string) {
  return queryOptions({
    queryKey: ['claim', claimId, 'read'],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: (): Promise<Read<Claim>> => read(api.GET('/api/v1/claims/{claimId}', { params: { path: { claimId } } })),
  });
}

/** The law that was pinned when the claim was submitted. */
export function claimPolicyQuery(claimId: string) {
  return queryOptions({
    queryKey: ['claim', claimId, 'policy'],
    queryFn: () => body(api.GET('/api/v1/claims/{claimId}/policy', { params: { path: { claimId } } })),
  });
}

export function claimPayoutsQuery(claimId: string) {
  return infiniteQueryOptions({
    queryKey: ['claim', claimId, 'payouts'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/claims/{claimId}/payouts', { params: { path: { claimId }, query: pageOf(pageParam) } })),
    getNextPageParam: nextOf,
  });
}

export function claimPapersQuery(claimId: string) {
  return infiniteQueryOptions({
    queryKey: ['claim', claimId, 'paper-list'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/claims/{claimId}/documents', { params: { path: { claimId }, query: pageOf(pageParam) } })),
    getNextPageParam: nextOf,
  });
}

export function linesQuery(claimId: string) {
  return infiniteQueryOptions({
    queryKey: ['claim', claimId, 'line-list'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      listed(api.GET('/api/v1/claims/{claimId}/lines', { params: { path: { claimId }, query: pageOf(pageParam) } })),
    getNextPageParam: nextOf,
  });
}

interface NewHold {
  readonly category: string;
  readonly reason: string;
}

/** Suspends a claim until it is released. @throws Refused, Unreachable */
export async function holdClaim(claimId: string, hold: NewHold, sent: Sent): Promise<void> {
  await body(api.POST('/api/v1/claims/{claimId}/holds', { params: paramsOf({ claimId }, sent), body: hold }));
}

/** @throws Refused, Unreachable */
export async function releaseHold(claimId: string, holdId: string, sent: Sent): Promise<void> {
  await body(api.DELETE('/api/v1/claims/{claimId}/holds/{holdId}', { params: paramsOf({ claimId, holdId }, sent) }));
}

function paramsOf<P>(path: P, { etag, key }: Sent) {
  return { path, header: { 'If-Match': etag, 'Idempotency-Key': key } };
}

/** After an act of anybody on a claim. */
export async function forgetClaim(claimId: string): Promise<void> {
  await forget(['claim', claimId], ['claims'], ['tasks'], ['counts'], ['payables']);
}
