import type { IsoDate } from '../../domain/calendar.ts';
import { INSURANCE_KINDS } from '../../domain/codes.ts';
import type { ContractEvidence } from '../../domain/intake/evidence-row.ts';
import type { Sealer } from '../kernel/sealing.ts';

/** The columns of `contract_evidence`; all null for a line without evidence. */
export interface ContractColumns {
  readonly signed_on: IsoDate | null;
  readonly ends_on: IsoDate | null;
  readonly employer_sealed: Buffer | null;
  readonly insured_months: number | null;
  readonly insurance_kinds: readonly string[] | null;
}

/** The evidence of a line with its employer opened; null if no evidence was sent. */
export function contractOf(row: ContractColumns, sealer: Sealer): ContractEvidence | null {
  const { signed_on: signedOn, employer_sealed: employer, insured_months: months, insurance_kinds: kinds } = row;
  return signedOn === null || employer === null || months === null || kinds === null
    ? null
    : {
        contractSignedOn: signedOn,
        contractEndsOn: row.ends_on,
        employer: sealer.open(employer),
        insuredMonths: months,
        insuranceKinds: INSURANCE_KINDS.filter((kind) => kinds.includes(kind)),
      };
}
