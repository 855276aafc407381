import type { IsoDate, WorkingCalendar } from '../calendar.ts';
import type { FundCode, OrganCode, PipelineCode, Purpose, Role, SkillLevel } from '../codes.ts';
import type { Fen } from '../money.ts';

/** Chinese first, English complete. */
export interface Label {
  readonly zh: string;
  readonly en: string;
}

/** From the highest to the lowest: a higher one beats a lower one. `ours` only fills what nobody says. */
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

/** Both ends count; without an end it goes on. */
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

/** Where a statement stands: every row of a pack has it. */
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
  /** Lets a lower document be stricter than this one, never looser (§5.3); says which direction is stricter. */
  readonly tightenOnly?: 'lower' | 'higher';
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
  /** The parameter that gives its days; its unit says which days. */
  readonly daysKey: string;
  /** The stage exists only where this parameter is in force, e.g. the contract check from 2025 on. */
  readonly onlyWith?: string;
  readonly labels: Label;
}

export interface RouteDocument {
  readonly code: string;
  readonly when: 'filing' | 'claim';
  readonly required: boolean;
  readonly label: Label;
}

export interface RouteDefinition extends Provenance {
  readonly code: string;
  readonly name: Label;
  readonly pipeline: PipelineCode;
  readonly referenceDate: 'classOpening' | 'certificate' | 'callYear';
  readonly stages: readonly StageDefinition[];
  readonly documents: readonly RouteDocument[];
  readonly payee: 'institution' | 'enterprise' | 'person';
  readonly rateKind: 'classHour';
  /** Keys that must be found besides those of the stages and the rate; otherwise the route is closed. */
  readonly openConditions: readonly string[];
}

export interface PolicyRate extends Provenance, Validity {
  readonly route?: string;
  readonly kind: 'classHour';
  readonly unit: 'fenPerClassHour';
  readonly value: Fen;
  readonly occupation?: string;
  readonly level?: SkillLevel;
}

export interface FundRule extends Provenance {
  readonly route?: string;
  readonly purpose?: Purpose;
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

/** A row of the annual guidance table: guidance, not a cap. */
export interface AnnualTarget {
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

/** the version in force on the filing date counts, whatever comes later. */
export interface PolicyDirectory extends Validity {
  readonly version: string;
  readonly jurisdiction: string;
  readonly occupations: readonly OccupationEntry[];
  readonly institutions: readonly InstitutionEntry[];
}

/** One file of `policies/`. */
export interface PolicyPack {
  readonly document: PolicyDocument;
  readonly parameters: readonly PolicyParameter[];
  readonly routes: readonly RouteDefinition[];
  readonly rates: readonly PolicyRate[];
  readonly funds: readonly FundRule[];
  readonly planPrograms: readonly PlanProgram[];
  readonly targets: readonly AnnualTarget[];
  readonly planLines: readonly PlanLine[];
  readonly directories: readonly PolicyDirectory[];
}

/** One file of published holidays: `defaults/calendar-<year>.yaml`. Make-up days are worked weekend days. */
export interface CalendarYear {
  readonly version: string;
  readonly year: number;
  readonly source: string;
  readonly publishedOn: IsoDate;
  readonly holidays: readonly { readonly name: Label; readonly from: IsoDate; readonly to: IsoDate }[];
  readonly workedWeekendDays: readonly IsoDate[];
}

/** Everything that was loaded, ready to be asked. */
export interface PolicyLibrary {
  readonly packs: readonly PolicyPack[];
  readonly calendar: WorkingCalendar;
}
