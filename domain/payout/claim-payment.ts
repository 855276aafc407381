import type { Payment, Purpose } from '../claim/claim-course.ts';
import type { FilingState } from '../filing/filing-course.ts';
import type { LineMove } from '../line/line-moves.ts';
import { parseFen } from '../money.ts';
import { granted, refused, type Verdict } from '../verdict.ts';
import { judgeWholePayment } from './college-payment.ts';
import type { FinalState } from './inbox-judgement.ts';
import { judgeLineResult, type LineVerdict } from './line-result.ts';
import type { BookedInstruction } from './ledger.ts';

/** A payment of a claim: one instruction to the bank. */
export interface ClaimInstruction extends BookedInstruction {
  readonly claimId: string;
  readonly purpose: Purpose;
  /** The line whose person is paid; null when the claim is paid as a whole. */
  readonly lineId: string | null;
}

/**
 * The purpose's other instructions: how many were sent and have no final result, and how much of them has arrived, in
 * fen.
 */
export interface OtherInstructions {
  readonly underWay: number;
  readonly settledFen: number;
}

/** The class will never be claimed, so no claim of it could settle an advance. */
const UNCLAIMABLE_FILING_STATES: readonly FilingState[] = ['expired', 'withdrawn'];

/** What decides how much of an advance may be paid. */
export interface AdvanceToPay {
  /** Null for a claim without a class. */
  readonly filingState: FilingState | null;
  /** The claim was closed, and its money came back. */
  readonly isReopened: boolean;
  /** All claims of the advance's class have ended without money (L1). */
  readonly isClassUnpaid: boolean;
  /** In fen: what claims have settled of the advance and what was repaid or set off, less what has arrived. */
  readonly owedAnywayFen: number;
}

/**
 * R-071, L1: how much of an advance that is due may be paid, in fen. It is for a class that will be claimed; after it came
 * back, for one that has a claim which would settle it. Else only what the person has earned or repaid of it is paid.
 */
export function payableAdvance(
  dueFen: number,
  { filingState, isReopened, isClassUnpaid, owedAnywayFen }: AdvanceToPay,
): Verdict<number, 'CLAIM_WINDOW_CLOSED' | 'WRONG_STATE'> {
  const isUnclaimable = filingState !== null && UNCLAIMABLE_FILING_STATES.includes(filingState);
  if (!isUnclaimable && !(isReopened && isClassUnpaid)) {
    return granted(dueFen);
  }
  if (owedAnywayFen > 0) {
    return granted(Math.min(dueFen, owedAnywayFen));
  }
  return refused(isUnclaimable ? 'CLAIM_WINDOW_CLOSED' : 'WRONG_STATE');
}

/**
 * Decides whether a claim may release a batch's drafted instructions for one purpose, and returns how much it pays, in
 * fen. Together with the instructions already sent for other lines they must equal the amount due, to the fen.
 */
export function judgeReleasing(
  releasing: AdvanceToPay & {
    readonly purpose: Purpose;
    readonly drafted: readonly { readonly amountFen: number }[];
    readonly leftFen: number;
    readonly dueFen: number;
  },
): Verdict<number, 'CLAIM_WINDOW_CLOSED' | 'WRONG_STATE' | 'AMOUNT_MISMATCH'> {
  const { purpose, drafted, leftFen, dueFen } = releasing;
  const payable = purpose === 'advance' ? payableAdvance(dueFen, releasing) : granted(dueFen);
  if (!payable.ok) {
    return payable;
  }
  if (drafted.length === 0) {
    return refused('WRONG_STATE');
  }
  const leavingFen = drafted.reduce((sum, { amountFen }) => sum + amountFen, leftFen);
  return judgeWholePayment(parseFen(payable.value), parseFen(leavingFen)).ok ? payable : refused('AMOUNT_MISMATCH');
}

/**
 * Decides whether an instruction's result concerns its line only, or is sent to the claim as the result of the whole
 * payment.
 */
export function judgeResult(
  instruction: ClaimInstruction,
  result: FinalState,
  { payment, others }: { readonly payment: Payment; readonly others: OtherInstructions },
): LineVerdict {
  return judgeLineResult(result, {
    state: payment.state,
    othersUnderWay: others.underWay,
    settledFen: others.settledFen + (result === 'settled' ? instruction.amountFen : 0),
    dueFen: payment.amountFen,
  });
}

/**
 * Checks that the outcome in a message to a claim is still correct. With one payment per line, another line's result
 * may have arrived meanwhile: then the message is STALE, and its sender reads the facts again and sends the new
 * outcome.
 */
export function judgeReported(
  instruction: ClaimInstruction,
  reported: { readonly own: FinalState; readonly outcome: FinalState },
  standing: { readonly payment: Payment; readonly others: OtherInstructions },
): Verdict<null, 'STALE'> {
  if (instruction.lineId === null) {
    return granted(null);
  }
  const verdict = judgeResult(instruction, reported.own, standing);
  return verdict.kind === 'claim' && verdict.outcome === reported.outcome ? granted(null) : refused('STALE');
}

/**
 * Returns the move of the lines for a payment result; null for the allowance, which does not change the state
 * of its line.
 */
export function lineMoveOfResult(purpose: Purpose, outcome: FinalState, isContractChecked: boolean): LineMove | null {
  if (purpose === 'allowance') {
    return null;
  }
  const isFloat = purpose === 'float';
  return outcome === 'settled' ? { kind: 'settle', isFloat, isContractChecked } : { kind: 'unsettle', isFloat };
}

/**
 * a purpose can be paid again only when every payee whose money came back has given another account since.
 * `uncorrected`: the purposes of which some payee has not.
 */
export function judgeCorrectedAccount(
  decided: { readonly task: string; readonly purpose: Purpose },
  uncorrected: readonly Purpose[],
): Verdict<null, 'ACCOUNT_NOT_CORRECTED'> {
  const isOpen = decided.task === 'accountCorrection' && uncorrected.includes(decided.purpose);
  return isOpen ? refused('ACCOUNT_NOT_CORRECTED') : granted(null);
}
