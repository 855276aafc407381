/** What a finance system or bank may say of an instruction; the last four are final. */
export const REPORTED_STATES = ['accepted', 'inTransit', 'settled', 'failed', 'returned', 'reversed'] as const;
export type ReportedState = (typeof REPORTED_STATES)[number];

/** Final results of an instruction. */
export const FINAL_STATES = ['settled', 'failed', 'returned', 'reversed'] as const satisfies readonly ReportedState[];
export type FinalState = (typeof FINAL_STATES)[number];

export const INSTRUCTION_STATES = ['draft', 'instructed', ...REPORTED_STATES, 'cancelled'] as const;
export type InstructionState = (typeof INSTRUCTION_STATES)[number];

/** The instruction was sent and has no final result yet. */
export const SENT_INSTRUCTION_STATES = [
  'instructed',
  'accepted',
  'inTransit',
] as const satisfies readonly InstructionState[];

/** The instruction is drafted or sent and has no final result yet. */
export const OPEN_INSTRUCTION_STATES = ['draft', ...SENT_INSTRUCTION_STATES] as const;

/** The instruction holds money of its claim: nothing else may be paid for the same. */
export const LIVING_INSTRUCTION_STATES = [...OPEN_INSTRUCTION_STATES, 'settled'] as const;

/** Final results that brought no money to the payee, or took it back. */
export const UNPAID_RESULTS = ['failed', 'returned', 'reversed'] as const satisfies readonly FinalState[];

/** `new`: its batch has not taken it · `parked`: a person has to look · `applied`: taken, for good. */
export const INBOX_STATES = ['new', 'parked', 'applied'] as const;
export type InboxState = (typeof INBOX_STATES)[number];

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
] as const;
export type ParkReason = (typeof PARK_REASONS)[number];

export interface InboxReport {
  /** Null when the type is none of those that are known. */
  readonly state: ReportedState | null;
  readonly instructionId: string | null;
  /** Fen; null when the sender gave none that is whole. */
  readonly amountFen: number | null;
}

/** What is known of the instruction that a report names. */
export interface ReportedInstruction {
  readonly state: InstructionState;
  readonly amountFen: number;
  /** No act of the claim is open any more: closed, rejected or withdrawn. */
  readonly claimIsSettled: boolean;
}

/** `advances`: the instruction moves; `fact`: it is kept as said and moves nothing; `park`: a person has to look. */
export type InboxVerdict =
  | { readonly kind: 'advances'; readonly state: ReportedState }
  | { readonly kind: 'fact' }
  | { readonly kind: 'park'; readonly reason: ParkReason };

/** How far on its way an instruction is; final results have no rank, they are told apart one by one. */
const RANK: Readonly<Partial<Record<InstructionState, number>>> = { instructed: 0, accepted: 1, inTransit: 2 };

/**
 * The one place where a report meets its instruction: asked when the report arrives, when a person matches it, and again
 * when the batch takes it. Reports may come late, twice and out of order: `settled` before `accepted`
 * moves at once, and the late `accepted` is a fact without effect.
 */
export function judgeInboxRow(report: InboxReport, instruction: ReportedInstruction | null): InboxVerdict {
  if (report.state === null || report.instructionId === null || report.amountFen === null) {
    return park('MALFORMED');
  }
  if (instruction === null) {
    return park('UNKNOWN_INSTRUCTION');
  }
  if (instruction.amountFen !== report.amountFen) {
    return park('AMOUNT_MISMATCH');
  }
  if (instruction.state === 'draft') {
    return park('NOT_RELEASED');
  }
  if (instruction.state === 'cancelled') {
    return park('CANCELLED');
  }
  const verdict = judgeOrder(instruction.state, report.state);
  return verdict.kind === 'advances' && instruction.claimIsSettled ? park('CLAIM_CLOSED') : verdict;
}

/** The state of a wire's `payout.in_transit` is `inTransit` (D13); null for a type that nobody knows. */
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
  if (to === 'accepted' || to === 'inTransit') {
    return rank !== undefined && rank < (RANK[to] ?? 0) ? { kind: 'advances', state: to } : { kind: 'fact' };
  }
  if (rank !== undefined) {
    return to === 'settled' || to === 'failed' ? { kind: 'advances', state: to } : park('NOT_SETTLED');
  }
  return judgeAfterResult(from, to);
}

/** After a final result: money that was settled may come back; everything else contradicts, except what was said before. */
function judgeAfterResult(from: string, to: FinalState): InboxVerdict {
  if (from === 'settled' && (to === 'returned' || to === 'reversed')) {
    return { kind: 'advances', state: to };
  }
  return to === 'settled' && (from === 'returned' || from === 'reversed') ? { kind: 'fact' } : park('CONTRADICTION');
}

function park(reason: ParkReason): InboxVerdict {
  return { kind: 'park', reason };
}
