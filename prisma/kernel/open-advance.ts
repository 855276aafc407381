import { NOT_UNDER_WAY_CLAIM_STATES, UNPAID_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import {
  DROPPED_RECOVERY_STATES,
  ENDED_RECOVERY_STATES,
  RETURNED_STEP_KINDS,
} from '../../domain/recovery/recovery-words.ts';
import { sqlList } from './sql-list.ts';

const OF_ADVANCE = `FROM recovery v JOIN claim a ON a.id = v.claim_id
    WHERE a.filing_id = c.filing_id AND a.kind = 'advance' AND v.purpose = 'advance'`;

/**
 * SQL: what came back of the advance of the class of a claim `c`: repaid, or set off against other claims. A settlement
 * by a later claim of the class is not counted here, because it stands in that claim's `advance_fen`. With it: what a person
 * asks back of the advance, and what is not asked any more, so that the system asks for neither again.
 */
export const RETURNED_ADVANCE = `((SELECT coalesce(sum(s.amount_fen), 0) FROM recovery_step s JOIN recovery r ON r.id = s.recovery_id
    JOIN claim a ON a.id = r.claim_id
    WHERE a.filing_id = c.filing_id AND a.kind = 'advance' AND s.kind IN (${sqlList(RETURNED_STEP_KINDS)}))
  + (SELECT coalesce(sum(v.amount_fen - v.recovered_fen), 0) ${OF_ADVANCE} AND v.found_by IS NOT NULL
      AND v.state NOT IN (${sqlList(ENDED_RECOVERY_STATES)}))
  + (SELECT coalesce(sum(v.found_fen - CASE WHEN v.state IN (${sqlList(DROPPED_RECOVERY_STATES)}) THEN v.recovered_fen
      ELSE v.amount_fen END), 0) ${OF_ADVANCE} AND v.found_by IS NULL))`;

/** SQL: what living claims of the class of a claim `c` have settled of its advance; `except`: one that does not count. */
export const settledAdvance = (except = ''): string =>
  `(SELECT coalesce(sum(o.advance_fen), 0) FROM claim o WHERE o.filing_id = c.filing_id AND o.kind <> 'advance'
      ${except === '' ? '' : `AND o.id <> ${except}`} AND o.state NOT IN (${sqlList(UNPAID_CLAIM_STATES)}))`;

/** SQL: claims of the class of an advance `c` were submitted, and all that were have ended without money. */
export const IS_CLASS_UNPAID = `(EXISTS (SELECT FROM claim m WHERE m.filing_id = c.filing_id AND m.kind <> 'advance'
      AND m.submitted_at IS NOT NULL AND m.state IN (${sqlList(UNPAID_CLAIM_STATES)}))
    AND NOT EXISTS (SELECT FROM claim m WHERE m.filing_id = c.filing_id AND m.kind <> 'advance'
      AND m.state <> 'draft' AND m.state NOT IN (${sqlList(UNPAID_CLAIM_STATES)})))`;

/** SQL: the class of an advance `c` has a draft of a claim. */
export const HAS_DRAFT = `EXISTS (SELECT FROM claim m WHERE m.filing_id = c.filing_id AND m.kind <> 'advance' AND m.state = 'draft')`;

/** SQL: the class of an advance `c` has a claim that was submitted and has not ended. */
export const HAS_CLAIM_UNDER_WAY = `EXISTS (SELECT FROM claim m WHERE m.filing_id = c.filing_id AND m.kind <> 'advance'
      AND m.state NOT IN (${sqlList(NOT_UNDER_WAY_CLAIM_STATES)}))`;
