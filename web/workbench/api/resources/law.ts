import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body } from '../client.ts';
import type { Answer } from '../answer.ts';

export type Pack = Answer<'/api/v1/policies'>['items'][number];
export type PackWhole = Answer<'/api/v1/policies/{document}'>;
export type RouteOfLaw = Answer<'/api/v1/routes'>['items'][number];
export type Resolved = Answer<'/api/v1/policies/resolve'>;
export type Parameter = Resolved['parameters'][number];
export type Difference = NonNullable<Resolved['difference']>;
export type Calendar = Answer<'/api/v1/calendars/{jurisdiction}'>;

const PAGE = '100';

/** The documents that the rules come from. */
export const packsQuery = infiniteQueryOptions({
  queryKey: ['law', 'packs'],
  initialPageParam: '',
  queryFn: ({ pageParam }) =>
    body(
      api.GET('/api/v1/policies', {
        params: { query: { limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
      }),
    ),
  getNextPageParam: (last) => last.nextCursor,
});

/** One document, every parameter with clause and quote. */
export function packQuery(document: string) {
  return queryOptions({
    queryKey: ['law', 'pack', document],
    queryFn: (): Promise<PackWhole> => body(api.GET('/api/v1/policies/{document}', { params: { path: { document } } })),
  });
}

interface Place {
  readonly jurisdiction: string;
  /** YYYY-MM-DD; empty: today. */
  readonly on: string;
}

/** Every route of a place on a day: open, or why not. */
export function routesQuery({ jurisdiction, on }: Place) {
  return infiniteQueryOptions({
    queryKey: ['law', 'routes', jurisdiction, on],
    initialPageParam: '',
    queryFn: ({ pageParam }) => {
      const page = { limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) };
      const query = { jurisdiction, ...(on !== '' && { on }), ...page };
      return body(api.GET('/api/v1/routes', { params: { query } }));
    },
    getNextPageParam: (last) => last.nextCursor,
  });
}

export interface AskedLaw extends Place {
  readonly route: string;
  /** Empty: nothing is compared. */
  readonly compareOn: string;
}

/** The law of a route on a day, and what another day changes. */
export function resolvedQuery({ jurisdiction, route, on, compareOn }: AskedLaw) {
  return queryOptions({
    queryKey: ['law', 'resolved', jurisdiction, route, on, compareOn],
    queryFn: (): Promise<Resolved> => {
      const query = { jurisdiction, route, on, ...(compareOn !== '' && { compareOn }) };
      return body(api.GET('/api/v1/policies/resolve', { params: { query } }));
    },
  });
}

/** Published holidays and make-up days of a year; without one, all of them. */
export function calendarQuery(jurisdiction: string, year: string) {
  return queryOptions({
    queryKey: ['law', 'calendar', jurisdiction, year],
    queryFn: (): Promise<Calendar> =>
      body(
        api.GET('/api/v1/calendars/{jurisdiction}', {
          params: { path: { jurisdiction }, query: year === '' ? {} : { year } },
        }),
      ),
  });
}
