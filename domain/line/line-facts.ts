import type { IsoDate, WorkingCalendar } from '../calendar.ts';
import type { FindingCode, RefusalCode, SkillLevel } from '../codes.ts';
import type { ChainMember } from '../filing/chain-leader.ts';
import type { FiledClass } from '../filing/filing-rules.ts';
import type { EntryFacts, HeldEntitlement } from '../intake/entry.ts';
import type { ResultRow } from '../intake/result-row.ts';
import type { Fen } from '../money.ts';
import type { PartyKind } from '../policy/route-codes.ts';
import type { Finding, RuleRemark } from '../texts/rule-texts.ts';
import type { OccupiedSpan } from './apprenticeship.ts';
import type { SharedFee } from './cost-sharing.ts';
import type {
  CertificateFinding,
  IdentityRegisterRow,
  InsuranceRegisterRow,
  RegisterAnswer,
  SubsidyRegisterRow,
} from './register-answers.ts';

export interface LineFacts {
  /** Zero without a class, as the attended ones. */
  readonly classHours: number;
  readonly attendedHours: number;
  /** Without a class both are the reference date; `lineOfEntry` says so. */
  readonly opensOn: IsoDate;
  readonly endsOn: IsoDate;
  readonly submittedOn: IsoDate;
  /** Empty where neither class nor certificate names one. */
  readonly occupation: string;
  readonly skillLevel: SkillLevel;
  readonly categories: readonly string[];
  readonly feeFen: Fen;
  /** `null` as long as no result of the person is stored. */
  readonly result: ResultRow | null;
  /** Asked for a certified person only; otherwise leave it `null`. */
  readonly certificateRegister: RegisterAnswer<CertificateFinding> | null;
  readonly identityRegister: RegisterAnswer<readonly IdentityRegisterRow[]>;
  readonly subsidyRegister: RegisterAnswer<readonly SubsidyRegisterRow[]>;
  /** Slots and keys of the person that other claims hold here, in flight or paid. */
  readonly ownSubsidies: readonly SubsidyRegisterRow[];
  /** The same person claimed the same class on another way. */
  readonly isClaimedByOtherSide: boolean;
  /** What the caller has seen by comparing lines with each other. */
  readonly plausibility: readonly PlausibilityCode[];
  /** The route's own columns of the line: an entry's, or what its roster has besides the common ones. */
  readonly entry?: EntryFacts;
  readonly context?: LineContext;
}

export type PlausibilityCode = Extract<
  FindingCode,
  'OVERLAPPING_HOURS' | 'SHARED_PHONE' | 'SHARED_ACCOUNT' | 'OVER_PENSION_AGE'
>;

/** What a line is judged against besides itself; ids and codes, nobody's name. */
export interface LineContext {
  readonly route: string;
  readonly jurisdiction: string;
  readonly partyId: string;
  readonly partyKind: PartyKind;
  /** The month that this line is for, e.g. 2025-03, where a person has a line for each (C10). */
  readonly month: string | null;
  /** The training year that is claimed, 1 for the first; classes other than apprenticeships have one (C05). */
  readonly instalment: number;
  /** The training year ends before the class does, so nobody is assessed yet; absent: the result is asked (C05, R-038). */
  readonly isBeforeAssessment?: boolean;
  /**
   * What lines of other claims hold of the same person here, and lines of this claim that were judged before. Earlier
   * training years of the same class are none of it (C05).
   */
  readonly held: readonly HeldEntitlement[];
  /** Null where the route pays nobody by name. */
  readonly isOwnAccount: boolean | null;
  readonly insuranceRegister: RegisterAnswer<readonly InsuranceRegisterRow[]>;
  /** Whoever trained and whoever evaluated, as party ids or credit codes; null where nobody said it. */
  readonly trainer: string | null;
  readonly evaluator: string | null;
  /** Members of the applicant's chain, by the name that rosters give. */
  readonly chainMembers: readonly ChainMember[];
  /** What the directory in force lists, a code or `code/LEVEL_5`; null where the route does not ask. */
  readonly listedOccupations: readonly string[] | null;
  /** The class that the line's training is kept by: the filing of a class, or the one that a person names. */
  readonly trainingId?: string | null;
  /** How a fee is shared per head, where it is. */
  readonly shares?: SharedFee | null;
  /** Names of the applicant as employers are written in files; absent: nobody compares them. */
  readonly partyNames?: readonly string[];
  /** Other apprenticeships of the person, begun or to come, claimed or not (C05); absent: none. */
  readonly apprenticeships?: readonly OccupiedSpan[];
  /** The class as it was filed; absent without a class. */
  readonly filed?: FiledClass;
  /** Moves the last day of a claim window off days off; absent: it stays. */
  readonly calendar?: WorkingCalendar;
}

export interface LineJudgement {
  /** `proposed`: a register that must be asked does not answer. */
  readonly state: 'eligible' | 'refused' | 'proposed';
  readonly refusals: readonly RuleRemark<RefusalCode>[];
  readonly findings: readonly Finding[];
}
