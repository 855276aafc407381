import type { EngineFacts } from '../standing/engine-facts.ts';
import { ENGINE_FAULTS } from '../standing/standing-words.ts';
import type { SuggestedAct } from './suggested-acts.ts';
import type { OrganCode, Role } from '../codes.ts';
import type { OutcomeCode, StateAndStage } from '../claim/claim-state.ts';
import type { MoneyEntryKind } from '../payout/money-entry.ts';
import type { ParkReason } from '../payout/inbox-judgement.ts';
import type { StuckLimits } from '../policy/office-parameters.ts';
import type { Label } from '../policy/policy-pack.ts';
import type { TaskKind } from '../task/task-words.ts';
import type { AbsentOfficial } from './absent-seat.ts';
import type { UnableSeat } from './unable-seat.ts';
import type { StuckReason } from './stuck.ts';

/** What a claim waits for: always exactly one of these (design §6). */
export const WAITING_FOR = ['person', 'clock', 'outside', 'worker', 'error', 'hold', 'done'] as const;
export type WaitingFor = (typeof WAITING_FOR)[number];

export const CAUSES = [
  'draftOpen',
  'reviewOpen',
  'correctionByBureau',
  'accountConfirmation',
  'disbursementOpen',
  'payeeChanged',
  'batchRelease',
  'correctionByApplicant',
  'accountCorrection',
  'recoveryOpen',
  'entryConfirmation',
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
  'nobodyPresent',
  'assigneeGone',
  'nobodyEligible',
  'reportParked',
  'reportNotTaken',
  'timerMissing',
  'heldByCase',
  'held',
  'engineDown',
  ...ENGINE_FAULTS,
  'closed',
  'rejected',
  'withdrawn',
] as const;
export type Cause = (typeof CAUSES)[number];

/** What moves a waiting claim next without a person. */
export const AUTOMATIC_EVENTS = [
  'absenceEnds',
  'actRecorded',
  'claimBegins',
  'claimLapses',
  'claimWindowEnds',
  'classEnds',
  'classOpens',
  'contractCheckStarts',
  'escalation',
  'holdEnds',
  'noticeCloses',
  'registerAsked',
  'reminder',
  'retry',
] as const;
export type AutomaticEvent = (typeof AUTOMATIC_EVENTS)[number];

export const OWNER_KINDS = ['applicant', 'office', 'register', 'financeSystem', 'operator', 'system'] as const;

/** For how long an immediate step of a machine may be open before it counts as late (D2, D4). */
export const STEP_PATIENCE_MS = 5_000;
/** For how long a timer or a notice may be past its end before it counts as missed. */
export const TIMER_PATIENCE_MS = 60_000;
/** A worker's sign of life is older, in real ms: none runs. */
export const WORKER_SILENT_MS = 15_000;

/** The owner of the next step. `displayName` is for officials alone. */
export interface Owner {
  readonly kind: (typeof OWNER_KINDS)[number];
  readonly organ: OrganCode | null;
  readonly section: string | null;
  readonly role: Role | null;
  readonly displayName: string | null;
}

/**
 * Why a claim waits: one cause, since when, who acts next, and what moves it next (design §6). Instants are business
 * time.
 */
export interface Diagnosis {
  readonly waitingFor: WaitingFor;
  readonly cause: Cause;
  readonly sinceMs: number;
  readonly owner: Owner | null;
  /** The last day of the owner's deadline, YYYY-MM-DD. */
  readonly dueOn: string | null;
  readonly nextAutomaticEvent: AutomaticEvent | null;
  readonly nextAutomaticAtMs: number | null;
  readonly sentence: Label;
  /** Names offices and days, never a person of an office. */
  readonly sentenceForApplicant: Label;
  readonly suggestedActs: readonly SuggestedAct[];
  /** What else the claim waits for, besides the primary cause. */
  readonly also: readonly OtherCause[];
  /** The facts behind the cause: ids of rows, counts and ages. */
  readonly evidence: readonly { readonly fact: string; readonly value: string }[];
}

export interface OtherCause {
  readonly cause: Cause;
  readonly sentence: Label;
  readonly sentenceForApplicant: Label;
}

export interface OpenTaskFacts {
  readonly taskId: string;
  readonly kind: TaskKind;
  readonly organ: OrganCode;
  readonly section: string | null;
  readonly role: Role;
  readonly assignee: string | null;
  /** Everybody of its seat is away: those who could act. Null: somebody is present, or nobody could act anyway. */
  readonly absent: readonly AbsentOfficial[] | null;
  /** The account of the person who has taken it is disabled. */
  readonly isAssigneeGone: boolean;
  /** None of its seat may act; null: somebody may, or absence alone keeps them. */
  readonly unable: UnableSeat | null;
  readonly sinceMs: number;
  readonly dueOn: string | null;
  readonly nearAtMs: number | null;
  readonly escalateAtMs: number | null;
  /** Elapsed and allowed days, in the unit of its deadline; a paused task has zero elapsed days. */
  readonly elapsed: number;
  readonly allowed: number;
}

export interface HoldingCase {
  readonly caseId: string;
  /** How many people still have to speak: two for a suspected crime, then one (S3). */
  readonly wordsMissing: number;
  /** How many people may speak: reviewers of the HR bureau who have no part in the case. */
  readonly closers: number;
}

export interface NoticeFactsOfClaim {
  readonly noticeId: string;
  readonly state: string;
  readonly sinceMs: number;
  readonly endsAtMs: number | null;
  readonly confirmedSides: readonly string[];
  readonly openObjections: number;
}

/**
 * The facts read of one claim. Ages are real time, because the practice clock must neither make a worker look slow nor
 * hide that it is.
 */
export interface DiagnosisFacts extends StateAndStage {
  readonly nowMs: number;
  readonly stateSinceMs: number;
  readonly purpose: string;
  readonly revision: number;
  readonly outcome: OutcomeCode | null;
  /** Age of the newest heartbeat of any worker in ms; null if there never was one. */
  readonly workerAgeMs: number | null;
  /** Since when a requested start is not carried out, in ms of business time. */
  readonly startWaitsSinceMs: number | null;
  readonly isStarted: boolean;
  /** The oldest kept act that is neither recorded nor refused: its id and age. */
  readonly openAct: { readonly actId: string; readonly ageMs: number } | null;
  readonly timer: { readonly kind: string; readonly atMs: number } | null;
  readonly engine: EngineFacts;
  readonly hold: {
    readonly holdId: string;
    readonly category: string;
    readonly sinceMs: number;
    readonly untilMs: number | null;
    /** The integrity case that ends the hold; null for a hold of an operator. */
    readonly case: HoldingCase | null;
  } | null;
  /** The oldest word about money of this claim that one person of Finance entered and nobody confirmed yet (S4). */
  readonly waitingEntry: { readonly entryId: string; readonly kind: MoneyEntryKind; readonly sinceMs: number } | null;
  readonly waitingRegister: string | null;
  /** Since when the register has been asked without an answer; null: the register reports that it cannot answer now. */
  readonly registerAskedSinceMs: number | null;
  readonly tasks: readonly OpenTaskFacts[];
  readonly notice: NoticeFactsOfClaim | null;
  readonly evidenceDueOn: string | null;
  /** Payments that failed or came back and are not due again. */
  readonly failedPayments: readonly {
    /** The applicant has given another account; the bureau must confirm it. */
    readonly isCorrected: boolean;
  }[];
  /** Since when a payment of this claim is with the finance system without a result; null when none is. */
  readonly paymentSentSinceMs: number | null;
  /** A report about a payment of this claim that changed nothing yet: one that is parked before one that is not taken. */
  readonly report: {
    readonly eventId: string;
    /** Null: its batch has not taken it. */
    readonly parked: ParkReason | null;
    readonly sinceMs: number;
  } | null;
  /** Working days since then, or since the state began. */
  readonly workingDaysInState: number;
  /** Since when the payee is not the one that was approved, so that no payment can be drafted (S13); null: it is. */
  readonly payeeRefusedSinceMs: number | null;
  /** Since when an advance is paid and not settled by the claim of its class; null when there is none. */
  readonly openAdvanceSinceMs: number | null;
  /** The reasons of R-148 that hold now; the one judgement of what is late. */
  readonly stuckReasons: readonly StuckReason[];
  readonly limits: StuckLimits;
}
