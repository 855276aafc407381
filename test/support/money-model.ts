import { parseIsoDate } from '../../domain/calendar.ts';
import { announced, type Announced } from '../../domain/event/announced.ts';
import { judgeReleasing } from '../../domain/payout/claim-payment.ts';
import {
  isFinalState,
  judgeInboxRow,
  LIVING_INSTRUCTION_STATES,
  PARKED_UNTIL_SETTLED,
  PAYING_INSTRUCTION_STATES,
  REPORTED_STATES,
  type InstructionState,
  type ReportedState,
} from '../../domain/payout/inbox-judgement.ts';
import { ledgerOfInstructed, ledgerOfResult, type LedgerRow } from '../../domain/payout/ledger.ts';
import { payoutTopic } from '../../domain/payout/payout-topic.ts';
import { judgeConfirming } from '../../domain/payout/result-entry.ts';
import { ledgerOfDebt } from '../../domain/recovery/advance-debt.ts';
import { ledgerOfRepayment, ledgerOfSetOff } from '../../domain/recovery/recovery-steps.ts';
import { isOneOf } from '../../domain/verdict.ts';
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
}

interface ModelInstruction {
  readonly id: string;
  readonly claim: ModelClaim;
  readonly line: number;
  readonly amountFen: number;
  readonly instructedAt: number;
  state: InstructionState;
}

interface ModelReport {
  readonly id: string;
  readonly instructionId: string;
  readonly state: ReportedState;
  readonly amountFen: number;
}

/** A file of the bank that a maker brought: nothing of it counts before another person confirms it. */
interface ModelFile {
  readonly id: string;
  readonly reports: readonly ModelReport[];
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
  readonly taken: Set<string>;
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
    return { id: `clm_${position}`, fund: chance.pick(FUNDS), lines, approvedFen };
  });
  return {
    claims,
    instructions: [],
    ledger: [],
    facts: [],
    parked: new Map(),
    taken: new Set(),
    files: [],
    debts: [],
    outbox: [],
    clock: BEGAN_MS,
    count: 0,
  };
}

/** One thing that people, the bank or a crash do; returns its name. */
export function stepOf(model: MoneyModel, chance: Chance): string {
  model.clock += 1_000;
  const step = chance.pick(STEPS);
  STEP[step](model, chance);
  return step;
}

const STEPS = ['release', 'event', 'event', 'again', 'file', 'confirmation', 'debt', 'repayment', 'setOff'] as const;

const STEP: Readonly<Record<(typeof STEPS)[number], (model: MoneyModel, chance: Chance) => void>> = {
  release,
  event: (model, chance) => {
    const report = someReport(model, chance);
    if (report !== null) {
      // A worker that is killed between two turns takes the same row again.
      for (let turn = chance.oneIn(5) ? 2 : 1; turn > 0; turn -= 1) {
        takeIn(model, report);
      }
    }
  },
  again: (model, chance) => {
    const [first] = model.taken;
    const report = first === undefined ? null : someReport(model, chance);
    if (report !== null && first !== undefined) {
      takeIn(model, { ...report, id: first });
    }
  },
  file: (model, chance) => {
    const reports = [someReport(model, chance), someReport(model, chance)].flatMap((one) =>
      one === null ? [] : [one],
    );
    model.files.push({ id: nextId(model, 'bkf'), reports, isConfirmed: false });
  },
  confirmation: confirmFile,
  debt: (model, chance) => {
    const claim = chance.pick(model.claims);
    const amountFen = 1 + chance.below(500);
    const recoveryId = nextId(model, 'rec');
    book(model, ledgerOfDebt({ recoveryId, claimId: claim.id, amountFen, fund: claim.fund }, null));
    const debt = { id: recoveryId, claim, amountFen, openFen: amountFen };
    model.debts.push(debt);
    tellDebt(model, debt, 'recovery.opened');
  },
  repayment: (model, chance) => {
    const debt = model.debts.find(({ openFen }) => openFen > 0);
    if (debt !== undefined) {
      const amountFen = 1 + chance.below(debt.openFen);
      const actId = nextId(model, 'act');
      book(model, ledgerOfRepayment({ recoveryId: debt.id, actId, claimId: debt.claim.id, amountFen }));
      debt.openFen -= amountFen;
      tellDebt(model, debt, 'recovery.repaid');
    }
  },
  setOff,
};

/** What is due of a claim and not on its way or settled leaves: as the claim judges it, whole or not at all. */
function release(model: MoneyModel, chance: Chance): void {
  const claim = chance.pick(model.claims);
  const own = model.instructions.filter((one) => one.claim === claim);
  const leftFen = amountOf(own.filter(({ state }) => isOneOf(PAYING_INSTRUCTION_STATES, state)));
  const dueFen = claim.lines.reduce((total, fen) => total + fen, 0);
  const drafted = claim.lines.flatMap((amountFen, line) =>
    amountFen === 0 || own.some((one) => one.line === line && isOneOf(LIVING_INSTRUCTION_STATES, one.state))
      ? []
      : // Now and then somebody drafts another amount.
        [{ line, amountFen: chance.oneIn(10) ? amountFen + 1 : amountFen }],
  );
  const advance = { filingState: null, isReopened: false, isClassUnpaid: false, owedAnywayFen: 0 };
  const verdict = judgeReleasing({ purpose: 'base', ...advance, drafted, leftFen, dueFen });
  if (!verdict.ok) {
    return;
  }
  for (const { line, amountFen } of drafted) {
    const one = {
      id: nextId(model, 'pin'),
      claim,
      line,
      amountFen,
      instructedAt: model.clock,
      state: 'instructed' as const,
    };
    model.instructions.push(one);
    book(model, ledgerOfInstructed(bookedOf(one)));
    tellPayment(model, one);
  }
}

function someReport(model: MoneyModel, chance: Chance): ModelReport | null {
  if (model.instructions.length === 0) {
    return null;
  }
  const { id, amountFen } = chance.pick(model.instructions);
  return {
    id: nextId(model, 'evt'),
    instructionId: chance.oneIn(15) ? 'pin_unknown' : id,
    state: chance.oneIn(2) ? 'settled' : chance.pick(REPORTED_STATES),
    amountFen: chance.oneIn(15) ? amountFen - 1 : amountFen,
  };
}

function takeIn(model: MoneyModel, report: ModelReport): void {
  if (!model.taken.has(report.id)) {
    model.taken.add(report.id);
    judge(model, report);
  }
}

/** As the inbox does: the one judgement, then fact, state and ledger together. */
function judge(model: MoneyModel, report: ModelReport): void {
  const instruction = model.instructions.find(({ id }) => id === report.instructionId);
  const verdict = judgeInboxRow(report, instruction === undefined ? null : { ...instruction, claimEndedUnpaid: false });
  if (verdict.kind === 'park' || instruction === undefined) {
    const reason = verdict.kind === 'park' ? verdict.reason : '';
    model.parked.set(report.id, { report, reason, at: model.clock });
    const facts = { eventId: report.id, reason, instructionId: instruction?.id ?? null, amountFen: report.amountFen };
    model.outbox.push(announced('payout.unmatched', new Date(model.clock), facts));
    return;
  }
  model.facts.push({ instructionId: instruction.id, state: report.state, at: model.clock });
  if (verdict.kind === 'fact') {
    return;
  }
  if (isFinalState(verdict.state)) {
    book(model, ledgerOfResult(bookedOf(instruction), { inboxId: report.id, outcome: verdict.state }));
  }
  instruction.state = verdict.state;
  tellPayment(model, instruction);
  if (verdict.state === 'settled') {
    judgeParkedAgain(model, instruction.id);
  }
}

function judgeParkedAgain(model: MoneyModel, instructionId: string): void {
  for (const [id, { report, reason }] of model.parked) {
    if (report.instructionId === instructionId && PARKED_UNTIL_SETTLED.some((one) => one === reason)) {
      model.parked.delete(id);
      judge(model, report);
    }
  }
}

function confirmFile(model: MoneyModel, chance: Chance): void {
  const file = model.files.find(({ isConfirmed }) => !isConfirmed);
  const personId = chance.pick(['per_maker', 'per_checker']);
  const checker = { personId, roles: ['financeMaker', 'financeChecker'] as const };
  if (file !== undefined && judgeConfirming({ makerId: 'per_maker', isConfirmed: file.isConfirmed }, checker).ok) {
    file.isConfirmed = true;
    file.reports.forEach((report) => takeIn(model, report));
  }
}

/** Only by name, only of what is due and not on its way, and only of a claim that pays one payee. */
function setOff(model: MoneyModel, chance: Chance): void {
  const debt = model.debts.find(({ openFen }) => openFen > 0);
  const claim = chance.pick(model.claims);
  const isOnItsWay = model.instructions.some(
    (one) => one.claim === claim && isOneOf(LIVING_INSTRUCTION_STATES, one.state),
  );
  const dueFen = claim.lines[0] ?? 0;
  if (debt === undefined || claim.lines.length > 1 || isOnItsWay || dueFen === 0) {
    return;
  }
  const amountFen = Math.min(debt.openFen, 1 + chance.below(dueFen));
  const booked = { recoveryId: debt.id, actId: nextId(model, 'act'), claimId: debt.claim.id, amountFen };
  book(model, ledgerOfSetOff(booked, claim.fund));
  debt.openFen -= amountFen;
  claim.lines[0] = dueFen - amountFen;
  tellDebt(model, debt, 'recovery.set_off');
}

function tellPayment(model: MoneyModel, { id: instructionId, claim, state }: ModelInstruction): void {
  const topic = payoutTopic(state);
  if (topic !== null) {
    model.outbox.push(announced(topic, new Date(model.clock), { instructionId, claimId: claim.id, grantId: null }));
  }
}

function tellDebt(
  model: MoneyModel,
  { id: recoveryId, claim, amountFen, openFen }: MoneyModel['debts'][number],
  topic: 'recovery.opened' | 'recovery.repaid' | 'recovery.set_off',
): void {
  const of = { recoveryId, claimId: claim.id, grantId: null, cause: 'WRONG_AMOUNT', state: 'found' };
  model.outbox.push(announced(topic, new Date(model.clock), { ...of, amountFen, openFen }));
}

function book(model: MoneyModel, rows: readonly LedgerRow[]): void {
  model.ledger.push(...rows.map((row) => ({ ...row, at: model.clock })));
}

function bookedOf({ id, claim, amountFen, state }: ModelInstruction) {
  return { id, claimId: claim.id, amountFen, fund: claim.fund, state };
}

function nextId(model: MoneyModel, prefix: string): string {
  model.count += 1;
  return `${prefix}_${model.count}`;
}

/** Fen. */
export function amountOf(instructions: readonly ModelInstruction[]): number {
  return instructions.reduce((total, { amountFen }) => total + amountFen, 0);
}
