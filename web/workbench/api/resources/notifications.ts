import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body } from '../client.ts';
import type { components } from '../contract.d.ts';
import { LOOK_AGAIN_MS } from '../queries.ts';

export type Notification = components['schemas']['Notification'];

const PAGE = '20';

/** What one was told, the newest first. */
export const notificationsQuery = infiniteQueryOptions({
  queryKey: ['notifications', 'list'],
  initialPageParam: '',
  queryFn: ({ pageParam }) =>
    body(
      api.GET('/api/v1/notifications', {
        params: { query: { limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
      }),
    ),
  getNextPageParam: (last) => last.nextCursor,
  refetchInterval: LOOK_AGAIN_MS,
});

/** How much of it is unread. */
export const unreadQuery = queryOptions({
  queryKey: ['notifications', 'unread'],
  queryFn: async () =>
    (await body(api.GET('/api/v1/notifications', { params: { query: { unread: 'true', limit: '1' } } }))).unread,
  refetchInterval: LOOK_AGAIN_MS,
});

/** Everything up to this one counts as read. @throws Refused, Unreachable */
export async function readNotifications(upTo: string): Promise<void> {
  await body(api.POST('/api/v1/notifications/read', { body: { upTo } }));
}
