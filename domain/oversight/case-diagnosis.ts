import type { EngineFacts } from '../standing/engine-facts.ts';
import { ENGINE_FAULTS } from '../standing/standing-words.ts';
import type { Label } from '../policy/policy-pack.ts';
import type { AutomaticEvent, OpenTaskFacts, Owner, WaitingFor } from './diagnosis.ts';
import type { SuggestedAct } from './suggested-acts.ts';

/** Why a filing, a notice or a batch waits: always exactly one of these (design §6). */
export const CASE_CAUSES = [
  'draftOpen',
  'starting',
  'startLost',
  'recording',
  'workerDown',
  'workerNotAnswering',
  'actNotRecorded',
  'engineDown',
  ...ENGINE_FAULTS,
  'timerMissed',
  'reviewOpen',
  'routingOpen',
  'nobodyPresent',
  'assigneeGone',
  'nobodyEligible',
  'noOpenTask',
  'correctionByApplicant',
  'classToOpen',
  'classRunning',
  'resultsOwed',
  'claimOwed',
  'visitsOwed',
  'advanceOpen',
  'noticeConfirmation',
  'noticeRunning',
  'objectionOpen',
  'batchRelease',
  'paymentUnanswered',
  'claimed',
  'closed',
  'expired',
  'rejected',
  'withdrawn',
] as const;
export type CaseCause = (typeof CASE_CAUSES)[number];

/** The facts that a filing, a notice and a batch share. Ages are real time, instants are business time in ms. */
export interface CaseFacts {
  readonly nowMs: number;
  readonly stateSinceMs: number;
  /** Age of the newest heartbeat of any worker; null if there never was one. */
  readonly workerAgeMs: number | null;
  /** Since when a requested start is not carried out; null: it is, or nobody asked for it. */
  readonly startWaitsSinceMs: number | null;
  /** The oldest kept act that is neither recorded nor refused. */
  readonly openAct: { readonly actId: string; readonly ageMs: number } | null;
  readonly engine: EngineFacts;
  readonly tasks: readonly CaseTask[];
}

export type CaseTask = Omit<OpenTaskFacts, 'elapsed' | 'allowed'>;

/** What the state alone says; `timerAtMs` is when the state ends by itself. */
export interface CaseFound {
  readonly waitingFor: WaitingFor;
  readonly cause: CaseCause;
  readonly sinceMs?: number;
  readonly owner?: Owner | null;
  readonly dueOn?: string | null;
  readonly nextAutomaticEvent?: AutomaticEvent | null;
  readonly nextAutomaticAtMs?: number | null;
  readonly suggestedActs?: readonly SuggestedAct[];
  readonly evidence?: CaseDiagnosis['evidence'];
  /** More places of the sentence, by name. */
  readonly places?: Readonly<Record<string, string | Label>>;
}

/** One cause, since when, whose turn it is, and what moves it next; `sentenceForApplicant` names no official. */
export interface CaseDiagnosis {
  readonly waitingFor: WaitingFor;
  readonly cause: CaseCause;
  readonly sinceMs: number;
  readonly owner: Owner | null;
  readonly dueOn: string | null;
  readonly nextAutomaticEvent: AutomaticEvent | null;
  readonly nextAutomaticAtMs: number | null;
  readonly sentence: Label;
  readonly sentenceForApplicant: Label;
  readonly suggestedActs: readonly SuggestedAct[];
  readonly also: readonly {
    readonly cause: CaseCause;
    readonly sentence: Label;
    readonly sentenceForApplicant: Label;
  }[];
  readonly evidence: readonly { readonly fact: string; readonly value: string }[];
}
