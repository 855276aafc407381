import { condition } from '@temporalio/workflow';
import { isSettled, readClaimCourse, type ClaimCourse } from '../domain/claim/claim-course.ts';
import type { ClaimMessage, RecordedFacts } from '../domain/claim/claim-message.ts';
import { judgeClaimAct, moveClaim } from '../domain/claim/claim-moves.ts';
import type { ClaimPlan } from '../domain/claim/claim-plan.ts';
import { CLAIM_UPDATES, claimUpdate, currentClaimQuery } from './claim-messages.ts';
import { conduct, waitUntil, type Conductor, type EntityRules } from './conduct-entity.ts';
import type { Recorded, Recording } from '../activities/recording-ports.ts';
import { recordings } from './recording-activities.ts';

type ClaimRecording = Recording<ClaimCourse, ClaimMessage, ClaimPlan>;

export interface ClaimWorkflowInput {
  readonly course: ClaimCourse;
  readonly plan: ClaimPlan;
}

const CLAIM: EntityRules<ClaimCourse, ClaimMessage, RecordedFacts, ClaimPlan> = {
  judge: judgeClaimAct,
  move: moveClaim,
  record: recordClaim,
  updates: CLAIM_UPDATES.map(claimUpdate),
  current: currentClaimQuery,
  idOf: ({ claimId }) => claimId,
  begin: (turn) => ({ kind: 'begin', ...turn }),
  isSettled,
  nextTurn,
};

/**
 * One claim from its submission to its end, through every review, notice, payment and the contract check (D1, D6). It
 * follows the stages of its plan; the domain's table decides which act is allowed in which state, and Postgres stores
 * what happened.
 */
export async function claimWorkflow(input: ClaimWorkflowInput): Promise<string> {
  return conduct(CLAIM, { ...input, course: readClaimCourse(input.course) });
}

/** Histories contain courses with former words; those in Postgres were migrated. */
async function recordClaim(recording: ClaimRecording): Promise<Recorded<ClaimCourse, RecordedFacts>> {
  const recorded = await recordings.recordClaim(recording);
  return recorded.kind === 'superseded' ? { ...recorded, course: readClaimCourse(recorded.course) } : recorded;
}

/** Waits for the next event: an act that settles or re-arms, or the instant that the course waits for. */
async function nextTurn(claim: Conductor<ClaimCourse, ClaimMessage>, plan: ClaimPlan): Promise<void> {
  const { timer } = claim.course();
  if (timer === null) {
    await condition(() => !claim.isBusy() && (isSettled(claim.course()) || claim.course().timer !== null));
    return;
  }
  const isOver = () => claim.course().timer?.atMs !== timer.atMs || claim.course().timer?.kind !== timer.kind;
  if (!(await waitUntil(timer.atMs, claim.nowMs, isOver))) {
    return;
  }
  await condition(() => !claim.isBusy());
  if (isOver()) {
    return;
  }
  const { revision } = claim.course();
  const actId = `${plan.claimId}/timer/${revision}`;
  if (!(await claim.ownTurn({ kind: 'timerFired', timer: timer.kind, actId, atMs: timer.atMs }))) {
    // The act is not allowed now, for example because the claim is on hold; the next act starts another turn.
    await condition(() => !claim.isBusy() && claim.course().revision !== revision);
  }
}
