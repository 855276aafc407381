import { queryOptions } from '@tanstack/react-query';
import { allPages, api, body, listed, wholeList } from '../client.ts';
import type { components } from '../contract.d.ts';

export type Claim = components['schemas']['Claim'];
export type ClaimCalculation = components['schemas']['ClaimCalculation'];
export type ClaimLine = components['schemas']['ClaimLine'];

const PAGE = '200';

/** Everything about one claim hangs on `['claim', claimId]`. */
export function claimQuery(claimId: string) {
  return queryOptions({
    queryKey: ['claim', claimId, 'row'],
    queryFn: () => body(api.GET('/api/v1/claims/{claimId}', { params: { path: { claimId } } })),
  });
}

/** All its lines: a class is read as a whole. */
export function claimLinesQuery(claimId: string) {
  return queryOptions({
    queryKey: ['claim', claimId, 'lines'],
    queryFn: () =>
      allPages((cursor) =>
        listed(
          api.GET('/api/v1/claims/{claimId}/lines', {
            params: { path: { claimId }, query: { limit: PAGE, ...cursor } },
          }),
        ),
      ),
  });
}

/** The whole of it: its newest rows come last, and a claim that is paid person by person has a row for each. */
export function claimTimelineQuery(claimId: string) {
  return queryOptions({
    queryKey: ['claim', claimId, 'timeline'],
    queryFn: () =>
      wholeList((cursor) =>
        body(
          api.GET('/api/v1/claims/{claimId}/timeline', {
            params: { path: { claimId }, query: { limit: PAGE, ...cursor } },
          }),
        ),
      ),
  });
}

/** The sum by formula, with the clause behind each. */
export function claimCalculationQuery(claimId: string) {
  return queryOptions({
    queryKey: ['claim', claimId, 'calculation'],
    queryFn: () => body(api.GET('/api/v1/claims/{claimId}/calculation', { params: { path: { claimId } } })),
  });
}

/** What is different since the last return. */
export function claimChangesQuery(claimId: string) {
  return queryOptions({
    queryKey: ['claim', claimId, 'changes'],
    queryFn: () => body(api.GET('/api/v1/claims/{claimId}/changes', { params: { path: { claimId } } })),
  });
}
