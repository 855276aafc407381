import { describe, expect, it } from 'vitest';
import { areParts, shareTargets, structureShares } from '../../../domain/plan/structure-indicators.ts';
import { PRACTICE_LIBRARY } from '../../support/policy-library.ts';

describe('structure indicators', () => {
  it('R-140: 1,150,000 highly skilled of 3,995,000 skilled are 28.79 %', () => {
    const figures = { employed: 15_980_000, skilled: 3_995_000, highSkilled: 1_150_000 };
    expect(structureShares(figures)).toEqual({ skilledShareBp: 2_500, highSkillShareBp: 2_879 });
    expect(structureShares({ employed: 0, skilled: 0, highSkilled: 0 })).toEqual({
      skilledShareBp: null,
      highSkillShareBp: null,
    });
    expect([areParts(figures), areParts({ ...figures, skilled: 1 })]).toEqual([true, false]);
  });

  it('R-140: stand beside 25 % and 30 % of the city by 2021 and 35 % of the region by 2027', () => {
    expect(shareTargets(PRACTICE_LIBRARY, '150600').map((one) => [one.measure, one.targetBp, one.byYear])).toEqual([
      ['highSkillShare', 3_000, 2021],
      ['skilledShare', 2_500, 2021],
      ['highSkillShare', 3_500, 2027],
    ]);
    expect(shareTargets(PRACTICE_LIBRARY, '220000')).toEqual([]);
  });
});
