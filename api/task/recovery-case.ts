import type { RecoveryCourse, RecoveryPlan } from '../../domain/recovery/recovery-course.ts';

/** A recovery as the decisions on its tasks read it. */
export interface RecoveryCase {
  readonly course: RecoveryCourse;
  readonly plan: RecoveryPlan;
  /** Who decided on the claim that owes. */
  readonly deciders: readonly string[];
}
