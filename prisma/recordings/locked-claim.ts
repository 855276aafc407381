import type pg from 'pg';
import type { Purpose } from '../../domain/claim/claim-course.ts';
import type { ClaimRowState } from '../../domain/claim/claim-state.ts';
import { prepared } from '../kernel/prepared.ts';

/** What recordings read of a claim's row; its own transaction holds it. */
export interface LockedClaim {
  readonly id: string;
  readonly claim_no: string;
  readonly filing_id: string | null;
  readonly jurisdiction: string;
  readonly kind: string;
  readonly fund: string | null;
  /** What advances of the class have paid and no other claim of it has settled. */
  readonly open_advance_fen: number;
  readonly responsible_department: string;
  readonly policy_snapshot_id: string;
  readonly evidence_due_on: string | null;
  readonly state: ClaimRowState;
  readonly stage: string | null;
  readonly state_since: Date;
  readonly training_data_changed: boolean;
  readonly instalment: number;
  /** How many claims the class has, one for each training year (C05); null: one, as a whole. */
  readonly training_years: number | null;
  readonly subject: string;
}

/** What advances of the class of a claim `c` have paid, less what its other claims have settled of it. */
const OPEN_ADVANCE = `(SELECT coalesce(sum(paid.settled_fen), 0) FROM claim a JOIN claim_fund paid ON paid.claim_id = a.id
    WHERE a.filing_id = c.filing_id AND a.kind = 'advance' AND paid.purpose = 'advance')
  - (SELECT coalesce(sum(o.advance_fen), 0) FROM claim o WHERE o.filing_id = c.filing_id AND o.kind = 'main'
      AND o.id <> c.id AND o.state NOT IN ('rejected', 'withdrawn'))`;

/**
 * The same for a class with several claims, whose advances are held until the transaction ends: two training years that
 * are settled at once take each fen of it once.
 */
export async function holdOpenAdvance(client: pg.PoolClient, claimId: string): Promise<number> {
  await client.query(
    prepared(
      `SELECT FROM claim a JOIN claim c ON c.filing_id = a.filing_id WHERE c.id = $1 AND a.kind = 'advance'
       ORDER BY a.id FOR NO KEY UPDATE OF a`,
      [claimId],
    ),
  );
  const found = await client.query<{ fen: number }>(
    prepared(`SELECT (${OPEN_ADVANCE})::bigint AS fen FROM claim c WHERE c.id = $1`, [claimId]),
  );
  return found.rows[0]?.fen ?? 0;
}

/** Class and level, never a person: tasks are titled by it. */
export async function lockClaim(client: pg.PoolClient, claimId: string): Promise<LockedClaim> {
  const found = await client.query<LockedClaim>({
    name: 'recording-claim-row',
    text: `SELECT c.id, c.claim_no, c.filing_id, c.jurisdiction, c.kind, c.fund, c.responsible_department, c.policy_snapshot_id,
             c.evidence_due_on, c.state, c.stage, c.state_since, c.training_data_changed, c.instalment, f.training_years,
             CASE WHEN c.kind = 'main' AND c.filing_id IS NOT NULL THEN ${OPEN_ADVANCE}
             ELSE 0 END::bigint AS open_advance_fen,
             concat_ws(' · ', CASE WHEN c.kind = 'advance' THEN '先行拨付' END,
               coalesce(f.occupation_name, s.content #>> '{routeDefinition,name,zh}'), f.skill_level,
               CASE WHEN p.kind <> 'person' THEN p.name END, c.claim_no) AS subject
           FROM claim c JOIN party p ON p.id = c.applicant_party_id LEFT JOIN filing f ON f.id = c.filing_id
             LEFT JOIN policy_snapshot s ON s.id = c.policy_snapshot_id
           WHERE c.id = $1`,
    values: [claimId],
  });
  const row = found.rows[0];
  if (row === undefined) {
    throw new RangeError(`No claim ${claimId}`);
  }
  return row;
}

export interface LinesLeft {
  readonly linesLeft: number;
  readonly amountFen: number;
  /** The living allowance that rides on these lines. */
  readonly allowanceFen: number;
}

/** Lines that the purpose under way still pays, and their sum (R-067: totals are sums of lines). */
export async function countLinesLeft(client: pg.PoolClient, claimId: string, purpose: Purpose): Promise<LinesLeft> {
  const isFloat = purpose === 'float';
  const found = await client.query<{ lines: number; fen: number; allowance: number }>({
    name: `recording-lines-left-${isFloat ? 'float' : 'base'}`,
    text: isFloat
      ? `SELECT count(*)::int AS lines, coalesce(sum(float_fen), 0)::bigint AS fen, 0::bigint AS allowance FROM claim_line
           WHERE claim_id = $1 AND state IN ('floatClaimed', 'floatPaid')`
      : `SELECT count(*)::int AS lines, coalesce(sum(base_fen), 0)::bigint AS fen,
             coalesce(sum(allowance_fen), 0)::bigint AS allowance FROM claim_line
           WHERE claim_id = $1 AND state NOT IN ('refused')`,
    values: [claimId],
  });
  const row = found.rows[0];
  return { linesLeft: row?.lines ?? 0, amountFen: row?.fen ?? 0, allowanceFen: row?.allowance ?? 0 };
}
