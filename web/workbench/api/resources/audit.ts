import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body } from '../client.ts';
import type { paths } from '../contract.d.ts';

type Page = paths['/api/v1/audit']['get']['responses']['200']['content']['application/json'];
export type AuditEntry = Page['items'][number];
export type Verification =
  paths['/api/v1/audit/verification']['get']['responses']['200']['content']['application/json'];
export type AuditFilters = NonNullable<paths['/api/v1/audit']['get']['parameters']['query']>;

const PAGE = '100';

/** Who did what, when, as which organ. */
export function auditQuery(filters: AuditFilters) {
  return infiniteQueryOptions({
    queryKey: ['audit', filters],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/audit', {
          params: { query: { ...filters, limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: (last) => last.nextCursor,
  });
}

/** Every hash, seal and root computed again; asked only when somebody says so. */
export const verificationQuery = queryOptions({
  queryKey: ['audit', 'verification'],
  enabled: false,
  queryFn: (): Promise<Verification> => body(api.GET('/api/v1/audit/verification')),
});

/** The claim of a number; null: there is none. @throws Refused, Unreachable */
export async function claimOfNumber(no: string): Promise<string | null> {
  const { items } = await body(api.GET('/api/v1/claims', { params: { query: { q: no, limit: '20' } } }));
  return items.find(({ claimNo }) => claimNo === no)?.id ?? null;
}
