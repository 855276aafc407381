import { queryOptions } from '@tanstack/react-query';
import { api, body, done } from '../client.ts';
import type { components } from '../contract.d.ts';
import { LOOK_AGAIN_MS, queries } from '../queries.ts';

export type SavedView = components['schemas']['SavedView'];

const PAGE = '50';

/** The queries of the inbox that one keeps under names of one's own. */
export const viewsQuery = queryOptions({
  queryKey: ['views'],
  queryFn: async () => (await body(api.GET('/api/v1/me/views', { params: { query: { limit: PAGE } } }))).items,
});

/** How many tasks a view opens now. */
export function viewCountQuery({ name, box }: SavedView) {
  return queryOptions({
    queryKey: ['counts', 'view', name],
    refetchInterval: LOOK_AGAIN_MS,
    queryFn: async () =>
      (await body(api.GET('/api/v1/tasks/counts', { params: { query: { view: name } } }))).boxes[box],
  });
}

/** Keeps a query under a name; one of the same name is replaced. @throws Refused, Unreachable */
export async function saveView({ name, ...view }: SavedView): Promise<void> {
  await body(api.PUT('/api/v1/me/views/{name}', { params: { path: { name } }, body: view }));
  await forgetViews();
}

/** The new name stands before the old one goes: nothing is lost in between. @throws Refused, Unreachable, Broken */
export async function renameView(view: SavedView, name: string): Promise<void> {
  await saveView({ ...view, name });
  await deleteView(view.name);
}

/** @throws Refused, Unreachable */
export async function deleteView(name: string): Promise<void> {
  await done(api.DELETE('/api/v1/me/views/{name}', { params: { path: { name } } }));
  await forgetViews();
}

async function forgetViews(): Promise<void> {
  await Promise.all([['views'], ['counts', 'view']].map((queryKey) => queries.invalidateQueries({ queryKey })));
}
