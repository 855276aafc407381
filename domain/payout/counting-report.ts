import type { Forgery } from '../authority/authentic-act.ts';
import { granted, isOneOf, refused, type Verdict } from '../verdict.ts';
import { PARKED_UNTIL_SETTLED, type ParkReason } from './inbox-judgement.ts';

/** What is known of a report that stands in the inbox: none of it is believed yet. */
export interface ReportInInbox {
  /** The signature of an API process fits everything that the row says. */
  readonly isSigned: boolean;
  readonly instructionId: string | null;
  /** The instruction that the report itself names. */
  readonly saidInstructionId: string | null;
  /** Why it was parked when it arrived. */
  readonly firstParkReason: ParkReason | null;
  readonly isMatched: boolean;
  /** Two persons of Finance said so, and the API signed the words of both (S4). */
  readonly isMatchedByTwo: boolean;
}

/**
 * Judges whether a report counts: only what an API process took in, on the instruction that it names itself, or on the one
 * that two persons gave it. A report that was parked when it arrived counts by a match alone, whatever its state says now;
 * only one that waited for its settlement is taken up again by itself (D3, S1).
 */
export function judgeCounting(report: ReportInInbox): Verdict<null, Extract<Forgery, 'notSigned' | 'notAsked'>> {
  const { isSigned, instructionId, saidInstructionId, firstParkReason, isMatched, isMatchedByTwo } = report;
  if (!isSigned) {
    return refused('notSigned');
  }
  if (isMatched) {
    return isMatchedByTwo ? granted(null) : refused('notAsked');
  }
  const isTakenByItself = firstParkReason === null || isOneOf(PARKED_UNTIL_SETTLED, firstParkReason);
  return isTakenByItself && instructionId === saidInstructionId ? granted(null) : refused('notAsked');
}
