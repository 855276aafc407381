import { condition } from '@temporalio/workflow';
import {
  isPlanClosed,
  judgeYearPlan,
  moveYearPlan,
  planTimer,
  planWaitMs,
  type YearPlan,
  type YearPlanCourse,
  type YearPlanMessage,
} from '../domain/plan/plan-course.ts';
import { ANNUAL_PLAN_UPDATES, annualPlanUpdate, currentAnnualPlanQuery } from './annual-plan-messages.ts';
import { conduct, waitUntil, type Conductor, type EntityRules } from './conduct-entity.ts';
import { recordings } from './recording-activities.ts';

export interface AnnualPlanWorkflowInput {
  readonly course: YearPlanCourse;
  readonly plan: YearPlan;
}

const ANNUAL_PLAN: EntityRules<YearPlanCourse, YearPlanMessage, null, YearPlan> = {
  judge: judgeYearPlan,
  move: (course, message, _facts, plan) => moveYearPlan(course, message, plan),
  record: (recording) => recordings.recordAnnualPlan(recording),
  updates: ANNUAL_PLAN_UPDATES.map(annualPlanUpdate),
  current: currentAnnualPlanQuery,
  idOf: ({ planId }) => planId,
  // Its first record is of the instant at which its period opened, however late the workflow begins.
  begin: ({ actId }, { openedAtMs }) => ({ kind: 'begin', actId, atMs: openedAtMs }),
  isSettled: isPlanClosed,
  nextTurn,
};

/** The plan of a jurisdiction's year, from its opening over its due day to its closing day. */
export async function annualPlanWorkflow(input: AnnualPlanWorkflowInput): Promise<string> {
  return conduct(ANNUAL_PLAN, input);
}

/** Acts of people move the course meanwhile, and change nothing of what the plan waits for. */
async function nextTurn(conductor: Conductor<YearPlanCourse, YearPlanMessage>, plan: YearPlan): Promise<void> {
  const timer = planTimer(conductor.course());
  const atMs = planWaitMs(conductor.course(), plan);
  if (timer === null || atMs === null) {
    return;
  }
  const isOver = () => planTimer(conductor.course()) !== timer;
  if (!(await waitUntil(atMs, conductor.nowMs, isOver))) {
    return;
  }
  await condition(() => !conductor.isBusy());
  if (!isOver()) {
    await conductor.ownTurn({ kind: 'timerFired', timer, actId: `${plan.planId}/timer/${timer}`, atMs });
  }
}
