import type { FundCode } from '../codes.ts';
import { startOfDayMs, type IsoDate } from '../calendar.ts';
import { sumFen, parseFen, type Fen } from '../money.ts';
import type { PaidPurpose } from '../payout/paid-purpose.ts';
import {
  judgeInboxRow,
  SENT_INSTRUCTION_STATES,
  UNPAID_RESULTS,
  type InstructionState,
  type ReportedState,
} from '../payout/inbox-judgement.ts';
import { expectedBalances, type InstructionBalances } from '../ledger/balances.ts';

/**
 * How the three ways differ. `openInstruction`: released, without a final result · `unmatchedEntry`: the bank said
 * something that belongs to no payment · `ledgerDiffers`: the accounts do not say what became of a payment ·
 * `statementDiffers`: the bank's statement has another sum than what we booked · `approvedDiffers`: more is released than
 * approved, the counts of the approval differ from the payments, or more is asked back than is paid (ADR 0067).
 */
export const DIFFERENCE_KINDS = [
  'openInstruction',
  'unmatchedEntry',
  'ledgerDiffers',
  'statementDiffers',
  'approvedDiffers',
] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** A payment that was released on the day, with what was known of it at the instant of the run. */
export interface EveningInstruction {
  readonly id: string;
  readonly claimId: string | null;
  readonly grantId: string | null;
  readonly instalmentNo: number | null;
  readonly purpose: PaidPurpose;
  readonly fund: FundCode;
  readonly amountFen: number;
  readonly instructedAt: Date;
  readonly state: InstructionState;
  readonly balances: InstructionBalances;
}

/** What was approved for a purpose and fund of a claim, or for an instalment of a grant, on all days. Fen. */
export interface EveningApproval {
  readonly claimId: string | null;
  readonly grantId: string | null;
  readonly instalmentNo: number | null;
  readonly purpose: PaidPurpose;
  readonly fund: FundCode;
  readonly approvedFen: number;
  /** As the approval counts them; null where nothing is counted. */
  readonly obligatedFen: number | null;
  readonly settledFen: number | null;
  /** What its payments of all days are: drafted, on their way or arrived, and arrived. */
  readonly livingFen: number;
  readonly paidFen: number;
  /** By how much more is asked back for the purpose than is paid for it. */
  readonly overAskedFen: number;
}

/** A report of the bank that waits for a person. */
export interface UnmatchedEntry {
  readonly eventId: string;
  readonly instructionId: string | null;
  readonly claimId: string | null;
  readonly fund: FundCode | null;
  readonly amountFen: number;
  readonly receivedAt: Date;
}

/** The bank's statement of the day for the account of a fund, and what we booked on it by value date. Fen. */
export interface EveningStatement {
  readonly fund: FundCode;
  readonly statementFen: number;
  readonly bookedFen: number;
}

export interface EveningFacts {
  readonly day: IsoDate;
  readonly instructions: readonly EveningInstruction[];
  readonly approvals: readonly EveningApproval[];
  readonly unmatched: readonly UnmatchedEntry[];
  readonly statements: readonly EveningStatement[];
}

export interface FundFigures {
  readonly fund: FundCode;
  /** An amount that came back and is released again on the day counts twice, as its approval stands behind both. */
  readonly approvedFen: number;
  readonly instructedFen: number;
  readonly settledFen: number;
  readonly failedFen: number;
  readonly returnedFen: number;
  readonly reversedFen: number;
  readonly openFen: number;
  readonly statementFen: number | null;
  /** By how much the accounts differ from the payments, each payment by itself, so that no two cancel out. */
  readonly ledgerDifferenceFen: number;
}

export interface Difference {
  /** The same for the same difference in every run. */
  readonly id: string;
  readonly kind: DifferenceKind;
  readonly fund: FundCode | null;
  /** Fen. */
  readonly amountFen: number;
  readonly claimId: string | null;
  readonly grantId: string | null;
  readonly instructionId: string | null;
  readonly eventId: string | null;
  readonly since: Date;
}

export interface Evening {
  /** True without any difference, also without an explained one. */
  readonly balanced: boolean;
  readonly funds: readonly FundFigures[];
  readonly differences: readonly Difference[];
}

/**
 * Compares what was approved, released and reported for the payments of a day: per fund
 * approved ≥ instructed = settled + failed + returned + reversed + open, the ledger says the same, and so does the bank's
 * statement where there is one. Every break is a difference.
 */
export function reconcile(facts: EveningFacts): Evening {
  const released = releasedOf(facts.instructions);
  const differences = [
    ...facts.instructions.flatMap(openDifference),
    ...facts.instructions.flatMap(ledgerDifference),
    ...facts.approvals.flatMap((approval) => approvedDifference(approval, released)),
    ...facts.unmatched.map(unmatchedDifference),
    ...facts.statements.flatMap((statement) => statementDifference(statement, facts.day)),
  ];
  const funds = new Set([...facts.instructions.map(({ fund }) => fund), ...facts.statements.map(({ fund }) => fund)]);
  return {
    balanced: differences.length === 0,
    funds: [...funds].toSorted().map((fund) => figuresOf(fund, facts, released)),
    differences,
  };
}

/**
 * The state of a payment after reports that were stored as facts, in their order: as the one judgement of reports takes
 * them.
 */
export function stateAfterFacts(reports: readonly ReportedState[]): InstructionState {
  return reports.reduce<InstructionState>((state, said) => {
    const report = { state: said, instructionId: '', amountFen: 0 };
    const verdict = judgeInboxRow(report, { state, amountFen: 0, claimEndedUnpaid: false });
    return verdict.kind === 'advances' ? verdict.state : state;
  }, 'instructed');
}

function figuresOf(
  fund: FundCode,
  { instructions, approvals, statements }: EveningFacts,
  released: Released,
): FundFigures {
  const own = instructions.filter((one) => one.fund === fund);
  const sumOf = (...states: readonly InstructionState[]): Fen =>
    sumOfAmounts(own.filter(({ state }) => states.includes(state)));
  return {
    fund,
    approvedFen: sumFen(
      approvals.filter((one) => one.fund === fund).map((one) => parseFen(approvedOnDay(one, released))),
    ),
    instructedFen: sumOfAmounts(own),
    settledFen: sumOf('settled'),
    failedFen: sumOf('failed'),
    returnedFen: sumOf('returned'),
    reversedFen: sumOf('reversed'),
    openFen: sumOfAmounts(own.filter(isOpen)),
    statementFen: statements.find((one) => one.fund === fund)?.statementFen ?? null,
    ledgerDifferenceFen: sumFen(own.map((one) => parseFen(ledgerDeviation(one)))),
  };
}

function sumOfAmounts(instructions: readonly Pick<EveningInstruction, 'amountFen'>[]): Fen {
  return sumFen(instructions.map(({ amountFen }) => parseFen(amountFen)));
}

function isOpen({ state }: EveningInstruction): boolean {
  return SENT_INSTRUCTION_STATES.some((open) => open === state);
}

function isDead({ state }: EveningInstruction): boolean {
  return UNPAID_RESULTS.some((dead) => dead === state);
}

/** The payments of the day, by what was approved for them. */
type Released = ReadonlyMap<string, readonly EveningInstruction[]>;

function releasedOf(instructions: readonly EveningInstruction[]): Released {
  const found = new Map<string, EveningInstruction[]>();
  for (const one of instructions) {
    const key = obligationOf(one);
    const others = found.get(key);
    if (others === undefined) {
      found.set(key, [one]);
    } else {
      others.push(one);
    }
  }
  return found;
}

function approvedOnDay(approval: EveningApproval, released: Released): number {
  const own = released.get(obligationOf(approval)) ?? [];
  const cameBack = sumOfAmounts(own.filter(isDead));
  return Math.max(approval.approvedFen, Math.min(sumOfAmounts(own), approval.approvedFen + cameBack));
}

function obligationOf({
  claimId,
  grantId,
  instalmentNo,
  purpose,
  fund,
}: Pick<EveningApproval, 'claimId' | 'grantId' | 'instalmentNo' | 'purpose' | 'fund'>): string {
  return [claimId ?? grantId ?? '', purpose, instalmentNo ?? '', fund].join('/');
}

function openDifference(one: EveningInstruction): readonly Difference[] {
  return isOpen(one) ? [differenceOf('openInstruction', one, one.amountFen)] : [];
}

function ledgerDifference(one: EveningInstruction): readonly Difference[] {
  const deviation = ledgerDeviation(one);
  return deviation === 0 ? [] : [differenceOf('ledgerDiffers', one, deviation)];
}

/** The largest deviation of an account from what the state of the payment says, in fen. */
function ledgerDeviation(one: EveningInstruction): number {
  const expected = expectedBalances(one);
  const { balances } = one;
  return Math.max(
    Math.abs(balances.fundFen - expected.fundFen),
    Math.abs(balances.payableFen - expected.payableFen),
    Math.abs(balances.bankFen - expected.bankFen),
    Math.abs(balances.otherFen - expected.otherFen),
  );
}

function differenceOf(
  kind: 'openInstruction' | 'ledgerDiffers',
  one: EveningInstruction,
  amountFen: number,
): Difference {
  const { id: instructionId, claimId, grantId, fund, instructedAt: since } = one;
  const id = differenceId(kind, instructionId, amountFen);
  return { id, kind, fund, amountFen, claimId, grantId, instructionId, eventId: null, since };
}

function approvedDifference(approval: EveningApproval, released: Released): readonly Difference[] {
  const { approvedFen, livingFen, paidFen, obligatedFen, settledFen, overAskedFen, claimId, grantId, fund } = approval;
  const amountFen = Math.max(
    livingFen - approvedFen,
    Math.abs((obligatedFen ?? livingFen) - livingFen),
    Math.abs((settledFen ?? paidFen) - paidFen),
    overAskedFen,
  );
  const own = released.get(obligationOf(approval)) ?? [];
  const since = own.map(({ instructedAt }) => instructedAt).toSorted((a, b) => a.getTime() - b.getTime())[0];
  if (amountFen <= 0 || since === undefined) {
    return [];
  }
  const id = differenceId('approvedDiffers', obligationOf(approval), amountFen);
  return [
    { id, kind: 'approvedDiffers', fund, amountFen, claimId, grantId, instructionId: null, eventId: null, since },
  ];
}

function unmatchedDifference(entry: UnmatchedEntry): Difference {
  const { eventId, instructionId, claimId, fund, amountFen, receivedAt: since } = entry;
  const id = differenceId('unmatchedEntry', eventId, amountFen);
  return { id, kind: 'unmatchedEntry', fund, amountFen, claimId, grantId: null, instructionId, eventId, since };
}

function statementDifference({ fund, statementFen, bookedFen }: EveningStatement, day: IsoDate): readonly Difference[] {
  const amountFen = statementFen - bookedFen;
  if (amountFen === 0) {
    return [];
  }
  const id = differenceId('statementDiffers', `${fund}${day}`, amountFen);
  // The day of the statement, whenever its file came.
  const since = new Date(startOfDayMs(day));
  const none = { claimId: null, grantId: null, instructionId: null, eventId: null };
  return [{ id, kind: 'statementDiffers', fund, amountFen, ...none, since }];
}

/** Kind, subject and amount as one id of letters and digits, so that an explanation of it holds in every run. */
function differenceId(kind: DifferenceKind, subject: string, amountFen: number): string {
  const amount = amountFen < 0 ? `m${-amountFen}` : `x${amountFen}`;
  return `dif_${kind}${subject.replaceAll(/[^A-Za-z0-9]/g, '')}${amount}`;
}
