import { condition } from '@temporalio/workflow';
import {
  demandCycleWaitMs,
  isDemandCycleSettled,
  judgeDemandCycleAct,
  moveDemandCycle,
  type DemandCycleCourse,
  type DemandCycleMessage,
  type DemandCyclePlan,
} from '../domain/demand/demand-cycle-course.ts';
import { conduct, waitUntil, type Conductor, type EntityRules } from './conduct-entity.ts';
import { currentDemandCycleQuery, DEMAND_CYCLE_UPDATES, demandCycleUpdate } from './demand-cycle-messages.ts';
import { recordings } from './recording-activities.ts';

export interface DemandCycleWorkflowInput {
  readonly course: DemandCycleCourse;
  readonly plan: DemandCyclePlan;
}

const DEMAND_CYCLE: EntityRules<DemandCycleCourse, DemandCycleMessage, null, DemandCyclePlan> = {
  judge: judgeDemandCycleAct,
  move: (course, message, _facts, plan) => moveDemandCycle(course, message, plan),
  record: (recording) => recordings.recordDemandCycle(recording),
  updates: DEMAND_CYCLE_UPDATES.map(demandCycleUpdate),
  current: currentDemandCycleQuery,
  idOf: ({ cycleId }) => cycleId,
  // The survey begins at its nominal instant, whenever the workflow did.
  begin: ({ actId }, { opensAtMs }) => ({ kind: 'begin', actId, atMs: opensAtMs }),
  isSettled: isDemandCycleSettled,
  nextTurn,
};

/** Thirty days of survey, then both lists are frozen, published and pushed. */
export async function demandCycleWorkflow(input: DemandCycleWorkflowInput): Promise<string> {
  return conduct(DEMAND_CYCLE, input);
}

async function nextTurn(cycle: Conductor<DemandCycleCourse, DemandCycleMessage>, plan: DemandCyclePlan): Promise<void> {
  const { state, revision } = cycle.course();
  if (state === 'published') {
    await condition(() => !cycle.isBusy());
    await cycle.ownTurn({ kind: 'push', actId: `${plan.cycleId}/push`, atMs: cycle.nowMs() });
    return;
  }
  const atMs = demandCycleWaitMs(cycle.course(), plan);
  const hasMoved = () => cycle.course().revision !== revision;
  if (atMs === null || !(await waitUntil(atMs, cycle.nowMs, hasMoved))) {
    await condition(() => !cycle.isBusy() && hasMoved());
    return;
  }
  await condition(() => !cycle.isBusy());
  if (!hasMoved()) {
    await cycle.ownTurn({ kind: 'timerFired', actId: `${plan.cycleId}/end`, atMs });
  }
}
