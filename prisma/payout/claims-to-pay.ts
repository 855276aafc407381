import type pg from 'pg';
import { sqlList } from '../kernel/sql-list.ts';
import { LIVING_INSTRUCTION_STATES } from '../../domain/payout/inbox-judgement.ts';
import type { ClaimToPay, LineToPay, PaymentPart } from '../../domain/payout/payment-parts.ts';

/** A claim that a maker drafts a payment for, with its account sealed; its row is locked. */
export interface DraftedClaim extends ClaimToPay<Buffer> {
  readonly id: string;
  readonly plan_line_id: string | null;
}

export type SealedPart = PaymentPart<DraftedClaim, Buffer>;

interface StoredLine extends LineToPay<Buffer> {
  readonly claimId: string;
}

/** Locks the claims in the order of their ids. Claims of another jurisdiction and drafts are absent. */
export async function lockClaims(
  client: pg.PoolClient,
  claimIds: readonly string[],
  jurisdiction: string,
): Promise<ReadonlyMap<string, DraftedClaim>> {
  const found = await client.query<DraftedClaim>(
    `SELECT c.id, c.claim_no AS "claimNo", c.course, c.payee_sealed AS account, p.kind = 'person' AS "isOfPerson",
       coalesce(f.plan_line_id, c.plan_line_id) AS plan_line_id, s.content #>> '{routeDefinition,payee}' AS "routePayee",
       (SELECT coalesce(json_agg(json_build_object('purpose', a.purpose, 'fund', a.fund)), '[]')
         FROM claim_fund a WHERE a.claim_id = c.id) AS funds,
       (SELECT coalesce(json_agg(json_build_object('purpose', i.purpose, 'lineId', i.line_id)), '[]')
         FROM payout_instruction i WHERE i.claim_id = c.id
           AND i.state IN (${sqlList(LIVING_INSTRUCTION_STATES)})) AS living
     FROM claim c JOIN party p ON p.id = c.applicant_party_id LEFT JOIN filing f ON f.id = c.filing_id
       LEFT JOIN policy_snapshot s ON s.id = c.policy_snapshot_id
     WHERE c.id = ANY ($1) AND c.jurisdiction = $2 AND c.submitted_at IS NOT NULL ORDER BY c.id FOR UPDATE OF c`,
    [claimIds, jurisdiction],
  );
  return new Map(found.rows.map((row) => [row.id, row]));
}

/** The remaining lines, in order; read after the claims are locked. */
export async function readPayableLines(
  client: pg.PoolClient,
  claimIds: readonly string[],
): Promise<ReadonlyMap<string, readonly LineToPay<Buffer>[]>> {
  const found = await client.query<StoredLine>(
    `SELECT id, position, claim_id AS "claimId", base_fen AS "baseFen", allowance_fen AS "allowanceFen",
       payee_sealed AS account
     FROM claim_line
     WHERE claim_id = ANY ($1) AND state <> 'refused' ORDER BY claim_id, position`,
    [claimIds],
  );
  return new Map(claimIds.map((claimId) => [claimId, found.rows.filter((line) => line.claimId === claimId)]));
}
