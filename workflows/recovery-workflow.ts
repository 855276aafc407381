import { condition } from '@temporalio/workflow';
import {
  isRecoveryEnded,
  type RecoveryCourse,
  type RecoveryFacts,
  type RecoveryMessage,
  type RecoveryPlan,
} from '../domain/recovery/recovery-course.ts';
import { judgeRecovery } from '../domain/recovery/recovery-judging.ts';
import { moveRecovery } from '../domain/recovery/recovery-moves.ts';
import { recoveryTimer } from '../domain/recovery/recovery-timer.ts';
import { conduct, waitUntil, type Conductor, type EntityRules } from './conduct-entity.ts';
import { recordings } from './recording-activities.ts';
import { currentRecoveryQuery, RECOVERY_UPDATES, recoveryUpdate } from './recovery-messages.ts';

export interface RecoveryWorkflowInput {
  readonly course: RecoveryCourse;
  readonly plan: RecoveryPlan;
}

const RECOVERY: EntityRules<RecoveryCourse, RecoveryMessage, RecoveryFacts, RecoveryPlan> = {
  judge: judgeRecovery,
  move: (course, message, facts) => moveRecovery(course, message, facts),
  record: (recording) => recordings.recordRecovery(recording),
  updates: RECOVERY_UPDATES.map(recoveryUpdate),
  current: currentRecoveryQuery,
  idOf: ({ recoveryId }) => recoveryId,
  begin: (turn) => ({ kind: 'begin', ...turn }),
  isSettled: isRecoveryEnded,
  nextTurn,
  // The letter goes out with the approval.
  passingState: 'approved',
};

/** What is asked back of a payment: found, approved, told by a letter, reminded of, repaid or dropped. */
export async function recoveryWorkflow(input: RecoveryWorkflowInput): Promise<string> {
  return conduct(RECOVERY, input);
}

async function nextTurn(recovery: Conductor<RecoveryCourse, RecoveryMessage>, plan: RecoveryPlan): Promise<void> {
  const { state, revision } = recovery.course();
  const hasMoved = () => recovery.course().revision !== revision;
  if (state === 'approved') {
    await condition(() => !recovery.isBusy());
    const actId = `${plan.recoveryId}/notice/${recovery.course().revision}`;
    await recovery.ownTurn({ kind: 'sendNotice', actId, atMs: recovery.nowMs() });
    return;
  }
  const waits = recoveryTimer(recovery.course());
  if (waits === null || !(await waitUntil(waits.atMs, recovery.nowMs, hasMoved))) {
    await condition(() => !recovery.isBusy() && hasMoved());
    return;
  }
  await condition(() => !recovery.isBusy());
  if (!hasMoved()) {
    const { timer, atMs } = waits;
    await recovery.ownTurn({ kind: 'timerFired', timer, actId: `${plan.recoveryId}/${timer}/${revision}`, atMs });
  }
}
