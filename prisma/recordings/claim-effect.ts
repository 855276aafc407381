import type pg from 'pg';
import type { ActBody } from '../../api/kernel/desk-port.ts';
import type { ClaimCourse } from '../../domain/claim/claim-course.ts';
import type { ClaimMessage, RecordedFacts } from '../../domain/claim/claim-message.ts';
import type { ClaimPlan } from '../../domain/claim/claim-plan.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import type { LockedClaim } from './locked-claim.ts';
import type { RecordingContext } from './recording-context.ts';

/** One act on a claim whose row is locked, with all that its effects are computed from. */
export interface ClaimEffect {
  readonly context: RecordingContext;
  readonly client: pg.PoolClient;
  readonly row: LockedClaim;
  readonly snapshot: PolicySnapshot;
  readonly before: ClaimCourse;
  readonly message: ClaimMessage;
  readonly body: ActBody;
  readonly plan: ClaimPlan;
}

export type Counted = Omit<RecordedFacts, 'waitEndsAtMs'>;
