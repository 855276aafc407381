import type pg from 'pg';
import type { EvidenceLine } from '../../api/claim/claim-ports.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { ContractEvidence } from '../../domain/intake/evidence-row.ts';
import { contractOf } from '../line/contract-evidence.ts';
import type { Sealer } from '../kernel/sealing.ts';

/** Every line of a claim with its evidence; a refused line can earn nothing. */
export async function readEvidenceLines(
  client: Pick<pg.PoolClient, 'query'>,
  claimId: string,
  sealer: Sealer,
): Promise<readonly EvidenceLine[]> {
  const found = await client.query<{
    id: string;
    id_number_sealed: Buffer;
    is_open: boolean;
    signed_on: IsoDate | null;
    ends_on: IsoDate | null;
    employer_sealed: Buffer | null;
    insured_months: number | null;
    insurance_kinds: readonly string[] | null;
  }>(
    `SELECT l.id, t.id_number_sealed, e.signed_on, e.ends_on, e.employer_sealed, e.insured_months, e.insurance_kinds,
       l.state NOT IN ('refused', 'floatPaid') AND NOT EXISTS (SELECT FROM jsonb_array_elements(l.refusals) AS refusal
         WHERE refusal ->> 'by' = 'reviewer' AND refusal ->> 'purpose' = 'float') AS is_open
     FROM claim_line l JOIN trainee t ON t.id = l.trainee_id LEFT JOIN contract_evidence e ON e.line_id = l.id
     WHERE l.claim_id = $1 ORDER BY l.position`,
    [claimId],
  );
  return found.rows.map((row) => ({
    lineId: row.id,
    idNumber: sealer.open(row.id_number_sealed),
    isOpen: row.is_open,
    stored: contractOf(row, sealer),
  }));
}

/** Stores evidence; later evidence of a line replaces earlier evidence. */
export async function putEvidenceRows(
  client: pg.PoolClient,
  claimId: string,
  rows: readonly (ContractEvidence & { readonly lineId: string })[],
  { sealer, at }: { readonly sealer: Sealer; readonly at: Date },
): Promise<void> {
  await client.query(
    `INSERT INTO contract_evidence (line_id, claim_id, signed_on, ends_on, open_ended, employer_sealed, insured_months,
       insurance_kinds, received_at)
     SELECT line_id, $1, signed_on, ends_on, ends_on IS NULL, employer, months, string_to_array(kinds, ';'), $2
     FROM unnest($3::text[], $4::date[], $5::date[], $6::bytea[], $7::int[], $8::text[])
       AS evidence (line_id, signed_on, ends_on, employer, months, kinds)
     ON CONFLICT (line_id) DO UPDATE SET signed_on = excluded.signed_on, ends_on = excluded.ends_on,
       open_ended = excluded.open_ended, employer_sealed = excluded.employer_sealed, insured_months = excluded.insured_months,
       insurance_kinds = excluded.insurance_kinds, received_at = excluded.received_at`,
    [
      claimId,
      at,
      rows.map((row) => row.lineId),
      rows.map((row) => row.contractSignedOn),
      rows.map((row) => row.contractEndsOn),
      rows.map((row) => sealer.seal(row.employer)),
      rows.map((row) => row.insuredMonths),
      rows.map((row) => row.insuranceKinds.join(';')),
    ],
  );
}
