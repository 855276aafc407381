import { PageQuery } from '../../schemas/http-schemas.ts';
import { AnnualPlanParams } from '../../schemas/plan-schemas.ts';
import { EntityTimelineAnswer } from '../../schemas/year-course-schemas.ts';
import { positionOf } from '../claim/claim-read-routes.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { timelinePage } from '../oversight/entity-timeline.ts';
import { findPlan, type PlanDependencies } from './show-plan.ts';

export function planTimelineRoute({ plans, reads }: PlanDependencies): Route {
  return defineRoute({
    operationId: 'readAnnualPlanTimeline',
    method: 'get',
    path: '/api/v1/annual-plans/:planId/timeline',
    summary: "What happened to a year's plan, the newest last",
    params: AnnualPlanParams,
    query: PageQuery,
    answer: EntityTimelineAnswer,
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, params, query: { limit, cursor }, language }) {
      const { planId: id } = await findPlan(plans, params.planId, caller);
      const rows = await reads.timeline({ kind: 'annualPlan', id }, { limit, after: positionOf(cursor) });
      return timelinePage(rows, limit, { isOfficial: true, language });
    },
  });
}
