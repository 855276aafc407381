import { describe, expect, it } from 'vitest';
import { endOfDayMs, startOfDayMs } from '../../../domain/calendar.ts';
import { moveGrant } from '../../../domain/grant/grant-moves.ts';
import { keptDays, reportEndsOf } from '../../../domain/grant/kept-title.ts';
import { daysOfYear } from '../../../domain/grant/year-law.ts';
import { decides } from '../../support/grant-acts.ts';
import { IN_STATE, TITLES } from '../../support/grant-courses.ts';
import { day } from '../../support/policy-library.ts';
import { APPROVER, factsOf, PLAN } from '../../support/title-courses.ts';

const lawOf = (year: number) => daysOfYear(year, { opensOn: '01-01', reportDueOn: '01-31', reviewDueOn: '03-31' });
const LAWS = new Map([[2026, lawOf(2026)]]);
const daysAt = (name: 'opened' | 'rectifying' | 'reported' | 'overdue', on: string) =>
  keptDays({ years: TITLES[name].title?.years ?? [] }, LAWS, startOfDayMs(day(on)));

describe('the days of a title that is kept', () => {
  it('R-116, R-159: begin anew where they passed while the revocation was proposed', () => {
    expect(daysAt('opened', '2029-03-05')).toEqual([{ year: 2026, reportEndsMs: endOfDayMs(day('2029-04-04')) }]);
    expect(daysAt('rectifying', '2029-03-05')).toEqual([{ year: 2026, rectifyEndsMs: endOfDayMs(day('2029-06-03')) }]);
  });

  it('stay where they have not passed, and where the year waits for the office', () => {
    expect(daysAt('opened', '2027-01-20')).toEqual([]);
    expect(daysAt('rectifying', '2027-03-01')).toEqual([]);
    expect(daysAt('reported', '2029-03-05')).toEqual([]);
    expect(daysAt('overdue', '2029-03-05')).toEqual([]);
  });

  it('R-159: are counted from the decision in years that should have opened before it', () => {
    const opensMs = startOfDayMs(day('2028-01-01'));
    const law = lawOf(2027);
    expect(reportEndsOf(law, {}, opensMs)).toBe(endOfDayMs(day('2028-01-31')));
    expect(reportEndsOf(law, { keptMs: startOfDayMs(day('2027-12-05')) }, opensMs)).toBe(endOfDayMs(day('2028-01-31')));
    expect(reportEndsOf(law, { keptMs: startOfDayMs(day('2029-03-05')) }, opensMs)).toBe(endOfDayMs(day('2029-04-04')));
  });

  it('R-116: move with the decision to keep it, as its recording found them; without them nothing moves', () => {
    const atMs = startOfDayMs(day('2029-03-05'));
    const course = { ...TITLES.rectifying, state: 'withdrawalProposed' as const, timer: null };
    const message = decides('withdrawalDecision', 'keep', APPROVER)(course, { actId: 'act_keep', atMs });
    const kept = [{ year: 2026, rectifyEndsMs: endOfDayMs(day('2029-06-03')) }];
    const found = { ...factsOf(course, atMs, false), title: { kept } };
    const after = moveGrant(course, message, found, PLAN);
    expect([after.title?.keptMs, after.title?.years[0]?.rectifyEndsMs]).toEqual([atMs, endOfDayMs(day('2029-06-03'))]);
    const former = moveGrant(IN_STATE.withdrawalProposed, message, { ...found, title: {} }, PLAN);
    expect(former.title).toEqual(IN_STATE.withdrawalProposed.title);
  });
});
