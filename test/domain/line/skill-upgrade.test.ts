import { describe, expect, it } from 'vitest';
import { priceLine } from '../../../domain/line/pricing.ts';
import {
  exclusionRefusal,
  upgradeCertificateRefusals,
  upgradeInsuranceRefusal,
  upgradeTimeRefusal,
  upgradeYearlyRefusal,
  type Benefit,
  type UpgradeFacts,
  type UpgradeParameters,
} from '../../../domain/line/skill-upgrade.ts';
import { GOOD_LINE, routeSnapshot } from '../../support/line-facts.ts';
import { CALENDAR, day } from '../../support/policy-library.ts';

const TRAINED: Benefit = { kind: 'training', occupation: '电工', level: 'LEVEL_4', trainingId: 'class-1' };
const upgrade = (change: Partial<Benefit> = {}): Benefit => ({ ...TRAINED, kind: 'upgrade', ...change });

describe('training or skill upgrade', () => {
  it('R-056: electrician level 4 after training at level 4 is refused, level 3 only where the person counts', () => {
    expect(exclusionRefusal(upgrade(), [TRAINED], 'SAME_OCCUPATION_LEVEL')?.code).toBe('EXCLUDED_BY_TRAINING_SUBSIDY');
    const higher = upgrade({ level: 'LEVEL_3', trainingId: null });
    expect(exclusionRefusal(higher, [TRAINED], 'SAME_OCCUPATION_LEVEL')).toBeUndefined();
    expect(exclusionRefusal(higher, [TRAINED], 'PERSON_EVER')?.code).toBe('EXCLUDED_BY_TRAINING_SUBSIDY');
  });

  it('R-056: it holds in the other direction, and one benefit never excludes its own kind', () => {
    expect(exclusionRefusal(TRAINED, [upgrade()], 'SAME_OCCUPATION_LEVEL')?.code).toBe('EXCLUDED_BY_SKILL_UPGRADE');
    expect(exclusionRefusal(upgrade(), [upgrade()], 'PERSON_EVER')).toBeUndefined();
  });

  it('R-056: by training, only the same class excludes, and two certificates without a class never', () => {
    const level3 = upgrade({ level: 'LEVEL_3' });
    expect(exclusionRefusal(level3, [TRAINED], 'SAME_TRAINING')?.rule).toBe('R-056');
    expect(exclusionRefusal(upgrade({ trainingId: 'class-2' }), [TRAINED], 'SAME_TRAINING')).toBeUndefined();
    const bare = { ...TRAINED, trainingId: null };
    expect(exclusionRefusal(upgrade({ trainingId: null }), [bare], 'SAME_TRAINING')).toBeUndefined();
  });
});

const PARAMETERS: UpgradeParameters = {
  acceptedCertificates: ['QUALIFICATION', 'SKILL_LEVEL'],
  requiresTraining: false,
  minInsuredMonths: 12,
  applyMonths: 12,
  maxPerYear: 1,
  extraUrgentPerYear: 2,
};
const GOOD: UpgradeFacts = {
  certificateKind: 'SKILL_LEVEL',
  certificateIssuedOn: day('2025-03-01'),
  appliedOn: day('2026-03-01'),
  insuredMonths: 14,
  hasTrainingRecord: false,
  isUrgentOccupation: false,
  others: [],
};
const codes = (change: Partial<UpgradeFacts>, parameters = PARAMETERS) => {
  const facts = { ...GOOD, ...change };
  const refusals = [
    ...upgradeCertificateRefusals(facts, parameters),
    upgradeInsuranceRefusal(facts.insuredMonths, parameters.minInsuredMonths),
    upgradeTimeRefusal(facts, parameters.applyMonths, CALENDAR),
    upgradeYearlyRefusal(facts, parameters),
  ];
  return refusals.filter((one) => one !== undefined).map((one) => one.code);
};

const other = (appliedOn: string, isUrgentOccupation = false) => ({
  appliedOn: day(appliedOn),
  isUrgentOccupation,
});

describe('the skill-upgrade subsidy', () => {
  it('R-057: a specific-ability certificate is refused, qualification and skill level are not', () => {
    expect(codes({ certificateKind: 'SPECIFIC_ABILITY' })).toEqual(['CERTIFICATE_NOT_FOR_UPGRADE']);
    expect(codes({ certificateKind: 'QUALIFICATION' })).toEqual([]);
  });

  it('R-057: a training is asked for only where T-28 is switched on', () => {
    const strict = { ...PARAMETERS, requiresTraining: true };
    expect(codes({}, strict)).toEqual(['NO_TRAINING_RECORD']);
    expect(codes({ hasTrainingRecord: true }, strict)).toEqual([]);
  });

  it('L20, R-058: a certificate of 2025-03-01 is applied for until Monday 2026-03-02, because the twelfth month ends on a Sunday', () => {
    expect(codes({})).toEqual([]);
    expect(codes({ appliedOn: day('2026-03-02') })).toEqual([]);
    expect(codes({ appliedOn: day('2026-03-03') })).toEqual(['APPLIED_TOO_LATE']);
    const leap = { certificateIssuedOn: day('2024-02-29') };
    expect(codes({ ...leap, appliedOn: day('2025-02-28') })).toEqual([]);
    expect(codes({ ...leap, appliedOn: day('2025-03-01') })).toEqual(['APPLIED_TOO_LATE']);
  });

  it('R-058: twelve insured months are enough, eleven are not', () => {
    expect(codes({ insuredMonths: 12 })).toEqual([]);
    expect(codes({ insuredMonths: 11 })).toEqual(['INSURED_TOO_SHORT']);
  });

  it('R-058: one a year, three with urgently needed occupations, a new year begins anew', () => {
    expect(codes({ others: [other('2026-01-01')] })).toEqual(['UPGRADE_YEARLY_LIMIT']);
    expect(codes({ others: [other('2025-12-31')] })).toEqual([]);
    expect(codes({ others: [other('2026-01-01', true)] })).toEqual([]);
    const urgent = { isUrgentOccupation: true };
    expect(codes({ ...urgent, others: [other('2026-01-01'), other('2026-01-02', true)] })).toEqual([]);
    const three = [other('2026-01-01'), other('2026-01-02', true), other('2026-01-03', true)];
    expect(codes({ ...urgent, others: three })).toEqual(['UPGRADE_YEARLY_LIMIT']);
    expect(codes({ others: three.slice(1) })).toEqual([]);
  });

  it('R-058: level 4 gets 1,500.00, and a level without an amount is missing, never zero', () => {
    const law = routeSnapshot('SKILL_UPGRADE_SUBSIDY');
    expect(priceLine({ ...GOOD_LINE, skillLevel: 'LEVEL_4' }, law)).toMatchObject({ ok: true, baseFen: 150_000 });
    expect(priceLine({ ...GOOD_LINE, skillLevel: 'LEVEL_2' }, law)).toMatchObject({ refusal: { code: 'NO_RATE' } });
  });
});
