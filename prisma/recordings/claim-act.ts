import type pg from 'pg';
import type { ActBody } from '../../api/kernel/desk-port.ts';
import type { ClaimCourse } from '../../domain/claim/claim-course.ts';
import type { ClaimMessage, RecordedFacts } from '../../domain/claim/claim-message.ts';
import type { ClaimPlan } from '../../domain/claim/claim-plan.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import type { Statement } from '../kernel/statements.ts';
import type { LockedClaim } from './locked-claim.ts';
import type { RecordingContext } from './recording-context.ts';

export type Counted = Omit<RecordedFacts, 'waitEndsAtMs'>;

/** An act on a claim: the message, the course before it, the plan. */
export interface AskedOfClaim<Message extends ClaimMessage = ClaimMessage> {
  readonly before: ClaimCourse;
  readonly message: Message;
  readonly plan: ClaimPlan;
}

/** The same with everything that was read of the claim, whose row is locked. */
export interface ClaimAct extends AskedOfClaim {
  readonly context: RecordingContext;
  readonly client: pg.PoolClient;
  readonly row: LockedClaim;
  readonly snapshot: PolicySnapshot;
  readonly body: ActBody;
}

/** What an act did to lines, money and registers before the course moves. */
export interface AppliedAct {
  /** Statements that wait for the flush. */
  readonly writes: readonly Statement<unknown>[];
  /** What the act counted; null: the lines left stay as they were read. */
  readonly counted: Counted | null;
  /** The writes change lines, so they are sent first and the lines are counted after them. */
  readonly changesLines?: boolean;
}

/** What an act does once the claim is read. Its own questions were sent with the read. */
export type ActStep = (act: ClaimAct) => Promise<AppliedAct> | AppliedAct;

export const NOTHING_APPLIED: AppliedAct = { writes: [], counted: null };
