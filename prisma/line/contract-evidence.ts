import { INSURANCE_KINDS } from '../../domain/codes.ts';
import type { ContractEvidence } from '../../domain/intake/evidence-row.ts';
import { placeOf } from '../kernel/sealed-places.ts';
import type { Sealer } from '../kernel/sealing.ts';
import type { Row } from '../kernel/statements.ts';

type ContractColumn = 'signed_on' | 'starts_on' | 'ends_on' | 'employer_sealed' | 'insured_months' | 'insurance_kinds';

/** The columns of `contract_evidence` after a left join; all null for a line without evidence. */
export type ContractColumns = {
  readonly [Column in ContractColumn]: Row<'contract_evidence', ContractColumn>[Column] | null;
};

/** The evidence of a line with its employer opened; null if no evidence was sent. */
export function contractOf(row: ContractColumns, lineId: string, sealer: Sealer): ContractEvidence | null {
  const {
    signed_on: signedOn,
    starts_on: startsOn,
    employer_sealed: employer,
    insured_months: months,
    insurance_kinds: kinds,
  } = row;
  return signedOn === null || startsOn === null || employer === null || months === null || kinds === null
    ? null
    : {
        contractSignedOn: signedOn,
        contractStartsOn: startsOn,
        contractEndsOn: row.ends_on,
        employer: sealer.open(employer, placeOf('contract_evidence.employer_sealed', lineId)),
        insuredMonths: months,
        insuranceKinds: INSURANCE_KINDS.filter((kind) => kinds.includes(kind)),
      };
}
