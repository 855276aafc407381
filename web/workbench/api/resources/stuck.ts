import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body } from '../client.ts';
import type { components, paths } from '../contract.d.ts';
import { LOOK_AGAIN_MS } from '../queries.ts';

type StuckAnswer = paths['/api/v1/stuck']['get']['responses']['200']['content']['application/json'];
/** `entities` is absent where nothing but claims waits. */
export type StuckGroup = StuckAnswer['items'][number];
export type StuckClaim = StuckGroup['claims'][number];
export type StuckEntity = NonNullable<StuckGroup['entities']>[number];
export type StuckFilters = NonNullable<paths['/api/v1/stuck']['get']['parameters']['query']>;
export type Diagnosis = components['schemas']['Diagnosis'];

const PAGE = '100';
/** What waits too long, by cause; the server counts all and names the oldest. */
export function stuckQuery(filters: StuckFilters) {
  return infiniteQueryOptions({
    queryKey: ['stuck', filters],
    initialPageParam: '',
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/stuck', {
          params: { query: { ...filters, limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** Why one claim waits, and which acts would move it. */
export function diagnosisQuery(claimId: string) {
  return queryOptions({
    queryKey: ['claim', claimId, 'diagnosis'],
    queryFn: (): Promise<Diagnosis> =>
      body(api.GET('/api/v1/claims/{claimId}/diagnosis', { params: { path: { claimId } } })),
  });
}
