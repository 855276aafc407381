import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, done } from '../client.ts';
import type { components, paths } from '../contract.d.ts';

export type OwnSession = components['schemas']['OwnSession'];
export type OwnAbsence = components['schemas']['OwnAbsence'];
export type AskedAbsence = NonNullable<
  paths['/api/v1/me/absence']['put']['requestBody']
>['content']['application/json'];

const PAGE = '50';

/** Where one is signed in, the newest first. */
export const ownSessionsQuery = infiniteQueryOptions({
  queryKey: ['me', 'sessions'],
  initialPageParam: '',
  queryFn: ({ pageParam }) =>
    body(
      api.GET('/api/v1/me/sessions', {
        params: { query: { limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
      }),
    ),
  getNextPageParam: (last) => last.nextCursor,
});

/** @throws Refused, Unreachable */
export async function endSession(sessionId: string): Promise<void> {
  await done(api.DELETE('/api/v1/me/sessions/{sessionId}', { params: { path: { sessionId } } }));
}

/** When one is away. */
export const ownAbsenceQuery = queryOptions({
  queryKey: ['me', 'absence'],
  queryFn: () => body(api.GET('/api/v1/me/absence')),
});

/** What the absence would leave empty; nothing is kept. @throws Refused, Unreachable */
export function foreseeAbsence(asked: AskedAbsence): Promise<OwnAbsence> {
  return body(api.PUT('/api/v1/me/absence', { params: { query: { dryRun: 'true' } }, body: asked }));
}

/** @throws Refused, Unreachable */
export function enterAbsence(asked: AskedAbsence): Promise<OwnAbsence> {
  return body(api.PUT('/api/v1/me/absence', { body: asked }));
}

/** @throws Refused, Unreachable */
export async function endAbsence(): Promise<void> {
  await done(api.DELETE('/api/v1/me/absence'));
}
