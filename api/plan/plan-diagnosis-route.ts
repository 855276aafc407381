import { endOfDayMs } from '../../domain/calendar.ts';
import { diagnosePlan } from '../../domain/plan/diagnose-plan.ts';
import { AnnualPlanParams, PlanDiagnosisView } from '../../schemas/plan-schemas.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { withEngine } from '../oversight/engine-view.ts';
import { findPlan, type PlanDependencies } from './show-plan.ts';

const OFFICE = { kind: 'office', section: null, displayName: null } as const;

export function diagnosePlanRoute({ plans, reads }: PlanDependencies): Route {
  return defineRoute({
    operationId: 'diagnoseAnnualPlan',
    method: 'get',
    path: '/api/v1/annual-plans/:planId/diagnosis',
    summary: "Why a year's plan waits: one cause, since when, whose turn it is, and what comes by itself",
    params: AnnualPlanParams,
    answer: PlanDiagnosisView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params, at, language }) {
      const { planId, course, plan, stateSince } = await findPlan(plans, params.planId, caller);
      const tasks = await plans.openTasks(planId);
      const said = diagnosePlan({ course, plan, tasks, stateSinceMs: stateSince.getTime() });
      const { sinceMs, nextAutomaticAtMs, sentence, owner, dueOn, ...shown } = said;
      const view = {
        ...shown,
        since: new Date(sinceMs).toISOString(),
        owner: owner === null ? null : { ...OFFICE, ...owner },
        dueOn,
        dueAt: dueOn === null ? null : new Date(endOfDayMs(dueOn)).toISOString(),
        nextAutomaticAt: nextAutomaticAtMs === null ? null : new Date(nextAutomaticAtMs).toISOString(),
        sentence: sentence[language],
        sentenceForApplicant: sentence[language],
        sentences: { official: { ...sentence }, applicant: { ...sentence } },
        suggestedActs: [...shown.suggestedActs],
        evidence: shown.evidence.map((one) => ({ ...one })),
        also: [],
      };
      const read = await reads.engineOf({ kind: 'annualPlan', id: planId });
      return { body: withEngine(view, read, { at, language, isOffice: true }) };
    },
  });
}
