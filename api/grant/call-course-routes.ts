import { CallParams } from '../../schemas/grant-call-schemas.ts';
import { PageQuery } from '../../schemas/http-schemas.ts';
import { CallDiagnosisView, EntityTimelineAnswer } from '../../schemas/year-course-schemas.ts';
import { positionOf } from '../claim/claim-read-routes.ts';
import type { Caller } from '../kernel/caller.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { timelinePage } from '../oversight/entity-timeline.ts';
import { findCall, type GrantDependencies } from './find-grants.ts';
import { readCallDiagnosis } from './grant-diagnosis-view.ts';
import type { CallRecord, CallStore } from './grant-ports.ts';

/** What happened to a call, and why it waits, for its offices (api §10a). */
export function callCourseRoutes(deps: GrantDependencies): readonly Route[] {
  return [timeline(deps), diagnosis(deps)];
}

function timeline({ calls, reads }: GrantDependencies): Route {
  return defineRoute({
    operationId: 'readGrantCallTimeline',
    method: 'get',
    path: '/api/v1/grant-calls/:callId/timeline',
    summary: 'What happened to a call, for its offices, the newest last',
    params: CallParams,
    query: PageQuery,
    answer: EntityTimelineAnswer,
    problems: ['NOT_FOUND', 'FORBIDDEN', 'CURSOR_INVALID'],
    async handle({ caller, params, query: { limit, cursor }, language }) {
      const { id } = await findOfficeCall(calls, params.callId, caller);
      const rows = await reads.timeline({ kind: 'grantCall', id }, { limit, after: positionOf(cursor) });
      return timelinePage(rows, limit, { isOfficial: true, language });
    },
  });
}

function diagnosis({ calls, reads }: GrantDependencies): Route {
  return defineRoute({
    operationId: 'diagnoseGrantCall',
    method: 'get',
    path: '/api/v1/grant-calls/:callId/diagnosis',
    summary: 'Why a call waits: exactly one cause, since when, whose turn it is, and what moves it next',
    params: CallParams,
    answer: CallDiagnosisView,
    problems: ['NOT_FOUND', 'FORBIDDEN'],
    async handle({ caller, params, at, language }) {
      const call = await findOfficeCall(calls, params.callId, caller);
      return { body: await readCallDiagnosis(reads, call, { at, language }) };
    },
  });
}

/** A call is public, what its offices do is not. @throws Problem */
async function findOfficeCall(calls: CallStore, callId: string, caller: Caller): Promise<CallRecord> {
  const call = await findCall(calls, callId, caller);
  if (!call.isOffice) {
    throw new Problem('FORBIDDEN');
  }
  return call;
}
