import { pageSchema } from '../../schemas/http-schemas.ts';
import { AuditQuery, AuditVerificationAnswer, AuditView } from '../../schemas/law-schemas.ts';
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
      summary: 'Computes every hash of the audit chains again',
      answer: AuditVerificationAnswer,
      problems: [],
      async handle({ caller }) {
        const { entities, entries, breaks } = await audit.verify(caller);
        return { body: { entities, entries, intact: breaks.length === 0, breaks: breaks.map((one) => ({ ...one })) } };
      },
    }),
  ];
}
