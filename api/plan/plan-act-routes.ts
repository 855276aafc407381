import type { z } from 'zod';
import { saysTrainingDone } from '../../domain/policy/plan-targets.ts';
import { judgeYearPlan, PLAN_BUREAU, type YearPlanMessage } from '../../domain/plan/plan-course.ts';
import {
  AnnualPlanParams,
  AnnualPlanView,
  PlanRevisionBody,
  PlanSplitBody,
  PlanSubmissionBody,
  SectorPlanBody,
  SectorPlanParams,
  StructureIndicatorsBody,
} from '../../schemas/plan-schemas.ts';
import { IfMatchHeaders } from '../../schemas/task-schemas.ts';
import type { Actor } from '../../domain/authority/actor.ts';
import type { Caller } from '../kernel/caller.ts';
import type { ActBody } from '../kernel/desk-port.ts';
import { parseIfMatch } from '../kernel/etag.ts';
import type { Language } from '../kernel/language.ts';
import { Problem } from '../kernel/problem.ts';
import { problemOfRefusal } from '../kernel/refusal-problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import type { AnnualPlanRecord } from './plan-ports.ts';
import { findPlan, showPlan, type PlanDependencies } from './show-plan.ts';

/** Acts of plan officers. The order of refusals: hidden, seat, state, tag, then the body; so the tag is read here. */
export function planActRoutes(deps: PlanDependencies): readonly Route[] {
  return [submitPlan(deps), revisePlan(deps), splitPlan(deps), putSectorPlan(deps), enterStructure(deps)];
}

const SHARED = {
  params: AnnualPlanParams,
  headers: IfMatchHeaders,
  answer: AnnualPlanView,
  problems: [
    'NOT_FOUND',
    'ROLE_REQUIRED',
    'OTHER_ORGAN',
    'WRONG_STATE',
    'ACT_IN_PROGRESS',
    'IF_MATCH_MISSING',
    'STALE',
    'TRAINING_DONE_REQUIRED',
    'BELOW_COMMITTED',
    'WORKER_UNAVAILABLE',
    'FORGED_ACT',
  ],
} as const;

function submitPlan(deps: PlanDependencies): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'submitAnnualPlan',
    method: 'post',
    path: '/api/v1/annual-plans/:planId/submissions',
    summary: "File an organ's plan and budget of the year (R-012, R-013)",
    body: PlanSubmissionBody,
    idempotency: 'required',
    async handle(asked) {
      const { organ, lines, remark, trainingDoneSoFar } = asked.body;
      return act(deps, asked, {
        messageOf: (base) => ({ kind: 'submitPlan', organ, ...base }),
        body: {
          planLines: lines,
          ...(remark !== undefined && { remark }),
          ...(trainingDoneSoFar !== undefined && { trainingDone: trainingDoneSoFar }),
        },
        requireSense({ jurisdiction, year }) {
          if (trainingDoneSoFar === undefined && saysTrainingDone(deps.library, jurisdiction, year)) {
            throw new Problem('TRAINING_DONE_REQUIRED', {
              errors: [{ pointer: '/trainingDoneSoFar', code: 'REQUIRED' }],
            });
          }
        },
      });
    },
  });
}

function revisePlan(deps: PlanDependencies): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'reviseAnnualPlan',
    method: 'post',
    path: '/api/v1/annual-plans/:planId/revisions',
    summary: 'File a revision of an accepted plan; in force once the bureau accepts it (R-012, R-016)',
    body: PlanRevisionBody,
    idempotency: 'required',
    async handle(asked) {
      const { organ, lines, reason, remark } = asked.body;
      return act(deps, asked, {
        messageOf: (base) => ({ kind: 'revisePlan', organ, ...base }),
        body: { planLines: lines, reason, ...(remark !== undefined && { remark }) },
      });
    },
  });
}

function splitPlan(deps: PlanDependencies): Route {
  return defineRoute({
    ...SHARED,
    operationId: 'splitAnnualPlan',
    method: 'put',
    path: '/api/v1/annual-plans/:planId/split',
    summary: "Enter the HR bureau's split of the year's tasks; each one is a version (R-165)",
    body: PlanSplitBody,
    idempotency: 'accepted',
    async handle(asked) {
      const { lines, reason } = asked.body;
      return act(deps, asked, {
        messageOf: (base) => ({ kind: 'splitPlan', ...base }),
        body: { splitLines: lines, reason },
      });
    },
  });
}

interface AskedAct {
  readonly caller: Caller;
  readonly params: z.output<typeof AnnualPlanParams>;
  readonly headers: z.output<typeof IfMatchHeaders>;
  readonly idempotencyKey: string | undefined;
  readonly at: Date;
  readonly language: Language;
}

interface Base {
  readonly actor: Actor;
  readonly expectedRevision: number;
  readonly actId: string;
  readonly atMs: number;
}

interface PlanActAsked {
  readonly messageOf: (base: Base) => YearPlanMessage;
  readonly body: ActBody;
  readonly requireSense?: (record: AnnualPlanRecord) => void;
}

async function act({ plans, desk, library }: PlanDependencies, asked: AskedAct, wanted: PlanActAsked) {
  const { caller, params, headers, at, language, idempotencyKey = null } = asked;
  const { personId, organ, section, jurisdiction, roles, partyId } = caller;
  const record = await findPlan(plans, params.planId, caller);
  const actor = { personId, organ, section, jurisdiction, roles, partyId };
  const base = { actor, expectedRevision: record.course.revision, atMs: at.getTime() };
  if (idempotencyKey === null || !(await plans.isActKept(personId, idempotencyKey))) {
    const verdict = judgeYearPlan(record.course, wanted.messageOf({ ...base, actId: '' }), record.plan);
    if (!verdict.ok) {
      throw new Problem(problemOfRefusal(verdict.reason));
    }
    if (parseIfMatch(headers['if-match']) !== record.revision) {
      throw new Problem('STALE');
    }
    wanted.requireSense?.(record);
  }
  await desk.act({
    personId,
    idempotencyKey,
    taskId: null,
    body: wanted.body,
    message: (actId) => ({ entity: 'annualPlan', id: record.planId, message: wanted.messageOf({ ...base, actId }) }),
  });
  const after = await findPlan(plans, params.planId, caller);
  return showPlan(plans, after, { library, caller, at, language });
}

/** an organ's forecast and plan for its sector, by the organ or by the HR bureau for an association of the sector. */
function putSectorPlan({ plans, library }: PlanDependencies): Route {
  return defineRoute({
    operationId: 'putSectorPlan',
    method: 'put',
    path: '/api/v1/annual-plans/:planId/sector-plans/:organ',
    summary: "Attach a sector's forecast of high-skill talent and its training plan to the year's plan (R-020)",
    params: SectorPlanParams,
    body: SectorPlanBody,
    answer: AnnualPlanView,
    problems: ['NOT_FOUND', 'OTHER_ORGAN', 'WRONG_STATE'],
    async handle({ caller, params, body, at, language }) {
      const record = await findPlan(plans, params.planId, caller);
      if (caller.jurisdiction !== record.jurisdiction) {
        throw new Problem('NOT_FOUND');
      }
      if (caller.organ !== params.organ && caller.organ !== PLAN_BUREAU) {
        throw new Problem('OTHER_ORGAN');
      }
      if (record.course.state !== 'open') {
        throw new Problem('WRONG_STATE');
      }
      await plans.putSectorPlan(record.planId, { organ: params.organ, ...body }, { caller, at });
      const after = await findPlan(plans, record.planId, caller);
      return showPlan(plans, after, { library, caller, at, language });
    },
  });
}

/** entered yearly by the HR bureau; a later entry is a version. */
function enterStructure({ plans, library }: PlanDependencies): Route {
  return defineRoute({
    operationId: 'enterStructureIndicators',
    method: 'put',
    path: '/api/v1/annual-plans/:planId/structure-indicators',
    summary: 'Enter how many work, are skilled and highly skilled, beside the shares that documents ask for (R-140)',
    params: AnnualPlanParams,
    body: StructureIndicatorsBody,
    answer: AnnualPlanView,
    problems: ['NOT_FOUND', 'OTHER_ORGAN'],
    async handle({ caller, params, body, at, language }) {
      const record = await findPlan(plans, params.planId, caller);
      if (caller.jurisdiction !== record.jurisdiction) {
        throw new Problem('NOT_FOUND');
      }
      if (caller.organ !== PLAN_BUREAU) {
        throw new Problem('OTHER_ORGAN');
      }
      await plans.enterStructure(record.planId, body, { caller, at });
      return showPlan(plans, record, { library, caller, at, language });
    },
  });
}
