import { balancesOf } from '../../domain/ledger/balances.ts';
import { LIVING_INSTRUCTION_STATES } from '../../domain/payout/inbox-judgement.ts';
import { stateAfterFacts, type EveningFacts, type EveningInstruction } from '../../domain/reconciliation/reconcile.ts';
import { isOneOf } from '../../domain/verdict.ts';
import { amountOf, MODEL_DAY, type MoneyModel } from './money-model-tables.ts';

/** What an evening would read at an instant: as the statement of the product reads it. */
export function eveningOf(model: MoneyModel, asOf: number): EveningFacts {
  const known = model.instructions.filter(({ instructedAt }) => instructedAt <= asOf);
  const booked = ofInstructions(model.ledger, asOf);
  const reported = ofInstructions(model.facts, asOf);
  const instructions = known.map((one): EveningInstruction => {
    const rows = booked.get(one.id) ?? [];
    const said = reported.get(one.id) ?? [];
    return {
      id: one.id,
      claimId: one.claim.id,
      grantId: null,
      instalmentNo: null,
      purpose: 'base',
      fund: one.claim.fund,
      amountFen: one.amountFen,
      instructedAt: new Date(one.instructedAt),
      state: stateAfterFacts(said.map(({ state }) => state)),
      balances: balancesOf(rows, one.claim.fund),
    };
  });
  const approvals = model.claims.map((claim) => {
    const own = model.instructions.filter((one) => one.claim === claim);
    const livingFen = amountOf(own.filter(({ state }) => isOneOf(LIVING_INSTRUCTION_STATES, state)));
    const paidFen = amountOf(own.filter(({ state }) => state === 'settled'));
    const of = { claimId: claim.id, grantId: null, instalmentNo: null, purpose: 'base', fund: claim.fund } as const;
    return {
      ...of,
      approvedFen: claim.approvedFen,
      obligatedFen: null,
      settledFen: null,
      livingFen,
      paidFen,
      overAskedFen: 0,
    };
  });
  const unmatched = Array.from(model.parked.values(), ({ report, at }) => ({
    eventId: report.id,
    instructionId: report.instructionId,
    claimId: null,
    fund: null,
    amountFen: report.amountFen ?? 0,
    receivedAt: new Date(at),
  })).filter(({ receivedAt }) => receivedAt.getTime() <= asOf);
  return { day: MODEL_DAY, instructions, approvals, unmatched, statements: [] };
}

/** What was known at an instant, by its payment. */
function ofInstructions<Known extends { readonly instructionId: string | null; readonly at: number }>(
  all: readonly Known[],
  asOf: number,
): ReadonlyMap<string | null, readonly Known[]> {
  const found = new Map<string | null, Known[]>();
  for (const one of all) {
    if (one.at > asOf) {
      break;
    }
    const others = found.get(one.instructionId);
    if (others === undefined) {
      found.set(one.instructionId, [one]);
    } else {
      others.push(one);
    }
  }
  return found;
}
