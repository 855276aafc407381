import { describe, expect, it } from 'vitest';
import { planLines, planPrograms } from '../../domain/policy/directories.ts';
import { progressBp, totalPersonTimes, unbalancedTargets } from '../../domain/grant/annual-targets.ts';
import { PRACTICE_LIBRARY } from '../support/policy-library.ts';

const TARGETS = PRACTICE_LIBRARY.packs.flatMap((pack) => pack.targets);

describe('the annual guidance table', () => {
  it('sums to 22,600, and its first row to 3500 + 3400 + 1500 + 500 = 8900 (R-014)', () => {
    expect(TARGETS.map((target) => target.personTimes)).toEqual([8900, 8000, 3000, 1200, 800, 500, 200]);
    expect(totalPersonTimes(TARGETS)).toBe(22_600);
    expect(unbalancedTargets(TARGETS)).toEqual([]);
  });

  it('names only programmes of the plan, each under the organ of its row (R-005)', () => {
    const programs = planPrograms(PRACTICE_LIBRARY, '150600');
    for (const target of TARGETS) {
      for (const { program } of target.programs) {
        expect(programs.find((one) => one.code === program)?.organ).toBe(target.organ);
      }
    }
  });

  it('has a plan line of practice for each programme and year with the numbers of the annex (R-014)', () => {
    const annex = TARGETS.flatMap(({ organ, programs }) => programs.map(({ program }) => `${organ}/${program}`));
    const lines = planLines(PRACTICE_LIBRARY, '150600').filter(({ planLine }) => annex.includes(planLine.slice(12)));
    expect(lines).toHaveLength(20);
    for (const year of [2025, 2026]) {
      const ofYear = lines.filter((line) => line.planLine.startsWith(`150600/${year}/`));
      expect(ofYear.reduce((sum, line) => sum + line.personTimes, 0)).toBe(22_600);
    }
  });

  it('has plan lines for custody and technicians beside it, which stand in no annex (R-006)', () => {
    const lines = planLines(PRACTICE_LIBRARY, '150600').map(({ planLine }) => planLine);
    for (const year of [2025, 2026]) {
      expect(lines).toContain(`150600/${year}/JUSTICE/CUSTODY`);
      expect(lines).toContain(`150600/${year}/HRSS/TECHNICIAN`);
    }
  });

  it('is guidance: 230 of 200 shows as 115.0 % (R-015)', () => {
    expect(progressBp(230, 200)).toBe(11_500);
  });
});
