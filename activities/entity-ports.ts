import type { Actor } from '../domain/authority/actor.ts';
import type { Purpose } from '../domain/claim/claim-course.ts';
import type { ClaimMessage } from '../domain/claim/claim-message.ts';

/** What batch entities ask of their claims (D5): ids only, at most eight at a time, each safe to repeat. */
export interface EntityWork {
  /** Asks each claim of a drafted notice to enter it; one that refuses is dropped from the notice with its reason. */
  openNoticeClaims(input: { readonly noticeId: string; readonly actId: string; readonly atMs: number }): Promise<void>;
  /** Tells claims what became of the notice; after its end, those without an open objection. */
  settleNoticeClaims(input: {
    readonly noticeId: string;
    readonly outcome: 'clean' | 'rejected' | 'withdrawn';
    readonly atMs: number;
  }): Promise<void>;
  /** Asks each claim of a released batch to be paid; one that refuses is dropped and its obligation cancelled. */
  releaseBatchClaims(input: { readonly batchId: string; readonly actId: string; readonly atMs: number }): Promise<void>;
  /** Takes what the inbox holds for a batch: intermediate states at once, final ones to their claims. */
  takeBatchInbox(input: { readonly batchId: string }): Promise<void>;
}

/** A claim's answer to an entity: it did what was asked, or it refuses with a code that stays the same. */
export type ClaimAnswer = { readonly kind: 'done' } | { readonly kind: 'refused'; readonly code: string };

/** The way to a claim's workflow. Answers only what the claim said; whoever is not reached throws, and is asked again. */
export interface ClaimCaller {
  ask(claimId: string, message: ClaimMessage): Promise<ClaimAnswer>;
}

export interface NoticeClaimRow {
  readonly claimId: string;
  readonly state: 'drafted' | 'open' | 'released' | 'dropped';
  readonly hasOpenObjection: boolean;
}

/** What a batch pays of one claim for one purpose, however many lines it goes to. */
export interface BatchPayment {
  readonly claimId: string;
  readonly purpose: Purpose;
}

/** A row of the inbox that concerns an instruction of the batch, as it was judged. */
export type InboxStep =
  | { readonly kind: 'noted'; readonly inboxId: string }
  | {
      readonly kind: 'final';
      readonly inboxId: string;
      readonly instructionId: string;
      readonly claimId: string;
      readonly purpose: Purpose;
      /** Of the whole payment, which its claim hears. */
      readonly outcome: 'settled' | 'failed' | 'returned' | 'reversed';
      /** Of this instruction, where a line was paid by itself and the whole is another. */
      readonly own?: 'settled' | 'failed' | 'returned' | 'reversed';
      readonly receivedAtMs: number;
    };

export interface EntityPaging {
  noticeClaims(noticeId: string): Promise<readonly NoticeClaimRow[]>;
  /** Before the publication: the claim leaves the notice for a reason that is told. Published rows are never dropped so. */
  dropFromNotice(
    noticeId: string,
    claimId: string,
    dropped: { readonly reason: string; readonly atMs: number },
  ): Promise<void>;
  /** Payments of a batch that wait for their claim's yes. */
  draftedPayments(batchId: string): Promise<{
    readonly maker: Actor;
    readonly checker: Actor;
    readonly payments: readonly BatchPayment[];
  }>;
  /** Its obligations in this batch end; the claim can be drafted into another one. */
  cancelPayment(
    batchId: string,
    payment: BatchPayment,
    cancelled: { readonly reason: string; readonly atMs: number },
  ): Promise<void>;
  /**
   * Judges the next untaken row; notes what has no effect on the claim, a single line's result too, and parks what fits
   * nothing. Null when none is left.
   */
  nextInboxStep(batchId: string): Promise<InboxStep | null>;
  parkInbox(inboxId: string, reason: string): Promise<void>;
}
