import { condition } from '@temporalio/workflow';
import {
  isCallSettled,
  type CallCourse,
  type CallFacts,
  type CallMessage,
  type CallPlan,
} from '../domain/grant/call-course.ts';
import { hasToTell } from '../domain/grant/call-telling.ts';
import { judgeCallAct, moveCall } from '../domain/grant/call-moves.ts';
import { conduct, waitUntil, type Conductor, type EntityRules } from './conduct-entity.ts';
import { CALL_UPDATES, callUpdate, currentCallQuery } from './grant-messages.ts';
import { callWork, recordings } from './recording-activities.ts';

export interface CallWorkflowInput {
  readonly course: CallCourse;
  readonly plan: CallPlan;
}

type Call = Conductor<CallCourse, CallMessage>;

/** A yearly call: applications, a panel, a ranking, proposals, until its places or its applications are used up (P4). */
export async function grantCallWorkflow(input: CallWorkflowInput): Promise<string> {
  /** The revision of which every application has heard. */
  const told = { revision: -1 };
  const rules: EntityRules<CallCourse, CallMessage, CallFacts, CallPlan> = {
    judge: judgeCallAct,
    move: moveCall,
    record: (recording) => recordings.recordGrantCall(recording),
    updates: CALL_UPDATES.map(callUpdate),
    current: currentCallQuery,
    idOf: ({ callId }) => callId,
    begin: (turn) => ({ kind: 'begin', ...turn }),
    isSettled: isCallSettled,
    nextTurn: (call, plan) => nextTurn(call, plan, told),
    beforeEnd: (call, plan) => tellGrants(call, plan, told),
    // Who decides for the call reads the applications as they are after it.
    isAnswerable: ({ revision }) => told.revision >= revision,
  };
  return conduct(rules, input);
}

interface Told {
  revision: number;
}

async function nextTurn(call: Call, plan: CallPlan, told: Told): Promise<void> {
  if (call.isBusy()) {
    await condition(() => !call.isBusy());
  }
  if (told.revision < call.course().revision) {
    await tellGrants(call, plan, told);
    return;
  }
  const { state, revision } = call.course();
  const hasMoved = () => !call.isBusy() && call.course().revision !== revision;
  if (state !== 'open') {
    await condition(hasMoved);
    return;
  }
  if (await waitUntil(plan.closesAtMs, call.nowMs, hasMoved)) {
    await condition(() => !call.isBusy());
    await call.ownTurn({ kind: 'timerFired', actId: `${plan.callId}/timer`, atMs: plan.closesAtMs });
  }
}

async function tellGrants(call: Call, plan: CallPlan, told: Told): Promise<void> {
  const { revision } = call.course();
  const isHeard = hasToTell(call.course());
  if (isHeard && told.revision < revision) {
    await callWork.tellGrants({ callId: plan.callId, atMs: call.nowMs() });
  }
  told.revision = Math.max(told.revision, revision);
}
