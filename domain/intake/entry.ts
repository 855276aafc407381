import type { IsoDate } from '../calendar.ts';
import type { CertificateKind, SkillLevel } from '../codes.ts';
import type { Fen } from '../money.ts';

/** An account as entered; payments to a person go to an account in the person's own name. */
export interface EntryAccount {
  readonly holder: string;
  readonly bank: string;
  readonly number: string;
}

/**
 * The facts of a row of a route's own file, without its person: codes, days, amounts, places as GB/T 2260 codes. No
 * name, ID number, phone or account: those are sealed. Absent: the route has no such column, or the cell was empty.
 */
export interface EntryFacts {
  readonly categories?: readonly string[];
  readonly registeredAt?: string;
  readonly residesAt?: string;
  readonly worksAt?: string;
  /** The place of training, as GB/T 2260. */
  readonly trainedAt?: string;
  readonly employer?: string;
  readonly employerKind?: string;
  /** First day in the post. */
  readonly employedOn?: IsoDate;
  readonly certificateKind?: CertificateKind;
  readonly certificateNo?: string;
  readonly certificateDate?: IsoDate;
  readonly occupation?: string;
  readonly skillLevel?: SkillLevel;
  readonly feeFen?: Fen;
  /** Module of entrepreneurship training: IDEA, START, IMPROVE, ONLINE. */
  readonly module?: string;
  /** The filing number of the person's class, if it was filed here. */
  readonly courseNo?: string;
  readonly graduatesOn?: IsoDate;
  /** Months as 2025-03, in order, each once. */
  readonly months?: readonly string[];
  readonly insuredMonths?: number;
  /** A renewed permit, not a first one. */
  readonly isRenewal?: boolean;
  readonly internshipFrom?: IsoDate;
  readonly internshipTo?: IsoDate;
  readonly contractFrom?: IsoDate;
  readonly contractTo?: IsoDate;
  /** The day on which custody ends or will end (C22). */
  readonly releasedOn?: IsoDate;
  /** The kind of a result: a contest, a milestone, a piece of equipment. */
  readonly title?: string;
  /** The rank, medal or finding, in the wording of the proof. */
  readonly result?: string;
  readonly achievedOn?: IsoDate;
  /** An amount entered by decision, when the documents give none. */
  readonly amountFen?: Fen;
  /** Number of the contract, certificate or document that is the proof. */
  readonly reference?: string;
}

/** One row of a route's own file, or its one person or result. */
export interface Entry {
  /** Empty for a result of an organisation. */
  readonly name: string;
  /** Eighteen characters; null for a result of an organisation. */
  readonly idNumber: string | null;
  readonly phone: string | null;
  readonly account: EntryAccount | null;
  readonly facts: EntryFacts;
}

/**
 * A key that another line of the same person has taken here, in flight or paid: one row of an entitlement
 * table.
 */
export interface HeldEntitlement {
  readonly kind: string;
  /** In the form of `wantedKeys`: `焊工 code/LEVEL_5`, `2025-03`, `START` … */
  readonly key: string;
  readonly route: string;
  readonly jurisdiction: string;
  readonly occupation: string;
  readonly level: string;
  /** The applicant party of the claim that took it. */
  readonly partyId: string;
  /** The day of that claim's submission. */
  readonly on: IsoDate | null;
}
