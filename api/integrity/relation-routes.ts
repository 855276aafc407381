import { ShortListQuery } from '../../schemas/http-schemas.ts';
import { pageOfAll } from '../kernel/paging.ts';
import { RelationsAnswer, RelationsPage, RelationsBody } from '../../schemas/case-schemas.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { CaseDependencies } from './case-dependencies.ts';
import { relationView } from './case-view.ts';

export function relationRoutes({ relations }: Pick<CaseDependencies, 'relations'>): readonly Route[] {
  const shown = async (personId: string) => ({ items: (await relations.list(personId)).map(relationView) });
  return [
    defineRoute({
      operationId: 'readRelations',
      method: 'get',
      path: '/api/v1/relations',
      summary: 'The parties that one has declared to be close to',
      query: ShortListQuery,
      answer: RelationsPage,
      problems: ['CURSOR_INVALID'],
      handle: async ({ caller, query: { limit, cursor } }) => ({
        body: pageOfAll((await shown(caller.personId)).items, limit, cursor),
      }),
    }),

    defineRoute({
      operationId: 'declareRelations',
      method: 'put',
      path: '/api/v1/relations',
      summary: 'Declare the parties to which one has a link: their tasks are hidden and not decided by oneself (R-134)',
      body: RelationsBody,
      answer: RelationsAnswer,
      problems: ['INVALID'],
      async handle({ caller, body, at }) {
        const unknown = await relations.declare(body.partyIds, { caller, at });
        if (unknown.length > 0) {
          const errors = unknown.map((position) => ({ pointer: `/partyIds/${position}`, code: 'NOT_FOUND' }));
          throw new Problem('INVALID', { errors });
        }
        return { body: await shown(caller.personId) };
      },
    }),
  ];
}
