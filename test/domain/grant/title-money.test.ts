import { describe, expect, it } from 'vitest';
import { wantedGrantTasks } from '../../../domain/grant/grant-tasks.ts';
import {
  isSuspended,
  paidFenOf,
  sentFenOf,
  titleStateAfter,
  type TitleCourse,
} from '../../../domain/grant/grant-title-course.ts';
import {
  after,
  at,
  decides,
  fires,
  ofHolder,
  paid,
  releases,
  repays,
  reports,
  requests,
  resumes,
  suspends,
  wordOn,
  type Draft,
} from '../../support/grant-acts.ts';
import { AFTER_REPORTS, FIRST_FEN, IN_STATE, PAID_ONCE, TITLES } from '../../support/grant-courses.ts';
import { APPROVER, DAY_MS, FINANCE, OFFICER, PLAN, yearMs } from '../../support/title-courses.ts';

type Name = keyof typeof TITLES;
const IN_2027 = yearMs(2027) + DAY_MS;
const of2026 = { year: 2026 } as const;
const { opened: OPENED, requested: REQUESTED } = TITLES;
const instalments = (name: Name, ...drafts: readonly Draft[]) =>
  after(TITLES[name], ...drafts).title?.instalments.map(({ state }) => state);
const titleOf = (name: Name, ...drafts: readonly Draft[]): TitleCourse | null => after(TITLES[name], ...drafts).title;
const stages = (name: Name, ...drafts: readonly Draft[]) =>
  wantedGrantTasks(after(TITLES[name], ...drafts), PLAN).map(({ stage }) => stage);

describe('the money of a title', () => {
  it('R-157: falls due at the agreement and at the acceptance, and is due again when it came back', () => {
    expect(instalments('agreement')).toEqual(['notDue', 'notDue']);
    expect(instalments('building')).toEqual(['due', 'notDue']);
    expect(instalments('active')).toEqual(['settled', 'due']);
    expect(instalments('sent once', paid(1, 'failed'))).toEqual(['failed', 'notDue']);
    expect(instalments('paid once', paid(1, 'returned'))).toEqual(['failed', 'notDue']);
    expect(wordOn(after(PAID_ONCE, paid(1, 'returned')), releases(1))).toBe('allowed');
    const sent = titleOf('sent once') ?? { instalments: [] };
    expect([sentFenOf(sent), paidFenOf(sent)]).toEqual([FIRST_FEN, 0]);
  });

  it('R-160: is cancelled where it was not sent when the title ends, in whatever way', () => {
    expect(instalments('paid once', ofHolder('relinquish'))).toEqual(['settled', 'cancelled']);
    expect(instalments('signed agreement', decides('agreement', 'reject', OFFICER))).toEqual([
      'cancelled',
      'cancelled',
    ]);
    expect(instalments('agreement', fires)).toEqual(['cancelled', 'cancelled']);
    expect(instalments('withdrawalProposed', decides('withdrawalDecision', 'revoke', APPROVER))).toEqual([
      'settled',
      'cancelled',
    ]);
    expect(instalments('recoveryDue', repays(FIRST_FEN))).toEqual(['settled', 'cancelled']);
    // While Finance may still send it back to be kept, nothing is cancelled.
    expect(instalments('revoked')).toEqual(['settled', 'due']);
  });

  it('R-160: that the bank gave back is not asked back, and a debt of nothing is over', () => {
    expect(titleOf('revoked', paid(1, 'returned'))?.recovery).toEqual({ amountFen: 0, recoveredFen: 0 });
    expect(after(TITLES.revoked, paid(1, 'returned'), decides('recoveryConfirmation', 'confirm', FINANCE)).state).toBe(
      'ended',
    );
    expect(after(TITLES.recoveryDue, repays(1), paid(1, 'returned'))).toMatchObject({
      state: 'ended',
      title: { recovery: { amountFen: 1, recoveredFen: 1 } },
    });
    expect(titleOf('revoked', decides('recoveryConfirmation', 'returnToHr', FINANCE))?.recovery).toBeNull();
  });

  it('R-159: that was spent never falls', () => {
    const reported = after(OPENED, at(IN_2027, reports('reportYear', 2026, 5)));
    expect(reported.title?.spentFen).toBe(5);
    expect(wordOn(reported, requests(4))).toBe('SPENT_FALLS');
    expect(wordOn(reported, requests(5))).toBe('allowed');
  });

  it('R-160: forbids a revocation while it is on its way', () => {
    const failing = after(
      TITLES.active,
      releases(2),
      fires,
      fires,
      at(AFTER_REPORTS, decides('assessment', 'fail', OFFICER, of2026)),
    );
    expect(wordOn(failing, decides('withdrawalDecision', 'revoke', APPROVER))).toBe('PAYMENT_UNDER_WAY');
    expect(wordOn(after(failing, paid(2)), decides('withdrawalDecision', 'revoke', APPROVER))).toBe('allowed');
  });
});

describe('what a title waits for', () => {
  it('is a task of the office that has its turn', () => {
    expect(stages('agreement')).toEqual([]);
    expect(stages('signed agreement')).toEqual(['agreement']);
    expect(stages('requested')).toEqual(['acceptance']);
    expect(stages('overdue')).toEqual(['assessment']);
    expect(stages('recheck')).toEqual(['recheck']);
    expect(stages('withdrawalProposed')).toEqual(['withdrawalDecision']);
    expect(stages('revoked')).toEqual(['recoveryConfirmation']);
    expect(stages('recoveryDue')).toEqual([]);
  });

  it('R-158: is asked for by itself again where what was to be put right is not, and after it was kept', () => {
    const rectifying = after(REQUESTED, decides('acceptance', 'rectify', OFFICER));
    expect([rectifying.title?.acceptance.state, rectifying.timer?.kind]).toEqual(['rectifying', 'acceptanceEnds']);
    expect(after(rectifying, fires).title?.acceptance).toMatchObject({ state: 'requested', round: 2 });
    const failed = after(REQUESTED, decides('acceptance', 'fail', OFFICER));
    const kept = after(failed, decides('withdrawalDecision', 'keep', APPROVER));
    expect([kept.state, kept.title?.acceptance.state]).toEqual(['building', 'requested']);
  });

  it('R-161: ends a suspension by its day, while each case holds for itself', () => {
    const untilMs = yearMs(2026);
    const both = after(PAID_ONCE, suspends(OFFICER, { untilMs }), suspends(null, { caseId: 'cas_1' }));
    expect(both.timer).toEqual({ kind: 'suspensionEnds', atMs: untilMs });
    const byCase = after(both, fires);
    expect(byCase.title?.suspended).toEqual({ byOfficer: false, untilMs: null, caseIds: ['cas_1'] });
    const free = after(byCase, resumes(null, 'cas_1'));
    expect(free.title === null || isSuspended(free.title)).toBe(false);
    expect(titleOf('suspended', resumes(OFFICER))?.suspended.byOfficer).toBe(false);
  });
});

const became = (name: Name, ...drafts: readonly Draft[]) => {
  const before = TITLES[name];
  return titleStateAfter('none', before, after(before, ...drafts));
};

describe('the register', () => {
  it('R-160: says designated, suspended, revoked or relinquished, and nothing of what was never signed', () => {
    expect(titleStateAfter('none', IN_STATE.ranked, IN_STATE.ranked)).toBe('none');
    expect(became('building', requests())).toBe('designated');
    expect(became('paid once', suspends(null, { caseId: 'cas_1' }))).toBe('suspended');
    expect(became('recoveryDue', repays(FIRST_FEN))).toBe('revoked');
    expect(became('active', ofHolder('relinquish'))).toBe('relinquished');
    expect(became('agreement', fires)).toBe('none');
    expect(became('signed agreement', decides('agreement', 'reject', OFFICER))).toBe('none');
  });

  it('keeps the course of a grant that has no title where an act of titles comes', () => {
    const bare = { ...IN_STATE.building, title: null };
    expect(wordOn(bare, requests())).toBe('WRONG_STATE');
    expect(wantedGrantTasks(bare, PLAN)).toEqual([]);
  });
});
