import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, done, read, wholeList, type Read } from '../client.ts';
import type { components, paths } from '../contract.d.ts';
import { LOOK_AGAIN_MS, queries } from '../queries.ts';
import type { Sent } from '../use-act.ts';

export type DemandCycle = components['schemas']['DemandCycle'];
export type DemandEntryItem = components['schemas']['DemandEntryItem'];
export type DemandEntry = components['schemas']['DemandEntry'];
export type DemandList = DemandEntryItem['list'];
export type EntryFilters = NonNullable<paths['/api/v1/demand-entries']['get']['parameters']['query']>;
export type PublishedRow = components['schemas']['PublicDemand']['items'][number];

const PAGE = '50';
const LONG_PAGE = '200';
/** The cycles, the newest first. */
export function cyclesQuery() {
  return infiniteQueryOptions({
    queryKey: ['demand', 'cycles'],
    initialPageParam: '',
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/demand-cycles', {
          params: { query: { limit: LONG_PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** One cycle, with its revision. */
export function cycleQuery(cycleId: string) {
  return queryOptions({
    queryKey: ['demand', 'cycle', cycleId, 'row'],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: (): Promise<Read<DemandCycle>> =>
      read(api.GET('/api/v1/demand-cycles/{cycleId}', { params: { path: { cycleId } } })),
  });
}

export function cycleDiagnosisQuery(cycleId: string) {
  return queryOptions({
    queryKey: ['demand', 'cycle', cycleId, 'diagnosis'],
    queryFn: () => body(api.GET('/api/v1/demand-cycles/{cycleId}/diagnosis', { params: { path: { cycleId } } })),
  });
}

export function cycleTimelineQuery(cycleId: string) {
  return queryOptions({
    queryKey: ['demand', 'cycle', cycleId, 'timeline'],
    queryFn: () =>
      wholeList((cursor) =>
        body(
          api.GET('/api/v1/demand-cycles/{cycleId}/timeline', {
            params: { path: { cycleId }, query: { limit: LONG_PAGE, ...cursor } },
          }),
        ),
      ),
  });
}

/** Entries of both lists, the newest first. */
export function entriesQuery(filters: EntryFilters) {
  return infiniteQueryOptions({
    queryKey: ['demand', 'entries', filters],
    initialPageParam: '',
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/demand-entries', {
          params: { query: { ...filters, limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** One entry with the classes that name it, and its revision. */
export function entryQuery(demandEntryId: string) {
  return queryOptions({
    queryKey: ['demand', 'entry', demandEntryId],
    queryFn: (): Promise<Read<DemandEntry>> =>
      read(api.GET('/api/v1/demand-entries/{demandEntryId}', { params: { path: { demandEntryId } } })),
  });
}

/** A list as the public reads it. */
export function publishedQuery({ jurisdiction, no }: Pick<DemandCycle, 'jurisdiction' | 'no'>, list: DemandList) {
  return infiniteQueryOptions({
    queryKey: ['demand', 'published', jurisdiction, no, list],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/public/demand', {
          params: {
            query: {
              jurisdiction,
              cycle: String(no),
              list,
              limit: LONG_PAGE,
              ...(pageParam !== '' && { cursor: pageParam }),
            },
          },
        }),
      ),
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** Looks at an entry: it counts from then on, or is refused. @returns the entry after it @throws Refused, Unreachable */
export async function checkEntry(
  demandEntryId: string,
  { ok, remark }: { readonly ok: boolean; readonly remark: string },
  sent: Sent,
): Promise<DemandEntry> {
  const params = { path: { demandEntryId }, header: headerOf(sent) };
  return body(
    api.POST('/api/v1/demand-entries/{demandEntryId}/check', {
      params,
      body: { ok, ...(remark !== '' && { remark }) },
    }),
  );
}

/** Takes an entry back; what was published stays. @throws Refused, Unreachable */
export async function endEntry(demandEntryId: string, sent: Sent): Promise<void> {
  const params = { path: { demandEntryId }, header: headerOf(sent) };
  await done(api.DELETE('/api/v1/demand-entries/{demandEntryId}', { params }));
}

/** Publishes both lists before the last day is over. @returns the cycle after it @throws Refused, Unreachable */
export async function publishCycle(cycleId: string, reason: string, sent: Sent): Promise<DemandCycle> {
  return body(
    api.POST('/api/v1/demand-cycles/{cycleId}/publication', {
      params: { path: { cycleId }, header: headerOf(sent) },
      body: { ...(reason !== '' && { reason }) },
    }),
  );
}

function headerOf({ etag, key }: Sent) {
  return { 'If-Match': etag, 'Idempotency-Key': key };
}

/** After an act of anybody: entries, cycles and lists are read anew. */
export async function forgetDemand(): Promise<void> {
  await queries.invalidateQueries({ queryKey: ['demand'] });
}
