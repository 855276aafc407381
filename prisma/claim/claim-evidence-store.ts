import type { EvidenceLine } from '../../api/claim/claim-ports.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { ContractEvidence } from '../../domain/intake/evidence-row.ts';
import { mayEarnTopUp } from '../../domain/line/judge-evidence.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { execute, fetchAll, query, sqlText, type Connection } from '../kernel/statements.ts';
import { contractOf } from '../line/contract-evidence.ts';

/** Every line of a claim with its evidence; a refused line can earn nothing. */
export async function readEvidenceLines(
  connection: Connection,
  claimId: string,
  sealer: Sealer,
): Promise<readonly EvidenceLine[]> {
  const rows = await fetchAll(
    connection,
    query
      .selectFrom('claim_line as l')
      .innerJoin('trainee as t', 't.id', 'l.trainee_id')
      .leftJoin('contract_evidence as e', 'e.line_id', 'l.id')
      .select(['l.id', 'l.state', 'l.refusals', 't.id as trainee_id', 't.id_number_sealed'])
      .select(['e.signed_on', 'e.starts_on', 'e.ends_on', 'e.employer_sealed', 'e.insured_months', 'e.insurance_kinds'])
      .where('l.claim_id', '=', claimId)
      .orderBy('l.position'),
  );
  return rows.map((row) => ({
    lineId: row.id,
    idNumber: sealer.open(row.id_number_sealed, placeOf('trainee.id_number_sealed', row.trainee_id)),
    isOpen: mayEarnTopUp(row),
    stored: contractOf(row, row.id, sealer),
  }));
}

/** Stores evidence; later evidence of a line replaces earlier evidence. */
export async function putEvidenceRows(
  connection: Connection,
  claimId: string,
  rows: readonly (ContractEvidence & { readonly lineId: string })[],
  { sealer, at }: { readonly sealer: Sealer; readonly at: Date },
): Promise<void> {
  await execute(
    connection,
    putEvidence(
      claimId,
      at,
      rows.map((row) => row.lineId),
      rows.map((row) => row.contractSignedOn),
      rows.map((row) => row.contractStartsOn),
      rows.map((row) => row.contractEndsOn),
      rows.map((row) => sealer.seal(row.employer, placeOf('contract_evidence.employer_sealed', row.lineId))),
      rows.map((row) => row.insuredMonths),
      rows.map((row) => row.insuranceKinds.join(';')),
    ),
  );
}

const putEvidence = sqlText<
  never,
  [
    claimId: string,
    at: Date,
    lineIds: readonly string[],
    signedOn: readonly IsoDate[],
    startsOn: readonly IsoDate[],
    endsOn: readonly (IsoDate | null)[],
    employers: readonly Buffer[],
    months: readonly number[],
    kinds: readonly string[],
  ]
>(
  'claim.putEvidence',
  `INSERT INTO contract_evidence (line_id, claim_id, signed_on, starts_on, ends_on, open_ended, employer_sealed,
     insured_months, insurance_kinds, received_at)
   SELECT line_id, $1, signed_on, starts_on, ends_on, ends_on IS NULL, employer, months, string_to_array(kinds, ';'), $2
   FROM unnest($3::text[], $4::date[], $5::date[], $6::date[], $7::bytea[], $8::int[], $9::text[])
     AS evidence (line_id, signed_on, starts_on, ends_on, employer, months, kinds)
   ON CONFLICT (line_id) DO UPDATE SET signed_on = excluded.signed_on, starts_on = excluded.starts_on,
     ends_on = excluded.ends_on, open_ended = excluded.open_ended, employer_sealed = excluded.employer_sealed, insured_months = excluded.insured_months,
     insurance_kinds = excluded.insurance_kinds, received_at = excluded.received_at`,
);
