import { describe, expect, it } from 'vitest';
import { beginCourse, type Payment } from '../../../domain/claim/claim-course.ts';
import { parseFen } from '../../../domain/money.ts';
import { batchParts, type WantedBatch } from '../../../domain/payout/batch-parts.ts';
import { overBudgetOfPayments } from '../../../domain/payout/budget.ts';
import { maskedPayee } from '../../../domain/payout/masked-payee.ts';
import { isAccountOfClaim, linesOfPayee } from '../../../domain/payout/payee-lines.ts';
import type { ClaimToPay } from '../../../domain/payout/payment-parts.ts';
import { judgeConfirming } from '../../../domain/payout/result-entry.ts';
import { ACTORS } from '../../support/claim-courses.ts';

const { financeMaker, financeChecker } = ACTORS;
const start = beginCourse(1, { personId: 'per_school', organ: null, section: null, role: 'applicant' });
const due: Payment = { state: 'due', amountFen: 300, accountCorrected: false };

function claim(claimNo: string, change: Partial<ClaimToPay<string>> = {}): ClaimToPay<string> {
  return {
    claimNo,
    course: { ...start, state: 'finance', payments: { ...start.payments, base: due } },
    account: `of ${claimNo}`,
    isOfPerson: false,
    routePayee: 'institution',
    funds: [{ purpose: 'base', fund: 'EMPLOYMENT_SUBSIDY' }],
    living: [],
    ...change,
  };
}

const wanted = (claimIds: readonly string[], change: Partial<WantedBatch> = {}): WantedBatch => ({
  claimIds,
  fund: null,
  purpose: null,
  ...change,
});

function parts(asked: WantedBatch, claims: Readonly<Record<string, ClaimToPay<string>>>) {
  return batchParts(asked, new Map(Object.entries(claims)), new Map(), financeMaker);
}

describe('a batch', () => {
  it('has the payments of the fund of its first claim, in the maker’s order (R-100)', () => {
    const made = parts(wanted(['b', 'a']), { a: claim('A'), b: claim('B') });
    expect(made).toMatchObject({
      ok: true,
      fund: 'EMPLOYMENT_SUBSIDY',
      parts: [{ claim: { claimNo: 'B' } }, { claim: { claimNo: 'A' } }],
    });
  });

  it('is of one fund: a claim without a payment of it is refused by its position', () => {
    const other = claim('B', { funds: [{ purpose: 'base', fund: 'UNEMPLOYMENT_INSURANCE' }] });
    const refused = { ok: false, reason: 'DIFFERENT_FUNDS', missing: [] };
    expect(parts(wanted(['a', 'b']), { a: claim('A'), b: other })).toEqual({ ...refused, positions: [1] });
    expect(parts(wanted(['a'], { fund: 'UNEMPLOYMENT_INSURANCE' }), { a: claim('A') })).toEqual({
      ...refused,
      positions: [0],
    });
    expect(parts(wanted([]), {})).toEqual({ ...refused, positions: [0] });
  });

  it('names all claims with the first refusal, and no others', () => {
    const waiting = claim('C', { course: null });
    expect(parts(wanted(['x', 'a', 'c', 'y']), { a: claim('A'), c: waiting })).toEqual({
      ok: false,
      reason: 'CLAIM_UNKNOWN',
      positions: [0, 3],
      missing: [],
    });
    expect(parts(wanted(['c', 'x']), { c: waiting })).toMatchObject({ reason: 'WRONG_STATE', positions: [0] });
  });
});

const budget = (id: string, budgetFen: number, committedFen: number) => ({
  id,
  budgetFen: parseFen(budgetFen),
  committedFen: parseFen(committedFen),
});

describe('the budgets of drafted payments', () => {
  it('are exceeded line by line; a payment without a plan line takes none (R-016)', () => {
    const planLines = [budget('p1', 1_000, 900), budget('p2', 1_000, 0)];
    const payments = [
      { planLine: 'p1', amountFen: 150 },
      { planLine: 'p1', amountFen: 50 },
      { planLine: 'p2', amountFen: 500 },
      { planLine: null, amountFen: 9_999 },
    ];
    expect(overBudgetOfPayments(planLines, payments)).toBe(100);
    expect(overBudgetOfPayments([], payments)).toBe(0);
  });
});

describe('the payee of an instruction', () => {
  it('is masked if it is a person; of every account only the last four digits are shown', () => {
    const account = { holder: '王小强', bank: '工商银行', number: '6222 0000 1234 5678' };
    expect(maskedPayee(account, true)).toBe('王*强 · 工商银行 · ****5678');
    expect(maskedPayee(account, false)).toBe('王小强 · 工商银行 · ****5678');
  });
});

const line = (id: string, traineeId: string | null = null) => ({ id, traineeId });

describe('the lines of an account', () => {
  it('are none for the claim’s own account, unless the route pays persons (R-107)', () => {
    expect(isAccountOfClaim(null, 'institution')).toBe(true);
    expect(isAccountOfClaim(null, null)).toBe(true);
    expect(isAccountOfClaim(null, 'person')).toBe(false);
    expect(isAccountOfClaim('1', 'institution')).toBe(false);
  });

  it('are all lines of the named line’s person; a result without a person has its own line only', () => {
    const lines = [line('1', 'a'), line('2', 'b'), line('3', 'a'), line('4'), line('5')];
    expect(linesOfPayee(lines, '3')).toEqual({ kind: 'lines', of: lines[2], lineIds: ['1', '3'] });
    expect(linesOfPayee(lines, '4')).toEqual({ kind: 'lines', of: lines[3], lineIds: ['4'] });
    expect(linesOfPayee(lines, '9')).toEqual({ kind: 'unknownLine' });
  });

  it('are asked for where several persons are paid and none is named', () => {
    expect(linesOfPayee([line('1', 'a'), line('2', 'a')], null)).toMatchObject({ lineIds: ['1', '2'] });
    expect(linesOfPayee([line('1', 'a'), line('2', 'b')], null)).toEqual({ kind: 'whose' });
    expect(linesOfPayee([], null)).toEqual({ kind: 'unknownLine' });
  });
});

describe('results that a maker entered', () => {
  it('are put in force once, by a checker who is not the maker (D3, D12)', () => {
    const entry = { makerId: financeMaker.personId, isConfirmed: false };
    const refusalOf = (known: typeof entry, who = financeChecker) => {
      const verdict = judgeConfirming(known, who);
      return verdict.ok ? null : verdict.reason;
    };
    expect(refusalOf(entry)).toBeNull();
    expect(refusalOf({ ...entry, isConfirmed: true })).toBe('ALREADY_CONFIRMED');
    expect(refusalOf({ ...entry, makerId: financeChecker.personId })).toBe('SAME_PERSON_FORBIDDEN');
    expect(refusalOf(entry, financeMaker)).toBe('SAME_PERSON_FORBIDDEN');
    expect(refusalOf({ ...entry, makerId: 'somebody' }, financeMaker)).toBe('FORBIDDEN');
  });
});
