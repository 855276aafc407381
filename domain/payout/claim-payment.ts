import type { Payment, Purpose } from '../claim/claim-course.ts';
import type { LineMove } from '../line/line-moves.ts';
import { parseFen } from '../money.ts';
import { granted, refused, type Verdict } from '../verdict.ts';
import { judgeWholePayment } from './college-payment.ts';
import type { FinalState } from './inbox-judgement.ts';
import { judgeLineResult, type LineVerdict } from './line-result.ts';
import type { BookedInstruction } from './ledger.ts';

/** A payment of a claim: one instruction to the bank. */
export interface ClaimInstruction extends BookedInstruction {
  readonly purpose: Purpose;
  /** The line whose own account it goes to; null where the claim is paid as a whole. */
  readonly lineId: string | null;
}

/** The purpose's other instructions: how many left and have no final result, and what has arrived of them, in fen. */
export interface OtherInstructions {
  readonly underWay: number;
  readonly settledFen: number;
}

/**
 * A claim lets a batch's drafted instructions go for one purpose. Together with what has left for other lines they are
 * what is due, to the fen.
 */
export function judgeReleasing(releasing: {
  readonly drafted: readonly { readonly amountFen: number }[];
  readonly leftFen: number;
  readonly dueFen: number;
}): Verdict<null, 'WRONG_STATE' | 'AMOUNT_MISMATCH'> {
  const { drafted, leftFen, dueFen } = releasing;
  if (drafted.length === 0) {
    return refused('WRONG_STATE');
  }
  const leavingFen = drafted.reduce((sum, { amountFen }) => sum + amountFen, leftFen);
  return judgeWholePayment(parseFen(dueFen), parseFen(leavingFen)).ok ? granted(null) : refused('AMOUNT_MISMATCH');
}

/** Who hears of an instruction's result: the line alone, or the claim for the whole payment. */
export function judgeResult(
  instruction: ClaimInstruction,
  own: FinalState,
  { payment, others }: { readonly payment: Payment; readonly others: OtherInstructions },
): LineVerdict {
  return judgeLineResult(own, {
    state: payment.state,
    othersUnderWay: others.underWay,
    settledFen: others.settledFen + (own === 'settled' ? instruction.amountFen : 0),
    dueFen: payment.amountFen,
  });
}

/**
 * Whether the outcome that a claim was told is still right. Where lines are paid by themselves another line's result may
 * have come in between; whoever asked then looks again and asks otherwise.
 */
export function judgeReported(
  instruction: ClaimInstruction,
  said: { readonly own: FinalState; readonly outcome: FinalState },
  standing: { readonly payment: Payment; readonly others: OtherInstructions },
): Verdict<null, 'STALE'> {
  if (instruction.lineId === null) {
    return granted(null);
  }
  const verdict = judgeResult(instruction, said.own, standing);
  return verdict.kind === 'claim' && verdict.outcome === said.outcome ? granted(null) : refused('STALE');
}

/** Lines follow their money; null for the allowance, which rides on the line and leaves its state as it is. */
export function lineMoveOfResult(purpose: Purpose, outcome: FinalState, isContractChecked: boolean): LineMove | null {
  if (purpose === 'allowance') {
    return null;
  }
  const isFloat = purpose === 'float';
  return outcome === 'settled' ? { kind: 'settle', isFloat, isContractChecked } : { kind: 'unsettle', isFloat };
}
