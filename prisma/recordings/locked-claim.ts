import { sqlList } from '../kernel/sql-list.ts';
import { LIVE_NOTICE_CLAIM_STATES } from '../../domain/notice/notice-course.ts';
import { TOP_UP_LINE_STATES } from '../../domain/line/line-state.ts';
import type pg from 'pg';
import type { Purpose } from '../../domain/claim/claim-course.ts';
import { UNPAID_CLAIM_STATES, type ClaimRowState } from '../../domain/claim/claim-state.ts';
import type { TakenSeats } from '../../domain/claim/claim-seats-taken.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import { prepared } from '../kernel/prepared.ts';

/** What recordings read of a claim whose row is locked. */
export interface LockedClaim {
  readonly id: string;
  readonly filing_id: string | null;
  readonly filing_state: string | null;
  readonly applicant_party_id: string;
  readonly kind: string;
  readonly fund: string | null;
  /** What advances of the class have paid and no other claim of the class has settled, in fen. */
  readonly open_advance_fen: number;
  readonly policy_snapshot_id: string;
  readonly evidence_due_on: IsoDate | null;
  readonly state: ClaimRowState;
  readonly stage: string | null;
  readonly state_since: Date;
  readonly training_data_changed: boolean;
  readonly waiting_register: string | null;
  readonly instalment: number;
  /** How many claims the class has, one per training year (C05); null: one claim for the whole class. */
  readonly training_years: number | null;
  readonly subject: string;
  readonly persons: TakenSeats['persons'];
  readonly sections: TakenSeats['sections'];
  readonly open_holds: readonly string[];
  /** The notices that show the claim, drafted or open. */
  readonly notices: readonly { readonly noticeId: string; readonly state: 'drafted' | 'open' }[];
  readonly base_lines: number;
  readonly base_fen: number;
  readonly allowance_fen: number;
  readonly float_lines: number;
  readonly float_fen: number;
}

/** What advances of the class of a claim `c` have paid, less what the other claims of the class have settled of it. */
const OPEN_ADVANCE = `(SELECT coalesce(sum(paid.settled_fen), 0) FROM claim a JOIN claim_fund paid ON paid.claim_id = a.id
    WHERE a.filing_id = c.filing_id AND a.kind = 'advance' AND paid.purpose = 'advance')
  - (SELECT coalesce(sum(o.advance_fen), 0) FROM claim o WHERE o.filing_id = c.filing_id AND o.kind = 'main'
      AND o.id <> c.id AND o.state NOT IN (${sqlList(UNPAID_CLAIM_STATES)}))`;

/**
 * The same for a class with several claims. Locks its advances until the transaction ends, so that two training years
 * settled at the same time take each fen only once.
 */
export async function lockOpenAdvance(client: pg.PoolClient, claimId: string): Promise<number> {
  const [, found] = await Promise.all([
    client.query(
      prepared(
        `SELECT FROM claim a JOIN claim c ON c.filing_id = a.filing_id WHERE c.id = $1 AND a.kind = 'advance'
         ORDER BY a.id FOR NO KEY UPDATE OF a`,
        [claimId],
      ),
    ),
    client.query<{ fen: number }>(
      prepared(`SELECT (${OPEN_ADVANCE})::bigint AS fen FROM claim c WHERE c.id = $1`, [claimId]),
    ),
  ]);
  return found.rows[0]?.fen ?? 0;
}

/** Lines that each purpose still pays, and their sums (R-067: totals are sums of lines). */
const LINES_LEFT = `(count(*) FILTER (WHERE state <> 'refused'))::int AS base_lines,
  coalesce(sum(base_fen) FILTER (WHERE state <> 'refused'), 0)::bigint AS base_fen,
  coalesce(sum(allowance_fen) FILTER (WHERE state <> 'refused'), 0)::bigint AS allowance_fen,
  (count(*) FILTER (WHERE state IN (${sqlList(TOP_UP_LINE_STATES)})))::int AS float_lines,
  coalesce(sum(float_fen) FILTER (WHERE state IN (${sqlList(TOP_UP_LINE_STATES)})), 0)::bigint AS float_fen`;

/**
 * Reads in one statement everything of a claim that its acts need to be decided. Its `subject` names class and level,
 * never a person, because it is the title of tasks.
 * @throws RangeError when there is no such claim
 */
export async function readLockedClaim(client: pg.PoolClient, claimId: string): Promise<LockedClaim> {
  const found = await client.query<LockedClaim>(
    prepared(
      `SELECT c.id, c.filing_id, f.state AS filing_state, c.applicant_party_id, c.kind, c.fund, c.policy_snapshot_id,
         c.evidence_due_on, c.state, c.stage, c.state_since, c.training_data_changed, c.waiting_register, c.instalment,
         f.training_years,
         CASE WHEN c.kind = 'main' AND c.filing_id IS NOT NULL THEN ${OPEN_ADVANCE} ELSE 0 END::bigint AS open_advance_fen,
         concat_ws(' · ', CASE WHEN c.kind = 'advance' THEN '先行拨付' END,
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
      [claimId],
    ),
  );
  const row = found.rows[0];
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

type CountedLines = Pick<LockedClaim, 'base_lines' | 'base_fen' | 'allowance_fen' | 'float_lines' | 'float_fen'>;

/** The lines that a purpose still pays, and their sum. */
export function linesLeftFor(counted: CountedLines, purpose: Purpose): LinesLeft {
  return purpose === 'float'
    ? { linesLeft: counted.float_lines, amountFen: counted.float_fen, allowanceFen: 0 }
    : { linesLeft: counted.base_lines, amountFen: counted.base_fen, allowanceFen: counted.allowance_fen };
}

/** The same, counted again after lines were written. */
export async function countLinesLeft(client: pg.PoolClient, claimId: string, purpose: Purpose): Promise<LinesLeft> {
  const found = await client.query<CountedLines>(
    prepared(`SELECT ${LINES_LEFT} FROM claim_line WHERE claim_id = $1`, [claimId]),
  );
  const [counted] = found.rows;
  if (counted === undefined) {
    throw new RangeError(`No count of the lines of ${claimId}`);
  }
  return linesLeftFor(counted, purpose);
}
