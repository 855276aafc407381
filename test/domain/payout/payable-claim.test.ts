import { describe, expect, it } from 'vitest';
import { beginCourse, type ClaimCourse, type Payment } from '../../../domain/claim/claim-course.ts';
import { isPaidByLine, judgePayable } from '../../../domain/payout/payable-claim.ts';

const start = beginCourse(1, { personId: 'per_school', organ: null, section: null, role: 'applicant' });
const paying = (state: Payment['state']): Payment => ({ state, amountFen: 480_000, accountCorrected: false });
const course = (over: Partial<ClaimCourse>): ClaimCourse => ({ ...start, ...over });

describe('judgePayable', () => {
  it('takes what a clean notice made due, and the amount that it approved (R-100)', () => {
    const due = course({ state: 'finance', payments: { ...start.payments, base: paying('due') } });
    expect(judgePayable(due, null, [])).toEqual({ ok: true, value: [{ purpose: 'base', amountFen: 480_000 }] });
  });

  it.each(['inReview', 'noticePending', 'noticeOpen'] as const)(
    'refuses a claim in %s, because its notice has not closed (R-100)',
    (state) => {
      expect(judgePayable(course({ state }), null, [])).toEqual({ ok: false, reason: 'NOTICE_OPEN' });
    },
  );

  it('refuses money that another batch binds, held claims, and claims with nothing to pay', () => {
    const due = course({ state: 'finance', payments: { ...start.payments, base: paying('due') } });
    expect(judgePayable(due, null, ['base'])).toMatchObject({ reason: 'ALREADY_IN_BATCH' });
    expect(judgePayable({ ...due, holds: 1 }, null, [])).toMatchObject({ reason: 'CLAIM_HELD' });
    expect(
      judgePayable(course({ state: 'paymentSent', payments: { ...start.payments, base: paying('sent') } }), null, [
        'base',
      ]),
    ).toMatchObject({ reason: 'ALREADY_IN_BATCH' });
    expect(judgePayable(course({ state: 'rejected' }), null, [])).toMatchObject({ reason: 'WRONG_STATE' });
  });

  it('pays the top-up by itself once the base is settled (R-076)', () => {
    const both = course({
      state: 'finance',
      purpose: 'float',
      payments: { base: paying('settled'), float: paying('due') },
    });
    expect(judgePayable(both, null, ['base'])).toMatchObject({ ok: true, value: [{ purpose: 'float' }] });
  });

  it('pays the base and the allowance that rides on it, together or apart (R-055, T-08)', () => {
    const both = course({
      state: 'finance',
      payments: { ...start.payments, base: paying('due'), allowance: { ...paying('due'), amountFen: 90_000 } },
    });
    expect(judgePayable(both, null, [])).toEqual({
      ok: true,
      value: [
        { purpose: 'base', amountFen: 480_000 },
        { purpose: 'allowance', amountFen: 90_000 },
      ],
    });
    expect(judgePayable(both, null, ['base'])).toMatchObject({ ok: true, value: [{ purpose: 'allowance' }] });
    expect(judgePayable(both, 'base', ['base'])).toMatchObject({ reason: 'ALREADY_IN_BATCH' });
    const baseFailed: ClaimCourse = {
      ...both,
      state: 'paymentFailed',
      payments: { ...both.payments, base: paying('failed') },
    };
    expect(judgePayable(baseFailed, null, [])).toMatchObject({ ok: true, value: [{ purpose: 'allowance' }] });
  });

  it('pays an advance as a purpose of its own (R-072)', () => {
    const advance = course({
      state: 'finance',
      purpose: 'advance',
      payments: { ...start.payments, advance: paying('due') },
    });
    expect(judgePayable(advance, null, [])).toMatchObject({ ok: true, value: [{ purpose: 'advance' }] });
    expect(judgePayable(advance, 'base', [])).toMatchObject({ ok: false, reason: 'WRONG_STATE' });
  });
});

describe('isPaidByLine', () => {
  it('sends the base to each person where the route pays persons, and the allowance always (R-107)', () => {
    expect(isPaidByLine({ payee: 'person' }, 'base')).toBe(true);
    expect(isPaidByLine({ payee: 'institution' }, 'base')).toBe(false);
    expect(isPaidByLine({ payee: 'institution' }, 'allowance')).toBe(true);
    expect(isPaidByLine({ payee: 'person' }, 'float')).toBe(false);
    expect(isPaidByLine({ payee: 'person' }, 'advance')).toBe(false);
  });
});
