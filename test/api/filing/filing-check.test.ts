import { describe, expect, it } from 'vitest';
import { judgeFiling, type FilingToJudge } from '../../../api/filing/filing-check.ts';
import { Problem } from '../../../api/kernel/problem.ts';
import { directoryInForce } from '../../../domain/policy/directories.ts';
import type { PolicyLibrary } from '../../../domain/policy/policy-pack.ts';
import { day, PRACTICE_LIBRARY } from '../../support/policy-library.ts';

const ORDOS = '150600';
const LISTED = directoryInForce(PRACTICE_LIBRARY, ORDOS, day('2025-05-12'))?.institutions[0]?.name ?? '';

function filing(planLine: string | null): FilingToJudge {
  return {
    route: 'INSTITUTION_PROJECT_TRAINING',
    jurisdiction: ORDOS,
    data: {
      planLine,
      occupation: { code: '6-18-02-04', name: '焊工' },
      skillLevel: 'LEVEL_5',
      certificateKind: 'SKILL_LEVEL',
      classHours: 80,
      opensOn: day('2025-05-26'),
      endsOn: day('2025-06-10'),
      deliveryMode: 'ORDER',
      location: '康巴什',
      payee: { holder: '示范学校', bank: '中国银行', number: '6216610200000000018' },
      facts: {},
    },
    applicantName: LISTED,
    applicantKind: 'institution',
    heads: 40,
    commonCategories: [],
    at: new Date('2025-05-12T09:00:00+08:00'),
  };
}

/** The same law, where a class without a plan is refused. */
const BLOCKING: PolicyLibrary = {
  ...PRACTICE_LIBRARY,
  packs: PRACTICE_LIBRARY.packs.map((pack) => ({
    ...pack,
    parameters: pack.parameters.map((row) => (row.key === 'budget.blockWithoutPlan' ? { ...row, value: true } : row)),
  })),
};

const warnings = (planLine: string | null) =>
  judgeFiling(PRACTICE_LIBRARY, filing(planLine)).warnings.map((one) => ('code' in one ? one.code : null));

function refusalOf(planLine: string | null): string | null {
  try {
    judgeFiling(BLOCKING, filing(planLine));
    return null;
  } catch (error) {
    return error instanceof Problem ? error.code : 'other';
  }
}

describe('a class without a plan of its year', () => {
  it('is warned when it names no line, or one of another year (R-017)', () => {
    expect(warnings('150600/2025/HRSS/URBAN_EMPLOYMENT')).not.toContain('NO_PLAN');
    expect(warnings('150600/2026/HRSS/URBAN_EMPLOYMENT')).toContain('NO_PLAN');
    expect(warnings(null)).toContain('NO_PLAN');
  });

  it('is refused where the pack blocks it (R-017)', () => {
    expect(refusalOf('150600/2025/HRSS/URBAN_EMPLOYMENT')).toBeNull();
    expect(refusalOf('150600/2026/HRSS/URBAN_EMPLOYMENT')).toBe('NO_PLAN');
    expect(refusalOf(null)).toBe('NO_PLAN');
  });
});
