import { describe, expect, it } from 'vitest';
import { criteriaOf, scoreCentiOf, totalOf, wrongPoints } from '../../../domain/grant/score.ts';

const CRITERIA = criteriaOf(['capacity:40', 'plan:30', 'team:20', 'funding:10']);

describe('R-155: the score of an application', () => {
  it.for([
    [[85, 80, 88], 8433],
    [[81, 87, 82], 8333],
    [[68, 74, 71], 7100],
    [[81, 83, 78], 8067],
    [[70, 85, 88, 90, 92], 8767],
    [[60], 6000],
    [[0, 0, 1], 33],
    [[1, 1, 1, 1, 1, 1, 1, 2], 100],
  ] as const)('R-155: %j is %i hundredths, half up, without the extremes from five on', ([totals, centi]) => {
    expect(scoreCentiOf(totals, 5)).toBe(centi);
  });

  it('R-154: has no score where nobody scored: a missing score is not a zero', () => {
    expect(scoreCentiOf([], 5)).toBeNull();
  });

  it('R-155: takes whole points within each criterion, all of them and no others', () => {
    expect(totalOf({ capacity: 34, plan: 26, team: 17, funding: 8 })).toBe(85);
    expect(wrongPoints(CRITERIA, { capacity: 40, plan: 30, team: 20, funding: 10 })).toEqual([]);
    expect(wrongPoints(CRITERIA, { capacity: 41, plan: -1, team: 1.5, luck: 1 })).toEqual([
      'capacity',
      'plan',
      'team',
      'funding',
      'luck',
    ]);
    expect(() => criteriaOf(['capacity'])).toThrow(RangeError);
  });
});
