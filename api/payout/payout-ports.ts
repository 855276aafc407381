import type { Buffer } from 'node:buffer';
import type { LumpRefusal } from '../../domain/bank-file/lump-match.ts';
import type { EntryDecision, EntryRefusal, MatchedKind } from '../../domain/payout/money-entry.ts';
import type { HintsOfReport, SuggestedInstruction } from '../../domain/bank-file/suggestions.ts';
import type { FundCode } from '../../domain/codes.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { Purpose } from '../../domain/claim/claim-course.ts';
import type { BatchCourse, BatchPlan, BatchState } from '../../domain/payout/batch-course.ts';
import type { Decider } from '../../domain/authority/authorize-decision.ts';
import type { InboxReport, InboxState, InstructionState, ParkReason } from '../../domain/payout/inbox-judgement.ts';
import type { BudgetAround } from '../../domain/payout/budget.ts';
import type { DismissalRefusal } from '../../domain/payout/report-handling.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { PaidPurpose } from '../../domain/payout/paid-purpose.ts';
import type { PayableRefusal } from '../../domain/payout/payable-claim.ts';
import type { Label } from '../../domain/policy/policy-pack.ts';
import type { PayoutResultRow } from '../../domain/payout/result-table.ts';
import type { Caller } from '../kernel/caller.ts';
import type { PayableQuery, PayableRecord } from './payable-ports.ts';
import type { MoneyEntryRecord } from '../kernel/money-entry.ts';
import type { ProblemCode } from '../kernel/problem.ts';

export interface BatchRecord {
  readonly batchId: string;
  readonly batchNo: string;
  readonly jurisdiction: string;
  readonly fund: FundCode;
  readonly revision: number;
  readonly makerId: string;
  /** Display name. */
  readonly maker: string;
  readonly checkerId: string | null;
  /** Display name of the person with `checkerId`. */
  readonly checker: string | null;
  readonly controlSumFen: number;
  readonly lineCount: number;
  /** Fen above the budget of the plan lines, when drafted and from its release on as released; null where it keeps it. */
  readonly overBudgetFen: number | null;
  readonly reason: string | null;
  readonly createdAt: Date;
  readonly stateSince: Date;
  readonly course: BatchCourse;
  readonly plan: BatchPlan;
}

export interface InstructionRecord {
  readonly id: string;
  /** Null for an instalment of a grant. */
  readonly claimId: string | null;
  readonly grantId: string | null;
  readonly instalmentNo: number | null;
  /** The readable number of the claim, or of the grant. */
  readonly claimNo: string;
  /** The line whose own person it goes to; null where the claim is paid as a whole. */
  readonly lineId: string | null;
  readonly purpose: PaidPurpose;
  readonly payee: string;
  readonly amountFen: number;
  readonly fund: FundCode;
  readonly state: InstructionState;
  readonly reasonCode: string | null;
  readonly stateSince: Date;
}

export type BatchRefusal =
  | PayableRefusal
  | 'CLAIM_UNKNOWN'
  | GrantRefusal
  | 'DIFFERENT_FUNDS'
  /** A person who is paid by name has no account. */
  | 'INCOMPLETE'
  | Extract<
      ProblemCode,
      'SAME_PERSON_FORBIDDEN' | 'SAME_SECTION_FORBIDDEN' | 'FORBIDDEN' | 'ROLE_REQUIRED' | 'OTHER_ORGAN'
    >;

/** Why an instalment of a grant is not drafted. */
type GrantRefusal = 'INSTALMENT_NOT_DUE' | 'GRANT_SUSPENDED' | 'ALREADY_IN_BATCH' | 'PAYEE_CHANGED';

export type Batched =
  | { readonly kind: 'drafted'; readonly batchId: string }
  | {
      readonly kind: 'refused';
      readonly reason: BatchRefusal;
      readonly positions: readonly number[];
      /** What is INCOMPLETE: rows without an account, claim by claim. */
      readonly missing: readonly Label[];
    };

export interface BatchQuery {
  /** A part of the number. */
  readonly q?: string | undefined;
  readonly states: readonly BatchState[] | null;
  readonly limit: number;
  /** Creation instant (ms) and id of the previous page's last row; newest first. */
  readonly after: readonly [number, string] | null;
}

export type ResultsConfirmed =
  | { readonly kind: 'confirmed'; readonly rows: number }
  | {
      readonly kind: 'refused';
      readonly code: Extract<
        ProblemCode,
        'NOT_FOUND' | 'ALREADY_CONFIRMED' | 'SAME_PERSON_FORBIDDEN' | 'FORBIDDEN' | 'NOT_SIGNED'
      >;
    };

/** Results that a maker entered; confirmed or not. */
export interface ResultsRecord {
  readonly resultId: string;
  readonly makerId: string;
  readonly enteredBy: string;
  readonly enteredAt: Date;
  readonly confirmedBy: string | null;
  readonly confirmedAt: Date | null;
  readonly rows: readonly PayoutResultRow[];
}

export interface PayoutStore {
  /** The same key of the same person finds the earlier batch. */
  draft(
    batch: {
      readonly claimIds: readonly string[];
      readonly fund: string | null;
      readonly purpose: Purpose | null;
    },
    asked: { readonly caller: Caller; readonly at: Date; readonly key: string | undefined },
  ): Promise<Batched>;
  /** The due instalment of each grant; the same key of the same person finds the earlier batch. */
  draftGrants(
    grantIds: readonly string[],
    asked: { readonly caller: Caller; readonly at: Date; readonly key: string | undefined },
  ): Promise<Batched>;
  /** What a batch would take now, and what it would refuse and why; whole names. */
  payables(
    query: PayableQuery,
    asked: { readonly caller: Caller; readonly at: Date },
  ): Promise<readonly PayableRecord[]>;
  list(query: BatchQuery, caller: Caller): Promise<readonly BatchRecord[]>;
  find(batchId: string, caller: Caller): Promise<BatchRecord | null>;
  instructions(batchId: string): Promise<readonly InstructionRecord[]>;
  /** Fen above the budgets of its plan lines if the batch were released now; zero when it is not. */
  overBudget(batchId: string): Promise<number>;
  /** What its plan lines have left before and after it, as `overBudget` counts; null for what is no draft. */
  budgetAround(batchId: string): Promise<BudgetAround | null>;
  /** Display names of persons, in the order of their ids. */
  names(personIds: readonly string[]): Promise<readonly string[]>;
  /** The persons who have a role in one of the batch's claims. */
  deciders(batchId: string): Promise<readonly Decider[]>;
  /** Newest first, one more than asked for. */
  results(batchId: string, page: Pick<BatchQuery, 'limit' | 'after'>): Promise<readonly ResultsRecord[]>;
  keepResults(batchId: string, rows: readonly PayoutResultRow[], caller: Caller, at: Date): Promise<string>;
  confirmResults(asked: {
    readonly batchId: string;
    readonly resultId: string;
    readonly caller: Caller;
    readonly at: Date;
  }): Promise<ResultsConfirmed>;
  isActKept(personId: string, idempotencyKey: string): Promise<boolean>;
}

/** A report as its row stores it. */
export interface StoredEvent {
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly state: InboxState;
  /** Why it waits for a person. */
  readonly reason: ParkReason | null;
  readonly instructionId: string | null;
  readonly amountFen: number | null;
  readonly valueDate: IsoDate | null;
  readonly bankReference: string | null;
  readonly reasonCode: string | null;
  /** Its body has something that these fields do not. */
  readonly isOdd: boolean;
  readonly receivedAt: Date;
}

export interface UnmatchedEvent extends StoredEvent {
  readonly reason: ParkReason;
  /** The bank's file that says it. */
  readonly bankFileId: string | null;
  /** What all parts of the payment say together, in fen; null for what is no part. */
  readonly sumSoFarFen: number | null;
  /** What it says besides, and the payments that it may mean; for comparing alone. */
  readonly hints: Pick<HintsOfReport, 'holder' | 'account' | 'batchNos'>;
  readonly candidates: readonly SuggestedInstruction[];
  /** The match that waits for its confirmation (S4). */
  readonly match: WaitingMatch | null;
}

/** What a report is said to mean: a payment, a whole batch, or a debt that is paid back. */
export interface MatchedTo {
  readonly kind: MatchedKind;
  readonly id: string;
  /** Of the claim or the grant that is paid, of the batch, or of the claim that owes. */
  readonly no: string;
}

export interface WaitingMatch extends MoneyEntryRecord {
  readonly matchedTo: MatchedTo;
}

/** A report as received, parsed as far as possible. */
export interface Report extends InboxReport {
  readonly source: string;
  /** The machine whose secret signed it; absent where nothing was sent, as for results entered by hand. */
  readonly machineId?: string;
  /** The bank's file that says it. */
  readonly bankFileId?: string;
  /** The sender's own id for it: the same bytes with the same id are a repetition, other bytes wait for a person. */
  readonly senderId: string;
  readonly type: string;
  /** The bytes as they were sent; absent where nothing was sent, as for results entered by hand. */
  readonly sent?: { readonly bytes: Buffer; readonly isOdd: boolean };
  readonly valueDate: IsoDate | null;
  readonly bankReference: string | null;
  readonly reasonCode: string | null;
}

export type Received =
  | { readonly kind: 'repeated' }
  | { readonly kind: 'parked' }
  /** It moves no claim: kept as a fact, with the state of the instruction on its way. */
  | { readonly kind: 'noted' }
  | { readonly kind: 'taken'; readonly batchId: string };

/** Payment reports from outside (D3): stored first, then judged, never lost. */
export interface PayoutInbox {
  /** The machines that may report, with their secrets as `whsec_…`. */
  machines(): Promise<readonly { readonly id: string; readonly secret: string }[]>;
  receive(report: Report, at: Date): Promise<Received>;
  unmatched(
    asked: { readonly limit: number; readonly after: readonly [number, string] | null },
    caller: Caller,
  ): Promise<readonly UnmatchedEvent[]>;
  /** Every report on the instructions of a batch, in the order in which they came. */
  eventsOf(
    batchId: string,
    page: { readonly limit: number; readonly after: readonly [number, string] | null },
  ): Promise<readonly StoredEvent[]>;
  /** Says that a parked report is none of ours. */
  dismiss(asked: {
    readonly eventId: string;
    readonly reason: string;
    readonly caller: Caller;
    readonly at: Date;
  }): Promise<Verdict<null, DismissalRefusal>>;
  /** The bytes as they were sent, with an audit entry of the reading; null if the event is hidden, absent or has none. */
  body(asked: { readonly eventId: string; readonly caller: Caller; readonly at: Date }): Promise<Buffer | null>;
}

/** The match of a lump to its batch. */
export interface LumpRecord extends MoneyEntryRecord {
  readonly batchId: string;
  readonly batchNo: string;
}

/** One sum for a whole batch: two persons say which batch it pays (api §8b). */
export interface LumpMatches {
  enter(asked: {
    readonly eventId: string;
    readonly batchId: string;
    readonly caller: Caller;
    readonly at: Date;
    readonly idempotencyKey: string | undefined;
  }): Promise<Verdict<LumpRecord, LumpRefusal>>;
  /** The match of an event that waits, or else the last one; null if it has none of this office. */
  find(eventId: string, caller: Caller): Promise<LumpRecord | null>;
  decide(asked: {
    readonly eventId: string;
    readonly decision: EntryDecision;
    /** Null for a confirmation. */
    readonly reason: string | null;
    readonly caller: Caller;
    readonly at: Date;
  }): Promise<Verdict<null, EntryRefusal | LumpRefusal>>;
}

/** Counts refused events; nothing of them is stored. */
export interface PayoutEventCount {
  signatureRefused(): void;
}
