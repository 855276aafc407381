import type { BankEntry } from '../../domain/bank-file/bank-entry.ts';
import { parseIsoDate } from '../../domain/calendar.ts';
import type { Announced } from '../../domain/event/announced.ts';
import type { InstructionState, ReportedState } from '../../domain/payout/inbox-judgement.ts';
import type { LedgerRow } from '../../domain/payout/ledger.ts';
import type { Chance } from './chance.ts';

const FUNDS = ['EMPLOYMENT_SUBSIDY', 'UNEMPLOYMENT_INSURANCE'] as const;
export const MODEL_DAY = parseIsoDate('2025-07-01');
const BEGAN_MS = Date.parse('2025-07-01T09:00:00+08:00');

interface ModelClaim {
  readonly id: string;
  readonly fund: (typeof FUNDS)[number];
  readonly approvedFen: number;
  /** What each payee gets, by line; a set-off takes from the only one. */
  readonly lines: number[];
  /** Lines whose money came back or never arrived: each waits for the correction of its account. */
  readonly uncorrected: Set<number>;
}

export interface ModelInstruction {
  readonly id: string;
  readonly claim: ModelClaim;
  readonly line: number;
  readonly amountFen: number;
  readonly instructedAt: number;
  state: InstructionState;
}

export interface ModelReport {
  readonly id: string;
  readonly instructionId: string;
  readonly state: ReportedState;
  /** Null where it says no sum of yuan. */
  readonly amountFen: number | null;
}

/** An entry of a file, and whether it says the whole amount of its payment, as the bank that wrote it knows. */
export interface ModelEntry {
  readonly entry: BankEntry;
  readonly isWhole: boolean;
}

/** A file of the bank that a maker brought: nothing of it counts before another person confirms it. */
export interface ModelFile {
  readonly id: string;
  /** It notifies of bookings (camt.054). */
  readonly isNotice: boolean;
  readonly entries: readonly ModelEntry[];
  isConfirmed: boolean;
}

/** The tables of the money, as arrays; each step of the product writes them as it writes its tables. */
export interface MoneyModel {
  readonly claims: readonly ModelClaim[];
  readonly instructions: ModelInstruction[];
  readonly ledger: (LedgerRow & { readonly at: number })[];
  readonly facts: { readonly instructionId: string; readonly state: ReportedState; readonly at: number }[];
  readonly parked: Map<string, { readonly report: ModelReport; readonly reason: string; readonly at: number }>;
  /** Reports that were taken in, by their id; the same one again changes nothing. */
  readonly taken: Map<string, ModelReport>;
  /** Payments of which somebody said that they arrived, with their whole amount. */
  readonly arrived: Set<string>;
  /** The bank's reference of the debit of each payment that a notice said first. */
  readonly noticed: Map<string, string>;
  readonly files: ModelFile[];
  readonly debts: { readonly id: string; readonly claim: ModelClaim; readonly amountFen: number; openFen: number }[];
  /** What other systems are told, in the order of the commits. */
  readonly outbox: Announced[];
  clock: number;
  count: number;
}

export function beginModel(chance: Chance): MoneyModel {
  const claims = Array.from({ length: 1 + chance.below(3) }, (_none, position) => {
    const lines = Array.from({ length: 1 + chance.below(2) }, () => 100 * (1 + chance.below(20)));
    const approvedFen = lines.reduce((sum, fen) => sum + fen, 0);
    return { id: `clm_${position}`, fund: chance.pick(FUNDS), lines, approvedFen, uncorrected: new Set<number>() };
  });
  return {
    claims,
    instructions: [],
    ledger: [],
    facts: [],
    parked: new Map(),
    taken: new Map(),
    arrived: new Set(),
    noticed: new Map(),
    files: [],
    debts: [],
    outbox: [],
    clock: BEGAN_MS,
    count: 0,
  };
}

export function book(model: MoneyModel, rows: readonly LedgerRow[]): void {
  model.ledger.push(...rows.map((row) => ({ ...row, at: model.clock })));
}

export function bookedOf({ id, claim, amountFen, state }: ModelInstruction) {
  return { id, claimId: claim.id, amountFen, fund: claim.fund, state };
}

export function nextId(model: MoneyModel, prefix: string): string {
  model.count += 1;
  return `${prefix}_${model.count}`;
}

/** Fen. */
export function amountOf(instructions: readonly ModelInstruction[]): number {
  return instructions.reduce((total, { amountFen }) => total + amountFen, 0);
}
