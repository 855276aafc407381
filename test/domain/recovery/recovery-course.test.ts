import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../domain/authority/actor.ts';
import { addDays } from '../../../domain/calendar.ts';
import {
  firstRecoveryCourse,
  forgivenFenOf,
  openFenOf,
  type RecoveryCourse,
  type RecoveryFacts,
  type RecoveryMessage,
  type RecoveryPlan,
} from '../../../domain/recovery/recovery-course.ts';
import { judgeOnClaim, judgeRecovery } from '../../../domain/recovery/recovery-judging.ts';
import { moveRecovery } from '../../../domain/recovery/recovery-moves.ts';
import { recoveryTimer } from '../../../domain/recovery/recovery-timer.ts';
import { wantedRecoveryTasks } from '../../../domain/recovery/recovery-tasks.ts';
import { ledgerOfForgiven, ledgerOfWriteOff } from '../../../domain/recovery/recovery-ledger.ts';
import { recoveryTopics } from '../../../domain/recovery/recovery-event.ts';
import { day } from '../../support/policy-library.ts';

const AT_MS = Date.parse('2025-07-01T10:00:00+08:00');
const TODAY = day('2025-07-01');
const DAY_MS = 86_400_000;
const PLAN: RecoveryPlan = {
  recoveryId: 'rec_1',
  jurisdiction: '150600',
  partyId: 'pty_1',
  finderId: 'per_finder',
  clockOffsetMs: 0,
};
const FACTS: RecoveryFacts = { amountFen: 1_000, recoveredFen: 0, payDays: 30, appealDays: 15, reminderDays: 30 };

const person = (personId: string, organ: Actor['organ'], ...roles: Actor['roles']): Actor => ({
  personId,
  organ,
  section: null,
  jurisdiction: '150600',
  roles,
  partyId: null,
});
const BUREAU = person('per_bureau', 'HRSS', 'bureauReviewer', 'noticeOfficer');
const OTHER = person('per_other', 'HRSS', 'noticeOfficer');
const MAKER = person('per_maker', 'FINANCE', 'financeMaker');
const CHECKER = person('per_checker', 'FINANCE', 'financeChecker');
const APPROVER = person('per_ops', null, 'operatorApprover');
const DEBTOR: Actor = { ...person('per_school', null, 'applicant'), partyId: 'pty_1' };

/** A message without what every message has. */
type Said = RecoveryMessage extends infer One
  ? One extends { readonly kind: RecoveryMessage['kind'] }
    ? Omit<One, 'actId' | 'atMs'>
    : never
  : never;

/** The course after these acts, each a day after the one before if nothing else is said. */
function after(start: RecoveryCourse, ...acts: readonly (readonly [Said, Partial<RecoveryFacts>?, number?])[]) {
  return acts.reduce((course, [said, facts = {}, days = 0]) => {
    const message = { ...said, actId: `act_${course.revision}`, atMs: AT_MS + days * DAY_MS };
    return moveRecovery(course, message, {
      ...FACTS,
      amountFen: course.amountFen || FACTS.amountFen,
      recoveredFen: course.recoveredFen,
      ...facts,
    });
  }, start);
}

const judge = (course: RecoveryCourse, said: Said, days = 0) => {
  const verdict = judgeRecovery(course, { ...said, actId: 'act', atMs: AT_MS + days * DAY_MS }, PLAN);
  return verdict.ok ? 'ok' : verdict.reason;
};

const FOUND = after(firstRecoveryCourse('found'), [{ kind: 'begin' }]);
const NOTICED = after(FOUND, [{ kind: 'approve', actor: BUREAU, amountFen: null }], [{ kind: 'sendNotice' }]);
const DUE = after(NOTICED, [{ kind: 'timerFired', timer: 'payTerm' }, {}, 30]);
const PLANNED = [
  { dueOn: day('2025-08-01'), amountFen: 600 },
  { dueOn: day('2025-09-01'), amountFen: 400 },
] as const;
const INSTALMENTS = after(
  NOTICED,
  [{ kind: 'proposeInstalments', actor: MAKER, plan: PLANNED }],
  [{ kind: 'confirmInstalments', actor: CHECKER }],
);
const APPEALED = after(DUE, [{ kind: 'appeal', actor: DEBTOR }, {}, 31]);

describe('the course of a recovery', () => {
  it('R-074: is found, approved and noticed with its days, due after them, and reminded of three times', () => {
    expect(FOUND).toMatchObject({ state: 'found', amountFen: 1_000 });
    expect(NOTICED).toMatchObject({
      state: 'noticed',
      payBy: '2025-07-31',
      appealBy: '2025-07-16',
      approverId: 'per_bureau',
    });
    expect(recoveryTimer(NOTICED)?.timer).toBe('payTerm');
    expect(DUE).toMatchObject({ state: 'due', dunningLevel: 0, nextDunningOn: addDays(TODAY, 60) });
    const levels = [1, 2, 3].map((times) =>
      after(DUE, ...Array.from({ length: times }, () => [{ kind: 'timerFired', timer: 'dunning' }] as const)),
    );
    expect(levels.map(({ dunningLevel, nextDunningOn }) => [dunningLevel, nextDunningOn === null])).toEqual([
      [1, false],
      [2, false],
      [3, true],
    ]);
    expect(levels.map(recoveryTimer).map((timer) => timer?.timer)).toEqual(['dunning', 'dunning', undefined]);
  });

  it('ends by itself with the last fen, whatever act brought it', () => {
    const repaid = { kind: 'repaid', actor: CHECKER, maker: MAKER, entryId: 'rcs_1', amountFen: 1_000 } as const;
    for (const course of [NOTICED, DUE, INSTALMENTS, APPEALED]) {
      expect(after(course, [repaid, { recoveredFen: 1_000 }]).state).toBe('recovered');
      expect(after(course, [{ kind: 'debtChanged' }, { recoveredFen: 1_000 }]).state).toBe('recovered');
    }
    expect(after(FOUND, [{ kind: 'debtChanged' }, { recoveredFen: 1_000 }]).state).toBe('recovered');
  });

  it('L1: that is raised is found anew, with another approval, also after its end', () => {
    for (const course of [NOTICED, DUE, after(DUE, [{ kind: 'debtChanged' }, { recoveredFen: 1_000 }])]) {
      const raised = after(course, [{ kind: 'debtChanged' }, { amountFen: 1_500 }]);
      expect(raised).toMatchObject({ state: 'found', approverId: null, payBy: null, dunningLevel: 0 });
    }
  });

  it('R-074: pauses for an appeal, and every coming day moves by its days', () => {
    expect(recoveryTimer(APPEALED)).toBeNull();
    const dismissed = after(APPEALED, [
      { kind: 'ruleAppeal', actor: OTHER, ruling: 'dismiss', amountFen: null },
      {},
      41,
    ]);
    expect(dismissed).toMatchObject({ state: 'due', appeal: { state: 'dismiss' }, nextDunningOn: addDays(TODAY, 70) });
    const annulled = after(APPEALED, [{ kind: 'ruleAppeal', actor: OTHER, ruling: 'uphold', amountFen: 0 }]);
    expect([annulled.state, openFenOf(annulled)]).toEqual(['annulled', 0]);
    const reduced = after(APPEALED, [
      { kind: 'ruleAppeal', actor: OTHER, ruling: 'uphold', amountFen: 400 },
      { amountFen: 400 },
    ]);
    expect([reduced.state, openFenOf(reduced)]).toEqual(['due', 400]);
  });

  it('makes all due where an instalment is missed, and waits for the first that is not covered', () => {
    expect(recoveryTimer(INSTALMENTS)?.atMs).toBe(Date.parse('2025-08-02T00:00:00+08:00'));
    const paid = after(INSTALMENTS, [{ kind: 'debtChanged' }, { recoveredFen: 600 }]);
    expect(recoveryTimer(paid)?.atMs).toBe(Date.parse('2025-09-02T00:00:00+08:00'));
    const missed = after(paid, [{ kind: 'timerFired', timer: 'instalment' }, {}, 63]);
    expect(missed).toMatchObject({ state: 'due', instalments: [] });
  });

  it('of before is due at once, and its first reminder comes after its days', () => {
    const before = after(firstRecoveryCourse('due'), [{ kind: 'begin' }]);
    expect(before).toMatchObject({ state: 'due', nextDunningOn: addDays(TODAY, 30), payBy: null });
    expect(judge(before, { kind: 'appeal', actor: DEBTOR })).toBe('APPEAL_OVER');
  });
});

describe('who may act on a recovery', () => {
  it.each([
    [
      'the finder approves',
      FOUND,
      { kind: 'approve', actor: { ...BUREAU, personId: 'per_finder' }, amountFen: null },
      'SAME_PERSON_FORBIDDEN',
    ],
    ['a maker approves', FOUND, { kind: 'approve', actor: MAKER, amountFen: null }, 'ROLE_REQUIRED'],
    ['more than was found is approved', FOUND, { kind: 'approve', actor: BUREAU, amountFen: 1_001 }, 'ABOVE_PAID'],
    ['nothing is approved', FOUND, { kind: 'approve', actor: CHECKER, amountFen: 0 }, 'AMOUNT_MISMATCH'],
    [
      'another place approves',
      FOUND,
      { kind: 'approve', actor: { ...BUREAU, jurisdiction: '150200' }, amountFen: null },
      'OTHER_JURISDICTION',
    ],
    ['another party appeals', NOTICED, { kind: 'appeal', actor: { ...DEBTOR, partyId: 'pty_2' } }, 'ROLE_REQUIRED'],
    [
      'the approver rules',
      APPEALED,
      { kind: 'ruleAppeal', actor: BUREAU, ruling: 'dismiss', amountFen: null },
      'SAME_PERSON_FORBIDDEN',
    ],
    [
      'the finder rules',
      APPEALED,
      { kind: 'ruleAppeal', actor: { ...OTHER, personId: 'per_finder' }, ruling: 'dismiss', amountFen: null },
      'SAME_PERSON_FORBIDDEN',
    ],
    [
      'a ruling upholds and keeps all',
      APPEALED,
      { kind: 'ruleAppeal', actor: OTHER, ruling: 'uphold', amountFen: 1_000 },
      'AMOUNT_MISMATCH',
    ],
    [
      'the maker confirms instalments',
      after(NOTICED, [{ kind: 'proposeInstalments', actor: MAKER, plan: PLANNED }]),
      { kind: 'confirmInstalments', actor: { ...CHECKER, personId: 'per_maker' } },
      'SAME_PERSON_FORBIDDEN',
    ],
    ['nothing was proposed', NOTICED, { kind: 'confirmInstalments', actor: CHECKER }, 'WRONG_STATE'],
    [
      'instalments do not sum',
      NOTICED,
      { kind: 'proposeInstalments', actor: MAKER, plan: PLANNED.slice(1) },
      'PLAN_DOES_NOT_SUM',
    ],
    ['instalments fall', NOTICED, { kind: 'proposeInstalments', actor: MAKER, plan: PLANNED.toReversed() }, 'INVALID'],
    [
      'a checker writes off',
      after(DUE, [{ kind: 'proposeWriteOff', actor: MAKER }]),
      { kind: 'confirmWriteOff', actor: CHECKER },
      'ROLE_REQUIRED',
    ],
    [
      'one person repays',
      NOTICED,
      { kind: 'repaid', actor: CHECKER, maker: CHECKER, entryId: 'rcs_1', amountFen: 1 },
      'SAME_PERSON_FORBIDDEN',
    ],
    [
      'too much is repaid',
      NOTICED,
      { kind: 'repaid', actor: CHECKER, maker: MAKER, entryId: 'rcs_1', amountFen: 1_001 },
      'AMOUNT_MISMATCH',
    ],
    [
      'money comes before the approval',
      FOUND,
      { kind: 'repaid', actor: CHECKER, maker: MAKER, entryId: 'rcs_1', amountFen: 1 },
      'WRONG_STATE',
    ],
  ] as const)('is refused where %s', (_name, course, said, reason) => {
    expect(judge(course, said)).toBe(reason);
  });

  it('is a third person, a second one, the debtor within the days of the letter, and an operatorApprover', () => {
    expect(judge(FOUND, { kind: 'approve', actor: CHECKER, amountFen: 999 })).toBe('ok');
    expect(judge(NOTICED, { kind: 'appeal', actor: DEBTOR }, 15)).toBe('ok');
    expect(judge(NOTICED, { kind: 'appeal', actor: DEBTOR }, 16)).toBe('APPEAL_OVER');
    expect(judge(APPEALED, { kind: 'ruleAppeal', actor: OTHER, ruling: 'uphold', amountFen: null })).toBe('ok');
    const proposed = after(DUE, [{ kind: 'proposeWriteOff', actor: MAKER }]);
    expect(judge(proposed, { kind: 'confirmWriteOff', actor: APPROVER })).toBe('ok');
    expect(after(proposed, [{ kind: 'confirmWriteOff', actor: APPROVER }]).state).toBe('writtenOff');
  });

  it('decided nothing on the claim of what the system found (D12)', () => {
    const message = { kind: 'approve', actor: BUREAU, amountFen: null, actId: 'a', atMs: AT_MS } as const;
    const asked = { course: FOUND, plan: { ...PLAN, finderId: null } };
    expect(judgeOnClaim({ ...asked, deciders: ['per_bureau'] }, message)).toEqual({
      ok: false,
      reason: 'SAME_PERSON_FORBIDDEN',
    });
    expect(judgeOnClaim({ ...asked, deciders: ['per_other'] }, message).ok).toBe(true);
    expect(judgeOnClaim({ course: FOUND, plan: PLAN, deciders: ['per_bureau'] }, message).ok).toBe(true);
  });
});

const accounts = (rows: ReturnType<typeof ledgerOfForgiven>) =>
  rows.map(({ account, amountFen }) => [account, amountFen]);

describe('what a recovery leaves', () => {
  it('is a task for the approval, the ruling and proposed instalments', () => {
    const proposed = after(NOTICED, [{ kind: 'proposeInstalments', actor: MAKER, plan: PLANNED }]);
    expect(
      [FOUND, APPEALED, proposed, DUE].map((course) => wantedRecoveryTasks(course).map(({ kind }) => kind)),
    ).toEqual([['recoveryApproval'], ['recoveryAppeal'], ['recoveryPlan'], []]);
  });

  it('is a ledger that nets to zero when it is annulled, and a loss when it is written off (D9)', () => {
    const booked = { recoveryId: 'rec_1', claimId: 'clm_1', actId: 'act', amountFen: 5, fund: 'X' };
    expect(accounts(ledgerOfForgiven(booked))).toEqual([
      ['fund:X', 5],
      ['recoverable', -5],
    ]);
    expect(accounts(ledgerOfWriteOff(booked))).toEqual([
      ['loss:X', 5],
      ['recoverable', -5],
    ]);
    const row = { foundFen: 1_000, amountFen: 600, recoveredFen: 100 };
    expect(forgivenFenOf({ ...row, state: 'due' })).toBe(400);
    expect(forgivenFenOf({ ...row, state: 'annulled' })).toBe(900);
  });

  it('is told to other systems: opened, noticed, repaid, set off, closed, written off', () => {
    const topics = (before: RecoveryCourse, said: Said, facts: Partial<RecoveryFacts> = {}) =>
      recoveryTopics(before, after(before, [said, facts]), { ...said, actId: 'a', atMs: AT_MS });
    expect(topics(firstRecoveryCourse('found'), { kind: 'begin' })).toEqual(['recovery.opened']);
    expect(topics(firstRecoveryCourse('due'), { kind: 'begin' })).toEqual([]);
    expect(topics(after(FOUND, [{ kind: 'approve', actor: BUREAU, amountFen: null }]), { kind: 'sendNotice' })).toEqual(
      ['recovery.noticed'],
    );
    const repaid = { kind: 'repaid', actor: CHECKER, maker: MAKER, entryId: 'e', amountFen: 1 } as const;
    expect(topics(DUE, repaid, { recoveredFen: 1 })).toEqual(['recovery.repaid']);
    expect(topics(DUE, repaid, { recoveredFen: 1_000 })).toEqual(['recovery.repaid', 'recovery.closed']);
    expect(topics(DUE, { kind: 'debtChanged' }, { recoveredFen: 1 })).toEqual(['recovery.set_off']);
    expect(topics(DUE, { kind: 'debtChanged' }, { amountFen: 2_000 })).toEqual(['recovery.opened']);
    expect(topics(FOUND, { kind: 'refuse', actor: BUREAU })).toEqual(['recovery.closed']);
    expect(topics(DUE, { kind: 'confirmWriteOff', actor: APPROVER })).toEqual(['recovery.written_off']);
  });
});
