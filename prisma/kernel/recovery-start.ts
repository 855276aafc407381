import { firstRecoveryCourse, type RecoveryCourse, type RecoveryPlan } from '../../domain/recovery/recovery-course.ts';
import type { Row } from './statements.ts';

/** What the workflow of a recovery is started with, as columns of its row. */
export const RECOVERY_START = ['id', 'jurisdiction', 'party_id', 'found_by', 'is_of_before'] as const;

export type RecoveryStartRow = Row<'recovery', (typeof RECOVERY_START)[number]>;

/** What stood before recoveries had a course is due; everything else is found. */
export function recoveryStart(
  row: RecoveryStartRow,
  clockOffsetMs: number,
): { readonly course: RecoveryCourse; readonly plan: RecoveryPlan } {
  return {
    course: firstRecoveryCourse(row.is_of_before ? 'due' : 'found'),
    plan: {
      recoveryId: row.id,
      jurisdiction: row.jurisdiction,
      partyId: row.party_id,
      finderId: row.found_by,
      clockOffsetMs,
    },
  };
}
