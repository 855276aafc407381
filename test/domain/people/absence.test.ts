import { describe, expect, it } from 'vitest';
import { parseIsoDate } from '../../../domain/calendar.ts';
import { absenceState, judgeAbsenceDays, judgeDeputy, leavesEmpty } from '../../../domain/people/absence.ts';

const days = (from: string, until: string) => ({ from: parseIsoDate(from), until: parseIsoDate(until) });
const TODAY = parseIsoDate('2025-07-01');
const judged = (from: string, until: string, running: ReturnType<typeof days> | null = null) =>
  judgeAbsenceDays(days(from, until), { today: TODAY, maxDays: 60, running });

describe('the days of an absence', () => {
  it('begin today or later, or where the one that runs began', () => {
    expect(judged('2025-07-01', '2025-07-01').ok).toBe(true);
    expect(judged('2025-06-30', '2025-07-02')).toEqual({ ok: false, reason: 'ABSENCE_IN_THE_PAST' });
    expect(judged('2025-06-30', '2025-07-02', days('2025-06-30', '2025-07-01')).ok).toBe(true);
    expect(judged('2025-06-29', '2025-06-30', days('2025-06-29', '2025-07-01')).ok).toBe(false);
  });

  it('are sixty at most, the last one counted, and end no earlier than they begin', () => {
    expect(judged('2025-07-01', '2025-08-29').ok).toBe(true);
    expect(judged('2025-07-01', '2025-08-30')).toEqual({ ok: false, reason: 'ABSENCE_TOO_LONG' });
    expect(judged('2025-07-03', '2025-07-02')).toEqual({ ok: false, reason: 'ABSENCE_ENDS_BEFORE' });
  });

  it('are coming, running or over', () => {
    const absence = days('2025-07-01', '2025-07-02');
    const states = ['2025-06-30', '2025-07-01', '2025-07-02', '2025-07-03'].map((day) =>
      absenceState(absence, parseIsoDate(day)),
    );
    expect(states).toEqual(['coming', 'running', 'running', 'none']);
    expect(absenceState(null, TODAY)).toBe('none');
  });
});

describe('a deputy', () => {
  const FITS = { isOneself: false, sharesSeat: true, isAbsent: false, standsIn: false };

  it('shares a seat, is present himself, and there is no chain', () => {
    expect(judgeDeputy(FITS).ok).toBe(true);
    expect(judgeDeputy({ ...FITS, isOneself: true })).toMatchObject({ reason: 'DEPUTY_IS_ONESELF' });
    expect(judgeDeputy({ ...FITS, sharesSeat: false })).toMatchObject({ reason: 'MAY_NOT_DECIDE' });
    expect(judgeDeputy({ ...FITS, isAbsent: true })).toMatchObject({ reason: 'DEPUTY_ABSENT' });
    expect(judgeDeputy({ ...FITS, standsIn: true })).toMatchObject({ reason: 'DEPUTY_CHAIN' });
  });
});

describe('a seat', () => {
  it('is left empty if on one of the days nobody else is present', () => {
    const absence = days('2025-07-01', '2025-07-10');
    expect(leavesEmpty(absence, [])).toBe(true);
    expect(leavesEmpty(absence, [[]])).toBe(false);
    expect(leavesEmpty(absence, [[days('2025-07-10', '2025-07-20')]])).toBe(true);
    expect(leavesEmpty(absence, [[days('2025-07-11', '2025-07-20')]])).toBe(false);
    expect(leavesEmpty(absence, [[days('2025-07-01', '2025-07-05')], [days('2025-07-06', '2025-07-10')]])).toBe(false);
    expect(leavesEmpty(absence, [[days('2025-07-01', '2025-07-06')], [days('2025-07-06', '2025-07-10')]])).toBe(true);
  });
});
