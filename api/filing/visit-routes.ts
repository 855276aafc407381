import { ShortListQuery } from '../../schemas/http-schemas.ts';
import { pageOfAll } from '../kernel/paging.ts';
import { dayAt } from '../../domain/calendar.ts';
import { missingSupervision } from '../../domain/filing/filing-rules.ts';
import { FilingParams, VisitBody, VisitsAnswer, VisitView } from '../../schemas/filing-schemas.ts';
import { isDepartment, mayEdit } from './filing-acts.ts';
import { unwrap } from './filing-import.ts';
import type { SupervisionVisit } from './filing-ports.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { FilingDependencies } from './filing-dependencies.ts';
import { present } from './filing-routes.ts';

export function visitRoutes({ filings }: FilingDependencies): readonly Route[] {
  return [
    defineRoute({
      operationId: 'addSupervisionVisit',
      method: 'post',
      path: '/api/v1/class-filings/:filingId/supervision',
      summary: 'Record a visit to one of the three key links (R-037)',
      params: FilingParams,
      body: VisitBody,
      answer: VisitView,
      status: 201,
      idempotency: 'accepted',
      problems: ['INVALID', 'NOT_FOUND', 'FORBIDDEN', 'WRONG_STATE'],
      async handle({ caller, params: { filingId }, body, at }) {
        const filing = present(await filings.find(filingId, caller));
        if (!isDepartment(filing, caller)) {
          throw new Problem('FORBIDDEN');
        }
        if (body.visitedOn > dayAt(at.getTime())) {
          throw new Problem('INVALID', { errors: [{ pointer: '/visitedOn', code: 'DATE_IN_FUTURE' }] });
        }
        const changed = await filings.change(
          { filingId, caller, at, isOpen: (found) => mayEdit(found, 'supervision') },
          async (scope) => {
            const visitId = await scope.addVisit(body);
            await scope.audit('addSupervision', { visitId, kind: body.kind, visitedOn: body.visitedOn });
            return visitId;
          },
        );
        const by = { id: caller.personId, displayName: caller.displayName };
        return { body: visitView({ id: unwrap(changed), ...body, by, at }) };
      },
    }),

    defineRoute({
      operationId: 'listSupervisionVisits',
      method: 'get',
      path: '/api/v1/class-filings/:filingId/supervision',
      summary: 'The visits so far, and the links not yet visited',
      params: FilingParams,
      query: ShortListQuery,
      answer: VisitsAnswer,
      problems: ['NOT_FOUND', 'CURSOR_INVALID'],
      async handle({ caller, params: { filingId }, query: { limit, cursor } }) {
        present(await filings.find(filingId, caller));
        const visits = await filings.visits(filingId);
        const missing = missingSupervision(visits.map((visit) => visit.kind));
        return { body: { ...pageOfAll(visits.map(visitView), limit, cursor), missing: [...missing] } };
      },
    }),
  ];
}

function visitView({ id, kind, visitedOn, note, by, at }: SupervisionVisit) {
  return { id, kind, visitedOn, note, by: { ...by }, at: at.toISOString() };
}
