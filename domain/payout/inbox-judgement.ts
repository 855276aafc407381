import { isOneOf } from '../verdict.ts';

/** Reports on a payment that is on its way. */
const UNDER_WAY_REPORTS = ['accepted', 'inTransit'] as const;
/** Results of a payment that was on its way. */
const FIRST_RESULTS = ['settled', 'failed'] as const;
/** Results of a payment that had arrived: its money came back. */
export const CAME_BACK_RESULTS = ['returned', 'reversed'] as const;

/** Results that a bank books on our account. */
export const BOOKED_RESULTS = ['settled', ...CAME_BACK_RESULTS] as const;

/** Final results of an instruction. */
export const FINAL_STATES = [...FIRST_RESULTS, ...CAME_BACK_RESULTS] as const;
export type FinalState = (typeof FINAL_STATES)[number];

/** States that a finance system or a bank may report for an instruction. */
export const REPORTED_STATES = [...UNDER_WAY_REPORTS, ...FINAL_STATES] as const;
export type ReportedState = (typeof REPORTED_STATES)[number];

export const INSTRUCTION_STATES = ['draft', 'instructed', ...REPORTED_STATES, 'cancelled'] as const;
export type InstructionState = (typeof INSTRUCTION_STATES)[number];

/** States of an instruction that was never sent. */
export const UNSENT_INSTRUCTION_STATES = ['draft', 'cancelled'] as const satisfies readonly InstructionState[];

/** States of an instruction that is sent and has no final result. */
export const SENT_INSTRUCTION_STATES = [
  'instructed',
  ...UNDER_WAY_REPORTS,
] as const satisfies readonly InstructionState[];

/** States of an instruction that is sent, and whose money did not come back. */
export const PAYING_INSTRUCTION_STATES = [...SENT_INSTRUCTION_STATES, 'settled'] as const;

/** States of an instruction whose money nobody says to have arrived. */
export const NOT_ARRIVED_STATES = [...SENT_INSTRUCTION_STATES, 'failed'] as const;

/** States of an instruction that is drafted or sent and has no final result. */
export const OPEN_INSTRUCTION_STATES = ['draft', ...SENT_INSTRUCTION_STATES] as const;

/** States of an instruction that binds an amount of its claim, so the same amount must not be paid again. */
export const LIVING_INSTRUCTION_STATES = [...OPEN_INSTRUCTION_STATES, 'settled'] as const;

/** Final results where the payee received no money, or it was taken back. */
export const UNPAID_RESULTS = ['failed', ...CAME_BACK_RESULTS] as const satisfies readonly FinalState[];

/**
 * `new`: not yet processed by its batch · `parked`: a person has to look · `applied`: processed, permanently · `refused`:
 * nobody knows who brought it (D3) · `dismissed`: a person said that it is none of ours.
 */
export const INBOX_STATES = ['new', 'parked', 'applied', 'refused', 'dismissed'] as const;
export type InboxState = (typeof INBOX_STATES)[number];

/** States of reports that wait for nobody: their batch takes them, or has. */
export const TAKEN_REPORT_STATES = ['new', 'applied'] as const satisfies readonly InboxState[];

/** States of reports that changed nothing yet: their batch takes them, or a person looks. */
export const WAITING_REPORT_STATES = ['new', 'parked'] as const satisfies readonly InboxState[];

/** States of reports that count for nothing. */
export const DROPPED_REPORT_STATES = ['refused', 'dismissed'] as const satisfies readonly InboxState[];

/** Why a report waits for a person. */
export const PARK_REASONS = [
  'MALFORMED',
  'UNKNOWN_INSTRUCTION',
  'AMOUNT_MISMATCH',
  'NOT_RELEASED',
  'CANCELLED',
  'CLAIM_CLOSED',
  'CONTRADICTION',
  'NOT_SETTLED',
  /** The sender has used its id for another report. */
  'ID_REUSED',
  /** Several reports that each say a part of the amount; together they are not more than it. */
  'PARTIAL',
  /** One sum for a whole batch, without its payments. */
  'BATCH_LUMP',
  /** The claim's workflow does not answer; the report is judged again once it does. */
  'CLAIM_NOT_ANSWERING',
] as const;
export type ParkReason = (typeof PARK_REASONS)[number];

/**
 * Reasons that a settlement of the same instruction removes: such reports are judged again when it is applied. A report
 * on a draft is not judged again at its release, because it cannot be true of money that left later.
 */
export const PARKED_UNTIL_SETTLED = ['NOT_SETTLED'] as const satisfies readonly ParkReason[];

/** How long a report of a claim that does not answer waits before it is judged again. */
export const TRIED_AGAIN_AFTER_MS = 60_000;

/**
 * Other systems are told that a report waits; of a claim that does not answer once, and not each time that its report is
 * judged again.
 */
export function isParkingTold(reason: ParkReason, isTriedAgain: boolean): boolean {
  return reason !== 'CLAIM_NOT_ANSWERING' || !isTriedAgain;
}

export interface InboxReport {
  /** Null when the type is unknown. */
  readonly state: ReportedState | null;
  readonly instructionId: string | null;
  /** Fen; null when the sender gave no whole number. */
  readonly amountFen: number | null;
}

/** What reports of another amount say of one instruction together, in fen, this one included. */
export interface PartsSaid {
  readonly parts: number;
  readonly partsFen: number;
}

/** The stored facts of the instruction that a report names. */
export interface ReportedInstruction {
  readonly state: InstructionState;
  readonly amountFen: number;
  /** The claim has ended without money: rejected or withdrawn. A closed claim opens again (design §5a). */
  readonly claimEndedUnpaid: boolean;
}

/**
 * `advances`: the instruction changes its state; `fact`: the report is stored and changes nothing; `park`: a person has
 * to look.
 */
export type InboxVerdict =
  | { readonly kind: 'advances'; readonly state: ReportedState }
  | { readonly kind: 'fact' }
  | { readonly kind: 'park'; readonly reason: ParkReason };

/** Order of the states before a final result. Final results have no rank and are compared one by one. */
const RANK: Readonly<Partial<Record<InstructionState, number>>> = { instructed: 0, accepted: 1, inTransit: 2 };

/**
 * Judges a report against its instruction: when it arrives, when a person matches it, and again when the batch
 * processes it. Reports may come late, twice and out of order: `settled` before `accepted` applies at
 * once, and the late `accepted` is a fact without effect. No other function decides this.
 */
export function judgeInboxRow(
  report: InboxReport,
  instruction: ReportedInstruction | null,
  said: PartsSaid = ALONE,
): InboxVerdict {
  if (report.state === null || report.instructionId === null || report.amountFen === null) {
    return park('MALFORMED');
  }
  if (instruction === null) {
    return park('UNKNOWN_INSTRUCTION');
  }
  if (instruction.amountFen !== report.amountFen) {
    const isPart = report.state === 'settled' && said.parts > 1 && said.partsFen <= instruction.amountFen;
    return park(isPart ? 'PARTIAL' : 'AMOUNT_MISMATCH');
  }
  if (instruction.state === 'draft') {
    return park('NOT_RELEASED');
  }
  if (instruction.state === 'cancelled') {
    return park('CANCELLED');
  }
  const verdict = judgeOrder(instruction.state, report.state);
  return verdict.kind === 'advances' && instruction.claimEndedUnpaid ? park('CLAIM_CLOSED') : verdict;
}

/** A report that no other one completes. */
const ALONE: PartsSaid = { parts: 1, partsFen: 0 };

/** Returns the state of a report type; `payout.in_transit` is `inTransit` (D13). Null for an unknown type. */
export function reportedStateOf(type: string): ReportedState | null {
  const word = type.replace(/^payout\./, '');
  const state = word === 'in_transit' ? 'inTransit' : word;
  return REPORTED_STATES.find((known) => known === state) ?? null;
}

export function isFinalState(state: string): state is FinalState {
  return FINAL_STATES.some((final) => final === state);
}

function judgeOrder(from: Exclude<InstructionState, 'draft' | 'cancelled'>, to: ReportedState): InboxVerdict {
  if (from === to) {
    return { kind: 'fact' };
  }
  const rank = RANK[from];
  if (isOneOf(UNDER_WAY_REPORTS, to)) {
    return rank !== undefined && rank < (RANK[to] ?? 0) ? { kind: 'advances', state: to } : { kind: 'fact' };
  }
  if (rank !== undefined) {
    return isOneOf(FIRST_RESULTS, to) ? { kind: 'advances', state: to } : park('NOT_SETTLED');
  }
  return judgeAfterResult(from, to);
}

/**
 * After a final result: a settled payment may come back; every other report contradicts, unless it repeats an earlier
 * result.
 */
function judgeAfterResult(from: InstructionState, to: FinalState): InboxVerdict {
  if (from === 'settled' && isOneOf(CAME_BACK_RESULTS, to)) {
    return { kind: 'advances', state: to };
  }
  return to === 'settled' && isOneOf(CAME_BACK_RESULTS, from) ? { kind: 'fact' } : park('CONTRADICTION');
}

function park(reason: ParkReason): InboxVerdict {
  return { kind: 'park', reason };
}
