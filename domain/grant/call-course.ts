import type { Actor } from '../authority/actor.ts';

export const CALL_STATES = ['open', 'underReview', 'ranked', 'proposed', 'decided', 'ended', 'cancelled'] as const;
export type CallState = (typeof CALL_STATES)[number];

/** States in which the call has ended; no further act is possible. */
export const ENDED_CALL_STATES = ['decided', 'ended', 'cancelled'] as const satisfies readonly CallState[];

/** Scoring is closed: the score of every application stands. */
export const SCORED_CALL_STATES = ['ranked', 'proposed', 'decided'] as const satisfies readonly CallState[];

/** Applications hear of every act that leaves the call here. */
export const TELLING_CALL_STATES = [
  'ranked',
  'proposed',
  'decided',
  'cancelled',
] as const satisfies readonly CallState[];

/** Input of a call's workflow: ids, codes and instants only (D10). */
export interface CallPlan {
  readonly callId: string;
  readonly jurisdiction: string;
  readonly route: string;
  readonly year: number;
  /** The end of the last day of applications, in business ms. */
  readonly closesAtMs: number;
  readonly clockOffsetMs: number;
}

/** One expert of some applications, or not of them, beside the panel of all. */
export interface PanelChange {
  readonly personId: string;
  readonly grantId: string;
  readonly isMember: boolean;
}

export interface CallPanel {
  readonly officerId: string;
  /** The experts of every application, by ids. */
  readonly experts: readonly string[];
  readonly changes: readonly PanelChange[];
}

export interface CallCourse {
  readonly revision: number;
  readonly lastActId: string;
  readonly state: CallState;
  readonly panel: CallPanel | null;
  /** The notice of the last proposal, and who proposed. */
  readonly proposal: {
    readonly noticeId: string;
    readonly officerId: string;
    readonly grantIds: readonly string[];
  } | null;
}

interface Asked {
  readonly actId: string;
  readonly atMs: number;
}

interface AskedByPerson extends Asked {
  readonly actor: Actor;
  readonly expectedRevision: number;
}

export type CallMessage =
  | (Asked & { readonly kind: 'begin' })
  | (Asked & { readonly kind: 'timerFired' })
  | (AskedByPerson & { readonly kind: 'setQuota'; readonly places: number; readonly overTarget: boolean })
  | (AskedByPerson & { readonly kind: 'setPanel'; readonly experts: readonly string[] })
  | (AskedByPerson & {
      readonly kind: 'changePanel';
      readonly changes: readonly PanelChange[];
      /** Experts who leave every application. */
      readonly leaving: readonly string[];
    })
  | (AskedByPerson & { readonly kind: 'closeScoring'; readonly leaveOut: readonly string[] })
  | (AskedByPerson & {
      readonly kind: 'propose';
      readonly noticeId: string;
      readonly grantIds: readonly string[];
      readonly hasReason: boolean;
    })
  | (Asked & { readonly kind: 'noticeSettled'; readonly noticeId: string })
  | (AskedByPerson & { readonly kind: 'end' })
  | (AskedByPerson & { readonly kind: 'cancel' });

/** What the recording of an act found: applications that were submitted, and what is left after a notice. */
export interface CallFacts {
  readonly submitted: number;
  readonly placesLeft: number;
  readonly applicationsLeft: number;
}

export const NO_CALL_FACTS: CallFacts = { submitted: 0, placesLeft: 0, applicationsLeft: 0 };

export function isCallSettled({ state }: Pick<CallCourse, 'state'>): boolean {
  return ENDED_CALL_STATES.some((ended) => ended === state);
}

/** The state table of a call (design §5b). */
export const CALL_TABLE: Readonly<Record<CallState, readonly CallMessage['kind'][]>> = {
  open: ['begin', 'timerFired', 'setQuota', 'cancel'],
  underReview: ['setQuota', 'setPanel', 'changePanel', 'closeScoring', 'cancel'],
  ranked: ['setQuota', 'propose', 'end', 'cancel'],
  proposed: ['setQuota', 'noticeSettled'],
  decided: [],
  ended: [],
  cancelled: [],
};

/** The experts of one application. */
export function expertsOf({ experts, changes }: CallPanel, grantId: string): readonly string[] {
  const own = changes.filter((change) => change.grantId === grantId);
  const gone = own.filter(({ isMember }) => !isMember).map(({ personId }) => personId);
  const added = own.filter(({ isMember }) => isMember).map(({ personId }) => personId);
  return [...new Set([...experts.filter((personId) => !gone.includes(personId)), ...added])];
}
