import { judgeConfirming } from '../../domain/payout/result-entry.ts';
import { pageSchema, PageQuery } from '../../schemas/http-schemas.ts';
import { BatchParams, ResultsView } from '../../schemas/payout-schemas.ts';
import { actViews } from '../kernel/act-view.ts';
import type { Caller } from '../kernel/caller.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import type { Language } from '../kernel/language.ts';
import { pageOf } from '../kernel/paging.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { PayoutStore, ResultsRecord } from './payout-ports.ts';
import { findBatch } from './show-batch.ts';

/** Without it a checker could confirm only what the maker hands over by word of mouth (D3). */
export function resultListRoute(payouts: PayoutStore): Route {
  return defineRoute({
    operationId: 'listPayoutResults',
    method: 'get',
    path: '/api/v1/payout-batches/:batchId/results',
    summary: 'The results that were entered for a batch, newest first, with who may confirm them',
    params: BatchParams,
    query: PageQuery,
    answer: pageSchema(ResultsView),
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, language, params, query: { limit, cursor } }) {
      const { batchId } = await findBatch(payouts, params.batchId, caller);
      const rows = await payouts.results(batchId, { limit, after: instantKeyset(cursor) });
      const view = resultsView(caller, language);
      const page = pageOf(rows, limit, (row) => [row.enteredAt.getTime(), row.resultId], view);
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function resultsView(caller: Caller, language: Language) {
  const act = actViews('payoutResults', caller, language);
  return ({ makerId, enteredAt, confirmedAt, rows, ...of }: ResultsRecord) => {
    const verdict = judgeConfirming({ makerId, isConfirmed: confirmedAt !== null }, caller);
    return {
      ...of,
      state: confirmedAt === null ? ('waitsForConfirmation' as const) : ('confirmed' as const),
      enteredAt: enteredAt.toISOString(),
      confirmedAt: confirmedAt?.toISOString() ?? null,
      rows: [...rows],
      acts: [act('confirmation', verdict.ok ? null : verdict.reason)],
    };
  };
}
