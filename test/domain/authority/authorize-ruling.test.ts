import { describe, expect, it } from 'vitest';
import { authorizeRuling } from '../../../domain/authority/authorize-ruling.ts';
import { ACTORS, anActor } from '../../support/claim-courses.ts';

const { bureauReview2, deptEducation, deptEmergency, deptHr2 } = ACTORS;
const SEAT = { jurisdiction: '150600', organ: 'EMERGENCY_MGMT', deciders: ['per_x'] } as const;

function refusal(...asked: Parameters<typeof authorizeRuling>): string | null {
  const verdict = authorizeRuling(...asked);
  return verdict.ok ? null : verdict.reason;
}

describe('a ruling on an objection', () => {
  it('S8: is for a notice officer of the organ who decided nothing on the claim (R-099)', () => {
    expect(refusal(deptEmergency, SEAT)).toBeNull();
    const involved = { ...SEAT, deciders: ['per_x', deptEmergency.personId] };
    expect(refusal(deptEmergency, involved)).toBe('SAME_PERSON_FORBIDDEN');
    expect(refusal(deptEducation, SEAT)).toBe('OTHER_ORGAN');
    expect(refusal(deptHr2, { ...SEAT, organ: 'HRSS' })).toBe('ROLE_REQUIRED');
    const elsewhere = anActor('y', { ...deptEmergency, personId: 'y', jurisdiction: '150100' });
    expect(refusal(elsewhere, SEAT)).toBe('OTHER_JURISDICTION');
  });

  it('S8: is for a person of the HR bureau who decided nothing, where the organ has nobody', () => {
    const ofBureau = { ...SEAT, organ: 'HRSS' } as const;
    expect(refusal(bureauReview2, ofBureau)).toBeNull();
    expect(refusal(deptEmergency, ofBureau)).toBe('OTHER_ORGAN');
  });
});
