import type { z } from 'zod';
import { PageQuery, pageSchema } from '../../schemas/http-schemas.ts';
import { SavedView, SavedViewBody, VIEW_NAME_LENGTH, ViewParams } from '../../schemas/saved-view-schemas.ts';
import { pageOfAll } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { ViewStore } from './view-ports.ts';

type View = z.output<typeof SavedView>;

/** Views of a person (ours: more than anybody looks through). */
const MOST_VIEWS = 50;

const SHARED = { path: '/api/v1/me/views/:name', params: ViewParams } as const;

/** The routes of saved views: queries of `GET /tasks` that a person has given a name. */
export function viewRoutes(views: ViewStore): readonly Route[] {
  return [listViews(views), saveView(views), deleteView(views)];
}

function listViews(views: ViewStore): Route {
  return defineRoute({
    operationId: 'listSavedViews',
    method: 'get',
    path: '/api/v1/me/views',
    summary: 'The views that one has saved, by name',
    query: PageQuery,
    answer: pageSchema(SavedView),
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { limit, cursor } }) {
      return { body: pageOfAll(viewsIn(await views.read(caller.personId)), limit, cursor) };
    },
  });
}

function saveView(views: ViewStore): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'saveView',
    method: 'put',
    summary: 'Save a query of GET /tasks under a name; a view of the same name is replaced',
    body: SavedViewBody,
    answer: SavedView,
    problems: ['INVALID'],
    async handle({ caller, params: { name }, body }) {
      if (name.length > VIEW_NAME_LENGTH) {
        throw new Problem('INVALID', {
          errors: [{ pointer: '/name', code: 'TOO_BIG', facts: { maximum: VIEW_NAME_LENGTH } }],
        });
      }
      const view = { name, ...body };
      const isKept = await views.change(caller.personId, (former) => {
        const others = viewsIn(former).filter((one) => one.name !== name);
        const isFull = others.length >= MOST_VIEWS;
        return { text: textOf(isFull ? others : [...others, view]), said: !isFull };
      });
      if (!isKept) {
        throw new Problem('INVALID', { errors: [{ pointer: '', code: 'TOO_MANY' }] });
      }
      return { body: view };
    },
  });
}

function deleteView(views: ViewStore): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'deleteSavedView',
    method: 'delete',
    summary: 'Delete one of one’s own views; one that is not there is deleted already',
    status: 204,
    problems: [],
    async handle({ caller, params: { name } }) {
      await views.change(caller.personId, (former) => ({
        text: textOf(viewsIn(former).filter((one) => one.name !== name)),
        said: undefined,
      }));
      return { body: undefined };
    },
  });
}

/** The query of a person's view. @throws Problem NOT_FOUND */
export async function queryOfView(views: ViewStore, personId: string, name: string) {
  const view = viewsIn(await views.read(personId)).find((one) => one.name === name);
  if (view === undefined) {
    throw new Problem('NOT_FOUND');
  }
  return { ...view.filters, box: view.box };
}

/** By name; a view whose query this version does not take any more is none. */
function viewsIn(text: string | null): readonly View[] {
  const kept: unknown = text === null ? [] : JSON.parse(text);
  const views = (Array.isArray(kept) ? kept : []).flatMap((one: unknown) => SavedView.safeParse(one).data ?? []);
  return views.toSorted((one, other) => Number(one.name > other.name) - Number(one.name < other.name));
}

function textOf(views: readonly View[]): string {
  return JSON.stringify(views);
}
