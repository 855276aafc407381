import { describe, expect, it } from 'vitest';
import { contentRefusal } from '../../../domain/filing/class-content.ts';
import { TRAINEE_CATEGORIES } from '../../../domain/filing/trainee-categories.ts';
import { parseFen } from '../../../domain/money.ts';
import { codes } from '../../support/judged-lines.ts';
import { routeSnapshot } from '../../support/line-facts.ts';
import { day, PRACTICE_LIBRARY, practiceSnapshot } from '../../support/policy-library.ts';

const POVERTY = routeSnapshot('POVERTY_FREE_TRAINING');
const PROJECT = practiceSnapshot();
const FEE = parseFen(10_000);
const fen = parseFen;

const isCharged = (law: typeof POVERTY, category: string) =>
  codes(law, { line: { categories: [category], feeFen: FEE } }).includes('FREE_GROUP_CHARGED');

const SHARES = { feeFen: fen(10_000), governmentFen: fen(6_000), enterpriseFen: fen(3_000), personFen: fen(1_000) };

function listOf(key: string): readonly string[] {
  const [row] = PRACTICE_LIBRARY.packs.flatMap(({ parameters }) => parameters.filter((one) => one.key === key));
  return typeof row?.value === 'object' ? row.value : [];
}

describe('training that is free of charge', () => {
  it.each(['REGISTERED_POOR_WORKER', 'POOR_FAMILY_CHILD'])(
    'L5: refuses a fee of 100.00 from %s in 2025, years after the registration as poor ended (R-053, T-22)',
    (category) => {
      expect(isCharged(POVERTY, category)).toBe(true);
      expect(isCharged(PROJECT, category)).toBe(true);
      expect(codes(PROJECT, { line: { categories: [category] }, context: { shares: SHARES } })).toContain(
        'FREE_GROUP_CHARGED',
      );
    },
  );

  it('L5: charges nobody in the training against poverty, whatever the category (R-053)', () => {
    const charged = Object.keys(TRAINEE_CATEGORIES).filter((category) => isCharged(POVERTY, category));
    expect(charged).toEqual(Object.keys(TRAINEE_CATEGORIES));
    expect(codes(POVERTY, { line: { categories: [], feeFen: FEE } })).toContain('FREE_GROUP_CHARGED');
    expect(codes(POVERTY, { line: { categories: [], feeFen: fen(0) } })).not.toContain('FREE_GROUP_CHARGED');
  });

  it('L5: refuses at filing a class against poverty whose people bear 10.00 of 100.00 (R-083)', () => {
    const content = {
      opensOn: day('2025-05-26'),
      endsOn: day('2025-06-10'),
      facts: { costSharing: SHARES },
      commonCategories: [],
    };
    expect(contentRefusal(content, POVERTY)?.code).toBe('FREE_GROUP_CHARGED');
    expect(contentRefusal(content, PROJECT)).toBeUndefined();
  });

  it('L5: counts the unemployed and migrant farmers among the free groups, graduates and staff not (R-053, R-054)', () => {
    const free = ['REGISTERED_UNEMPLOYED', 'CAPACITY_CUT_UNEMPLOYED', 'MIGRANT_FARMER_WORKER', 'VETERAN'];
    expect(free.filter((category) => !isCharged(PROJECT, category))).toEqual([]);
    expect(['COLLEGE_GRADUATE', 'IN_POST_EMPLOYEE'].filter((category) => isCharged(PROJECT, category))).toEqual([]);
  });

  it('L5: lets every free group take the path of special groups (R-008, T-27)', () => {
    expect(listOf('group.specialGroups')).toEqual(expect.arrayContaining([...listOf('group.freeGroups')]));
  });
});
