import type { StateAndStage } from '../claim/claim-state.ts';
import type { StuckLimits } from '../policy/office-parameters.ts';
import type { Label } from '../policy/policy-pack.ts';

/** A claim is always in exactly one of these (design §6). */
export const WAITING_FOR = ['person', 'clock', 'outside', 'worker', 'error', 'hold', 'done'] as const;
export type WaitingFor = (typeof WAITING_FOR)[number];

export const CAUSES = [
  'draftOpen',
  'reviewOpen',
  'correctionByBureau',
  'accountConfirmation',
  'disbursementOpen',
  'batchRelease',
  'correctionByApplicant',
  'accountCorrection',
  'recoveryOpen',
  'advanceUnsettled',
  'noticeConfirmation',
  'objectionOpen',
  'noticeRunning',
  'evidenceWindow',
  'registerDown',
  'paymentUnanswered',
  'starting',
  'recording',
  'workerDown',
  'workerNotAnswering',
  'startLost',
  'actNotRecorded',
  'timerMissed',
  'noticeNotSettled',
  'noOpenTask',
  'held',
  'closed',
  'rejected',
  'withdrawn',
] as const;
export type Cause = (typeof CAUSES)[number];

export const OWNER_KINDS = ['applicant', 'office', 'register', 'financeSystem', 'operator', 'system'] as const;

/** Whose turn it is. `displayName` is for officials alone. */
export interface Owner {
  readonly kind: (typeof OWNER_KINDS)[number];
  readonly organ: string | null;
  readonly section: string | null;
  readonly role: string | null;
  readonly displayName: string | null;
}

/** Why a claim waits: one cause, since when, who, and what moves it next (design §6). Instants are business time. */
export interface Diagnosis {
  readonly waitingFor: WaitingFor;
  readonly cause: Cause;
  readonly sinceMs: number;
  readonly owner: Owner | null;
  /** The last day of the owner's deadline, YYYY-MM-DD. */
  readonly dueOn: string | null;
  readonly nextAutomaticEvent: string | null;
  readonly nextAutomaticAtMs: number | null;
  readonly sentence: Label;
  /** Names offices and days, never a person of an office. */
  readonly sentenceForApplicant: Label;
  readonly suggestedActs: readonly string[];
  /** What the cause was read from: rows by id, counts and ages. */
  readonly evidence: readonly { readonly fact: string; readonly value: string }[];
}

export interface OpenTaskFacts {
  readonly taskId: string;
  readonly kind: string;
  readonly organ: string;
  readonly section: string | null;
  readonly role: string;
  readonly assignee: string | null;
  readonly sinceMs: number;
  readonly dueOn: string | null;
  readonly nearAtMs: number | null;
  readonly escalateAtMs: number | null;
  /** Days that went by and days allowed, in the unit of its deadline; a paused task has used none. */
  readonly elapsed: number;
  readonly allowed: number;
}

export interface NoticeFactsOfClaim {
  readonly noticeId: string;
  readonly state: string;
  readonly sinceMs: number;
  readonly endsAtMs: number | null;
  readonly confirmedSides: readonly string[];
  readonly openObjections: number;
}

/** What is read of one claim. Ages are real time: the practice clock neither makes a worker slow nor hides that it is. */
export interface DiagnosisFacts extends StateAndStage {
  readonly nowMs: number;
  readonly stateSinceMs: number;
  readonly purpose: string;
  readonly revision: number;
  readonly outcome: string | null;
  /** A college is paid whole and in time. */
  readonly isOfCollege: boolean;
  /** Age of the newest heartbeat of any worker in ms; null when none ever came. */
  readonly workerAgeMs: number | null;
  /** Since when a start is asked for that nobody has carried out, in ms of business time. */
  readonly startWaitsSinceMs: number | null;
  readonly isStarted: boolean;
  /** The oldest act that is kept and neither recorded nor refused: its id and age. */
  readonly openAct: { readonly actId: string; readonly ageMs: number } | null;
  readonly timer: { readonly kind: string; readonly atMs: number } | null;
  readonly hold: {
    readonly holdId: string;
    readonly category: string;
    readonly sinceMs: number;
    readonly untilMs: number | null;
  } | null;
  readonly waitingRegister: string | null;
  /** Since when that register has been asked without an answer; null: it says that it cannot answer now. */
  readonly registerAskedSinceMs: number | null;
  readonly tasks: readonly OpenTaskFacts[];
  readonly notice: NoticeFactsOfClaim | null;
  readonly evidenceDueOn: string | null;
  /** Since when money of this claim is with the finance system without a result; null when none is. */
  readonly paymentSentSinceMs: number | null;
  /** Working days since then, or since the state began. */
  readonly workingDaysInState: number;
  /** Since when an advance is paid that its class's claim has not settled; null where none is. */
  readonly openAdvanceSinceMs: number | null;
  readonly limits: StuckLimits;
}
