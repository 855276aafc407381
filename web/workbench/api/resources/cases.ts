import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, read, type Read } from '../client.ts';
import type { components, paths } from '../contract.d.ts';
import { forget } from '../queries.ts';
import type { Sent } from '../use-act.ts';

export type IntegrityCase = components['schemas']['IntegrityCase'];
export type CaseGlance =
  paths['/api/v1/cases']['get']['responses']['200']['content']['application/json']['items'][number];
export type CaseActName = IntegrityCase['acts'][number]['act'];
export type CaseFilters = NonNullable<paths['/api/v1/cases']['get']['parameters']['query']>;
export type OpenedCase = NonNullable<paths['/api/v1/cases']['post']['requestBody']>['content']['application/json'];
export type Closure = NonNullable<
  paths['/api/v1/cases/{caseId}/closure']['post']['requestBody']
>['content']['application/json'];

const PAGE = '50';

export function casesQuery(filters: CaseFilters) {
  return infiniteQueryOptions({
    queryKey: ['cases', filters],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/cases', {
          params: { query: { ...filters, limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** The cases of one party, the newest first. */
export function casesOfPartyQuery(partyId: string) {
  return queryOptions({
    queryKey: ['cases', 'of', partyId],
    queryFn: async () => (await body(api.GET('/api/v1/cases', { params: { query: { partyId, limit: PAGE } } }))).items,
  });
}

/** One case with the claims and titles that it holds. */
export function caseQuery(caseId: string) {
  return queryOptions({
    queryKey: ['case', caseId],
    queryFn: (): Promise<Read<IntegrityCase>> =>
      read(api.GET('/api/v1/cases/{caseId}', { params: { path: { caseId } } })),
  });
}

/** @throws Refused, Unreachable */
export function openCase(found: OpenedCase, { key }: Sent): Promise<IntegrityCase> {
  return body(api.POST('/api/v1/cases', { params: { header: { 'Idempotency-Key': key } }, body: found }));
}

/** Enters the end of a case, or confirms the one that was entered. @throws Refused, Unreachable */
export function actOnCase(
  caseId: string,
  { act, closure }: { readonly act: CaseActName; readonly closure: Closure },
  { key }: Sent,
): Promise<IntegrityCase> {
  const params = { path: { caseId }, header: { 'Idempotency-Key': key } };
  return act === 'closure'
    ? body(api.POST('/api/v1/cases/{caseId}/closure', { params, body: closure }))
    : body(api.POST('/api/v1/cases/{caseId}/closure/confirmation', { params }));
}

/** After an act of anybody on a case: it, its claims and every list are read anew. */
export async function forgetCase(caseId: string): Promise<void> {
  await forget(['case', caseId], ['cases'], ['claim'], ['claims'], ['tasks'], ['counts'], ['stuck']);
}
