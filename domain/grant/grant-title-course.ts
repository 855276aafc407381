import { dayAt, type IsoDate } from '../calendar.ts';
import { isOneOf } from '../verdict.ts';
import { REVOKED_GRANT_STATES, UNTITLED_GRANT_STATES, type GrantState, type TitleState } from './grant-state.ts';
import type { DueEvent, Instalment } from './grant-instalments.ts';

/** The states of an assessed year. */
export const YEAR_STATES = [
  'open',
  'overdue',
  'reported',
  'rectifying',
  'recheck',
  'passed',
  'failed',
  'excused',
] as const;
export type YearState = (typeof YEAR_STATES)[number];

/** What an assessment or a recheck of a year said last. */
export const YEAR_OUTCOMES = ['pass', 'rectify', 'fail', 'excuse'] as const;
export type YearOutcome = (typeof YEAR_OUTCOMES)[number];

/** The report of the year may be sent. */
export const REPORTABLE_YEAR_STATES = ['open', 'overdue'] as const satisfies readonly YearState[];

/** The year may be assessed, with its report or without one. */
export const ASSESSABLE_YEAR_STATES = ['reported', 'overdue'] as const satisfies readonly YearState[];

export interface TitleYear {
  readonly year: number;
  readonly state: YearState;
  /** The report came after its last day. */
  readonly late: boolean;
  readonly reportEndsMs: number;
  /** The last day of the review; absent in years that opened before it was kept. */
  readonly reviewDueOn?: IsoDate;
  readonly rectifyDays: number;
  readonly rectifyEndsMs: number | null;
  readonly rectified: number;
  readonly maxRectifications: number;
  /** By the figures of the report, or of what was put right; null where the law does not judge the year. */
  readonly meets: boolean | null;
  /** Who assessed it: a recheck wants another person. */
  readonly assessorId: string | null;
  /** In whole or in part a year of building; absent where the year opened before anybody asked. */
  readonly ofBuilding?: boolean;
}

/** What the money of an instalment does; that a batch has drafted it is known to its row alone. */
export const INSTALMENT_COURSES = ['notDue', 'due', 'sent', 'settled', 'failed', 'cancelled'] as const;
export type InstalmentCourseState = (typeof INSTALMENT_COURSES)[number];

/** It may be paid now: it is due, or its payment came back. */
export const PAYABLE_INSTALMENTS = ['due', 'failed'] as const satisfies readonly InstalmentCourseState[];

/** No money of it is under way or has arrived. */
export const UNPAID_INSTALMENTS = ['notDue', 'due', 'failed'] as const satisfies readonly InstalmentCourseState[];

export interface TitleInstalment {
  readonly no: number;
  readonly amountFen: number;
  readonly dueEvent: DueEvent;
  readonly state: InstalmentCourseState;
}

export const ACCEPTANCE_STATES = ['none', 'requested', 'rectifying', 'accepted', 'failed'] as const;
export type AcceptanceState = (typeof ACCEPTANCE_STATES)[number];

/** The holder may ask for the acceptance. */
export const REQUESTABLE_ACCEPTANCES = ['none', 'rectifying'] as const satisfies readonly AcceptanceState[];

/** The part of a grant's course that begins with its designation; null before. Instants are business time in ms. */
export interface TitleCourse {
  readonly holderSigned: boolean;
  readonly agreementEndsMs: number | null;
  readonly instalments: readonly TitleInstalment[];
  /** By the last report or the acceptance. */
  readonly spentFen: number;
  readonly buildEndsMs: number | null;
  readonly acceptance: {
    readonly state: AcceptanceState;
    readonly round: number;
    readonly rectifyEndsMs: number | null;
  };
  readonly years: readonly TitleYear[];
  /** The year that opens next, and when. */
  readonly next: { readonly year: number; readonly opensMs: number } | null;
  readonly suspended: {
    readonly byOfficer: boolean;
    readonly untilMs: number | null;
    readonly caseIds: readonly string[];
  };
  readonly recovery: { readonly amountFen: number; readonly recoveredFen: number } | null;
  /** When it was kept last; absent until then. Years that ended before are reported from then on. */
  readonly keptMs?: number;
  /** An account that the holder corrected after a failed payment; absent until then. It is paid once an officer confirmed it. */
  readonly account?: { readonly round: number; readonly isWaiting: boolean; readonly isReturned?: boolean };
}

/** What the recording found when the title began: amount, split and first year as pinned at the submission. */
export interface TitleBegun {
  readonly instalments: readonly Instalment[];
  readonly firstYear: number;
  readonly firstOpensMs: number;
  readonly designatedOn: IsoDate;
}

/** What the recording found of a title from before. */
export interface TitleImported {
  readonly instalments: readonly TitleInstalment[];
  /** The next full year, and when its report opens. */
  readonly firstYear: number;
  readonly firstOpensMs: number;
}

/** The law of a year that opens, as the workflow needs it; the row keeps it whole. */
export interface YearOpened {
  readonly year: number;
  readonly reportEndsMs: number;
  readonly reviewDueOn?: IsoDate;
  readonly rectifyDays: number;
  readonly maxRectifications: number;
  /** When the year after it opens. */
  readonly nextOpensMs: number;
  /** The title was still being built when the year began. */
  readonly ofBuilding?: boolean;
}

/** What the recording of an act found about the title. */
export interface TitleFacts {
  readonly begun?: TitleBegun;
  readonly imported?: TitleImported;
  readonly buildEndsMs?: number;
  readonly acceptanceEndsMs?: number;
  readonly opened?: YearOpened;
  readonly rectifyEndsMs?: number;
  /** Of the figures that a report, a rectification or its end leaves. */
  readonly meets?: boolean | null;
  /** What later years come to now that the figures of this one changed. */
  readonly later?: readonly { readonly year: number; readonly meets: boolean | null }[];
  /** Days of the holder that passed while a revocation was proposed, anew from the decision to keep the title. */
  readonly kept?: readonly KeptDays[];
}

/** A report or a rectification whose last day passed while the holder could do nothing. */
export interface KeptDays {
  readonly year: number;
  readonly reportEndsMs?: number;
  readonly rectifyEndsMs?: number;
}

/** The first course of a title: nothing is signed, due or assessed. */
export function beginTitle(
  {
    instalments,
    firstYear,
    firstOpensMs,
  }: Omit<TitleBegun, 'designatedOn'> & Partial<Pick<TitleBegun, 'designatedOn'>>,
  agreementEndsMs: number | null,
): TitleCourse {
  return {
    holderSigned: false,
    agreementEndsMs,
    instalments: instalments.map(({ no, amountFen, dueEvent }) => ({ no, amountFen, dueEvent, state: 'notDue' })),
    spentFen: 0,
    buildEndsMs: null,
    acceptance: { state: 'none', round: 1, rectifyEndsMs: null },
    years: [],
    next: { year: firstYear, opensMs: firstOpensMs },
    suspended: { byOfficer: false, untilMs: null, caseIds: [] },
    recovery: null,
  };
}

/** The first course of a title from before: built, accepted, and not yet assessed here. */
export function importedTitle({ instalments, firstYear, firstOpensMs }: TitleImported): TitleCourse {
  return {
    ...beginTitle({ instalments: [], firstYear, firstOpensMs }, null),
    holderSigned: true,
    instalments,
    acceptance: { state: 'accepted', round: 1, rectifyEndsMs: null },
  };
}

/** What has arrived at the holder, in fen. */
export function paidFenOf({ instalments }: Pick<TitleCourse, 'instalments'>): number {
  return sumOf(instalments, ['settled']);
}

/** What is under way to the holder, in fen. */
export function sentFenOf({ instalments }: Pick<TitleCourse, 'instalments'>): number {
  return sumOf(instalments, ['sent']);
}

function sumOf(instalments: readonly TitleInstalment[], states: readonly InstalmentCourseState[]): number {
  return instalments.filter(({ state }) => states.includes(state)).reduce((sum, { amountFen }) => sum + amountFen, 0);
}

/** The instalment that may be paid now: the first that is due, or that came back. */
export function payableInstalment({ instalments }: Pick<TitleCourse, 'instalments'>): TitleInstalment | null {
  return instalments.find(({ state }) => isOneOf(PAYABLE_INSTALMENTS, state)) ?? null;
}

export function isSuspended({ suspended }: Pick<TitleCourse, 'suspended'>): boolean {
  return suspended.byOfficer || suspended.caseIds.length > 0;
}

export function yearOf({ years }: Pick<TitleCourse, 'years'>, year: number | null): TitleYear | null {
  return years.find((one) => one.year === year) ?? null;
}

/** What becomes of the title in the public register by an act. */
export function titleStateAfter(
  former: TitleState,
  _before: { readonly state: GrantState },
  after: { readonly state: GrantState; readonly title: TitleCourse | null },
): TitleState {
  if (after.title === null) {
    return former;
  }
  // Unsigned or refused at its agreement, the title never was.
  if (isOneOf(UNTITLED_GRANT_STATES, after.state)) {
    return 'none';
  }
  const isRevoked = isOneOf(REVOKED_GRANT_STATES, after.state);
  if (isRevoked || after.state === 'relinquished') {
    return isRevoked ? 'revoked' : 'relinquished';
  }
  return isSuspended(after.title) ? 'suspended' : 'designated';
}

/**
 * The day on which a title has ended by an act; null while it stands. A revocation ends it at once, and what Finance gives
 * back to be decided again stands again (design §5b). The row keeps the first day as long as the end lasts.
 */
export function titleEndAfter({ state }: { readonly state: GrantState }, atMs: number): IsoDate | null {
  const isOver =
    isOneOf(REVOKED_GRANT_STATES, state) || isOneOf(UNTITLED_GRANT_STATES, state) || state === 'relinquished';
  return isOver ? dayAt(atMs) : null;
}
