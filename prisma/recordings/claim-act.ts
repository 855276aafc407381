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

/** An act on a claim: the message, the course before it, and the plan. */
export interface AskedOfClaim<Message extends ClaimMessage = ClaimMessage> {
  readonly before: ClaimCourse;
  readonly message: Message;
  readonly plan: ClaimPlan;
}

/** The act with everything that was read of the claim. The claim's row is locked. */
export interface ClaimAct extends AskedOfClaim {
  readonly context: RecordingContext;
  readonly client: pg.PoolClient;
  readonly row: LockedClaim;
  readonly snapshot: PolicySnapshot;
  readonly body: ActBody;
}

/** The changes of an act to lines, money and registers, made before the course moves. */
export interface AppliedAct {
  /** Statements that are sent with the commit. */
  readonly writes: readonly Statement<unknown>[];
  /** The result of counting; null: the act does not count, and the remaining lines are as they were read. */
  readonly counted: Counted | null;
  /** The writes change lines, so they are sent first and the lines are counted after them. */
  readonly changesLines?: boolean;
  /** What the act's audit entry says besides. */
  readonly audit?: { readonly payeeDigest: string };
}

/** Applies an act after the claim was read. The act's own queries were sent together with that read. */
export type ActStep = (act: ClaimAct) => Promise<AppliedAct> | AppliedAct;

export const NOTHING_APPLIED: AppliedAct = { writes: [], counted: null };
