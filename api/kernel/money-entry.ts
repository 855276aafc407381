import type { OfferedAct } from '../../domain/authority/offered-acts.ts';
import type { Actor } from '../../domain/authority/actor.ts';
import {
  judgeEntryDecision,
  type EntryDecision,
  type JudgedEntry,
  type MoneyEntryKind,
} from '../../domain/payout/money-entry.ts';
import type { PayingClaim } from '../../domain/recovery/recovery-steps.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { actorOf, type Caller } from './caller.ts';
import type { Language } from './language.ts';
import { problemText } from './messages.ts';
import type { ProblemCode } from './problem.ts';

/** What one person of Finance entered, and what became of it (S4). Amounts in fen, instants as texts. */
export interface MoneyEntryRecord extends JudgedEntry {
  readonly id: string;
  readonly kind: MoneyEntryKind;
  /** The claim that owes; of a set-off the claim that pays, of a match the claim of the instruction. */
  readonly claimId: string | null;
  /** The grant of the instruction of a match, or that owes; then there is no claim. */
  readonly grantId: string | null;
  /** The claim whose debt it is; null for a match. */
  readonly recoveryClaimId: string | null;
  readonly recoveryId: string | null;
  readonly eventId: string | null;
  readonly instructionId: string | null;
  readonly amountFen: number;
  readonly bankReference: string | null;
  readonly enteredBy: string;
  readonly enteredAt: string;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
  readonly reason: string | null;
}

/** Who acts on it, when, and under which key; the same key finds the earlier act. */
interface Asked {
  readonly actor: Actor;
  readonly at: Date;
}
type AskedWithKey = Asked & { readonly idempotencyKey: string };

/** Which entry is meant, as its address names it. */
export type NamedEntry =
  | { readonly kind: 'repayment' | 'setOff'; readonly claimId: string; readonly entryId: string }
  | { readonly kind: 'repayment' | 'setOff'; readonly recoveryId: string; readonly entryId: string }
  | { readonly kind: 'match'; readonly eventId: string };

export interface EnteredReturn extends AskedWithKey {
  readonly amountFen: number;
  /** Where the money comes from: the bank, or what another claim is due. */
  readonly from: { readonly bankReference: string } | { readonly paying: PayingClaim };
  /** What is asked back, and the claim that owes it. */
  readonly recoveryId: string;
  readonly debtorId: string;
  /** What stood there when it was typed; undefined where that is not said. */
  readonly seenRevision?: number | undefined;
  readonly jurisdiction: string;
  /** The report of a bank that says that the money came. */
  readonly eventId?: string;
}

/** Words about money: entered by one person of Finance, in force by another one (S4). */
export interface MoneyEntries {
  enterReturn(entered: EnteredReturn): Promise<Verdict<MoneyEntryRecord, string>>;
  enterMatch(
    entered: Asked & {
      readonly idempotencyKey: string | undefined;
      readonly eventId: string;
      readonly instructionId: string;
    },
  ): Promise<Verdict<MoneyEntryRecord, string>>;
  /** What a parked report says came back of a debt: a repayment of its amount, by its reference. */
  enterDebtMatch(
    entered: Asked &
      Pick<EnteredReturn, 'recoveryId' | 'debtorId' | 'jurisdiction'> & {
        readonly idempotencyKey: string | undefined;
        readonly eventId: string;
      },
  ): Promise<Verdict<MoneyEntryRecord, string>>;
  /** The entry with the seat in which it was entered; of a match the one that waits, or else the last one. */
  find(named: NamedEntry): Promise<{ readonly entry: MoneyEntryRecord; readonly maker: Actor } | null>;
  /** `batchId`: the batch that takes the report; null if it is only noted. */
  confirmMatch(entryId: string, asked: AskedWithKey): Promise<Verdict<{ readonly batchId: string | null }, string>>;
  /** It never counts: rejected by a checker, or taken back by who entered it. */
  close(
    entryId: string,
    asked: AskedWithKey & { readonly decision: Exclude<EntryDecision, 'confirmation'>; readonly reason: string },
  ): Promise<Verdict<null, string>>;
  isActKept(personId: string, idempotencyKey: string): Promise<boolean>;
}

const DECISIONS: readonly OfferedAct<'moneyEntry'>[] = ['confirmation', 'rejection', 'withdrawal'];

/** What the caller may do with an entry now, or why not. */
export function entryActs(entry: JudgedEntry, caller: Caller, language: Language) {
  return DECISIONS.map((act) => {
    const verdict = judgeEntryDecision(entry, act, actorOf(caller));
    return verdict.ok
      ? { act, allowed: true }
      : {
          act,
          allowed: false,
          why: { code: verdict.reason, sentence: problemText(verdict.reason, {}, language).title },
        };
  });
}

export interface EntryReader {
  readonly caller: Caller;
  readonly language: Language;
}

/** Words about money are for officials: an applicant sees what counts. */
export function moneyEntryView(
  { makerId: _makerId, jurisdiction: _jurisdiction, recoveryId: _recoveryId, ...entry }: MoneyEntryRecord,
  { caller, language }: EntryReader,
) {
  return {
    ...entry,
    enteredAt: new Date(entry.enteredAt).toISOString(),
    decidedAt: entry.decidedAt === null ? null : new Date(entry.decidedAt).toISOString(),
    acts: entryActs({ ...entry, makerId: _makerId, jurisdiction: _jurisdiction }, caller, language),
  };
}

export const ENTRY_PROBLEMS = [
  'NOT_FOUND',
  'INVALID',
  'WRONG_STATE',
  'CLAIM_HELD',
  'ACT_IN_PROGRESS',
  'FORBIDDEN',
  'SAME_PERSON_FORBIDDEN',
  'ALREADY_CONFIRMED',
  'AMOUNT_MISMATCH',
  'OTHER_PAYEE',
  'WORKER_UNAVAILABLE',
  'FORGED_ACT',
] as const satisfies readonly ProblemCode[];
