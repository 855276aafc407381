import type { IsoDate } from '../calendar.ts';
import type { InsuranceKind, SkillLevel } from '../codes.ts';
import type { Certificate } from '../intake/result-row.ts';

export const REGISTER_NAMES = ['certificates', 'identity', 'subsidies', 'insurance'] as const;
export type RegisterName = (typeof REGISTER_NAMES)[number];

/** Rows of the four registers, from adapters or practice files; dates are days, both ends included. */
export interface CertificateOnRegister {
  readonly certificateNo: string;
  readonly name: string;
  readonly occupation: string;
  readonly level: string;
  readonly date: IsoDate;
}

/** A register row with the ID number under which it was found. */
export type CertificateRegisterRow = Omit<CertificateOnRegister, 'name'> & { readonly idNumber: string };

export interface IdentityRegisterRow {
  /** MONTHLY_PENSION refuses; any other status is left to the reviewer. */
  readonly status: string;
  readonly since: IsoDate | null;
  readonly until: IsoDate | null;
}

export interface SubsidyRegisterRow {
  readonly route: string;
  readonly occupation: string;
  readonly level: string;
  readonly date: IsoDate;
}

export interface InsuranceRegisterRow {
  readonly employer: string;
  /** 2025-08 */
  readonly month: string;
  readonly kinds: readonly InsuranceKind[];
}

export interface RegisterRows {
  readonly certificates: CertificateOnRegister;
  readonly identity: IdentityRegisterRow;
  readonly subsidies: SubsidyRegisterRow;
  readonly insurance: InsuranceRegisterRow;
}

/**
 * One register's rows for several people, by the blind index of their ID number in hexadecimal digits. A person without
 * a row in the register has an empty list; for a person who is absent, the register has not answered.
 */
export type AnsweredPeople<Row> = ReadonlyMap<string, readonly Row[]>;

export type RegisterAnswers = { readonly [Name in RegisterName]: AnsweredPeople<RegisterRows[Name]> } & {
  /** The registers that hold any row in the jurisdiction of the claim. */
  readonly connected: readonly RegisterName[];
};

/** An answer, or the register is down: its lines stay proposed and the diagnosis is `outside`. */
export type RegisterAnswer<Value> =
  | {
      readonly isAvailable: true;
      readonly value: Value;
      /** False: the register holds no row in this jurisdiction, so a missing row says nothing. Absent: connected. */
      readonly isConnected?: boolean;
    }
  | { readonly isAvailable: false };

export type CertificateFinding =
  | { readonly kind: 'found' }
  | { readonly kind: 'notFound' }
  /** The register is not connected. */
  | { readonly kind: 'notCompared' }
  | { readonly kind: 'mismatch'; readonly fields: readonly string[] };

/** compares the certificate declared in the class with the register's rows of its number. */
export function compareCertificate(
  declared: {
    readonly idNumber: string;
    readonly occupation: string;
    readonly skillLevel: SkillLevel;
    readonly certificate: Certificate;
  },
  rows: readonly CertificateRegisterRow[],
): CertificateFinding {
  const { certificate } = declared;
  const sameNumber = rows.filter((row) => row.certificateNo === certificate.certificateNo);
  const [first] = sameNumber;
  if (first === undefined) {
    return { kind: 'notFound' };
  }
  const row = sameNumber.find((one) => one.idNumber === declared.idNumber) ?? first;
  const fields = [
    ...(row.idNumber === declared.idNumber ? [] : ['idNumber']),
    ...(row.occupation === declared.occupation ? [] : ['occupation']),
    ...(row.level === declared.skillLevel ? [] : ['level']),
    ...(row.date === certificate.issuedOn ? [] : ['date']),
  ];
  return fields.length === 0 ? { kind: 'found' } : { kind: 'mismatch', fields };
}

/**
 * Returns the register's rows of one person, or that the register has not answered about that person. A line without a
 * person has no rows and waits for nothing.
 */
export function answerFor<Row>(
  answers: AnsweredPeople<Row>,
  personIndex: string | null,
  isConnected = true,
): RegisterAnswer<readonly Row[]> {
  const rows = personIndex === null ? [] : answers.get(personIndex);
  return rows === undefined
    ? { isAvailable: false }
    : { isAvailable: true, value: rows, ...(!isConnected && { isConnected }) };
}
