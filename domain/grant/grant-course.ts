import type { ApplicationMessage } from './grant-application-message.ts';
import type { GrantDecider } from './grant-role.ts';
import { ENDED_GRANT_STATES, type GrantState } from './grant-state.ts';
import type { TitleCourse, TitleFacts } from './grant-title-course.ts';
import type { TitleMessage } from './grant-title-message.ts';

export type GrantMessage = ApplicationMessage | TitleMessage;

/** Input of a grant's workflow: ids, codes and instants only (D10). */
export interface GrantPlan {
  readonly grantId: string;
  /** Null for a title from before, which a file brought. */
  readonly callId: string | null;
  readonly jurisdiction: string;
  readonly applicantJurisdiction: string;
  readonly applicantPartyId: string;
  readonly clockOffsetMs: number;
}

/** An expert's state in the panel of one application: only `scored` counts. */
export const PANEL_STATES = ['asked', 'scored', 'recused', 'removed', 'withdrawn'] as const;
export type PanelState = (typeof PANEL_STATES)[number];

/** Seats whose expert reads the application; who recused is a stranger to it. */
export const READING_PANEL_STATES = ['asked', 'scored', 'withdrawn'] as const satisfies readonly PanelState[];

export interface PanelSeat {
  readonly personId: string;
  readonly state: PanelState;
}

/** What may end by itself; of two at one instant the earlier word is first. */
export const GRANT_TIMERS = [
  'resubmission',
  'agreement',
  'suspensionEnds',
  'buildEnds',
  'acceptanceEnds',
  'rectificationEnds',
  'reportDue',
  'yearOpens',
] as const;
export type GrantTimerKind = (typeof GRANT_TIMERS)[number];

/** What the grant waits for besides people; instants are business time in ms. */
export interface GrantTimer {
  readonly kind: GrantTimerKind;
  readonly atMs: number;
}

export interface GrantCourse {
  readonly revision: number;
  readonly lastActId: string;
  readonly state: GrantState;
  /** Rises with each resubmission. */
  readonly round: number;
  readonly deciders: readonly GrantDecider[];
  readonly panel: readonly PanelSeat[];
  readonly timer: GrantTimer | null;
  readonly title: TitleCourse | null;
}

/** What the recording of an act found: the end of the state that begins, and the score that was counted. */
export interface GrantFacts {
  readonly timerAtMs: number | null;
  readonly score: { readonly scoreCenti: number | null; readonly validScores: number } | null;
  readonly title: TitleFacts | null;
}

export const NO_GRANT_FACTS: GrantFacts = { timerAtMs: null, score: null, title: null };

export function isGrantSettled({ state }: Pick<GrantCourse, 'state'>): boolean {
  return ENDED_GRANT_STATES.some((ended) => ended === state);
}
