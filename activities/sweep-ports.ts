import type { RegisterQuestion } from './register-ports.ts';
import type { EntityKind } from '../domain/entities.ts';

/** What the worker's sweeps read and write: missed work, due work, and reports from outside (D4, D8). */
export interface SweepStore {
  /** Rows that requested a workflow and have none recorded, older than `olderThanMs`. */
  unstarted(olderThanMs: number): Promise<readonly { readonly entity: EntityKind; readonly id: string }[]>;
  /** Acts that are stored but unanswered, oldest first. */
  unansweredActs(olderThanMs: number): Promise<readonly string[]>;
  /** Makes reports of claims that did not answer new again, so that their batches ask once more. */
  tryReportsAgain(atMs: number): Promise<void>;
  /** Batches with untaken inbox rows; `isDone` if the batch has no workflow any more. */
  waitingInboxes(): Promise<readonly { readonly batchId: string; readonly isDone: boolean }[]>;
  /** The questions to registers for claims that wait for them and for contract checks that lack an answer. */
  openQuestions(atMs: number): Promise<readonly RegisterQuestion[]>;
  /** Claims that wait for a register whose answers have all arrived. */
  claimsWithAnswers(atMs: number): Promise<readonly string[]>;
  /** Contract checks under review whose answers have all arrived. */
  evidenceWithAnswers(): Promise<readonly string[]>;
  /** Replaces the findings of a contract check by the register's answers; changes no state and no amount. */
  judgeEvidence(claimId: string): Promise<void>;
  /** The register questions that must be answered before a claim can be counted. */
  questionOfClaim(claimId: string, atMs: number): Promise<RegisterQuestion>;
  /** Objections that their notice has not routed. */
  unroutedObjections(): Promise<
    readonly { readonly noticeId: string; readonly objectionId: string; readonly atMs: number }[]
  >;
  /** Calls of which an application has still to hear. */
  callsToTell(): Promise<readonly string[]>;
  /** Calls whose notice has ended. */
  callsToSettle(): Promise<readonly { readonly callId: string; readonly noticeId: string }[]>;
  /** Filings in state assessed although their claim has been submitted. */
  unlinkedFilings(): Promise<readonly { readonly filingId: string; readonly claimId: string }[]>;
  /** Holds whose end has been reached, by business time. */
  endedHolds(atMs: number): Promise<readonly { readonly claimId: string; readonly holdId: string }[]>;
  /**
   * Stores the acts that open cases still lack: holds of new claims, releases of holds that were recorded late. Returns
   * the acts to send.
   */
  actsOfCases(atMs: number): Promise<readonly string[]>;
  /** Stores the acts that re-arm timers counted under another holiday calendar (D8). Returns the acts to send. */
  actsOfCalendar(atMs: number): Promise<readonly string[]>;
  /** Open claims whose pinned law the packs correct retroactively. */
  claimsToCorrect(): Promise<readonly string[]>;
  /** Pins the corrected values for one claim, counts it again if it is under review, and writes both to its audit. */
  correctLaw(claimId: string, atMs: number): Promise<void>;
  /**
   * Opens the debts of advances that no claim of their class will settle, and keeps Finance's tasks of them.
   * Returns how many advances it changed.
   */
  advanceDebts(atMs: number): Promise<number>;
  /** Gives objections to the HR bureau where nobody of the responsible department may rule any more (S8). Returns how many. */
  handOverRulings(atMs: number): Promise<number>;
  /** Gives what absent people have taken to their deputies, or back to its seat. Returns how many tasks. */
  handOverTasks(atMs: number): Promise<number>;
  /** Notes reminders and escalations of open tasks, one outbox message each. Returns how many. */
  remind(atMs: number): Promise<number>;
  /** Reconciles the days that have ended, for each jurisdiction that paid before or on them. Returns how many. */
  reconcileEvenings(atMs: number): Promise<number>;
  /** Sends outbox messages to their subscribers, oldest first, and marks them as sent. Returns how many. */
  relayOutbox(): Promise<number>;
  /** Removes stored answers by which no money moves and that are older than the setting says (S9), by real time. Returns how many. */
  forgetAnswers(): Promise<number>;
  /** Gives audit entries their place, and makes the roots of the days that have ended (S15). Returns how many. */
  sealAudit(atMs: number): Promise<number>;
  /** Computes open deadlines again under the loaded calendar, if another version computed them (D8). */
  recomputeDeadlines(): Promise<number>;
  /** Writes the worker's sign of life, on the real clock. */
  beat(workerId: string, startedAt: Date): Promise<void>;
}

/** The requested jump of the practice clock (D19), and the entities that must move with it. */
export interface JumpStore {
  next(): Promise<ClockJump | null>;
  openWorkflowIds(): Promise<readonly string[]>;
  setOffset(offsetMs: number): Promise<void>;
  /**
   * A workflow did not reach the target in time: the jump continues with the next turn, and the requester is told which
   * workflow was late.
   */
  late(jumpId: string, workflowId: string): Promise<void>;
  finish(jumpId: string): Promise<void>;
}

export interface ClockJump {
  readonly id: string;
  readonly targetAtMs: number;
  /** From the system's clock to the business time of the jump: the target at the request, and later as time goes on. */
  readonly offsetMs: number;
}

/** The server's own time skipping, workflow by workflow. */
export interface TimeSkipping {
  /**
   * Forwards a workflow that is before the jump's target to its business time, and waits until it has reached the target.
   * Returns false if it was not reached in time.
   */
  forward(workflowId: string, jump: Pick<ClockJump, 'targetAtMs' | 'offsetMs'>, deadlineMs: number): Promise<boolean>;
}

/** Calls of the sweeps to workflows; all are safe to repeat. */
export interface SweepCalls {
  start(entity: EntityKind, id: string): Promise<void>;
  deliver(actId: string): Promise<void>;
  inboxChanged(batchId: string): Promise<void>;
  takeInbox(batchId: string): Promise<void>;
  registerAnswered(claimId: string, atMs: number): Promise<void>;
  objectionFiled(noticeId: string, objectionId: string, atMs: number): Promise<void>;
  claimOpened(filingId: string, claimId: string, atMs: number): Promise<void>;
  /** Returns how many applications heard something. */
  tellGrants(callId: string, atMs: number): Promise<number>;
  noticeSettled(callId: string, noticeId: string, atMs: number): Promise<void>;
  releaseHold(claimId: string, holdId: string, atMs: number): Promise<void>;
}
