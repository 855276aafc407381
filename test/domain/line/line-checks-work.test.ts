import { describe, expect, it } from 'vitest';
import type { EntryFacts } from '../../../domain/intake/entry.ts';
import type { LineContext } from '../../../domain/line/line-facts.ts';
import { codes, judge, only } from '../../support/judged-lines.ts';
import { DOWN, held, routeSnapshot, withLaw } from '../../support/line-facts.ts';
import { day } from '../../support/policy-library.ts';

const LAW = routeSnapshot('WORK_FOR_TRAINING');
const entry = (employerKind: string, months: readonly string[] = ['2025-03']): EntryFacts => ({
  employerKind,
  employer: 'E',
  months,
});
const workCase = (employerKind: string, category: string, context: Partial<LineContext> = {}) =>
  codes(only(LAW, 'WORK_CASE'), {
    line: { categories: [category] },
    entry: entry(employerKind),
    context: { month: '2025-03', ...context },
  });

const paid = (employer: string, month: string) => ({
  insuranceRegister: { isAvailable: true, value: [{ employer, month, kinds: [] }] } as const,
});

const compared = (context: Partial<LineContext>, kind = 'INSURED_ENTERPRISE') => {
  const { state, findings } = judge(only(LAW, 'WORK_CASE'), {
    line: { categories: ['EMPLOYMENT_DIFFICULTY'] },
    entry: entry(kind),
    context: { month: '2025-03', ...context },
  });
  return [state, ...findings.map(({ code, wantsDecision }) => `${code} ${wantsDecision}`)];
};

const down = (kind: string) =>
  judge(only(LAW, 'WORK_CASE'), {
    line: { categories: ['EMPLOYMENT_DIFFICULTY'] },
    entry: entry(kind),
    context: { month: '2025-03', insuranceRegister: DOWN },
  }).state;

describe('work-for-training of a line', () => {
  it('R-061: a cooperative takes on a poor worker, not somebody of a zero-employment family', () => {
    // The registration of poor people ended with 2020 (T-22): the example is one of before.
    const before = withLaw(LAW, { 'group.endedGroups': undefined });
    expect(
      codes(only(before, 'WORK_CASE'), {
        line: { categories: ['REGISTERED_POOR_WORKER'] },
        entry: entry('FARMER_COOPERATIVE'),
        context: { month: '2020-03' },
      }),
    ).toEqual([]);
    expect(workCase('FARMER_COOPERATIVE', 'REGISTERED_POOR_WORKER')).toEqual(['NOT_WORK_TRAINING_CASE']);
    expect(workCase('FARMER_COOPERATIVE', 'ZERO_EMPLOYMENT_FAMILY_MEMBER')).toEqual(['NOT_WORK_TRAINING_CASE']);
  });

  it('R-061: an enterprise is insured by its kind or by the register in the month', () => {
    expect(workCase('ENTERPRISE', 'EMPLOYMENT_DIFFICULTY')).toEqual(['NOT_WORK_TRAINING_CASE']);
    expect(workCase('INSURED_ENTERPRISE', 'EMPLOYMENT_DIFFICULTY')).toEqual([]);
    expect(workCase('ENTERPRISE', 'EMPLOYMENT_DIFFICULTY', paid('E', '2025-03'))).toEqual([]);
    expect(workCase('ENTERPRISE', 'EMPLOYMENT_DIFFICULTY', paid('E', '2025-04'))).toEqual(['NOT_WORK_TRAINING_CASE']);
    expect(workCase('ENTERPRISE', 'EMPLOYMENT_DIFFICULTY', paid('F', '2025-03'))).toEqual(['NOT_WORK_TRAINING_CASE']);
  });

  it('L9: what the file alone says of an insured enterprise wants a decision where the register is connected', () => {
    expect(compared({})).toEqual(['eligible', 'INSURANCE_NOT_FOUND true']);
    expect(compared(paid('E', '2025-03'))).toEqual(['eligible']);
    expect(compared(paid('E', '2025-02'))).toEqual(['eligible', 'INSURANCE_NOT_FOUND true']);
    expect(compared(paid('F', '2025-03'))).toEqual(['eligible', 'INSURANCE_CONTRADICTION true']);
    const apart = { insuranceRegister: { isAvailable: true, value: [], isConnected: false } } as const;
    expect(compared(apart)).toEqual(['eligible', 'NOT_COMPARED false']);
    expect(compared(apart, 'ENTERPRISE')).toEqual(['refused']);
  });

  it('L9: a line whose employer must be insured waits for a register that is down', () => {
    expect([down('INSURED_ENTERPRISE'), down('ENTERPRISE')]).toEqual(['proposed', 'proposed']);
    expect(down('FARMER_COOPERATIVE')).toBe('refused');
  });

  it('R-062: of eight months six are given and two refused', () => {
    const months = Array.from({ length: 8 }, (_one, index) => `2025-0${index + 1}`);
    const given = months.map((month) =>
      codes(only(LAW, 'WORK_MONTHS'), { entry: entry('ENTERPRISE', months), context: { month } }),
    );
    expect(given.filter((one) => one.length === 0)).toHaveLength(6);
    expect(given.slice(6)).toEqual([['WORK_MONTHS_USED_UP'], ['WORK_MONTHS_USED_UP']]);
  });

  it('R-062: after four months at another employer two are left, six where the pack counts by employer', () => {
    const before = ['2025-01', '2025-02', '2025-03', '2025-04'].map((month) => held('WORK_MONTH', month));
    const asked = (month: string, snapshot = LAW) =>
      codes(only(snapshot, 'WORK_MONTHS'), {
        entry: entry('ENTERPRISE', ['2025-05', '2025-06', '2025-07']),
        context: { month, held: before },
      });
    expect([asked('2025-05'), asked('2025-06'), asked('2025-07')]).toEqual([[], [], ['WORK_MONTHS_USED_UP']]);
    expect(asked('2025-07', withLaw(LAW, { 'wft.capScope': 'PERSON_AND_EMPLOYER' }))).toEqual([]);
    expect(() => asked('2025-05', withLaw(LAW, { 'wft.capScope': 'NOBODY' }))).toThrow(RangeError);
  });

  it('R-062: a month goes to one employer, here or by the register', () => {
    const law = only(LAW, 'WORK_MONTHS');
    const context = { month: '2025-03', held: [held('WORK_MONTH', '2025-03')] };
    expect(codes(law, { entry: entry('ENTERPRISE'), context })).toEqual(['WORK_MONTH_TAKEN']);
    const row = { route: 'WORK_FOR_TRAINING', occupation: '', level: 'NONE', date: day('2025-03-31') };
    const line = { subsidyRegister: { isAvailable: true, value: [row] } } as const;
    expect(codes(law, { line, entry: entry('ENTERPRISE'), context: { month: '2025-03' } })).toEqual([
      'WORK_MONTH_TAKEN',
    ]);
    expect(codes(law)).toEqual(['FACT_MISSING']);
  });
});
