import { describe, expect, it } from 'vitest';
import { reconcile } from '../../../domain/reconciliation/reconcile.ts';
import { createChance } from '../../support/chance.ts';
import { CAME_BACK_RESULTS } from '../../../domain/payout/inbox-judgement.ts';
import { isOneOf } from '../../../domain/verdict.ts';
import { stepOf } from '../../support/money-model.ts';
import { beginModel, type MoneyModel } from '../../support/money-model-tables.ts';
import { eveningOf } from '../../support/money-model-evening.ts';
import { beginSending, faultAtTheEnd, sendingStep, type SendingModel } from '../../support/money-model-receiver.ts';

const SCHEDULES = 10_000;
const STEPS = 24;
/** What senders and the other system do after each step. */
const SENDING_STEPS = 2;

/** What is not as it must be after a step; null when everything is. */
function faultOf(model: MoneyModel): string | null {
  const evening = reconcile(eveningOf(model, model.clock));
  for (const of of evening.funds) {
    const parts = of.settledFen + of.failedFen + of.returnedFen + of.reversedFen + of.openFen;
    if (of.instructedFen !== parts) {
      return `instructed ${of.instructedFen}, and its parts ${parts}`;
    }
    if (of.approvedFen < of.instructedFen || of.settledFen > of.approvedFen) {
      return `approved ${of.approvedFen}, instructed ${of.instructedFen}, settled ${of.settledFen}`;
    }
    if (of.ledgerDifferenceFen !== 0) {
      return `the ledger differs by ${of.ledgerDifferenceFen}`;
    }
  }
  const wrong = evening.differences.find(({ kind }) => kind !== 'openInstruction' && kind !== 'unmatchedEntry');
  return wrong === undefined
    ? faultOfAccounts(
        model,
        evening.funds.reduce((sum, { openFen }) => sum + openFen, 0),
      )
    : wrong.kind;
}

function faultOfAccounts({ ledger, claims, instructions, debts, arrived }: MoneyModel, openFen: number): string | null {
  const sumOf = (name: string) =>
    ledger.filter(({ account }) => account === name).reduce((sum, { amountFen }) => sum + amountFen, 0);
  const all = ledger.reduce((sum, { amountFen }) => sum + amountFen, 0);
  if (all !== 0 || sumOf('payable') !== -openFen) {
    return `the accounts sum to ${all}; payable ${sumOf('payable')}, and open ${openFen}`;
  }
  const owedFen = debts.reduce((sum, debt) => sum + debt.openFen, 0);
  if (sumOf('recoverable') !== owedFen) {
    return `recoverable ${sumOf('recoverable')}, and owed ${owedFen}`;
  }
  const unsaid = instructions.find(
    ({ id, state }) => (state === 'settled' || isOneOf(CAME_BACK_RESULTS, state)) && !arrived.has(id),
  );
  if (unsaid !== undefined) {
    return `${unsaid.id} is ${unsaid.state}, and nobody said that its whole amount arrived`;
  }
  const over = claims.find((claim) => {
    const settled = instructions.filter((one) => one.claim === claim && one.state === 'settled');
    return settled.reduce((sum, { amountFen }) => sum + amountFen, 0) > claim.approvedFen;
  });
  return over === undefined ? null : `${over.id} is paid more than approved`;
}

interface Walked {
  readonly fault: string | null;
  readonly states: readonly string[];
  /** Why reports waited for a person. */
  readonly reasons: readonly string[];
  /** What the other system and its senders came by. */
  readonly met: readonly string[];
}

/**
 * One schedule from its seed; what was known at an instant of its middle is the same at its end, and another system has
 * heard of everything by then.
 */
function walk(seed: number): Walked {
  const chance = createChance(seed);
  const model = beginModel(chance);
  const sending = beginSending();
  const chanceOfSending = createChance(seed + SCHEDULES);
  const steps: string[] = [];
  let middle: { readonly at: number; readonly funds: string } | null = null;
  for (let count = 0; count < STEPS; count += 1) {
    const before = writtenIn(model);
    steps.push(stepOf(model, chance));
    // What wrote nothing left everything as it was judged before.
    const fault = count > 0 && writtenIn(model) === before ? null : faultOf(model);
    if (fault !== null) {
      return { fault: `seed ${seed}, ${steps.join(' ')}: ${fault}`, states: [], reasons: [], met: [] };
    }
    for (let turn = 0; turn < SENDING_STEPS; turn += 1) {
      sendingStep(sending, model.outbox, chanceOfSending);
    }
    if (count === STEPS / 2) {
      middle = { at: model.clock, funds: knownAt(model, model.clock) };
    }
  }
  const isSame = middle === null || knownAt(model, middle.at) === middle.funds;
  const heard = faultAtTheEnd(sending, model.outbox) ?? faultOfHeard(model, sending);
  const fault = isSame ? heard : 'what was known is told otherwise later';
  const states = model.instructions.map(({ state }) => state);
  const reasons = Array.from(model.parked.values(), ({ reason }) => reason);
  return { fault: fault === null ? null : `seed ${seed}: ${fault}`, states, reasons, met: [...sending.met] };
}

/** Grows with everything that a step writes. */
function writtenIn({ ledger, facts, instructions, outbox }: MoneyModel): number {
  return ledger.length + facts.length + instructions.length + outbox.length;
}

/** Who hears every event of a payment in its order knows what has settled. */
function faultOfHeard({ instructions }: MoneyModel, { deliveries }: SendingModel): string | null {
  const payments = deliveries.filter(({ told }) => told.topic !== 'payout.unmatched');
  const last = new Map(payments.map(({ told }) => [told.payload['instructionId'], told.topic]));
  const wrong = instructions.find(({ id, state }) => (state === 'settled') !== (last.get(id) === 'payout.settled'));
  return wrong === undefined ? null : `${wrong.id} is ${wrong.state}, and others heard ${last.get(wrong.id)}`;
}

function knownAt(model: MoneyModel, at: number): string {
  // What is approved is as it stands now; everything else is as it was known.
  return JSON.stringify(reconcile(eveningOf(model, at)).funds);
}

describe('the money of an office, step by step', () => {
  it('R-146: never settles more than is approved, its identities hold after every step of 10,000 schedules, and another system hears all of it in its order', () => {
    const reached = new Set<string>();
    const reasons = new Set<string>();
    const met = new Set<string>();
    for (let seed = 1; seed <= SCHEDULES; seed += 1) {
      const walked = walk(seed);
      expect(walked.fault).toBeNull();
      walked.states.forEach((state) => reached.add(state));
      walked.reasons.forEach((reason) => reasons.add(reason));
      walked.met.forEach((what) => met.add(what));
    }
    expect([...met].toSorted()).toEqual(['afterAnHour', 'again', 'away', 'killed']);
    expect([...reasons].toSorted()).toEqual([
      'AMOUNT_MISMATCH',
      'CONTRADICTION',
      'NOT_SETTLED',
      'PARTIAL',
      'UNKNOWN_INSTRUCTION',
    ]);
    expect([...reached].toSorted()).toEqual([
      'accepted',
      'failed',
      'inTransit',
      'instructed',
      'returned',
      'reversed',
      'settled',
    ]);
  });

  it('walks the same way from the same seed', () => {
    expect(walk(42)).toEqual(walk(42));
  });
});
