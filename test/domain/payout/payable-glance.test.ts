import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginCourse, type ClaimCourse, type Payment } from '../../../domain/claim/claim-course.ts';
import { judgePaidPayees } from '../../../domain/payout/approved-payee.ts';
import { batchParts } from '../../../domain/payout/batch-parts.ts';
import { BATCH_REFUSAL_OF, payableAmount, payableGlance } from '../../../domain/payout/payable-glance.ts';
import type { ClaimToPay, LineToPay } from '../../../domain/payout/payment-parts.ts';
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
const LINES: readonly LineToPay<string>[] = ['1', '2'].map((id) => ({
  id,
  position: Number(id),
  baseFen: 100,
  allowanceFen: 10,
  account: `of ${id}`,
}));
const APPROVED = { approved: 'a', isCountedSince: false, stored: 'a' };
const KNOWN = { payees: APPROVED, hasOpenObjection: false, reader: ACTORS.financeMaker };

const glance = (claim: ClaimToPay<string>, known: Partial<Parameters<typeof payableGlance>[2]> = {}) =>
  payableGlance(claim, LINES, { ...KNOWN, ...known });

describe('what Finance is told of a claim before it drafts a batch (R-100)', () => {
  it('is that a batch takes it, with its payments', () => {
    expect(glance(CLAIM)).toEqual({
      code: null,
      parts: [{ purpose: 'base', fund: 'EMPLOYMENT_SUBSIDY', amountFen: 300 }],
    });
  });

  const open: ClaimToPay<string> = { ...CLAIM, course: { ...start, state: 'noticeOpen' }, funds: [] };

  it.each([
    ['NOTICE_OPEN', open, {}],
    ['OBJECTION_OPEN', open, { hasOpenObjection: true }],
    ['ON_HOLD', { ...CLAIM, course: { ...COURSE, holds: 1 } }, {}],
    ['ACCOUNT_CHANGED', CLAIM, { payees: { ...APPROVED, stored: 'b' } }],
    ['ALREADY_IN_BATCH', { ...CLAIM, living: [{ purpose: 'base', lineId: null }] }, {}],
    ['FORBIDDEN', CLAIM, { reader: { ...ACTORS.financeMaker, organ: 'HRSS' } }],
    ['WRONG_STATE', { ...CLAIM, course: null }, {}],
  ] as const)('is %s, each in its case', (code, claim, known) => {
    expect(glance(claim, known).code).toBe(code);
  });

  it('shows what a hold keeps back, so that the sum of a list does not hide it', () => {
    expect(glance({ ...CLAIM, course: { ...COURSE, holds: 2 } }).parts).toMatchObject([{ amountFen: 300 }]);
  });

  it('judges no duty of a reader who drafts nothing', () => {
    expect(glance(CLAIM, { reader: ACTORS.financeChecker }).code).toBeNull();
  });

  it('shows the amount that was approved, with the allowances, while the notice is open (R-103)', () => {
    const amounts = { parts: [], approvedFen: 200, floatFen: 50 };
    expect(payableAmount(open, LINES, amounts)).toBe(220);
    const float = { ...open, course: { ...start, state: 'noticeOpen', purpose: 'float' } } as const;
    expect(payableAmount(float, LINES, amounts)).toBe(50);
    expect(payableAmount({ course: COURSE }, LINES, amounts)).toBe(300);
  });
});

const payment = fc.record({
  state: fc.constantFrom('none', 'due', 'sent', 'settled', 'failed'),
  amountFen: fc.integer({ min: 1, max: 500 }),
  accountCorrected: fc.boolean(),
} as const);
const living = fc.record({
  purpose: fc.constantFrom('base', 'allowance', 'float'),
  lineId: fc.constantFrom(null, '1', '2'),
});
const fund = fc.record({
  purpose: fc.constantFrom('base', 'allowance', 'float'),
  fund: fc.constantFrom('EMPLOYMENT_SUBSIDY', 'UNEMPLOYMENT_INSURANCE'),
} as const);
const claims: fc.Arbitrary<ClaimToPay<string>> = fc
  .record({
    state: fc.constantFrom('noticeOpen', 'finance', 'paymentSent', 'paymentFailed', 'postCheck', 'paid', 'closed'),
    purpose: fc.constantFrom('base', 'float'),
    holds: fc.constantFrom(0, 0, 1),
    base: payment,
    float: payment,
    allowance: payment,
    routePayee: fc.constantFrom('institution', 'person'),
    living: fc.uniqueArray(living, { maxLength: 3, selector: (one) => `${one.purpose}/${one.lineId}` }),
    funds: fc.uniqueArray(fund, { maxLength: 3, selector: (one) => one.purpose }),
    isMakersOwn: fc.boolean(),
  } as const)
  .map(({ state, purpose, holds, base, float, allowance, routePayee, living: bound, funds, isMakersOwn }) => {
    const { personId, organ, section } = ACTORS.financeMaker;
    const own = isMakersOwn ? [{ personId, organ, section, role: 'departmentReviewer' } as const] : [];
    const payments = { base, float, allowance };
    const course = { ...start, state, purpose, holds, payments, deciders: [...start.deciders, ...own] };
    return { ...CLAIM, course, routePayee, living: bound, funds };
  });

describe('what the list says and what the draft of a batch says', () => {
  it('is one thing, of whatever claim (R-100, S13)', () => {
    fc.assert(fc.property(claims, fc.boolean(), fc.boolean(), fc.boolean(), agrees), { numRuns: 1_000 });
  });
});

function agrees(claim: ClaimToPay<string>, hasAccount: boolean, isSamePayee: boolean, hasOpenObjection: boolean): void {
  const lines = hasAccount ? LINES : LINES.map((line) => ({ ...line, account: null }));
  const payees = { ...APPROVED, stored: isSamePayee ? 'a' : 'b' };
  const said = payableGlance(claim, lines, { payees, hasOpenObjection, reader: ACTORS.financeMaker });
  const wanted = { claimIds: ['clm_1'], fund: null, purpose: null };
  const drafted = batchParts(wanted, new Map([['clm_1', claim]]), new Map([['clm_1', lines]]), ACTORS.financeMaker);
  const payeeRefusal = judgePaidPayees(payees).ok ? null : 'PAYEE_CHANGED';
  const refused = drafted.ok ? payeeRefusal : drafted.reason;
  const takes = drafted.ok
    ? drafted.parts.map(({ purpose, fund: of, amountFen }) => ({ purpose, fund: of, amountFen }))
    : [];
  const shown = drafted.ok ? said.parts.filter((part) => part.fund === drafted.fund) : [];
  expect(said.code === null ? null : BATCH_REFUSAL_OF[said.code]).toBe(refused);
  expect(shown).toEqual(takes);
}
