import type { ClaimCourse } from '../../domain/claim/claim-course.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { AdvanceToPay } from '../../domain/payout/claim-payment.ts';
import { isClassUnpaid } from '../../domain/recovery/advance-debt.ts';
import {
  HAS_CLAIM_UNDER_WAY,
  HAS_DRAFT,
  IS_CLASS_UNPAID,
  RETURNED_ADVANCE,
  settledAdvance,
} from '../kernel/open-advance.ts';
import type { Row } from '../kernel/statements.ts';

/** Of an advance, what its payment depends on; nothing of it holds for another claim. */
export interface AdvanceColumns {
  readonly filing_state: Row<'filing', 'state'>['state'] | null;
  /** What its person has earned or repaid of it, less what has arrived, in fen (L1). */
  readonly owed_anyway_fen: number;
  /** Claims of its class were submitted, and all that were have ended without money. */
  readonly is_class_unpaid: boolean;
  /** Its class has a draft of a claim. */
  readonly has_draft: boolean;
  /** Its class has a claim that was submitted and has not ended. */
  readonly is_under_way: boolean;
  readonly claim_window_ends_on: Row<'filing', 'claim_window_ends_on'>['claim_window_ends_on'];
}

/** SQL: the columns `AdvanceColumns` of a claim `c` and its class `f`. */
export const ADVANCE_COLUMNS = `f.state AS filing_state, f.claim_window_ends_on,
     (CASE WHEN c.kind = 'advance' THEN ${settledAdvance()} + ${RETURNED_ADVANCE} - (SELECT coalesce(sum(paid.settled_fen), 0)
       FROM claim_fund paid WHERE paid.claim_id = c.id AND paid.purpose = 'advance') ELSE 0 END)::bigint AS owed_anyway_fen,
     c.kind = 'advance' AND ${IS_CLASS_UNPAID} AS is_class_unpaid, c.kind = 'advance' AND ${HAS_DRAFT} AS has_draft,
     c.kind = 'advance' AND ${HAS_CLAIM_UNDER_WAY} AS is_under_way`;

export function advanceToPay(
  row: AdvanceColumns,
  course: Pick<ClaimCourse, 'isReopened'>,
  today: IsoDate,
): AdvanceToPay {
  const ofClass = {
    isUnpaid: row.is_class_unpaid,
    hasDraft: row.has_draft,
    isUnderWay: row.is_under_way,
    windowEndsOn: row.claim_window_ends_on,
  };
  return {
    filingState: row.filing_state,
    isReopened: course.isReopened === true,
    isClassUnpaid: isClassUnpaid(ofClass, today),
    owedAnywayFen: row.owed_anyway_fen,
  };
}
