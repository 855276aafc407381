import { describe, expect, it } from 'vitest';
import { designationRows, programmeFen } from '../../../domain/grant/designation-targets.ts';
import { parseFen } from '../../../domain/money.ts';
import { day, PRACTICE_LIBRARY } from '../../support/policy-library.ts';

const ROUTES = [
  { route: 'BASE_GRANT_NATIONAL', kind: 'HIGH_SKILL_BASE', level: 'NATIONAL' },
  { route: 'BASE_GRANT_REGIONAL', kind: 'HIGH_SKILL_BASE', level: 'REGIONAL' },
  { route: 'STUDIO_GRANT_NATIONAL', kind: 'SKILL_MASTER_STUDIO', level: 'NATIONAL' },
  { route: 'STUDIO_GRANT_REGIONAL', kind: 'SKILL_MASTER_STUDIO', level: 'REGIONAL' },
  { route: 'COMPETITION_BASE_GRANT_NATIONAL', kind: 'COMPETITION_BASE', level: 'NATIONAL' },
  { route: 'COMPETITION_BASE_GRANT_REGIONAL', kind: 'COMPETITION_BASE', level: 'REGIONAL' },
  { route: 'BASE_STUDIO_GRANT_CITY', kind: 'HIGH_SKILL_BASE', level: 'CITY' },
] as const;
const rows = () => designationRows(PRACTICE_LIBRARY, { jurisdiction: '150000', on: day('2029-12-03') }, ROUTES);

const goals = ([number, amountFen]: readonly [number, number | null]) => ({
  amountFen: amountFen === null ? null : parseFen(amountFen),
  targets: [{ number, byYear: 2015, document: '150000-2015-high-skill', clause: '一(三)3' }],
});

describe('the goals of titles', () => {
  it('R-112: stand by year beside what exists, long after they ended; a number of two papers stands once', () => {
    const shown = rows().map(({ route, targets }) => [route, targets.map(({ byYear, number }) => [byYear, number])]);
    expect(shown).toEqual([
      ['BASE_GRANT_NATIONAL', [[2020, 20]]],
      [
        'BASE_GRANT_REGIONAL',
        [
          [2015, 25],
          [2020, 50],
        ],
      ],
      ['STUDIO_GRANT_NATIONAL', [[2020, 30]]],
      [
        'STUDIO_GRANT_REGIONAL',
        [
          [2015, 25],
          [2020, 50],
        ],
      ],
      ['COMPETITION_BASE_GRANT_NATIONAL', []],
      ['COMPETITION_BASE_GRANT_REGIONAL', []],
    ]);
  });

  it('name the newer of two papers and its clause', () => {
    const [, regional] = rows();
    expect(regional?.targets.map(({ document, clause }) => [document, clause])).toEqual([
      ['150000-2015-high-skill', '一(三)3'],
      ['150000-2018-lifelong-training', '(九)'],
    ]);
  });

  it('R-111: of 2 and 10 bases, 5 and 10 studios cost 21,500,000.00; a goal without amount costs nothing', () => {
    const of2015 = [
      [2, 500_000_000],
      [10, 100_000_000],
      [5, 10_000_000],
      [10, 10_000_000],
      [7, null],
    ] as const;
    expect(programmeFen(of2015.map(goals))).toBe(2_150_000_000);
  });

  it('R-112: cost 158,000,000.00 when all of them are reached', () => {
    expect(programmeFen(rows())).toBe(15_800_000_000);
  });
});
