import { announced } from '../../domain/event/announced.ts';
import { judgeReleasing } from '../../domain/payout/claim-payment.ts';
import {
  isFinalState,
  judgeInboxRow,
  LIVING_INSTRUCTION_STATES,
  PARKED_UNTIL_SETTLED,
  PAYING_INSTRUCTION_STATES,
  REPORTED_STATES,
  UNPAID_RESULTS,
} from '../../domain/payout/inbox-judgement.ts';
import { ledgerOfInstructed, ledgerOfResult } from '../../domain/payout/ledger.ts';
import { payoutTopic } from '../../domain/payout/payout-topic.ts';
import { judgeConfirming } from '../../domain/payout/result-entry.ts';
import { ledgerOfDebt } from '../../domain/recovery/advance-debt.ts';
import { ledgerOfRepayment, ledgerOfSetOff } from '../../domain/recovery/recovery-steps.ts';
import { isOneOf } from '../../domain/verdict.ts';
import type { Chance } from './chance.ts';
import { fileOf, takenFromFile } from './money-model-files.ts';
import {
  amountOf,
  book,
  bookedOf,
  nextId,
  type ModelInstruction,
  type ModelReport,
  type MoneyModel,
} from './money-model-tables.ts';

/** One thing that people, the bank or a crash do; returns its name. */
export function stepOf(model: MoneyModel, chance: Chance): string {
  model.clock += 1_000;
  const step = chance.pick(STEPS);
  STEP[step](model, chance);
  return step;
}

const STEPS = [
  'release',
  'event',
  'event',
  'again',
  'file',
  'confirmation',
  'correction',
  'debt',
  'repayment',
  'setOff',
] as const;

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
    const [first] = model.taken.keys();
    const report = first === undefined ? null : someReport(model, chance);
    if (report !== null && first !== undefined) {
      takeIn(model, { ...report, id: first });
    }
  },
  file: (model, chance) => {
    model.files.push(fileOf(nextId(model, 'bkf'), model.instructions, chance));
  },
  confirmation: confirmFile,
  // The bureau confirms the account of a payee anew: what came back is due again, in the same sum.
  correction: ({ claims }, chance) => chance.pick(claims).uncorrected.clear(),
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
    amountFen === 0 ||
    claim.uncorrected.has(line) ||
    own.some((one) => one.line === line && isOneOf(LIVING_INSTRUCTION_STATES, one.state))
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
    model.taken.set(report.id, report);
    const instruction = model.instructions.find(({ id }) => id === report.instructionId);
    if (report.state === 'settled' && instruction?.amountFen === report.amountFen) {
      model.arrived.add(instruction.id);
    }
    judge(model, report);
  }
}

/** As the inbox does: the one judgement, then fact, state and ledger together. */
function judge(model: MoneyModel, report: ModelReport): void {
  const instruction = model.instructions.find(({ id }) => id === report.instructionId);
  const verdict = judgeInboxRow(report, instruction === undefined ? null : { ...instruction, claimEndedUnpaid: false });
  if (verdict.kind === 'park' || instruction === undefined) {
    park(model, report, verdict.kind === 'park' ? verdict.reason : '');
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
  if (isOneOf(UNPAID_RESULTS, verdict.state)) {
    instruction.claim.uncorrected.add(instruction.line);
  }
  tellPayment(model, instruction);
  if (verdict.state === 'settled') {
    judgeParkedAgain(model, instruction.id);
  }
}

function park(model: MoneyModel, report: ModelReport, reason: string): void {
  const { id: eventId, amountFen } = report;
  model.parked.set(eventId, { report, reason, at: model.clock });
  const instructionId = model.instructions.find(({ id }) => id === report.instructionId)?.id ?? null;
  const facts = { eventId, reason, instructionId, amountFen };
  model.outbox.push(announced('payout.unmatched', new Date(model.clock), facts));
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
    // What waits for a person is in the inbox before a batch takes the results of the file.
    const told = takenFromFile(model, file);
    for (const { report, reason } of told) {
      model.taken.set(report.id, report);
      if (reason !== null) {
        park(model, report, reason);
      }
    }
    told.filter(({ reason }) => reason === null).forEach(({ report }) => judge(model, report));
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
