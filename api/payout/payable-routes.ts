import { maskName } from '../../domain/notice/mask.ts';
import { PayablesQuery, PayableView } from '../../schemas/payable-schemas.ts';
import { pageSchema } from '../../schemas/http-schemas.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import { fill, type Language } from '../kernel/language.ts';
import { PAYABLE_MESSAGES } from '../kernel/messages-of-payments.ts';
import { pageOf } from '../kernel/paging.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { PayableRecord } from './payable-ports.ts';
import type { PayoutStore } from './payout-ports.ts';

/** What Finance may put into a batch, and why not the rest. */
export function payableRoutes(payouts: PayoutStore): readonly Route[] {
  return [
    defineRoute({
      operationId: 'listPayables',
      method: 'get',
      path: '/api/v1/payables',
      summary:
        'Claims with money due or an open notice, those that wait longest first; each says whether a batch takes it',
      query: PayablesQuery,
      answer: pageSchema(PayableView),
      problems: ['CURSOR_INVALID'],
      async handle({ caller, query: { fund, limit, cursor }, at, language }) {
        const rows = await payouts.payables({ fund, limit, after: instantKeyset(cursor) }, { caller, at });
        const page = pageOf(
          rows,
          limit,
          (row) => [row.stateSince.getTime(), row.claimId],
          (row) => payableView(row, language),
        );
        return { body: { items: [...page.items], nextCursor: page.nextCursor } };
      },
    }),
  ];
}

function payableView(
  { code, stateSince, applicant: { id, name, kind }, noticeEndsOn, parts, ...row }: PayableRecord,
  language: Language,
) {
  const day = noticeEndsOn ?? '';
  return {
    ...row,
    applicant: { id, name: kind === 'person' ? maskName(name) : name, kind },
    parts: parts.map((part) => ({ ...part })),
    noticeEndsOn,
    stateSince: stateSince.toISOString(),
    able: code === null,
    ...(code !== null && { why: { code, sentence: fill(PAYABLE_MESSAGES[code][language], { day }, language) } }),
  };
}
