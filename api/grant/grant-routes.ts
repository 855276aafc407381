import { isOneOf } from '../../domain/verdict.ts';
import { SCORED_CALL_STATES } from '../../domain/grant/call-course.ts';
import { ShortListQuery } from '../../schemas/http-schemas.ts';
import { GrantListQuery, GrantPage, GrantParams, GrantScoresAnswer } from '../../schemas/grant-schemas.ts';
import { ReadGrantView } from '../../schemas/year-course-schemas.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import { pageOf, pageOfAll } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { callCourseRoutes } from './call-course-routes.ts';
import { callRoutes } from './call-routes.ts';
import { findGrant, type GrantDependencies } from './find-grants.ts';
import { grantActRoutes } from './grant-act-routes.ts';
import { grantCourseRoutes } from './grant-course-routes.ts';
import { readGrantDiagnosis } from './grant-diagnosis-view.ts';
import { grantDocumentRoutes } from './grant-document-routes.ts';
import { grantDraftRoutes } from './grant-draft-routes.ts';
import { designationRoutes } from './designation-routes.ts';
import type { GrantStore } from './grant-ports.ts';
import { titleActRoutes } from './title-act-routes.ts';
import { titleImportRoutes } from './title-import-routes.ts';
import { titleMoneyRoutes } from './title-money-routes.ts';
import { yearDocumentRoutes } from './year-document-routes.ts';
import { grantItem, grantView } from './grant-view.ts';

/** Calls and applications for grants (api §9.2, §9.3). */
export function grantRoutes(deps: GrantDependencies): readonly Route[] {
  const { grants } = deps;
  return [
    ...callRoutes(deps),
    ...callCourseRoutes(deps),
    ...grantDraftRoutes(deps),
    ...grantActRoutes(deps),
    ...grantDocumentRoutes(grants),
    listGrants(grants),
    readGrant(deps),
    readScores(deps),
    ...grantCourseRoutes(deps),
    ...titleActRoutes(deps),
    ...titleMoneyRoutes(deps),
    ...yearDocumentRoutes(deps),
    ...designationRoutes(deps),
    ...titleImportRoutes(deps),
  ];
}

function listGrants(grants: GrantStore): Route {
  return defineRoute({
    operationId: 'listGrants',
    method: 'get',
    path: '/api/v1/grants',
    summary: 'Applications and grants, newest first',
    query: GrantListQuery,
    answer: GrantPage,
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { cursor, ...query } }) {
      const rows = await grants.list({ ...query, after: instantKeyset(cursor) }, caller);
      const page = pageOf(rows, query.limit, ({ createdAt, id }) => [createdAt.getTime(), id], grantItem);
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function readGrant({ grants, reads }: GrantDependencies): Route {
  return defineRoute({
    operationId: 'readGrant',
    method: 'get',
    path: '/api/v1/grants/:grantId',
    summary: 'One grant with why it waits, and its acts for the person who asks',
    params: GrantParams,
    answer: ReadGrantView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params, language, at }) {
      const grant = await findGrant(grants, params.grantId, caller);
      const diagnosis = await readGrantDiagnosis(reads, grant, { caller, at, language });
      return { body: { ...grantView(grant, caller, language, at), diagnosis }, revision: grant.revision };
    },
  });
}

function readScores({ grants, calls }: GrantDependencies): Route {
  return defineRoute({
    operationId: 'readGrantScores',
    method: 'get',
    path: '/api/v1/grants/:grantId/scores',
    summary: 'The scores of an application, for offices, once scoring is closed (R-154)',
    params: GrantParams,
    query: ShortListQuery,
    answer: GrantScoresAnswer,
    problems: ['NOT_FOUND', 'SCORING_OPEN', 'CURSOR_INVALID'],
    async handle({ caller, params, query: { limit, cursor } }) {
      const grant = await findGrant(grants, params.grantId, caller);
      const call = grant.callId === null ? null : await calls.find(grant.callId, caller);
      if (call === null || call.scoringClosedAt === null || !isOneOf(SCORED_CALL_STATES, call.state)) {
        throw new Problem('SCORING_OPEN');
      }
      const rows = await grants.scores(grant.id);
      const items = rows.map((row) => ({ ...row, at: row.at.toISOString() }));
      return { body: pageOfAll(items, limit, cursor) };
    },
  });
}
