import type pg from 'pg';
import type { ClaimState } from '../../domain/claim/claim-state.ts';
import { newId } from '../../prisma/kernel/id-maker.ts';

/** An advance of the claim's class, paid and closed, as its own claim leaves it. */
export async function addPaidAdvance(
  pool: pg.Pool,
  claimId: string,
  fen: number,
  state: ClaimState = 'closed',
): Promise<string> {
  const advanceId = newId('clm');
  await pool.query(
    `INSERT INTO claim (id, claim_no, kind, filing_id, route, pipeline, jurisdiction, applicant_party_id, applicant_person_id,
       payee_sealed, responsible_department, fund, state, purpose, policy_snapshot_id, reference_on, claimed_fen, approved_fen,
       paid_fen, lines_total, lines_eligible, lines_refused, state_since, created_at, submitted_at)
     SELECT $2, $2, 'advance', filing_id, route, pipeline, jurisdiction, applicant_party_id, applicant_person_id, payee_sealed,
       responsible_department, fund, $4, 'advance', policy_snapshot_id, reference_on, $3, $3, $3, 1, 1, 0, state_since,
       created_at, submitted_at FROM claim WHERE id = $1`,
    [claimId, advanceId, fen, state],
  );
  await pool.query(
    `INSERT INTO claim_fund (claim_id, purpose, fund, approved_fen, obligated_fen, settled_fen)
     VALUES ($1, 'advance', 'EMPLOYMENT_SUBSIDY', $2, $2, $2)`,
    [advanceId, fen],
  );
  return advanceId;
}
