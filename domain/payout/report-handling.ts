import type { IsoDate } from '../calendar.ts';
import { UNPAID_CLAIM_STATES } from '../claim/claim-state.ts';
import { granted, refused, unreachable, type Verdict } from '../verdict.ts';
import {
  PARK_REASONS,
  isFinalState,
  judgeInboxRow,
  type InboxReport,
  type InboxState,
  type InstructionState,
  type ParkReason,
  type PartsSaid,
  type ReportedInstruction,
  type ReportedState,
} from './inbox-judgement.ts';

/** The part of a payment report that its row keeps as JSON. */
export interface KeptReport {
  readonly valueDate?: IsoDate | null;
  readonly bankReference?: string | null;
  readonly reasonCode?: string | null;
  /** The beginning of the original text, if it could not be parsed. Since 2026-11-28 the row keeps all bytes, sealed. */
  readonly raw?: string;
}

/** The instruction that a report names, as stored. */
export interface StoredInstruction {
  readonly state: InstructionState;
  readonly amountFen: number;
  readonly claimState: string;
  readonly jurisdiction: string;
}

/**
 * What is done with a report when it arrives or is matched. `parked`: a person has to look · `noted`: it is stored as a
 * fact at once, and `moves` says whether its instruction takes the state · `taken`: it is a final result, which the
 * batch sends to the claim (D3).
 */
export type ReportHandling =
  | { readonly kind: 'parked'; readonly reason: ParkReason }
  | { readonly kind: 'noted'; readonly state: ReportedState; readonly moves: boolean }
  | { readonly kind: 'taken' };

export function handleReport(
  report: InboxReport,
  instruction: StoredInstruction | null,
  said?: PartsSaid,
): ReportHandling {
  const verdict = judgeInboxRow(report, instruction === null ? null : reportedInstruction(instruction), said);
  if (verdict.kind === 'park') {
    return { kind: 'parked', reason: verdict.reason };
  }
  if (report.state === null) {
    return { kind: 'parked', reason: 'MALFORMED' };
  }
  const moves = verdict.kind === 'advances';
  return moves && isFinalState(report.state) ? { kind: 'taken' } : { kind: 'noted', state: report.state, moves };
}

function reportedInstruction({ state, amountFen, claimState }: StoredInstruction): ReportedInstruction {
  return { state, amountFen, claimEndedUnpaid: UNPAID_CLAIM_STATES.some((ended) => ended === claimState) };
}

/** A report that waits, or waited, for a person. */
export interface ParkedReport {
  readonly state: InboxState;
  readonly reportedState: ReportedState | null;
  readonly amountFen: number | null;
  /** Jurisdiction of the instruction that the report itself names; null if it names none that exists. */
  readonly jurisdiction: string | null;
}

export type MatchRefusal =
  | 'NOT_FOUND'
  | 'NOT_SIGNED'
  | 'ALREADY_MATCHED'
  | 'INVALID'
  | 'AMOUNT_MISMATCH'
  | 'CLAIM_CLOSED'
  | 'WRONG_STATE';

/** A parked report that belongs to an instruction, and what is done with it. */
export interface MatchedReport<Instruction> {
  readonly instruction: Instruction;
  readonly handling: Exclude<ReportHandling, { kind: 'parked' }>;
}

/**
 * Decides whether Finance of a jurisdiction may say that a parked report belongs to an instruction; null if there is no
 * such instruction. The amount must be equal, and the report is judged again. A report that names an instruction of
 * another jurisdiction is absent for this one.
 */
export function judgeMatching<Instruction extends StoredInstruction & { readonly id: string }>(
  report: ParkedReport,
  instruction: Instruction | null,
  jurisdiction: string,
): Verdict<MatchedReport<Instruction>, MatchRefusal> {
  if (report.jurisdiction !== null && report.jurisdiction !== jurisdiction) {
    return refused('NOT_FOUND');
  }
  if (report.state === 'refused') {
    return refused('NOT_SIGNED');
  }
  if (report.state !== 'parked') {
    return refused(report.state === 'dismissed' ? 'WRONG_STATE' : 'ALREADY_MATCHED');
  }
  if (instruction === null || instruction.jurisdiction !== jurisdiction) {
    return refused('INVALID');
  }
  const { reportedState: state, amountFen } = report;
  const handling = handleReport({ state, instructionId: instruction.id, amountFen }, instruction);
  return handling.kind === 'parked' ? refused(refusalOf(handling.reason)) : granted({ instruction, handling });
}

export type DismissalRefusal = 'NOT_FOUND' | 'NOT_SIGNED' | 'ALREADY_MATCHED' | 'WRONG_STATE' | 'ENTRY_WAITS';

/** Decides whether a person may say that a parked report is none of ours. */
export function judgeDismissal(
  report: Pick<ParkedReport, 'state'>,
  { hasWaitingMatch }: { readonly hasWaitingMatch: boolean },
): Verdict<null, DismissalRefusal> {
  switch (report.state) {
    case 'parked':
      return hasWaitingMatch ? refused('ENTRY_WAITS') : granted(null);
    case 'refused':
      return refused('NOT_SIGNED');
    case 'dismissed':
      return refused('WRONG_STATE');
    case 'new':
    case 'applied':
      return refused('ALREADY_MATCHED');
    default:
      return unreachable(report.state);
  }
}

function refusalOf(reason: ParkReason): MatchRefusal {
  if (reason === 'AMOUNT_MISMATCH' || reason === 'MALFORMED') {
    return 'AMOUNT_MISMATCH';
  }
  return reason === 'CLAIM_CLOSED' ? 'CLAIM_CLOSED' : 'WRONG_STATE';
}

/**
 * Returns why a final result waits for a person after its claim refused it: another act of the claim was recorded
 * between the two judgements, so the report contradicts the claim's state.
 */
export function parkReasonOfRefusal(code: string): ParkReason {
  return PARK_REASONS.find((reason) => reason === code) ?? 'CONTRADICTION';
}
