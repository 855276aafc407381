import { sqlList } from '../kernel/sql-list.ts';
import { UNPAID_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { LIVE_NOTICE_CLAIM_STATES } from '../../domain/notice/notice-course.ts';
import { TOP_UP_LINE_STATES } from '../../domain/line/line-state.ts';
import type pg from 'pg';
import type { Purpose } from '../../domain/claim/claim-course.ts';
import type { TakenSeats } from '../../domain/claim/claim-seats-taken.ts';
import { RETURNED_ADVANCE, settledAdvance } from '../kernel/open-advance.ts';
import { ADVANCE_COLUMNS, type AdvanceColumns } from '../payout/advance-to-pay.ts';
import { fetchFirst, fetchFirstAfter, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { ENDED_RECOVERY_STATES } from '../../domain/recovery/recovery-words.ts';
import { lockAdvance, type LockedAdvance } from './advance-debt-writes.ts';

/** What recordings read of a claim whose row is locked. */
export interface LockedClaim extends ClaimColumns, LinesOfClaim, AdvanceColumns {
  /** Every submitted claim has one. */
  readonly policy_snapshot_id: string;
  /** What advances of the class have paid and no other claim of the class has settled, in fen. */
  readonly open_advance_fen: number;
  /** What was paid in advance for the class is due back, because a former claim of it ended without money (L1). */
  readonly has_advance_debt: boolean;
  /** What an advance is due back with itself, in fen (L1); 0 for every other claim. */
  readonly own_debt_fen: number;
  /** How many claims the class has, one per training year (C05); null: one claim for the whole class. */
  readonly training_years: number | null;
  readonly subject: string;
  readonly persons: TakenSeats['persons'];
  readonly sections: TakenSeats['sections'];
  readonly open_holds: readonly string[];
  /** The notices that show the claim, drafted or open. */
  readonly notices: readonly { readonly noticeId: string; readonly state: 'drafted' | 'open' }[];
}

type ClaimColumns = Row<
  'claim',
  | 'id'
  | 'filing_id'
  | 'applicant_party_id'
  | 'kind'
  | 'fund'
  | 'evidence_due_on'
  | 'state'
  | 'stage'
  | 'state_since'
  | 'training_data_changed'
  | 'waiting_register'
  | 'instalment'
  | 'advance_fen'
  | 'jurisdiction'
  | 'applicant_person_id'
  | 'responsible_department'
  | 'plan_digest'
  | 'started_at'
>;

/** Lines that each purpose still pays, and their sums. */
interface LinesOfClaim {
  readonly base_lines: number;
  readonly base_fen: number;
  readonly allowance_fen: number;
  readonly float_lines: number;
  readonly float_fen: number;
}

/**
 * What advances of the class of a claim `c` have paid, less what the other claims of the class have settled of it and
 * what has come back of it. Of an advance that the bank returned, what is paid again counts as paid (design §5a, L1).
 */
const OPEN_ADVANCE = `(SELECT coalesce(sum(CASE WHEN a.course ? 'isReopened'
      THEN (a.course #>> '{payments,advance,amountFen}')::bigint ELSE paid.settled_fen END), 0)
    FROM claim a JOIN claim_fund paid ON paid.claim_id = a.id
    WHERE a.filing_id = c.filing_id AND a.kind = 'advance' AND paid.purpose = 'advance')
  - ${settledAdvance('c.id')} - ${RETURNED_ADVANCE}`;

/** R-073, L12: a supplementary claim settles the advance only if no main claim of the class does. */
const SETTLES_ADVANCE = `(c.filing_id IS NOT NULL AND (c.kind = 'main' OR c.kind = 'supplementary' AND NOT EXISTS (
    SELECT FROM claim m WHERE m.filing_id = c.filing_id AND m.kind = 'main' AND m.submitted_at IS NOT NULL
      AND m.state NOT IN (${sqlList(UNPAID_CLAIM_STATES)}))))`;

const openAdvance = sqlText<{ readonly fen: number }, [claimId: string]>(
  'recordings.openAdvance',
  `SELECT (${OPEN_ADVANCE})::bigint AS fen FROM claim c WHERE c.id = $1`,
);

/** The advance of a claim's class under its locks: what is open of it for this claim, in fen, and the advance itself. */
export interface OpenAdvance {
  readonly openFen: number;
  readonly advance: LockedAdvance | null;
}

/**
 * Reads what the advances of the claim's class have paid, that no other claim has settled and that has not come back,
 * in fen. Locks these advances and their debts until the transaction ends, so that two claims of a class settled
 * together, or a settlement and a repayment, take each fen once.
 */
export async function lockOpenAdvance(client: pg.PoolClient, claimId: string, filingId: string): Promise<OpenAdvance> {
  const [advance, found] = await Promise.all([
    lockAdvance(client, filingId, claimId),
    fetchFirst(client, openAdvance(claimId)),
  ]);
  return { openFen: found?.fen ?? 0, advance };
}

/** Totals are sums of lines. */
const LINES_LEFT = `(count(*) FILTER (WHERE state <> 'refused'))::int AS base_lines,
  coalesce(sum(base_fen) FILTER (WHERE state <> 'refused'), 0)::bigint AS base_fen,
  coalesce(sum(allowance_fen) FILTER (WHERE state <> 'refused'), 0)::bigint AS allowance_fen,
  (count(*) FILTER (WHERE state IN (${sqlList(TOP_UP_LINE_STATES)})))::int AS float_lines,
  coalesce(sum(float_fen) FILTER (WHERE state IN (${sqlList(TOP_UP_LINE_STATES)})), 0)::bigint AS float_fen`;

const lockedClaim = sqlText<LockedClaim, [claimId: string]>(
  'recordings.lockedClaim',
  `SELECT c.id, c.filing_id, c.applicant_party_id, c.kind, c.fund, c.policy_snapshot_id,
     c.evidence_due_on, c.state, c.stage, c.state_since, c.training_data_changed, c.waiting_register, c.instalment, c.advance_fen,
     c.jurisdiction, c.applicant_person_id, c.responsible_department, c.plan_digest, c.started_at,
     f.training_years,
     CASE WHEN ${SETTLES_ADVANCE} THEN ${OPEN_ADVANCE} ELSE 0 END::bigint AS open_advance_fen,
     ${SETTLES_ADVANCE} AND EXISTS (SELECT FROM recovery r JOIN claim a ON a.id = r.claim_id
       WHERE a.filing_id = c.filing_id AND a.kind = 'advance' AND r.found_by IS NULL AND r.state NOT IN (${sqlList(ENDED_RECOVERY_STATES)})) AS has_advance_debt,
     (CASE WHEN c.kind = 'advance' THEN (SELECT coalesce(sum(r.amount_fen - r.recovered_fen), 0) FROM recovery r
       WHERE r.claim_id = c.id AND r.found_by IS NULL AND r.state NOT IN (${sqlList(ENDED_RECOVERY_STATES)})) ELSE 0 END)::bigint AS own_debt_fen,
     ${ADVANCE_COLUMNS},
     concat_ws(' · ', CASE c.kind WHEN 'advance' THEN '先行拨付' WHEN 'supplementary' THEN '补充申领' END,
       coalesce(f.occupation_name, (SELECT s.content #>> '{routeDefinition,name,zh}' FROM policy_snapshot s
         WHERE s.id = c.policy_snapshot_id)), f.skill_level,
       CASE WHEN p.kind <> 'person' THEN p.name END, c.claim_no) AS subject,
     (SELECT coalesce(json_agg(json_build_object('personId', d.person_id, 'role', d.role)), '[]')
       FROM claim_decider d WHERE d.claim_id = c.id) AS persons,
     (SELECT coalesce(json_agg(json_build_object('organ', r.organ, 'section', r.section, 'role', r.role)), '[]')
       FROM claim_review_section r WHERE r.claim_id = c.id) AS sections,
     ARRAY(SELECT h.id FROM hold h WHERE h.claim_id = c.id AND h.released_at IS NULL) AS open_holds,
     (SELECT coalesce(json_agg(json_build_object('noticeId', n.notice_id, 'state', n.state)), '[]')
       FROM notice_claim n WHERE n.claim_id = c.id AND n.state IN (${sqlList(LIVE_NOTICE_CLAIM_STATES)})) AS notices,
     line.*
   FROM claim c JOIN party p ON p.id = c.applicant_party_id LEFT JOIN filing f ON f.id = c.filing_id
     CROSS JOIN LATERAL (SELECT ${LINES_LEFT} FROM claim_line WHERE claim_id = c.id) AS line
   WHERE c.id = $1`,
);

/**
 * Reads in one statement everything of a claim that its acts need to be decided. Its `subject` names class and level,
 * never a person, because it is the title of tasks.
 * @throws RangeError when there is no such claim
 */
export async function readLockedClaim(client: pg.PoolClient, claimId: string): Promise<LockedClaim> {
  const row = await fetchFirst(client, lockedClaim(claimId));
  if (row === undefined) {
    throw new RangeError(`No claim ${claimId}`);
  }
  return row;
}

export interface LinesLeft {
  readonly linesLeft: number;
  readonly amountFen: number;
  /** The living allowance of these lines. */
  readonly allowanceFen: number;
}

/**
 * Returns how many lines are not refused, with the sums of their base and allowance in fen; for `float`, the lines whose
 * +50 % is claimed or paid, with its sum. Lines already paid count too.
 */
export function linesLeftFor(counted: LinesOfClaim, purpose: Purpose): LinesLeft {
  return purpose === 'float'
    ? { linesLeft: counted.float_lines, amountFen: counted.float_fen, allowanceFen: 0 }
    : { linesLeft: counted.base_lines, amountFen: counted.base_fen, allowanceFen: counted.allowance_fen };
}

const countLines = sqlText<LinesOfClaim, [claimId: string]>(
  'recordings.countLinesLeft',
  `SELECT ${LINES_LEFT} FROM claim_line WHERE claim_id = $1`,
);

/** Sends these writes of lines and, together with them, counts the lines of a purpose again, as `linesLeftFor` does. */
export async function countLinesLeft(
  client: pg.PoolClient,
  claimId: string,
  purpose: Purpose,
  writes: readonly Statement<unknown>[],
): Promise<LinesLeft> {
  const counted = await fetchFirstAfter(client, writes, countLines(claimId));
  if (counted === undefined) {
    throw new RangeError(`No count of the lines of ${claimId}`);
  }
  return linesLeftFor(counted, purpose);
}
