import { describe, expect, it } from 'vitest';
import { parseIsoDate } from '../../../domain/calendar.ts';
import type { InstructionState } from '../../../domain/payout/inbox-judgement.ts';
import { expectedBalances } from '../../../domain/ledger/balances.ts';
import {
  reconcile,
  stateAfterFacts,
  type EveningApproval,
  type EveningFacts,
  type EveningInstruction,
} from '../../../domain/reconciliation/reconcile.ts';

const AT = new Date('2025-07-01T10:00:00+08:00');
const OWED = {
  claimId: 'clm_1',
  grantId: null,
  instalmentNo: null,
  purpose: 'base',
  fund: 'EMPLOYMENT_SUBSIDY',
} as const;

function paid(id: string, state: InstructionState, amountFen = 100): EveningInstruction {
  return { ...OWED, id, amountFen, instructedAt: AT, state, balances: expectedBalances({ state, amountFen }) };
}

function approved(fen: number, livingFen: number, paidFen = 0): EveningApproval {
  return {
    ...OWED,
    approvedFen: fen,
    obligatedFen: livingFen,
    settledFen: paidFen,
    livingFen,
    paidFen,
    overAskedFen: 0,
  };
}

function evening(facts: Partial<EveningFacts>) {
  const none = { instructions: [], approvals: [], unmatched: [], statements: [] };
  return reconcile({ day: parseIsoDate('2025-07-01'), ...none, ...facts });
}

const idOf = (amountFen: number) =>
  evening({ instructions: [paid('pin_1', 'accepted', amountFen)], approvals: [] }).differences[0]?.id;

describe('an evening', () => {
  it('sums what became of each payment, and is balanced without a difference', () => {
    const instructions = (['settled', 'failed', 'returned', 'reversed'] as const).map((state) =>
      paid(`pin_${state}`, state),
    );
    const { balanced, funds, differences } = evening({ instructions, approvals: [approved(400, 100, 100)] });
    expect([balanced, differences]).toEqual([true, []]);
    expect(funds).toEqual([
      {
        fund: 'EMPLOYMENT_SUBSIDY',
        approvedFen: 400,
        instructedFen: 400,
        settledFen: 100,
        failedFen: 100,
        returnedFen: 100,
        reversedFen: 100,
        openFen: 0,
        statementFen: null,
        ledgerDifferenceFen: 0,
      },
    ]);
  });

  it('counts the approval of an amount that came back and left again twice, and no other', () => {
    const instructions = [paid('pin_1', 'failed'), paid('pin_2', 'settled')];
    expect(evening({ instructions, approvals: [approved(100, 100, 100)] }).funds).toMatchObject([
      { approvedFen: 200, instructedFen: 200 },
    ]);
    expect(evening({ instructions: [paid('pin_1', 'failed')], approvals: [approved(100, 0)] }).funds).toMatchObject([
      { approvedFen: 100, instructedFen: 100 },
    ]);
  });

  it('names an open payment, and nothing else of it', () => {
    const { balanced, differences } = evening({
      instructions: [paid('pin_1', 'accepted')],
      approvals: [approved(100, 100)],
    });
    expect(balanced).toBe(false);
    expect(differences).toMatchObject([
      { kind: 'openInstruction', instructionId: 'pin_1', claimId: 'clm_1', amountFen: 100, since: AT },
    ]);
  });

  it('names an approval that is exceeded, or whose counts are wrong', () => {
    const instructions = [paid('pin_1', 'settled', 100)];
    const kinds = (approval: EveningApproval) =>
      evening({ instructions, approvals: [approval] }).differences.map(({ kind, amountFen }) => [kind, amountFen]);
    expect(kinds(approved(90, 100, 100))).toEqual([['approvedDiffers', 10]]);
    expect(kinds({ ...approved(100, 100, 100), settledFen: 60 })).toEqual([['approvedDiffers', 40]]);
    expect(kinds({ ...approved(100, 100, 100), obligatedFen: 130 })).toEqual([['approvedDiffers', 30]]);
    expect(kinds({ ...approved(100, 100, 100), overAskedFen: 20 })).toEqual([['approvedDiffers', 20]]);
    expect(kinds(approved(100, 100, 100))).toEqual([]);
  });

  it('names a payment of which the accounts say otherwise; two errors do not cancel out', () => {
    const more = { ...paid('pin_1', 'settled'), balances: { fundFen: 100, payableFen: 7, bankFen: -107, otherFen: 0 } };
    const less = { ...paid('pin_2', 'settled'), balances: { fundFen: 100, payableFen: -7, bankFen: -93, otherFen: 0 } };
    const { funds, differences } = evening({ instructions: [more, less], approvals: [approved(200, 200, 200)] });
    expect(funds[0]?.ledgerDifferenceFen).toBe(14);
    expect(differences.map(({ kind, instructionId }) => [kind, instructionId])).toEqual([
      ['ledgerDiffers', 'pin_1'],
      ['ledgerDiffers', 'pin_2'],
    ]);
  });

  it("names a statement whose sum is not what was booked, with the bank's sum in the figures", () => {
    const statement = { fund: 'TALENT_SPECIAL', statementFen: 90, bookedFen: 100 } as const;
    const { funds, differences } = evening({ statements: [statement] });
    expect(funds).toMatchObject([{ fund: 'TALENT_SPECIAL', statementFen: 90, instructedFen: 0 }]);
    const since = new Date('2025-07-01T00:00:00+08:00');
    expect(differences).toMatchObject([{ kind: 'statementDiffers', amountFen: -10, since }]);
    expect(evening({ statements: [{ ...statement, bookedFen: 90 }] }).balanced).toBe(true);
  });

  it('gives the same difference the same id in every run, and another one to another amount', () => {
    expect(idOf(100)).toBe(idOf(100));
    expect(idOf(100)).not.toBe(idOf(101));
    expect(idOf(100)).toMatch(/^dif_[A-Za-z0-9]+$/);
  });
});

describe('the state of a payment after facts', () => {
  it('is the one that the judgement of reports gives: late and repeated reports change nothing (R-146, R-147)', () => {
    expect(stateAfterFacts([])).toBe('instructed');
    expect(stateAfterFacts(['accepted', 'inTransit'])).toBe('inTransit');
    expect(stateAfterFacts(['settled', 'accepted'])).toBe('settled');
    expect(stateAfterFacts(['settled', 'returned', 'settled'])).toBe('returned');
    expect(stateAfterFacts(['failed'])).toBe('failed');
  });
});
