import { describe, expect, it } from 'vitest';
import { judgePayable } from '../../../domain/payout/payable-claim.ts';
import { wantedTasks } from '../../../domain/claim/claim-tasks.ts';
import {
  ACTORS,
  after,
  anActor,
  aPlan,
  closesNotice,
  decides,
  played,
  refusalOf,
  releases,
  reports,
  SHOWS_CONTRACTS,
  someFacts,
  TO_CHECK,
  TO_FINANCE,
  TO_FLOAT_FINANCE,
  TO_FLOAT_SENT,
  TO_NOTICE,
  TO_REVIEW,
  type Wish,
} from '../../support/claim-courses.ts';

const { school, bureauReview, financeMaker, ops } = ACTORS;
const PLAN = aPlan();
const corrects: Wish = { kind: 'correctAccount', actor: school };
const confirmsAccount = (purpose: 'base' | 'float') =>
  decides(bureauReview, 'approve', { task: 'accountCorrection', purpose });
const sendsBack = (purpose: 'base' | 'float') =>
  decides(financeMaker, 'returnToBureau', { task: 'disbursement', purpose });

describe('money that Finance has sent back', () => {
  it('is not paid any more once the bureau rejects the +50 % (R-082, R-101)', () => {
    const rejects = decides(bureauReview, 'reject', { task: 'bureauCorrection', purpose: 'float' });
    const course = played(PLAN, [...TO_FLOAT_FINANCE, sendsBack('float'), rejects]);
    expect(refusalOf(course, releases('float'), PLAN)).toBe('WRONG_STATE');
    expect(wantedTasks(course, PLAN)).toEqual([]);
    expect(course.state).toBe('closed');
  });

  it('cannot be put into a batch while the bureau corrects it or after the claim is rejected (R-100)', () => {
    const returned = played(PLAN, [...TO_FINANCE, sendsBack('base')]);
    expect(judgePayable(returned, 'base', []).ok).toBe(false);
    const rejected = after(returned, decides(bureauReview, 'reject', { task: 'bureauCorrection' }), PLAN);
    expect(judgePayable(rejected, 'base', []).ok).toBe(false);
  });
});

describe('money that came back from the bank', () => {
  it('is paid again beside the contract check, which keeps its state and its timer (design §5a, R-082)', () => {
    const before = played(PLAN, TO_CHECK);
    const returned = played(PLAN, [reports('base', 'returned'), corrects, confirmsAccount('base')], before);
    const sent = after(returned, releases('base'), PLAN);
    expect(sent).toMatchObject({ state: 'postCheck', payments: { base: { state: 'sent' } } });
    const settled = after(sent, reports('base', 'settled'), PLAN);
    expect(settled).toMatchObject({ state: 'postCheck', timer: before.timer });
    expect(refusalOf(settled, SHOWS_CONTRACTS, PLAN)).toBeNull();
  });

  it('waits for its own account: confirming the base account does not free a failed +50 % (R-147)', () => {
    const course = played(PLAN, [
      ...TO_FLOAT_SENT,
      reports('base', 'returned'),
      corrects,
      reports('float', 'failed'),
      confirmsAccount('base'),
    ]);
    expect(course).toMatchObject({ state: 'paymentFailed', payments: { float: { state: 'failed' } } });
    expect(refusalOf(course, releases('float'), PLAN)).toBe('WRONG_STATE');
    expect(refusalOf(course, releases('base'), PLAN)).toBeNull();
  });
});

describe('a claim', () => {
  it('takes no clean end of a notice that it was never in (R-091, R-100)', () => {
    expect(refusalOf(played(PLAN, TO_NOTICE), closesNotice('clean'), PLAN)).toBe('WRONG_STATE');
  });

  it('keeps the number of lines approved when fewer lines show contracts (R-082)', () => {
    const course = after(played(PLAN, TO_CHECK), SHOWS_CONTRACTS, PLAN, someFacts({ linesLeft: 12 }));
    expect(course).toMatchObject({ purpose: 'float', linesApproved: 36 });
  });

  it('is neither held nor released by an operator of another city (R-003, R-149)', () => {
    const elsewhere = anActor('ops.elsewhere', { ...ops, personId: 'ops.elsewhere', jurisdiction: '150100' });
    expect(refusalOf(played(PLAN, TO_REVIEW), { kind: 'hold', actor: elsewhere }, PLAN)).toBe('OTHER_JURISDICTION');
  });
});
