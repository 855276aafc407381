import type { IsoDate } from '../domain/calendar.ts';

/** A register's answer for some people; rows are found under the blind index of the ID number, in hexadecimal digits. */
export interface RegisterAnswer<Row> {
  /** A register that is down answers nothing: no row then means nothing. */
  readonly available: boolean;
  readonly rows: ReadonlyMap<string, readonly Row[]>;
}

export interface CertificateOnRegister {
  readonly certificateNo: string;
  readonly name: string;
  readonly occupation: string;
  readonly level: string;
  readonly date: IsoDate;
}

export interface IdentityOnRegister {
  readonly status: string;
  readonly since: IsoDate | null;
  readonly until: IsoDate | null;
}

export interface SubsidyOnRegister {
  readonly route: string;
  readonly occupation: string;
  readonly level: string;
  readonly date: IsoDate;
}

export interface InsuranceOnRegister {
  readonly employer: string;
  /** YYYY-MM */
  readonly month: string;
  readonly kinds: readonly string[];
}

export interface RegisterAnswers {
  readonly certificates: RegisterAnswer<CertificateOnRegister>;
  readonly identity: RegisterAnswer<IdentityOnRegister>;
  readonly subsidies: RegisterAnswer<SubsidyOnRegister>;
  readonly insurance: RegisterAnswer<InsuranceOnRegister>;
}

/** The registers outside: the evaluation network, identity, earlier subsidies, social insurance. */
export interface Registers {
  lookUp(idNumberIndexes: readonly Buffer[]): Promise<RegisterAnswers>;
}
