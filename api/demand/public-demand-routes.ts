import { EntryBody, PublicDemandQuery, PublicDemandView, PublicEntryAnswer } from '../../schemas/demand-schemas.ts';
import { cursorOf, parseCursor } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { countAttempt } from '../kernel/rate-limit.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { DemandDependencies } from './demand-dependencies.ts';
import { publishedItems } from './demand-view.ts';
import { judged } from './entry-judging.ts';

/** Without sign-in: a code on a poster leads here, and so do the published lists. */
export function publicDemandRoutes(deps: DemandDependencies): readonly Route[] {
  return [createPublicEntry(deps), readPublicDemand(deps)];
}

function createPublicEntry({ demand, library, entryLimit }: DemandDependencies): Route {
  return defineRoute({
    operationId: 'createPublicDemandEntry',
    method: 'post',
    path: '/public/demand-entries',
    summary: 'Enter a need or a wish by scanning a code; an officer looks at it before it counts',
    body: EntryBody,
    answer: PublicEntryAnswer,
    status: 201,
    idempotency: 'accepted',
    problems: ['INVALID', 'FIELD_REQUIRED', 'TOO_MANY_REQUESTS'],
    async handle({ body: { jurisdiction, source, ...entered }, at, remoteAddress }) {
      await countAttempt(entryLimit, remoteAddress);
      const data = judged(library, jurisdiction, entered, at);
      const receiptNo = await demand.keep({
        key: undefined,
        jurisdiction,
        source,
        isChecked: false,
        data,
        by: null,
        at,
      });
      return { body: { receiptNo } };
    },
  });
}

function readPublicDemand({ demand }: DemandDependencies): Route {
  return defineRoute({
    operationId: 'readPublicDemand',
    method: 'get',
    path: '/public/demand',
    summary: 'A published list: enterprises as they are, workers as counts, never a person (R-024)',
    query: PublicDemandQuery,
    answer: PublicDemandView,
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ query: { jurisdiction, cycle, list, limit, cursor } }) {
      const [afterPosition] = parseCursor(cursor, 1) ?? [0];
      if (
        typeof afterPosition !== 'number' ||
        !Number.isSafeInteger(afterPosition) ||
        Math.abs(afterPosition) > 2 ** 31
      ) {
        throw new Problem('CURSOR_INVALID');
      }
      const no = cycle === undefined ? null : Number(cycle);
      const page = await demand.published({ jurisdiction, no, list, afterPosition, limit });
      if (page === null) {
        if (no !== null) {
          throw new Problem('NOT_FOUND');
        }
        return { body: { jurisdiction, cycle: null, list, items: [], nextCursor: null } };
      }
      const rows = page.rows.slice(0, limit);
      const last = rows.at(-1);
      return {
        body: {
          jurisdiction,
          cycle: {
            no: page.no,
            startsOn: page.startsOn,
            endsOn: page.endsOn,
            publishedAt: page.publishedAt.toISOString(),
          },
          list,
          items: publishedItems({ ...page, rows }),
          nextCursor: page.rows.length > limit && last !== undefined ? cursorOf([last.position]) : null,
        },
      };
    },
  });
}
