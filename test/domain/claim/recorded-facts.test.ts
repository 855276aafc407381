import { describe, expect, it } from 'vitest';
import { endOfDayMs, parseIsoDate } from '../../../domain/calendar.ts';
import { claimEvent } from '../../../domain/claim/claim-event.ts';
import { takeSeats } from '../../../domain/claim/claim-seats-taken.ts';
import {
  isAdvanceShared,
  returnedAdvance,
  settledAdvanceFen,
  waitEndsAtMs,
} from '../../../domain/claim/recorded-facts.ts';
import { isOwnTurn } from '../../../domain/authority/message-authority.ts';
import {
  ACTORS,
  aCourse,
  aPlan,
  decides,
  messageOf,
  NOON_MS,
  played,
  reports,
  someFacts,
  TO_BUREAU,
  TO_REVIEW,
  TO_SENT,
} from '../../support/claim-courses.ts';
import { CALENDAR, practiceSnapshot } from '../../support/policy-library.ts';

describe('what a claim settles of an advance of its class', () => {
  const claim = { purpose: 'base', amountFen: 500 } as const;

  it('R-073 is all that is open, where the class has one claim', () => {
    expect(settledAdvanceFen({ openFen: 900, instalment: 1, trainingYears: null }, claim)).toBe(900);
  });

  it('R-073 is no more than it is worth for a training year that another one follows (C05)', () => {
    expect(settledAdvanceFen({ openFen: 900, instalment: 1, trainingYears: 2 }, claim)).toBe(500);
    expect(settledAdvanceFen({ openFen: 900, instalment: 2, trainingYears: 2 }, claim)).toBe(900);
  });

  it('R-073 is nothing without an open advance, and nothing for the +50 %', () => {
    expect(settledAdvanceFen({ openFen: 0, instalment: 1, trainingYears: null }, claim)).toBe(0);
    const float = { purpose: 'float', amountFen: 500 } as const;
    expect(settledAdvanceFen({ openFen: 900, instalment: 1, trainingYears: null }, float)).toBe(0);
  });
});

describe('the end of a claim’s wait', () => {
  const snapshot = practiceSnapshot();
  const law = { atMs: NOON_MS, evidenceDueOn: parseIsoDate('2026-01-31'), snapshot, calendar: CALENDAR };

  it('R-103, R-145 is the end of the last day to correct, and stays once it is set', () => {
    const returned = aCourse({ state: 'returnedToApplicant' });
    const endsAtMs = waitEndsAtMs(returned, law);
    expect(endsAtMs).toBeGreaterThan(NOON_MS);
    const armed = { ...returned, timer: { kind: 'resubmission', atMs: 7 } } as const;
    expect(waitEndsAtMs(armed, law)).toBe(7);
  });

  it('R-082 is the day of the evidence, or the end of the days of grace where the base came late', () => {
    const checked = aCourse({ state: 'postCheck' });
    expect(waitEndsAtMs(checked, law)).toBe(endOfDayMs(parseIsoDate('2026-01-31')));
    const late = { ...law, evidenceDueOn: parseIsoDate('2025-01-31') };
    expect(waitEndsAtMs(checked, late)).toBeGreaterThan(NOON_MS);
  });

  it('is none in any other state, and none where no contract is checked', () => {
    expect(waitEndsAtMs(aCourse({ state: 'finance' }), law)).toBeNull();
    expect(waitEndsAtMs(aCourse({ state: 'postCheck' }), { ...law, evidenceDueOn: null })).toBeNull();
  });
});

describe('the seats that an act takes', () => {
  const before = played(aPlan(), TO_REVIEW);
  const moved = played(aPlan(), TO_BUREAU);
  const none = { persons: [], sections: [] };

  it('R-009 are the applicant’s with the first record, then one person and one section for each review', () => {
    expect(takeSeats(aCourse(), before, none)).toEqual({
      ok: true,
      value: { persons: [{ personId: 'school', role: 'applicant' }], sections: [] },
    });
    expect(takeSeats(before, moved, none)).toEqual({
      ok: true,
      value: {
        persons: [{ personId: 'dept.emergency', role: 'departmentReviewer' }],
        sections: [{ organ: 'EMERGENCY_MGMT', section: '', role: 'departmentReviewer' }],
      },
    });
  });

  it('R-009 are refused to a person or a section that the database knows in another role', () => {
    const person = { persons: [{ personId: 'dept.emergency', role: 'financeMaker' }], sections: [] };
    expect(takeSeats(before, moved, person)).toMatchObject({ ok: false, reason: 'SAME_PERSON_FORBIDDEN' });
    const section = { persons: [], sections: [{ organ: 'EMERGENCY_MGMT', section: '', role: 'bureauReviewer' }] };
    expect(takeSeats(before, moved, section)).toMatchObject({ ok: false, reason: 'SAME_SECTION_FORBIDDEN' });
  });

  it('are not taken twice by the same person and section in the same role', () => {
    const same = {
      persons: [{ personId: 'dept.emergency', role: 'departmentReviewer' }],
      sections: [{ organ: 'EMERGENCY_MGMT', section: '', role: 'departmentReviewer' }],
    };
    expect(takeSeats(before, moved, same)).toEqual({ ok: true, value: none });
  });
});

describe('the event of a claim’s move', () => {
  const told = { plan: aPlan(), facts: someFacts() };
  const topicOf = (wishes: typeof TO_SENT, wish: Parameters<typeof messageOf>[1]) => {
    const before = played(aPlan(), wishes);
    const after = played(aPlan(), [wish], before);
    return claimEvent(before, after, messageOf(before, wish), told)?.topic ?? null;
  };

  it('is the state’s own where the state is new, else the act’s; payments are told one by one', () => {
    expect(topicOf(TO_REVIEW, decides(ACTORS.deptEmergency, 'approve'))).toBe('claim.decided');
    expect(topicOf(TO_REVIEW, decides(ACTORS.deptEmergency, 'reject'))).toBe('claim.rejected');
    expect(topicOf(TO_SENT, reports('base', 'settled'))).toBe('contract_check.due');
    expect(topicOf(TO_SENT, reports('base', 'failed'))).toBeNull();
    expect(topicOf(TO_REVIEW, { kind: 'hold', actor: null })).toBeNull();
  });
});

describe('acts that a workflow asks of itself', () => {
  it('are answered with their record; every other act waits for its sender', () => {
    expect(['begin', 'timerFired'].every((kind) => isOwnTurn('claim', kind))).toBe(true);
    expect(['publish', 'settle'].every((kind) => isOwnTurn('notice', kind))).toBe(true);
    expect(['dispatched', 'settle'].every((kind) => isOwnTurn('batch', kind))).toBe(true);
    expect(
      ['decide', 'noticeOpening', 'payoutReported', 'release', 'unheard'].some((kind) => isOwnTurn('claim', kind)),
    ).toBe(false);
  });
});

describe('the advance of a class', () => {
  it('R-073: is read under its locks where another claim or a debt may take a part of it at the same time', () => {
    const alone = { trainingYears: null, kind: 'main', hasDebt: false } as const;
    expect(isAdvanceShared(alone)).toBe(false);
    expect(isAdvanceShared({ ...alone, trainingYears: 2 })).toBe(true);
    expect(isAdvanceShared({ ...alone, kind: 'supplementary' })).toBe(true);
    expect(isAdvanceShared({ ...alone, hasDebt: true })).toBe(true);
  });

  it('R-074: that the bank returns is owed no more, up to the debt, once its claim has ended (L1)', () => {
    const advance = { state: 'settled', amountFen: 900, accountCorrected: false } as const;
    const closed = aCourse({ state: 'closed', purpose: 'advance' });
    const before = { ...closed, payments: { ...closed.payments, advance } };
    const returned = messageOf(before, reports('advance', 'returned'));
    expect(returnedAdvance(before, returned, 1_000)).toEqual({ returnedDebtFen: 900 });
    expect(returnedAdvance(before, returned, 900)).toEqual({ returnedDebtFen: 900 });
    expect(returnedAdvance({ ...before, state: 'finance' }, returned, 400)).toEqual({});
    expect(returnedAdvance(before, messageOf(before, reports('base', 'returned')), 400)).toEqual({});
    expect(returnedAdvance(before, messageOf(before, { kind: 'hold', actor: null }), 400)).toEqual({});
  });

  it('L1: that the bank returns is paid again above its debt: of 900 with 600 due back 300, and all without a debt', () => {
    const advance = { state: 'settled', amountFen: 900, accountCorrected: false } as const;
    const closed = aCourse({ state: 'closed', purpose: 'advance' });
    const before = { ...closed, payments: { ...closed.payments, advance } };
    const returned = messageOf(before, reports('advance', 'returned'));
    expect(returnedAdvance(before, returned, 600)).toEqual({ returnedDebtFen: 600, paidAgainFen: 300 });
    expect(returnedAdvance(before, returned, 0)).toEqual({});
  });
});
