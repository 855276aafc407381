import { describe, expect, it } from 'vitest';
import { planLineName, programName } from '../../../domain/plan/plan-names.ts';
import { PRACTICE_LIBRARY } from '../../support/policy-library.ts';

describe('the name of a plan line', () => {
  it('R-005: says year, organ and programme as the pack names them, never their codes', () => {
    expect(planLineName(PRACTICE_LIBRARY, '150600/2025/HRSS/URBAN_EMPLOYMENT')).toEqual({
      zh: '2025 年度 人力资源和社会保障局 城镇就业技能培训',
      en: '2025 Human resources and social security bureau Urban employment-skill training',
    });
  });

  it('lets a programme that no pack names stand for itself', () => {
    expect(programName(PRACTICE_LIBRARY, '150600', 'NOWHERE')).toEqual({ zh: 'NOWHERE', en: 'NOWHERE' });
  });
});
