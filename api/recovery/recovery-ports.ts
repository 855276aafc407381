import type { Purpose } from '../../domain/claim/claim-course.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { PartyKind } from '../../domain/policy/route-codes.ts';
import type { RecoveryCourse, RecoveryLine, RecoveryPlan } from '../../domain/recovery/recovery-course.ts';
import type { LetterLaw } from '../../domain/recovery/recovery-letter.ts';
import type { RecoveryCause, RecoveryState, RecoveryStepKind } from '../../domain/recovery/recovery-words.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { Caller } from '../kernel/caller.ts';
import type { MoneyEntryRecord } from '../kernel/money-entry.ts';

/** What a party owes, in fen: of a claim, or of a revoked title. */
export interface RecoveryRecord {
  readonly id: string;
  /** The claim whose payment is asked back, or the grant whose title was revoked: one of the two. */
  readonly claimId: string | null;
  readonly claimNo: string | null;
  readonly grantId: string | null;
  readonly grantNo: string | null;
  readonly partyId: string;
  /** As its owner alone reads it where it is a person. */
  readonly partyName: string;
  readonly partyKind: PartyKind;
  readonly jurisdiction: string;
  readonly cause: RecoveryCause | null;
  readonly purpose: Purpose | null;
  readonly foundFen: number;
  readonly amountFen: number;
  readonly recoveredFen: number;
  readonly state: RecoveryState;
  readonly revision: number;
  readonly note: string | null;
  readonly caseId: string | null;
  readonly openedAt: Date;
  readonly stateSince: Date;
  readonly closedAt: Date | null;
  readonly noticedOn: IsoDate | null;
  readonly isInCreditFile: boolean;
  readonly appealStatement: string | null;
  readonly writeOffReason: string | null;
  readonly writeOffDocumentNo: string | null;
  readonly lines: readonly RecoveryLine[];
  readonly steps: readonly {
    readonly kind: RecoveryStepKind;
    readonly amountFen: number;
    readonly setOffClaimId: string | null;
    readonly bankReference: string | null;
    /** Who entered it; null where it was one person's word, and where a later claim of the class settled the debt. */
    readonly enteredBy: string | null;
    /** Null where a later claim of the class settled the debt. */
    readonly decidedBy: string | null;
    readonly at: string;
  }[];
  /** What was entered and waits for its confirmation (S4). */
  readonly waiting: readonly MoneyEntryRecord[];
  /** The same of a grant. */
  readonly waitingRepayments: readonly {
    readonly id: string;
    readonly amountFen: number;
    readonly bankReference: string;
    readonly enteredBy: string;
    readonly enteredAt: string;
  }[];
  /** What its workflow knows; null for a grant. */
  readonly conducted: {
    readonly course: RecoveryCourse;
    readonly plan: RecoveryPlan;
    readonly isStarted: boolean;
    /** Who decided on the claim that owes. */
    readonly deciders: readonly string[];
  } | null;
}

/** What people find. */
export interface Finding {
  readonly claimId: string;
  readonly cause: RecoveryCause;
  readonly amountFen: number;
  readonly lines: readonly RecoveryLine[];
  readonly note: string;
  readonly caseId: string | null;
  readonly purpose: Purpose | null;
  readonly caller: Caller;
  readonly at: Date;
  readonly key: string;
}

export interface RecoveryFilter {
  readonly state: RecoveryState | undefined;
  readonly claimId: string | undefined;
  /** What is due, or whose days to pay are over. */
  readonly isOverdue: boolean;
  readonly on: IsoDate;
}

/** The newest letter to the debtor as it was sent; amounts in fen. */
export interface LetterRecord {
  readonly noticedOn: IsoDate;
  readonly payBy: IsoDate;
  readonly appealBy: IsoDate;
  readonly amountFen: number;
  readonly lines: readonly RecoveryLine[];
  /** Null for a letter that was sent before letters were kept. */
  readonly law: LetterLaw | null;
  /** Whose account takes the money. */
  readonly fund: string | null;
}

export interface RecoveryStore {
  /** What is asked back in the caller's sight, newest first; one row more than `limit` if there are more. */
  list(
    filter: RecoveryFilter,
    caller: Caller,
    page: { readonly limit: number; readonly after: readonly [number, string] | null },
  ): Promise<readonly RecoveryRecord[]>;
  /** Null if it is not there, or out of the caller's sight. */
  find(recoveryId: string, caller: Caller): Promise<RecoveryRecord | null>;
  /** The recovery that a claim's repayments are about: what its settlement asks back, else the oldest open one. */
  ofClaim(claimId: string): Promise<string | null>;
  /** Grants the new recovery's id. */
  add(finding: Finding): Promise<Verdict<string, string>>;
  /** Null before the first letter. */
  letter(recoveryId: string): Promise<LetterRecord | null>;
  /** Acts by which a recovery and its claim tell each other what changed, and which nobody has answered yet. */
  untold(of: { readonly recoveryId: string; readonly claimId: string }): Promise<readonly string[]>;
  isActKept(personId: string, idempotencyKey: string): Promise<boolean>;
  /** Age of the newest heartbeat of any worker, in ms; null if there never was one. */
  workerAge(): Promise<number | null>;
}
