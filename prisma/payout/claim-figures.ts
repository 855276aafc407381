import { NOT_UNDER_WAY_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { LIVING_INSTRUCTION_STATES } from '../../domain/payout/inbox-judgement.ts';
import { sqlList } from '../kernel/sql-list.ts';

/** What of a claim `c` is approved and in no instruction yet, in fen; counted while the claim is under way. */
export const RESERVED_OF_CLAIM = `coalesce(
    (SELECT sum(greatest(a.approved_fen - a.obligated_fen, 0)) FROM claim_fund a WHERE a.claim_id = c.id),
    c.approved_fen)`;
export const RESERVES = `c.state NOT IN (${sqlList(NOT_UNDER_WAY_CLAIM_STATES)})`;

/** An instruction `i` that counts in a plan line: as paid once it is settled, before that as bound. */
export const COUNTS = `i.state IN (${sqlList(LIVING_INSTRUCTION_STATES)})`;
export const IS_PAID = `i.state = 'settled'`;

/** The plan line of a claim `c` with its class `f`: a class's own, else the one that the claim was filed under. */
export const PLAN_LINE_OF_CLAIM = `CASE WHEN c.filing_id IS NULL THEN c.plan_line_id ELSE f.plan_line_id END`;

/** Whether a claim `c` has a part in the figure of its plan line that a parameter names. */
export function hasPartIn(figure: string): string {
  return `CASE ${figure} WHEN 'reserved' THEN ${RESERVES} AND ${RESERVED_OF_CLAIM} > 0
    WHEN 'bound' THEN ${instructed(`NOT ${IS_PAID}`)} ELSE ${instructed(IS_PAID)} END`;
}

function instructed(condition: string): string {
  return `EXISTS (SELECT FROM payout_instruction i WHERE i.claim_id = c.id AND ${COUNTS} AND ${condition})`;
}
