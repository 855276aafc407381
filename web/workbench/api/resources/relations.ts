import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { allPages, api, body, listed } from '../client.ts';
import type { paths } from '../contract.d.ts';

export type Relation =
  paths['/api/v1/relations']['get']['responses']['200']['content']['application/json']['items'][number];

export interface Party {
  readonly id: string;
  readonly name: string;
}

const PAGE = '200';

/** The parties that one has declared to be close to. */
export const relationsQuery = infiniteQueryOptions({
  queryKey: ['relations'],
  initialPageParam: '',
  queryFn: ({ pageParam }) =>
    body(
      api.GET('/api/v1/relations', {
        params: { query: { limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
      }),
    ),
  getNextPageParam: (last) => last.nextCursor,
});

/** All of them, however many pages they have. @throws Refused, Unreachable */
export function allRelations(): Promise<readonly Relation[]> {
  return allPages((cursor) => body(api.GET('/api/v1/relations', { params: { query: { limit: PAGE, ...cursor } } })));
}

/** These are all of them from now on. @throws Refused, Unreachable */
export async function declareRelations(partyIds: readonly string[]): Promise<void> {
  await body(api.PUT('/api/v1/relations', { body: { partyIds: [...partyIds] } }));
}

/** All classes that a party has claimed for, by its name. */
export function classesQuery({ id, name }: Party) {
  return queryOptions({
    queryKey: ['claims', 'classes', id],
    queryFn: async () => {
      const items = await allPages((cursor) =>
        listed(api.GET('/api/v1/claims', { params: { query: { q: name, limit: PAGE, ...cursor } } })),
      );
      const own = items.filter(({ applicant, filingId }) => applicant.id === id && filingId !== null);
      return [...new Map(own.map((claim) => [claim.filingId, claim])).values()];
    },
  });
}

/** Parties whose claims match, as one may see claims: each of them once, however many of its claims do. */
export function partiesQuery(q: string) {
  return infiniteQueryOptions({
    queryKey: ['claims', 'parties', q],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      listed(
        api.GET('/api/v1/claims', {
          params: { query: { q, limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: (last) => last.nextCursor,
    select: ({ pages }): readonly Party[] => [
      ...new Map(
        pages.flatMap(({ items }) => items.map(({ applicant: { id, name } }) => [id, { id, name }] as const)),
      ).values(),
    ],
  });
}
