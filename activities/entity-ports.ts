import type { FinalState } from '../domain/payout/inbox-judgement.ts';
import type { Actor } from '../domain/authority/actor.ts';
import type { Purpose } from '../domain/claim/claim-course.ts';
import type { ClaimMessage } from '../domain/claim/claim-message.ts';
import type { Telling } from '../domain/grant/call-telling.ts';
import type { GrantMessage } from '../domain/grant/grant-course.ts';
import type { ParkReason } from '../domain/payout/inbox-judgement.ts';

/** Questions of batch entities to their claims (D5): ids only, at most eight at a time, each safe to repeat. */
export interface EntityWork {
  /**
   * Asks each claim of a drafted notice to enter it; a claim that refuses is dropped from the notice with its reason.
   */
  openNoticeClaims(input: { readonly noticeId: string; readonly actId: string; readonly atMs: number }): Promise<void>;
  /** Sends the notice's result to its claims; after the end of the notice, to those without an open objection. */
  settleNoticeClaims(input: {
    readonly noticeId: string;
    readonly outcome: 'clean' | 'rejected' | 'withdrawn';
    readonly atMs: number;
  }): Promise<void>;
  /** Asks each claim of a released batch to be paid; a claim that refuses is dropped and its obligation cancelled. */
  releaseBatchClaims(input: { readonly batchId: string; readonly actId: string; readonly atMs: number }): Promise<void>;
  /**
   * Takes all reports of a batch from the inbox: intermediate states are applied at once, final ones are sent to their
   * claims.
   */
  takeBatchInbox(input: { readonly batchId: string }): Promise<void>;
  /** Tells each application of a call what follows for it from the call's state. Returns how many heard it. */
  tellGrants(input: { readonly callId: string; readonly atMs: number }): Promise<number>;
}

/** Sends a message to a grant's workflow, as `ClaimCaller` does to a claim's. */
export interface GrantCaller {
  ask(grantId: string, message: GrantMessage): Promise<ClaimAnswer>;
}

/** A claim's answer to an entity: the act is done, or refused with a code that stays the same. */
export type ClaimAnswer = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly code: string };

/** The types of failures that say that a workflow gave no answer in time. */
export const NOT_ANSWERED = ['CLAIM_UNANSWERED', 'CLAIM_BUSY'] as const;

/** Sends a message to a claim's workflow. Returns its decision; throws (retryable) if it could not be reached. */
export interface ClaimCaller {
  ask(claimId: string, message: ClaimMessage): Promise<ClaimAnswer>;
}

export interface NoticeGrantRow extends Omit<NoticeClaimRow, 'claimId'> {
  readonly grantId: string;
  readonly isUpheld: boolean;
}

export interface NoticeClaimRow {
  readonly claimId: string;
  readonly state: 'drafted' | 'open' | 'released' | 'dropped';
  readonly hasOpenObjection: boolean;
  /** Rises with each act of the notice. */
  readonly noticeRevision: number;
}

/** What a call has to tell one of its applications, after the act of its revision. */
export interface GrantTelling {
  readonly grantId: string;
  readonly callRevision: number;
  readonly telling: Telling;
}

/** A batch's payment of one claim for one purpose, to any number of lines. */
export interface BatchPayment {
  readonly claimId: string;
  readonly purpose: Purpose;
}

/** A batch's payment of one instalment of a grant. */
export interface BatchInstalment {
  readonly grantId: string;
  readonly instalmentNo: number;
}

/** A judged inbox row that concerns an instruction of the batch. */
export type InboxStep =
  | { readonly kind: 'noted'; readonly inboxId: string }
  | {
      readonly kind: 'final';
      readonly inboxId: string;
      readonly instructionId: string;
      readonly claimId: string;
      readonly purpose: Purpose;
      /** The result of the whole payment, which is sent to its claim. */
      readonly outcome: FinalState;
      /** The result of this instruction, if a line was paid by itself and the whole payment has another result. */
      readonly own?: FinalState;
      readonly receivedAtMs: number;
    }
  /** The result of an instalment of a grant. */
  | {
      readonly kind: 'grantFinal';
      readonly inboxId: string;
      readonly instructionId: string;
      readonly grantId: string;
      readonly instalmentNo: number;
      readonly outcome: FinalState;
      readonly receivedAtMs: number;
    };

export interface EntityPaging {
  /** What a call has still to tell its applications. */
  tellings(callId: string): Promise<readonly GrantTelling[]>;
  noticeClaims(noticeId: string): Promise<readonly NoticeClaimRow[]>;
  noticeGrants(noticeId: string): Promise<readonly NoticeGrantRow[]>;
  /**
   * Before the publication: drops the claim from the notice, with a reason that is reported. Published rows are never
   * dropped this way.
   */
  dropFromNotice(
    noticeId: string,
    claimId: string,
    dropped: { readonly reason: string; readonly atMs: number },
  ): Promise<void>;
  /** Payments of a batch whose claim has not yet agreed. */
  draftedPayments(batchId: string): Promise<{
    readonly maker: Actor;
    readonly checker: Actor;
    readonly payments: readonly BatchPayment[];
    /** Instalments whose grant has not yet agreed. */
    readonly instalments: readonly BatchInstalment[];
  }>;
  /** Ends the claim's obligations in this batch; the claim can be drafted into another one. */
  cancelPayment(
    batchId: string,
    payment: BatchPayment,
    cancelled: { readonly reason: string; readonly atMs: number },
  ): Promise<void>;
  /** The same for an instalment of a grant. */
  cancelInstalment(
    batchId: string,
    instalment: BatchInstalment,
    cancelled: { readonly reason: string; readonly atMs: number },
  ): Promise<void>;
  /**
   * Judges the next untaken row. Notes a row that has no effect on the claim, such as a single line's result, and parks
   * a row that fits no instruction. Null when no row is left.
   */
  nextInboxStep(batchId: string): Promise<InboxStep | null>;
  parkInbox(inboxId: string, reason: ParkReason): Promise<void>;
}
