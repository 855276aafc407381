import type { IsoDate, WorkingCalendar } from '../calendar.ts';
import type { FundCode, OrganCode, PipelineCode, FundPurpose, Role, SkillLevel } from '../codes.ts';
import type { TraineeCategory } from '../filing/trainee-categories.ts';
import type {
  EntitlementKind,
  EntryColumnCode,
  Intake,
  LineCheckCode,
  PartyKind,
  PayeeKind,
  PricedRateKind,
  RateKind,
  RateUnit,
} from './route-codes.ts';
import type { RouteDesignation } from '../grant/designation.ts';
import type { Fen } from '../money.ts';
import type { RecipientEntry } from '../demand/demand-recipients.ts';
import type { PeriodDefinition } from '../period/period-words.ts';

/** Chinese first, English complete. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

/** From the highest to the lowest: a higher one takes precedence over a lower one. `ours` only fills gaps. */
export const POLICY_LEVELS = ['nation', 'region', 'department', 'city', 'county', 'ours'] as const;
export type PolicyLevel = (typeof POLICY_LEVELS)[number];

/** `seed` has a verbatim quote that a test compares; `practice` exists in practice mode alone; `ours` is our default. */
export const POLICY_MARKS = ['seed', 'practice', 'ours'] as const;
export type PolicyMark = (typeof POLICY_MARKS)[number];

export const PARAMETER_UNITS = [
  'count',
  'workingDays',
  'calendarDays',
  'months',
  'minutes',
  'fen',
  'bp',
  'code',
  'codes',
  'bool',
] as const;
export type ParameterUnit = (typeof PARAMETER_UNITS)[number];

/** Numbers are whole: days, months, fen, basis points. */
export type ParameterValue = number | string | boolean | readonly string[];

/** Both ends are included; without an end it is open-ended. */
export interface Validity {
  readonly validFrom: IsoDate;
  readonly validTo?: IsoDate;
}

export interface PolicyDocument extends Validity {
  readonly id: string;
  readonly title: string;
  readonly number?: string;
  readonly date: IsoDate;
  readonly issuer: string;
  readonly level: PolicyLevel;
  /** GB/T 2260; 000000 is everywhere. */
  readonly jurisdiction: string;
  /** The first three digits of the text's file name, for the test of the quotes. */
  readonly seed?: string;
}

/** The source of a statement; every row of a pack has one. */
export interface Provenance {
  readonly clause: string;
  readonly quote?: string;
  readonly mark: PolicyMark;
  readonly note?: string;
}

export interface PolicyParameter extends Provenance, Partial<Validity> {
  readonly key: string;
  readonly value: ParameterValue;
  readonly unit: ParameterUnit;
  readonly route?: string;
  /** Lets a lower document be stricter than this one, never looser (§5.3); gives the direction that is stricter. */
  readonly tightenOnly?: 'lower' | 'higher';
  /** also corrects open claims that have pinned another value; the row's `note` gives the reason. */
  readonly retroactive?: true;
}

export const STAGE_KINDS = ['review', 'notice', 'disbursement', 'contractCheck'] as const;
export type StageKind = (typeof STAGE_KINDS)[number];

export interface StageDefinition {
  /** camelCase tag: departmentReview, bureauReview, jointNotice, disbursement, contractCheck … */
  readonly stage: string;
  readonly kind: StageKind;
  /** Who decides it; a notice has two sides, the responsible department and this organ. */
  readonly organ: 'responsibleDepartment' | OrganCode;
  readonly role: Role;
  /** `other`: another section than every earlier review of the claim, also inside one organ. */
  readonly section?: 'other';
  readonly questions: readonly { readonly key: string; readonly label: Label }[];
  /** The parameter with the stage's days; its unit says which kind of days. */
  readonly daysKey: string;
  /**
   * The stage exists only where this parameter is in force and not `false`, e.g. the contract check from 2025 on, or a
   * notice that a jurisdiction switches off.
   */
  readonly onlyWith?: string;
  readonly labels: Label;
}

export interface RouteDocument {
  readonly code: string;
  /** `line`: a paper of one person of the claim. */
  readonly when: 'filing' | 'claim' | 'line';
  readonly required: boolean;
  readonly label: Label;
}

/** A pipeline shared by several routes (policy-rules §2.0): its stages in order. */
export interface PipelineDefinition extends Provenance {
  readonly code: PipelineCode;
  readonly stages: readonly StageDefinition[];
}

/** A column of a route's own file, or a field of its one person: see `domain/intake/entry-columns.ts`. */
export interface RouteColumn {
  readonly code: EntryColumnCode;
  readonly required: boolean;
}

export interface RouteDefinition extends Provenance {
  readonly code: string;
  /** The row of policy-rules §2.0.2, e.g. `C06`; a route that no paper knows leaves it out. */
  readonly number?: string;
  readonly name: Label;
  readonly pipeline: PipelineCode;
  readonly referenceDate: 'classOpening' | 'certificate' | 'submission' | 'callYear';
  /**
   * What the applicant submits: a class by its filing, persons, persons with months, results; `rides` and `grant` have
   * no claim.
   */
  readonly intake: Intake;
  /** Parties that may apply. */
  readonly applicants: readonly PartyKind[];
  /** The groups that the route trains; a line of nobody in them is refused by the check OF_GROUP. Absent: everybody. */
  readonly groups?: readonly TraineeCategory[];
  /** Codes of the plan's programmes that the route belongs to. Absent: any. */
  readonly planPrograms?: readonly string[];
  /** Empty in a pack that uses the pipeline's stages; a resolved route has its stages here. */
  readonly stages: readonly StageDefinition[];
  readonly documents: readonly RouteDocument[];
  /** The file's own columns; for a class, additional to those of its roster. */
  readonly columns: readonly RouteColumn[];
  /** The checks of each line, in this order (domain/line/line-checks.ts). */
  readonly checks: readonly LineCheckCode[];
  /** The keys that an approved or waiting line takes, so that other lines cannot (domain/line/entitlement-keys.ts). */
  readonly keys: readonly EntitlementKind[];
  /** `person`: each line is paid to its own person's account; otherwise the claim is paid to the applicant's. */
  readonly payee: PayeeKind;
  readonly rateKind: RateKind;
  /**
   * No paper names the fund: only a row for this very route does, and the bureau's approval may name another (L11).
   */
  readonly fundEntered?: true;
  /** The parameter with the amount, if `rateKind` is `fixed`. */
  readonly amountKey?: string;
  /** The title that a route with yearly calls gives; without one it stays closed. */
  readonly designation?: RouteDesignation;
  /** Routes that this one rides on or belongs to as a child (living allowance, +50 %, advance). */
  readonly ridesOn?: readonly string[];
  /**
   * `aggregate`: a notice counts the people of the custody groups in one item without names; other people are listed
   * as on every route.
   */
  readonly noticeNames: 'masked' | 'aggregate';
  /** The budget line to which Finance books it, if the law names one. */
  readonly budgetLine?: string;
  /**
   * The responsible organ if neither a plan line nor the table of D1 to D14 gives one, e.g. the justice authority
   * (C22).
   */
  readonly department?: OrganCode;
  /** Keys that must be found besides those of the stages, the checks and the rate; otherwise the route is closed. */
  readonly openConditions: readonly string[];
}

export interface PolicyRate extends Provenance, Validity {
  readonly route?: string;
  readonly kind: PricedRateKind;
  readonly unit: RateUnit;
  readonly value: Fen;
  readonly occupation?: string;
  readonly level?: SkillLevel;
}

export interface FundRule extends Provenance {
  /** The routes that it pays, the scope of the document that gives the money; absent: every route. */
  readonly routes?: readonly string[];
  readonly purpose?: FundPurpose;
  readonly from: IsoDate;
  readonly to?: IsoDate;
  readonly fund: FundCode;
}

/** A training programme of the annual plan and the organ that undertakes it. */
export interface PlanProgram {
  readonly code: string;
  readonly organ: OrganCode;
  readonly name: Label;
}

/**
 * A row of the annual guidance table: guidance, not a cap. It guides the years from its first day to its
 * last, by default those of its document.
 */
export interface AnnualTarget extends Partial<Validity> {
  readonly row: number;
  readonly organ: OrganCode;
  readonly organName: string;
  readonly project: string;
  readonly personTimes: number;
  readonly programs: readonly { readonly program: string; readonly personTimes: number }[];
}

export interface PlanLine {
  /** jurisdiction/year/organ/program */
  readonly planLine: string;
  readonly personTimes: number;
  readonly budgetFen: Fen;
}

export interface OccupationEntry {
  readonly code: string;
  readonly name: string;
  readonly levels: readonly SkillLevel[];
}

export interface InstitutionEntry {
  readonly uscc: string;
  readonly name: string;
}

/** A chain leader and the enterprises of its chain, by the names that rosters give; days of both ends count. */
export interface ChainEntry {
  readonly leader: string;
  readonly members: readonly { readonly name: string; readonly from: IsoDate; readonly to?: IsoDate }[];
}

/** the version in force on the filing date applies, even if a later one follows. */
export interface PolicyDirectory extends Validity {
  readonly version: string;
  readonly jurisdiction: string;
  readonly occupations: readonly OccupationEntry[];
  readonly institutions: readonly InstitutionEntry[];
  readonly chains?: readonly ChainEntry[];
}

/**
 * A parameter that a document announces and leaves to other documents: its name is known, and it has no value until
 * they give one.
 */
export interface AwaitedParameter extends Provenance {
  readonly key: string;
  readonly unit: ParameterUnit;
}

/** One file of `policies/`. */
export interface PolicyPack {
  readonly document: PolicyDocument;
  readonly awaits?: readonly AwaitedParameter[];
  readonly parameters: readonly PolicyParameter[];
  readonly pipelines: readonly PipelineDefinition[];
  readonly routes: readonly RouteDefinition[];
  readonly rates: readonly PolicyRate[];
  readonly funds: readonly FundRule[];
  readonly planPrograms: readonly PlanProgram[];
  readonly targets: readonly AnnualTarget[];
  readonly planLines: readonly PlanLine[];
  readonly directories: readonly PolicyDirectory[];
  readonly periods?: readonly (PeriodDefinition & Provenance)[];
  /** whom demand lists go to, besides the training institutions of the directory. */
  readonly recipients?: readonly RecipientEntry[];
}

/** All loaded packs, directories and calendars. */
export interface PolicyLibrary {
  readonly packs: readonly PolicyPack[];
  readonly calendar: WorkingCalendar;
  /** Lines of accepted plans, where they were read: each takes the place of a pack's; not in force if left out. */
  readonly acceptedLines?: readonly (PlanLine & { readonly isInForce: boolean })[];
}
