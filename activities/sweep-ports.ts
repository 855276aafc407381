import type { RegisterQuestion } from './register-ports.ts';
import type { EntityKind } from '../domain/entities.ts';

/** What the worker's sweeps read and note: what was missed, what is due, what came from outside (D4, D8). */
export interface SweepStore {
  /** Rows that asked for a workflow and have none recorded, older than `olderThanMs`. */
  unstarted(olderThanMs: number): Promise<readonly { readonly entity: EntityKind; readonly id: string }[]>;
  /** Acts that are kept but unanswered, oldest first. */
  unansweredActs(olderThanMs: number): Promise<readonly string[]>;
  /** Batches whose inbox holds rows that nobody took; `isDone` where the batch has no workflow any more. */
  waitingInboxes(): Promise<readonly { readonly batchId: string; readonly isDone: boolean }[]>;
  /** What the registers are to be asked for claims that wait for them and for contract checks that lack an answer. */
  openQuestions(atMs: number): Promise<readonly RegisterQuestion[]>;
  /** Claims that wait for a register whose answers have all come. */
  claimsWithAnswers(atMs: number): Promise<readonly string[]>;
  /** Contract checks under review whose answers have all come. */
  evidenceWithAnswers(): Promise<readonly string[]>;
  /** Replaces the findings of a contract check by what the register has answered; moves no state and no amount. */
  judgeEvidence(claimId: string): Promise<void>;
  /** What must be known before a claim can be counted. */
  questionOfClaim(claimId: string, atMs: number): Promise<RegisterQuestion>;
  /** Objections that their notice has not routed. */
  unroutedObjections(): Promise<
    readonly { readonly noticeId: string; readonly objectionId: string; readonly atMs: number }[]
  >;
  /** Filings that are assessed although their claim has been submitted. */
  unlinkedFilings(): Promise<readonly { readonly filingId: string; readonly claimId: string }[]>;
  /** Holds whose end has come, by business time. */
  endedHolds(atMs: number): Promise<readonly { readonly claimId: string; readonly holdId: string }[]>;
  /** Keeps the acts that open cases still lack: holds of new claims, releases of holds that came late; says which to ask. */
  actsOfCases(atMs: number): Promise<readonly string[]>;
  /** Keeps the acts that re-arm timers which another holiday calendar has counted (D8); says which to ask. */
  actsOfCalendar(atMs: number): Promise<readonly string[]>;
  /** Open claims whose pinned law the packs correct backwards. */
  claimsToCorrect(): Promise<readonly string[]>;
  /** Pins the corrected values for one claim, counts what is under review again, and says so in its audit. */
  correctLaw(claimId: string, atMs: number): Promise<void>;
  /** Notes reminders and escalations of open tasks, one outbox message each; says how many. */
  remind(atMs: number): Promise<number>;
  /** Hands outbox messages to those who subscribed, oldest first, and notes them as sent; says how many. */
  relayOutbox(): Promise<number>;
  /** Computes open deadlines anew under the loaded calendar, where another version had computed them (D8). */
  recomputeDeadlines(): Promise<number>;
  /** Proof of life, on the real clock. */
  beat(workerId: string, startedAt: Date): Promise<void>;
}

/** The asked jump of the practice clock (D19), and the entities that have to come along. */
export interface JumpStore {
  next(): Promise<ClockJump | null>;
  openWorkflowIds(): Promise<readonly string[]>;
  setOffset(offsetMs: number): Promise<void>;
  /** Somebody did not get there in time: the jump goes on with the next turn, and whoever asked is told who. */
  late(jumpId: string, workflowId: string): Promise<void>;
  finish(jumpId: string): Promise<void>;
}

export interface ClockJump {
  readonly id: string;
  readonly targetAtMs: number;
}

/** The server's own time skipping, workflow by workflow. */
export interface TimeSkipping {
  /** Forwards a workflow to a business instant and waits until it is there; says false when it did not get there in time. */
  forward(workflowId: string, targetAtMs: number, deadlineMs: number): Promise<boolean>;
}

/** What sweeps ask of workflows; everything is safe to repeat. */
export interface SweepCalls {
  start(entity: EntityKind, id: string): Promise<void>;
  deliver(actId: string): Promise<void>;
  inboxChanged(batchId: string): Promise<void>;
  takeInbox(batchId: string): Promise<void>;
  registerAnswered(claimId: string, atMs: number): Promise<void>;
  objectionFiled(noticeId: string, objectionId: string, atMs: number): Promise<void>;
  claimOpened(filingId: string, claimId: string, atMs: number): Promise<void>;
  releaseHold(claimId: string, holdId: string, atMs: number): Promise<void>;
}
