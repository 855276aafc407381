import { describe, expect, it } from 'vitest';
import { grantWarnings } from '../../../domain/grant/grant-draft.ts';

const NO_PLAN = { goals: '', highSkillCapacityTarget: null, publicServiceCapacityTarget: null, backbonesTarget: null };
const NAMED = ['CHINA_SKILLS_AWARD', 'REGION_TECHNICAL_EXPERT'];

const warned = (honours: readonly string[], honoursWanted: readonly string[] | null) =>
  grantWarnings(
    { plan: NO_PLAN, budget: { ownFundsFen: 0, items: [{ purpose: '设备', fen: 100 }] }, honours },
    { amountFen: 100, level: 'REGIONAL', holder: 'leader', hasRegionalTitle: false, honoursWanted },
  );

describe('the leader of a studio (R-115)', () => {
  it('has one of the honours that the paper names, or the application shows a warning', () => {
    expect(warned(['REGION_TECHNICAL_EXPERT'], NAMED)).toEqual([]);
    expect(warned(['CITY_EXPERT'], NAMED)).toEqual(['LEADER_WITHOUT_HONOUR']);
    expect(warned([], NAMED)).toEqual(['LEADER_WITHOUT_HONOUR']);
  });

  it('has any honour where no paper names some', () => {
    expect(warned(['CITY_EXPERT'], null)).toEqual([]);
    expect(warned([], null)).toEqual(['LEADER_WITHOUT_HONOUR']);
  });
});
