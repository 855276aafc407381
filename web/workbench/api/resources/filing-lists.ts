import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body } from '../client.ts';
import type { Answer } from '../answer.ts';
import type { paths } from '../contract.d.ts';
import { forget, LOOK_AGAIN_MS } from '../queries.ts';

export type FilingFilters = NonNullable<paths['/api/v1/class-filings']['get']['parameters']['query']>;
type Visits = paths['/api/v1/class-filings/{filingId}/supervision'];
export type NewVisit = NonNullable<Visits['post']['requestBody']>['content']['application/json'];

export type FilingPaper = Answer<'/api/v1/class-filings/{filingId}/documents'>['items'][number];
export type RosterPerson = Answer<'/api/v1/class-filings/{filingId}/roster'>['items'][number];
export type AttendedDay = Answer<'/api/v1/class-filings/{filingId}/attendance'>['items'][number];
export type AssessmentResult = Answer<'/api/v1/class-filings/{filingId}/results'>['items'][number];
export type Visit = Answer<'/api/v1/class-filings/{filingId}/supervision'>['items'][number];

const PAGE = '50';
const pageOf = (cursor: string) => ({ limit: PAGE, ...(cursor !== '' && { cursor }) });
const nextOf = ({ nextCursor }: { readonly nextCursor: string | null }) => nextCursor;

export function filingsQuery(filters: FilingFilters) {
  return infiniteQueryOptions({
    queryKey: ['filings', filters],
    initialPageParam: '',
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/class-filings', { params: { query: { ...filters, ...pageOf(pageParam) } } })),
    getNextPageParam: nextOf,
  });
}

const paramsOf = (filingId: string, cursor: string) => ({ params: { path: { filingId }, query: pageOf(cursor) } });

export function rosterQuery(filingId: string) {
  return infiniteQueryOptions({
    queryKey: ['filing', filingId, 'roster'],
    initialPageParam: '',
    queryFn: ({ pageParam }) => body(api.GET('/api/v1/class-filings/{filingId}/roster', paramsOf(filingId, pageParam))),
    getNextPageParam: nextOf,
  });
}

export function attendanceQuery(filingId: string) {
  return infiniteQueryOptions({
    queryKey: ['filing', filingId, 'attendance'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/class-filings/{filingId}/attendance', paramsOf(filingId, pageParam))),
    getNextPageParam: nextOf,
  });
}

export function resultsQuery(filingId: string) {
  return infiniteQueryOptions({
    queryKey: ['filing', filingId, 'results'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/class-filings/{filingId}/results', paramsOf(filingId, pageParam))),
    getNextPageParam: nextOf,
  });
}

export function filingPapersQuery(filingId: string) {
  return infiniteQueryOptions({
    queryKey: ['filing', filingId, 'paper-list'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      body(api.GET('/api/v1/class-filings/{filingId}/documents', paramsOf(filingId, pageParam))),
    getNextPageParam: nextOf,
  });
}

/** The visits of a class, three at the most, and which are missing. */
export function visitsQuery(filingId: string) {
  return queryOptions({
    queryKey: ['filing', filingId, 'visits'],
    queryFn: () => body(api.GET('/api/v1/class-filings/{filingId}/supervision', { params: { path: { filingId } } })),
  });
}

/** @throws Refused, Unreachable */
export async function addVisit(filingId: string, visit: NewVisit, key: string): Promise<void> {
  const params = { path: { filingId }, header: { 'Idempotency-Key': key } };
  await body(api.POST('/api/v1/class-filings/{filingId}/supervision', { params, body: visit }));
}

/** After an act of anybody on a class. */
export async function forgetFiling(filingId: string): Promise<void> {
  await forget(['filing', filingId], ['filings'], ['tasks'], ['counts'], ['claim'], ['claims']);
}
