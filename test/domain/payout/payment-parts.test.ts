import { describe, expect, it } from 'vitest';
import { beginCourse, type ClaimCourse, type Payment } from '../../../domain/claim/claim-course.ts';
import { paymentParts, type ClaimToPay, type LineToPay } from '../../../domain/payout/payment-parts.ts';
import { ACTORS } from '../../support/claim-courses.ts';

const start = beginCourse(1, { personId: 'per_school', organ: null, section: null, role: 'applicant' });
const due: Payment = { state: 'due', amountFen: 300, accountCorrected: false };
const COURSE: ClaimCourse = { ...start, state: 'finance', payments: { ...start.payments, base: due } };
const CLAIM: ClaimToPay<string> = {
  claimNo: 'BT-1',
  course: COURSE,
  account: 'of the applicant',
  isOfPerson: false,
  routePayee: 'institution',
  funds: [{ purpose: 'base', fund: 'EMPLOYMENT_SUBSIDY' }],
  living: [],
};
const TO_PERSONS: ClaimToPay<string> = { ...CLAIM, routePayee: 'person' };

function line(id: string, change: Partial<LineToPay<string>> = {}): LineToPay<string> {
  return { id, position: Number(id), baseFen: 100, allowanceFen: 0, account: `of ${id}`, ...change };
}

const LINES = [line('1'), line('2'), line('3')];
const parts = (claim: ClaimToPay<string>, lines: readonly LineToPay<string>[] = LINES) =>
  paymentParts(claim, lines, null, ACTORS.financeMaker);

describe('the payments of a claim that may be drafted', () => {
  it('are one instruction to the applicant where the route pays the applicant', () => {
    expect(parts(CLAIM)).toMatchObject([
      {
        purpose: 'base',
        fund: 'EMPLOYMENT_SUBSIDY',
        amountFen: 300,
        instructions: [{ lineId: null, amountFen: 300, account: 'of the applicant', isPerson: false }],
      },
    ]);
  });

  it('are one instruction per line where the route pays persons, and their sum (R-107)', () => {
    expect(parts(TO_PERSONS)).toMatchObject([
      { amountFen: 300, instructions: [{ lineId: '1', account: 'of 1' }, { lineId: '2' }, { lineId: '3' }] },
    ]);
  });

  it('are the lines without a living instruction after a part has failed', () => {
    const living = [{ purpose: 'base', lineId: '2' }];
    expect(parts({ ...TO_PERSONS, living })).toMatchObject([
      { amountFen: 200, instructions: [{ lineId: '1' }, { lineId: '3' }] },
    ]);
    const all = LINES.map(({ id }) => ({ purpose: 'base', lineId: id }));
    expect(parts({ ...TO_PERSONS, living: all })).toEqual({ reason: 'ALREADY_IN_BATCH' });
  });

  it('are refused with the rows of people who have no account, and paid to a single applicant’s own', () => {
    const without = [line('1'), line('2', { account: null })];
    expect(parts(TO_PERSONS, without)).toMatchObject({
      reason: 'INCOMPLETE',
      missing: { en: expect.stringContaining('BT-1') },
    });
    expect(parts({ ...TO_PERSONS, isOfPerson: true }, without)).toMatchObject([
      { instructions: [{ account: 'of 1' }, { account: 'of the applicant', isPerson: true }] },
    ]);
  });

  it('are refused before a fund is bound, before the workflow began, and twice', () => {
    expect(parts({ ...CLAIM, funds: [] })).toEqual({ reason: 'NOTICE_OPEN' });
    expect(parts({ ...CLAIM, course: null })).toEqual({ reason: 'WRONG_STATE' });
    expect(parts({ ...CLAIM, living: [{ purpose: 'base', lineId: null }] })).toEqual({ reason: 'ALREADY_IN_BATCH' });
  });

  it('are refused to a maker who decided on the claim, and to everybody who is no maker (D12)', () => {
    const { personId, organ, section } = ACTORS.financeMaker;
    const decided = { personId, organ, section, role: 'departmentReviewer' } as const;
    const course = { ...COURSE, deciders: [...COURSE.deciders, decided] };
    expect(parts({ ...CLAIM, course })).toEqual({ reason: 'SAME_PERSON_FORBIDDEN' });
    expect(paymentParts(CLAIM, LINES, null, ACTORS.financeChecker)).toEqual({ reason: 'FORBIDDEN' });
  });
});
