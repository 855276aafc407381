import type { FinalState } from '../payout/inbox-judgement.ts';
import type { Actor } from '../authority/actor.ts';
import type { Purpose } from './claim-course.ts';

/**
 * Fields of every message to a claim's workflow, from a person or another entity: ids, codes and small facts, no lines
 * (D24), no personal data.
 */
interface Asked {
  readonly actId: string;
  /** The business instant of the causing message, in ms; it is stored in the record (D19). */
  readonly atMs: number;
}

interface AskedByPerson extends Asked {
  readonly actor: Actor;
  readonly expectedRevision: number;
}

/**
 * A word about money (S4): the checker confirms what the maker entered. Without a maker it is the word of the maker alone,
 * as it is judged when it is entered, and as histories from before have it; it is not recorded.
 */
interface AskedByFinance extends Asked {
  readonly actor: Actor;
  readonly maker?: Actor;
  readonly entryId?: string;
  /** The maker saw the claim at this revision; a confirmation has none. */
  readonly expectedRevision?: number;
}

/** The task of a claim that a decision answers. */
export const DECIDED_TASKS = ['review', 'bureauCorrection', 'accountCorrection', 'disbursement'] as const;
export type DecidedTask = (typeof DECIDED_TASKS)[number];

export const DECISIONS = ['approve', 'returnForCorrection', 'returnToDepartment', 'returnToBureau', 'reject'] as const;
export type Decision = (typeof DECISIONS)[number];

/** What offices do with a claim wherever it stands: it is held, let go, and what it was paid is asked back. */
export const ACTS_BESIDE = ['hold', 'releaseHold', 'findRecovery'] as const;

export type ClaimMessage =
  | (Asked & { readonly kind: 'begin' })
  | (AskedByPerson & {
      readonly kind: 'decide';
      readonly task: DecidedTask;
      readonly purpose: Purpose;
      readonly decision: Decision;
      readonly refusedLines: number;
    })
  | (AskedByPerson & { readonly kind: 'resubmit'; readonly trainingDataChanged: boolean })
  | (AskedByPerson & { readonly kind: 'withdraw' })
  | (Asked & { readonly kind: 'hold'; readonly actor: Actor | null })
  | (Asked & { readonly kind: 'release'; readonly actor: Actor | null })
  | (AskedByPerson & { readonly kind: 'correctAccount' })
  | (AskedByPerson & { readonly kind: 'contractEvidence' })
  | (Asked & { readonly kind: 'registerAnswered' })
  | (Asked & { readonly kind: 'noticeOpening'; readonly noticeId: string })
  | (Asked & {
      readonly kind: 'noticeClosed';
      readonly noticeId: string;
      readonly outcome: 'clean' | 'rejected' | 'withdrawn';
    })
  | (Asked & {
      readonly kind: 'payoutReleasing';
      readonly batchId: string;
      readonly purpose: Purpose;
      readonly maker: Actor;
      readonly checker: Actor;
    })
  | (Asked & {
      readonly kind: 'payoutReported';
      readonly purpose: Purpose;
      readonly instructionId: string;
      readonly inboxId: string;
      /** Result of the whole payment. With one payment per line, it is sent when the last line is final. */
      readonly outcome: FinalState;
      /** Result of this instruction, where it differs from `outcome`. */
      readonly own?: FinalState;
    })
  | (AskedByFinance & { readonly kind: 'setOff'; readonly recoveryId: string; readonly amountFen: number })
  | (AskedByFinance & { readonly kind: 'repaid'; readonly amountFen: number })
  | (Asked & { readonly kind: 'recovered' })
  | (Asked & {
      /**
       * D8: a changed holiday calendar moved the end of the days to resubmit. Applies to one revision; any other
       * revision refuses it as stale.
       */
      readonly kind: 'rearm';
      readonly expectedRevision: number;
      readonly endsAtMs: number;
    })
  | (Asked & { readonly kind: 'timerFired'; readonly timer: 'resubmission' | 'evidence' });

export type ClaimRefusal =
  | 'WRONG_STATE'
  | 'STALE'
  | 'CLAIM_HELD'
  | 'ACT_IN_PROGRESS'
  | 'ACCOUNT_NOT_CORRECTED'
  | 'PAYEE_CHANGED'
  | 'SAME_PERSON_FORBIDDEN'
  | 'SAME_SECTION_FORBIDDEN'
  | 'OTHER_JURISDICTION'
  | 'ROLE_REQUIRED'
  | 'OTHER_ORGAN';

/**
 * What the recording counted or computed in its transaction, using the domain's functions. It is small and contains all
 * that the workflow needs to continue (D24).
 */
export interface RecordedFacts {
  /** Number of lines that the purpose under way still pays. */
  readonly linesLeft: number;
  /** Sum of those lines for that purpose, in fen. */
  readonly amountFen: number;
  /** When the waiting period of the new state ends, in ms; null when the state has none. */
  readonly waitEndsAtMs: number | null;
  /** A register has not answered yet, so the count is incomplete. */
  readonly waitsForRegister: boolean;
  /** The living allowance of the remaining lines, in fen; it is paid with the base. */
  readonly allowanceFen?: number;
  /** What advances of the same class have paid, in fen; the settlement deducts it from the base. */
  readonly advanceFen?: number;
  /** What was recovered of an overpaid advance, by repayment and set-off, in fen. */
  readonly recoveredFen?: number;
  /**
   * What the return of an advance takes off the debt that the advance is due back with, in fen (L1); absent: there is no
   * such debt, so the whole advance is paid again.
   */
  readonly returnedDebtFen?: number;
  /**
   * The new amount of an advance that came back, in fen (L1): at its return what came back above that debt, at its
   * release what its person has earned or repaid of it. Absent: the amount stays, and of an advance that is due back
   * nothing is paid again.
   */
  readonly paidAgainFen?: number;
  /**
   * Purposes whose failed accounts are all corrected now. Absent when the recording did not count them: then all failed
   * purposes count as corrected.
   */
  readonly corrected?: readonly Purpose[];
  /** For a resubmission: the value read from the locked claim row; it overrides the value in the message. */
  readonly trainingDataChanged?: boolean;
}
