import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, body } from '../client.ts';
import type { components, paths } from '../contract.d.ts';

export type TaskItem = components['schemas']['TaskItem'];
export type TaskFilters = NonNullable<paths['/api/v1/tasks']['get']['parameters']['query']>;

const PAGE = '50';
const LOOK_AGAIN_MS = 30_000;

/** A box of the inbox, page by page, in the server's order. */
export function tasksQuery(filters: TaskFilters) {
  return infiniteQueryOptions({
    queryKey: ['tasks', filters],
    initialPageParam: '',
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: ({ pageParam }) =>
      body(
        api.GET('/api/v1/tasks', {
          params: { query: { ...filters, limit: PAGE, ...(pageParam !== '' && { cursor: pageParam }) } },
        }),
      ),
    getNextPageParam: (last) => last.nextCursor,
  });
}
