import { describe, expect, it } from 'vitest';
import { addDays, parseIsoDate } from '../../../domain/calendar.ts';
import { advanceRecoveryTask, claimTasksToOpen } from '../../../domain/claim/claim-tasks.ts';
import {
  isClassUnpaid,
  isLeft,
  ledgerOfDebt,
  ledgerOfSettledDebt,
  newDebtFen,
  owedFen,
  raisedDebt,
  settledOfDebt,
  type PaidAdvance,
} from '../../../domain/recovery/advance-debt.ts';
import { aCourse, aPlan } from '../../support/claim-courses.ts';
import { practiceSnapshot } from '../../support/policy-library.ts';

const PAID: PaidAdvance = { paidFen: 900, settledFen: 0, returnedFen: 0, debt: null };
const DEBT = { id: 'rcv_1', state: 'due', amountFen: 900, recoveredFen: 200 } as const;
const WINDOW_ENDS_ON = parseIsoDate('2025-12-31');
const CLAIMABLE = {
  filingState: 'claimed',
  isUnpaid: false,
  hasDraft: false,
  isUnderWay: true,
  windowEndsOn: WINDOW_ENDS_ON,
} as const;
const UNPAID = { ...CLAIMABLE, isUnpaid: true, isUnderWay: false };
const BOOKED = { recoveryId: 'rcv_1', claimId: 'clm_1', amountFen: 700, fund: 'EMPLOYMENT_SUBSIDY' };

const amounts = (rows: ReturnType<typeof ledgerOfDebt>) => rows.map(({ account, amountFen }) => [account, amountFen]);

describe('a new debt of an advance', () => {
  it('L1, R-074: is what was paid, less what is settled, returned or owed already', () => {
    expect(newDebtFen(PAID)).toBe(900);
    expect(newDebtFen({ ...PAID, settledFen: 300 })).toBe(600);
    expect(newDebtFen({ ...PAID, settledFen: 300, returnedFen: 200 })).toBe(400);
    expect(newDebtFen({ ...PAID, returnedFen: 200, debt: DEBT })).toBe(0);
  });

  it('L1: is nothing where more came back than was paid, because the bank returned a part that was repaid', () => {
    expect(newDebtFen({ ...PAID, paidFen: 0, returnedFen: 200 })).toBe(0);
  });

  it('L1: is opened for a class that expired or whose claims all ended without money', () => {
    expect(isLeft(PAID, CLAIMABLE, WINDOW_ENDS_ON)).toBe(false);
    expect(isLeft(PAID, UNPAID, WINDOW_ENDS_ON)).toBe(true);
    expect(isLeft(PAID, { ...CLAIMABLE, filingState: 'expired' }, WINDOW_ENDS_ON)).toBe(true);
    expect(isLeft({ ...PAID, settledFen: 900 }, UNPAID, WINDOW_ENDS_ON)).toBe(false);
  });

  it('L1: waits for a draft only while it can be submitted, to the last day of the claim window', () => {
    const drafted = { ...UNPAID, hasDraft: true };
    const dayAfter = addDays(WINDOW_ENDS_ON, 1);
    expect([isClassUnpaid(drafted, WINDOW_ENDS_ON), isClassUnpaid(drafted, dayAfter)]).toEqual([false, true]);
    expect([isLeft(PAID, drafted, WINDOW_ENDS_ON), isLeft(PAID, drafted, dayAfter)]).toEqual([false, true]);
    expect(isClassUnpaid({ ...drafted, windowEndsOn: null }, dayAfter)).toBe(false);
    expect(isClassUnpaid({ ...CLAIMABLE, hasDraft: true }, dayAfter)).toBe(false);
  });

  it('L1: waits for no paid claim once the claim window is over: year 1 settled its part, year 2 ended with nothing', () => {
    const settledByYearOne = { ...CLAIMABLE, isUnderWay: false };
    const dayAfter = addDays(WINDOW_ENDS_ON, 1);
    const left = { ...PAID, settledFen: 300 };
    expect(isLeft(left, settledByYearOne, WINDOW_ENDS_ON)).toBe(false);
    expect(isLeft(left, settledByYearOne, dayAfter)).toBe(true);
    expect(isLeft(left, { ...settledByYearOne, isUnderWay: true }, dayAfter)).toBe(false);
    expect(isLeft({ ...PAID, settledFen: 900 }, settledByYearOne, dayAfter)).toBe(false);
  });

  it('raises a debt of the same advance, and keeps what came back of it', () => {
    expect(raisedDebt(null, 900)).toEqual({ amountFen: 900, recoveredFen: 0 });
    expect(raisedDebt(DEBT, 100)).toEqual({ amountFen: 1_000, recoveredFen: 200 });
  });
});

describe('a debt of an advance that a claim settles', () => {
  it('R-073: falls by what is settled, never by more than is owed', () => {
    expect(owedFen(DEBT)).toBe(700);
    expect(settledOfDebt(DEBT, 100)).toEqual({ fen: 100, recoveredFen: 300, isWhole: false });
    expect(settledOfDebt(DEBT, 700)).toEqual({ fen: 700, recoveredFen: 900, isWhole: true });
    expect(settledOfDebt(DEBT, 800)).toEqual({ fen: 700, recoveredFen: 900, isWhole: true });
  });

  it('is left alone where there is none, or all of it has come back', () => {
    expect(settledOfDebt(null, 100)).toBeNull();
    expect(settledOfDebt({ ...DEBT, state: 'recovered', recoveredFen: 900 }, 100)).toBeNull();
  });
});

describe('the bookings of a debt', () => {
  it('D9: make it recoverable from its fund, and give it back to the fund of the claim that settles it', () => {
    expect(amounts(ledgerOfDebt(BOOKED, 'act_1'))).toEqual([
      ['recoverable', 700],
      ['fund:EMPLOYMENT_SUBSIDY', -700],
    ]);
    expect(amounts(ledgerOfSettledDebt({ ...BOOKED, fund: null }, 'rcs_1'))).toEqual([
      ['fund:', 700],
      ['recoverable', -700],
    ]);
  });

  it('have a transaction of their own for each act and each step', () => {
    expect(ledgerOfDebt(BOOKED, 'act_1')[0]?.transactionId).toBe('rcv_1/opened/act_1');
    expect(ledgerOfDebt(BOOKED, null)[0]?.transactionId).toBe('rcv_1/opened');
    expect(ledgerOfSettledDebt(BOOKED, 'rcs_1')[0]?.transactionId).toBe('rcv_1/settled/rcs_1');
  });
});

describe('the task of a debt of an advance', () => {
  it('R-074: has the stage, the seat and the days of the task that a settlement opens', () => {
    const snapshot = practiceSnapshot();
    const course = aCourse({ state: 'recoveryDue' });
    const [ofSettlement] = claimTasksToOpen(course, aPlan(), snapshot);
    expect(advanceRecoveryTask(snapshot)).toEqual({ ...ofSettlement, purpose: 'advance' });
    expect(advanceRecoveryTask(snapshot)).toMatchObject({
      organ: 'FINANCE',
      role: 'financeMaker',
      daysKey: 'recovery.reminderDays',
    });
  });

  it('is an error where the law has no disbursement', () => {
    const snapshot = practiceSnapshot();
    const { routeDefinition } = snapshot;
    expect(() => advanceRecoveryTask({ ...snapshot, routeDefinition: { ...routeDefinition, stages: [] } })).toThrow(
      'no disbursement',
    );
  });
});
