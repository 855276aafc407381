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
  /** Zero without a class, and so are the attended hours. */
  readonly classHours: number;
  readonly attendedHours: number;
  /** Without a class, both days are the reference date; see `lineOfEntry`. */
  readonly opensOn: IsoDate;
  readonly endsOn: IsoDate;
  readonly submittedOn: IsoDate;
  /** Empty if neither class nor certificate names an occupation. */
  readonly occupation: string;
  readonly skillLevel: SkillLevel;
  readonly categories: readonly string[];
  readonly feeFen: Fen;
  /** Null until a result of the person is stored. */
  readonly result: ResultRow | null;
  /** Queried for a certified person only; otherwise `null`. */
  readonly certificateRegister: RegisterAnswer<CertificateFinding> | null;
  readonly identityRegister: RegisterAnswer<readonly IdentityRegisterRow[]>;
  readonly subsidyRegister: RegisterAnswer<readonly SubsidyRegisterRow[]>;
  /** Slots and keys that other claims have taken here for the person, in flight or paid. */
  readonly ownSubsidies: readonly SubsidyRegisterRow[];
  /** The same person's training in the same class was claimed by the other side, institution or person. */
  readonly isClaimedByOtherSide: boolean;
  /** Findings from comparing lines with each other. */
  readonly plausibility: readonly PlausibilityCode[];
  /** The route's own columns of the line: those of an entry, or the additional ones of its roster. */
  readonly entry?: EntryFacts;
  readonly context?: LineContext;
}

export type PlausibilityCode = Extract<
  FindingCode,
  'OVERLAPPING_HOURS' | 'SHARED_PHONE' | 'SHARED_ACCOUNT' | 'OVER_PENSION_AGE'
>;

/** The context in which a line is judged: ids and codes, no names of persons. */
export interface LineContext {
  readonly route: string;
  readonly jurisdiction: string;
  readonly partyId: string;
  readonly partyKind: PartyKind;
  /** The month of this line, e.g. 2025-03, when a person has one line per month (C10). */
  readonly month: string | null;
  /** The training year that is claimed, starting at 1; classes other than apprenticeships have one (C05). */
  readonly instalment: number;
  /**
   * The training year ends before the class does, so no trainee is assessed yet; absent: the result is required (C05,
   *
   */
  readonly isBeforeAssessment?: boolean;
  /**
   * Keys taken here for the same person by lines of other claims, and by lines of this claim that were judged before.
   * Excludes earlier training years of the same class (C05).
   */
  readonly held: readonly HeldEntitlement[];
  /** Null when the route pays no person by name. */
  readonly isOwnAccount: boolean | null;
  readonly insuranceRegister: RegisterAnswer<readonly InsuranceRegisterRow[]>;
  /** The trainer and the evaluator, as party ids or credit codes; null when not given. */
  readonly trainer: string | null;
  readonly evaluator: string | null;
  /** Members of the applicant's chain, by their names on rosters. */
  readonly chainMembers: readonly ChainMember[];
  /** Where another person's line has taken the certificate of this line; absent: nowhere. */
  readonly certificateOfOthers?: readonly Pick<HeldEntitlement, 'key' | 'route'>[];
  /**
   * Occupations of the directory in force, as a code or `code/LEVEL_5`; null when the route does not check
   * them.
   */
  readonly listedOccupations: readonly string[] | null;
  /** The class that identifies the line's training: the filing of a class, or the class that a person names. */
  readonly trainingId?: string | null;
  /** A paper of the person, or an accepted class with the person on its roster, shows a training (C06); absent: none. */
  readonly hasTrainingProof?: boolean;
  /** How the fee per head is shared, if it is shared. */
  readonly shares?: SharedFee | null;
  /** The applicant's names as files write employers; absent: employers are not compared. */
  readonly partyNames?: readonly string[];
  /** Other apprenticeships of the person, past or future, claimed or not (C05); absent: none. */
  readonly apprenticeships?: readonly OccupiedSpan[];
  /** The class as filed; absent without a class. */
  readonly filed?: FiledClass;
  /** Used to move the last day of a claim window from a day off; absent: the day is not moved. */
  readonly calendar?: WorkingCalendar;
}

export interface LineJudgement {
  /** `proposed`: a required register has not answered. */
  readonly state: 'eligible' | 'refused' | 'proposed';
  readonly refusals: readonly RuleRemark<RefusalCode>[];
  readonly findings: readonly Finding[];
}
