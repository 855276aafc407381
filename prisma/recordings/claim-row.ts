import type pg from 'pg';

/** What recordings read of a claim's row; its own transaction holds it. */
export interface ClaimRow {
  readonly id: string;
  readonly claim_no: string;
  readonly filing_id: string | null;
  readonly jurisdiction: string;
  readonly fund: string;
  readonly responsible_department: string;
  readonly policy_snapshot_id: string;
  readonly evidence_due_on: string | null;
  readonly state: string;
  readonly state_since: Date;
  readonly training_data_changed: boolean;
  readonly subject: string;
}

/** Class and level, never a person: tasks are titled by it. */
export async function readClaimRow(client: pg.PoolClient, claimId: string): Promise<ClaimRow> {
  const found = await client.query<ClaimRow>({
    name: 'recording-claim-row',
    text: `SELECT c.id, c.claim_no, c.filing_id, c.jurisdiction, c.fund, c.responsible_department, c.policy_snapshot_id,
             c.evidence_due_on, c.state, c.state_since, c.training_data_changed,
             concat_ws(' · ', f.occupation_name, f.skill_level, p.name, c.claim_no) AS subject
           FROM claim c JOIN party p ON p.id = c.applicant_party_id LEFT JOIN class_filing f ON f.id = c.filing_id
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
}

/** Lines that the purpose under way still pays, and their sum (R-067: totals are sums of lines). */
export async function countLinesLeft(
  client: pg.PoolClient,
  claimId: string,
  purpose: 'base' | 'float',
): Promise<LinesLeft> {
  const found = await client.query<{ lines: number; fen: number }>({
    name: `recording-lines-left-${purpose}`,
    text:
      purpose === 'base'
        ? `SELECT count(*)::int AS lines, coalesce(sum(base_fen), 0)::bigint AS fen FROM claim_line
           WHERE claim_id = $1 AND state NOT IN ('refused')`
        : `SELECT count(*)::int AS lines, coalesce(sum(float_fen), 0)::bigint AS fen FROM claim_line
           WHERE claim_id = $1 AND state IN ('floatClaimed', 'floatPaid')`,
    values: [claimId],
  });
  const row = found.rows[0];
  return { linesLeft: row?.lines ?? 0, amountFen: row?.fen ?? 0 };
}
