import { pageSchema } from '../../schemas/http-schemas.ts';
import { isIsoDate } from '../../domain/calendar.ts';
import { sentenceOfFinding } from '../../domain/oversight/audit-sentences.ts';
import {
  AuditQuery,
  AuditRootsAnswer,
  AuditRootsQuery,
  AuditVerificationAnswer,
  AuditView,
} from '../../schemas/law-schemas.ts';
import type { AuditReads } from './audit-ports.ts';
import { pageOf, parseCursor } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { auditView } from './audit-view.ts';

export function auditRoutes({ audit }: { readonly audit: AuditReads }): readonly Route[] {
  return [
    defineRoute({
      operationId: 'listAudit',
      method: 'get',
      path: '/api/v1/audit',
      summary: 'Who did what, when, as which organ (R-109)',
      query: AuditQuery,
      answer: pageSchema(AuditView),
      problems: ['INVALID', 'CURSOR_INVALID'],
      async handle({ caller, query: { limit, cursor, entityKind = null, ...ids } }) {
        const asked = Object.values(ids).filter((id) => id !== undefined);
        const [afterId] = parseCursor(cursor, 1) ?? [null];
        if (afterId !== null && (typeof afterId !== 'number' || !Number.isSafeInteger(afterId))) {
          throw new Problem('CURSOR_INVALID');
        }
        const entityIds = asked.length === 0 ? null : asked;
        const lines = await audit.list({ entityIds, entityKind, limit, afterId }, caller);
        const page = pageOf(lines, limit, (line) => [line.id], auditView);
        return { body: { items: [...page.items], nextCursor: page.nextCursor } };
      },
    }),

    defineRoute({
      operationId: 'verifyAudit',
      method: 'get',
      path: '/api/v1/audit/verification',
      summary: 'Computes every hash, seal and root of the audit again (R-109, S15)',
      answer: AuditVerificationAnswer,
      problems: [],
      async handle({ caller, language }) {
        const { breaks, ...counts } = await audit.verify(caller);
        const said = breaks.map((one) => ({ ...one, sentence: sentenceOfFinding(one)[language] }));
        return { body: { ...counts, intact: said.length === 0, breaks: said } };
      },
    }),

    defineRoute({
      operationId: 'listAuditRoots',
      method: 'get',
      path: '/api/v1/audit/roots',
      summary: 'The signed root of each business day (S15), newest first',
      query: AuditRootsQuery,
      answer: AuditRootsAnswer,
      problems: ['INVALID', 'CURSOR_INVALID'],
      handle: ({ query }) => rootsAnswer(audit, query),
    }),

    defineRoute({
      operationId: 'listPublicAuditRoots',
      method: 'get',
      path: '/public/audit-roots',
      summary: 'The same for everybody, so that copies are kept where nobody of the office can change them',
      query: AuditRootsQuery,
      answer: AuditRootsAnswer,
      problems: ['INVALID', 'CURSOR_INVALID'],
      handle: ({ query }) => rootsAnswer(audit, query),
    }),
  ];
}

interface RootsAsked {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

async function rootsAnswer(audit: AuditReads, { from, to, limit, cursor }: RootsAsked) {
  const [beforeDay] = parseCursor(cursor, 1) ?? [null];
  if (beforeDay !== null && (typeof beforeDay !== 'string' || !isIsoDate(beforeDay))) {
    throw new Problem('CURSOR_INVALID');
  }
  const roots = await audit.roots({ from, to, limit, beforeDay });
  const { items, nextCursor } = pageOf(
    roots,
    limit,
    ({ day }) => [day],
    (root) => ({ ...root }),
  );
  return { body: { items: [...items], nextCursor, publicKeys: [...audit.publicKeys()] } };
}
