import type { Actor } from '../authority/actor.ts';
import type { Purpose } from './claim-course.ts';

/** What a person or another entity asks of a claim's workflow: ids, codes and small facts, no lines (D24), no personal data. */
interface Asked {
  readonly actId: string;
  /** The business instant of the causing message, in ms; the record bears it (D19). */
  readonly atMs: number;
}

interface AskedByPerson extends Asked {
  readonly actor: Actor;
  readonly expectedRevision: number;
}

/** Which of a claim's tasks a decision answers. */
export const DECIDED_TASKS = ['review', 'bureauCorrection', 'accountCorrection', 'disbursement'] as const;
export type DecidedTask = (typeof DECIDED_TASKS)[number];

export const DECISIONS = ['approve', 'returnForCorrection', 'returnToDepartment', 'returnToBureau', 'reject'] as const;
export type Decision = (typeof DECISIONS)[number];

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
      /** Of the whole payment: where each line is paid by itself, the claim hears when the last of them is final. */
      readonly outcome: 'settled' | 'failed' | 'returned' | 'reversed';
      /** Of this instruction, where that differs. */
      readonly own?: 'settled' | 'failed' | 'returned' | 'reversed';
    })
  | (AskedByPerson & { readonly kind: 'setOff'; readonly recoveryId: string; readonly amountFen: number })
  | (AskedByPerson & { readonly kind: 'repaid'; readonly amountFen: number })
  | (Asked & { readonly kind: 'recovered' })
  | (Asked & {
      /** D8: another holiday calendar moved the end of the days to resubmit. Asked of one revision, and stale at another. */
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
  | 'SAME_PERSON_FORBIDDEN'
  | 'SAME_SECTION_FORBIDDEN'
  | 'OTHER_JURISDICTION'
  | 'ROLE_REQUIRED'
  | 'OTHER_ORGAN';

/**
 * What the recording counted or computed in its transaction, with the domain's functions: small, and all that the
 * workflow needs to go on (D24).
 */
export interface RecordedFacts {
  /** Lines that the purpose under way still pays. */
  readonly linesLeft: number;
  /** Their sum for that purpose. */
  readonly amountFen: number;
  /** When the wait that the new state brings ends, in ms; null when it brings none. */
  readonly waitEndsAtMs: number | null;
  /** A register still owes its answer, so the counting is not finished. */
  readonly waitsForRegister: boolean;
  /** What rides on the base: the living allowance of the lines left. */
  readonly allowanceFen?: number;
  /** What advances of the same class have paid; the settlement takes it from the base. */
  readonly advanceFen?: number;
  /** What has come back of an overpaid advance, repaid and set off. */
  readonly recoveredFen?: number;
  /** Purposes whose failed accounts are all corrected now; absent where nobody counted: every one that failed. */
  readonly corrected?: readonly Purpose[];
  /** For a resubmission, what the claim's row said under its lock; it wins over what the message was sent with. */
  readonly trainingDataChanged?: boolean;
}
