import { describe, expect, it } from 'vitest';
import { beginCourse, type ClaimCourse, type Payment } from '../../../domain/claim/claim-course.ts';
import { judgePayable } from '../../../domain/payout/payable-claim.ts';

const start = beginCourse(1, { personId: 'per_school', organ: null, section: null, role: 'applicant' });
const paying = (state: Payment['state']): Payment => ({ state, amountFen: 480_000, accountCorrected: false });
const course = (over: Partial<ClaimCourse>): ClaimCourse => ({ ...start, ...over });

describe('judgePayable', () => {
  it('takes what a clean notice made due, and the amount that it approved (R-100)', () => {
    const due = course({ state: 'finance', payments: { ...start.payments, base: paying('due') } });
    expect(judgePayable(due, null, [])).toEqual({ ok: true, value: { purpose: 'base', amountFen: 480_000 } });
  });

  it.each(['departmentReview', 'bureauReview', 'noticePending', 'noticeOpen'])(
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
    expect(judgePayable(both, null, ['base'])).toMatchObject({ ok: true, value: { purpose: 'float' } });
  });
});
