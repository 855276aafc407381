import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import {
  AnnualPlanListQuery,
  AnnualPlanPage,
  AnnualPlanParams,
  AnnualPlanView,
  PlanSplitView,
  PlanVersionPage,
  PlanVersionsQuery,
} from '../../schemas/plan-schemas.ts';
import { pageOf, pageOfAll, parseCursor } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { planActRoutes } from './plan-act-routes.ts';
import { diagnosePlanRoute } from './plan-diagnosis-route.ts';
import { planTimelineRoute } from './plan-timeline-route.ts';
import type { AnnualPlanRecord } from './plan-ports.ts';
import { findPlan, readContents, showPlan, type PlanDependencies } from './show-plan.ts';
import { packLinesOf, planView, splitView, versionView } from './plan-view.ts';

/** The plans and budgets of a year, as organs file them and the HR bureau decides on them (api §9a). */
export function planRoutes(deps: PlanDependencies): readonly Route[] {
  return [
    listPlans(deps),
    readPlan(deps),
    readSplit(deps),
    listVersions(deps),
    diagnosePlanRoute(deps),
    planTimelineRoute(deps),
    ...planActRoutes(deps),
  ];
}

function listPlans({ plans, library }: PlanDependencies): Route {
  return defineRoute({
    operationId: 'listAnnualPlans',
    method: 'get',
    path: '/api/v1/annual-plans',
    summary: 'Annual plans of a jurisdiction and those below it, the newest year first (R-012)',
    query: AnnualPlanListQuery,
    answer: AnnualPlanPage,
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query, at, language }) {
      const rows = await plans.list({ ...query, after: placeOf(query.cursor) }, caller);
      const contents = await readContents(plans, rows.slice(0, query.limit));
      const reader = { library, caller, at, language };
      const page = pageOf(
        rows,
        query.limit,
        ({ year, planId }) => [year, planId],
        (row) => planView(row, contents, reader),
      );
      return { body: { ...page, items: [...page.items] } };
    },
  });
}

function placeOf(cursor: string | undefined): readonly [number, string] | null {
  const keyset = parseCursor(cursor, 2);
  if (keyset === null) {
    return null;
  }
  const [year, id] = keyset;
  if (typeof year !== 'number' || !Number.isInteger(year) || Math.abs(year) > 1e6 || typeof id !== 'string') {
    throw new Problem('CURSOR_INVALID');
  }
  return [year, id];
}

function readPlan({ plans, library }: PlanDependencies): Route {
  return defineRoute({
    operationId: 'readAnnualPlan',
    method: 'get',
    path: '/api/v1/annual-plans/:planId',
    summary: 'A year of plans: what each organ filed, what is missing or late, the sums (R-012 to R-018)',
    params: AnnualPlanParams,
    answer: AnnualPlanView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params, at, language }) {
      const record = await findPlan(plans, params.planId, caller);
      return showPlan(plans, record, { library, caller, at, language });
    },
  });
}

function readSplit({ plans, library }: PlanDependencies): Route {
  return defineRoute({
    operationId: 'readPlanSplit',
    method: 'get',
    path: '/api/v1/annual-plans/:planId/split',
    summary: "The HR bureau's split of the year's tasks over the organs; without one, the annex (R-014, R-165)",
    params: AnnualPlanParams,
    answer: PlanSplitView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params }) {
      const record = await findPlan(plans, params.planId, caller);
      const splits = await plans.splits([record.planId]);
      return { body: splitView(record, splits, library), revision: record.revision };
    },
  });
}

function listVersions({ plans, library }: PlanDependencies): Route {
  return defineRoute({
    operationId: 'listPlanVersions',
    method: 'get',
    path: '/api/v1/annual-plans/:planId/versions',
    summary: 'Everything that organs filed for the year, returned and superseded versions too',
    params: AnnualPlanParams,
    query: PlanVersionsQuery,
    answer: PlanVersionPage,
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, params, query }) {
      const record = await findPlan(plans, params.planId, caller);
      const filed = (await plans.versions([record.planId])).map(versionView);
      const items = record.course.organs
        .filter(({ organ }) => query.organ === undefined || organ === query.organ)
        .flatMap(({ organ }) => [
          ...versionOfPack(library, record, organ, filed),
          ...filed.filter((one) => one.organ === organ),
        ]);
      return { body: pageOfAll(items, query.limit, query.cursor) };
    },
  });
}

/** The lines that a pack gave an organ count as its first version. */
function versionOfPack(
  library: PolicyLibrary,
  record: AnnualPlanRecord,
  organ: AnnualPlanRecord['course']['organs'][number]['organ'],
  filed: readonly ReturnType<typeof versionView>[],
) {
  const lines = packLinesOf(library, record, organ);
  const own = filed.filter((one) => one.organ === organ);
  if (lines.length === 0 || own.some(({ version }) => version === 1)) {
    return [];
  }
  const isInForce = !own.some(({ state }) => state === 'accepted');
  const unsaid = { reason: null, remark: null, trainingDoneSoFar: null, submittedAt: null, decidedAt: null } as const;
  return [
    {
      ...unsaid,
      organ,
      version: 1,
      filing: 0,
      state: isInForce ? ('accepted' as const) : ('superseded' as const),
      late: false,
      decisionRemark: null,
      lines: [...lines],
    },
  ];
}
