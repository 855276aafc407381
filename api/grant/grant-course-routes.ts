import { GrantParams } from '../../schemas/grant-schemas.ts';
import { PageQuery, ShortListQuery } from '../../schemas/http-schemas.ts';
import {
  EntityTimelineAnswer,
  GrantDiagnosisView,
  GrantPayoutsAnswer,
  GrantPolicyView,
} from '../../schemas/year-course-schemas.ts';
import { positionOf } from '../claim/claim-read-routes.ts';
import { claimPolicyView, parameterViews } from '../claim/claim-policy-view.ts';
import { pageOfAll } from '../kernel/paging.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { timelinePage } from '../oversight/entity-timeline.ts';
import type { PinnedYear } from '../oversight/entity-reads.ts';
import { findGrant, type GrantDependencies } from './find-grants.ts';
import { readGrantDiagnosis } from './grant-diagnosis-view.ts';
import { isHolder } from './grant-view.ts';

/** What happened to a grant, by which law, why it waits, and what was paid (api §9.3). */
export function grantCourseRoutes(deps: GrantDependencies): readonly Route[] {
  return [timeline(deps), policy(deps), diagnosis(deps), payouts(deps)];
}

function timeline({ grants, reads }: GrantDependencies): Route {
  return defineRoute({
    operationId: 'readGrantTimeline',
    method: 'get',
    path: '/api/v1/grants/:grantId/timeline',
    summary: 'What happened to a grant, the newest last (R-109)',
    params: GrantParams,
    query: PageQuery,
    answer: EntityTimelineAnswer,
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, params, query: { limit, cursor }, language }) {
      const grant = await findGrant(grants, params.grantId, caller);
      const rows = await reads.timeline({ kind: 'grant', id: grant.id }, { limit, after: positionOf(cursor) });
      const { documents } = grant.snapshot.routeDefinition;
      return timelinePage(rows, limit, { isOfficial: !isHolder(grant, caller), language, documents });
    },
  });
}

function policy({ grants, reads }: GrantDependencies): Route {
  return defineRoute({
    operationId: 'readGrantPolicy',
    method: 'get',
    path: '/api/v1/grants/:grantId/policy',
    summary:
      'The law of an application and of each assessed year, with document, clause, quote and mark (R-150, R-159)',
    params: GrantParams,
    answer: GrantPolicyView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params }) {
      const grant = await findGrant(grants, params.grantId, caller);
      const years = await reads.grantYears(grant.id);
      return { body: { ...claimPolicyView(grant.snapshot, grant), years: years.map(yearLawView) } };
    },
  });
}

/** Of the whole law of that day, what assesses a year. */
function yearLawView({ year, snapshotId, law, snapshot }: PinnedYear) {
  const { thresholds, ...days } = law;
  return {
    year,
    snapshotId,
    ...days,
    thresholds: thresholds === null ? null : { ...thresholds },
    parameters: parameterViews(snapshot).filter(({ key }) => key.startsWith('assessment.')),
  };
}

function diagnosis(deps: GrantDependencies): Route {
  return defineRoute({
    operationId: 'diagnoseGrant',
    method: 'get',
    path: '/api/v1/grants/:grantId/diagnosis',
    summary: 'Why a grant waits: exactly one cause, since when, whose turn it is, and what moves it next',
    params: GrantParams,
    answer: GrantDiagnosisView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params, at, language }) {
      const grant = await findGrant(deps.grants, params.grantId, caller);
      return { body: await readGrantDiagnosis(deps.reads, grant, { caller, at, language }) };
    },
  });
}

function payouts({ grants, reads }: GrantDependencies): Route {
  return defineRoute({
    operationId: 'listGrantPayouts',
    method: 'get',
    path: '/api/v1/grants/:grantId/payouts',
    summary: 'The payout instructions of a grant, the oldest first',
    params: GrantParams,
    query: ShortListQuery,
    answer: GrantPayoutsAnswer,
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, params, query: { limit, cursor } }) {
      const { id: grantId } = await findGrant(grants, params.grantId, caller);
      const rows = await reads.grantPayouts(grantId);
      const items = rows.map(({ stateSince, createdAt, ...row }) => ({
        ...row,
        grantId,
        purpose: 'grant' as const,
        stateSince: stateSince.toISOString(),
        createdAt: createdAt.toISOString(),
      }));
      return { body: pageOfAll(items, limit, cursor) };
    },
  });
}
