import { describe, expect, it } from 'vitest';
import { judgeCloser, judgeConfirmer, judgeOpener } from '../../../domain/integrity/case-authority.ts';
import { ACTORS, anActor } from '../../support/claim-courses.ts';

const { bureauReview, bureauReview2, deptEducation, deptEmergency, deptHr, school } = ACTORS;
const OPS = anActor('ops', { roles: ['operator'] });
const above = anActor('region.review', { ...bureauReview2, personId: 'per_region', jurisdiction: '150000' });
const elsewhere = anActor('elsewhere', { ...bureauReview2, personId: 'per_elsewhere', jurisdiction: '150200' });

type Judged = { readonly ok: true } | { readonly ok: false; readonly reason: string };
const reasonOf = (verdict: Judged) => (verdict.ok ? null : verdict.reason);

describe('the opener of a case', () => {
  it('S3: is the bureau of the place or above it, or the responsible department of the place', () => {
    const subject = { jurisdiction: '150600', responsible: ['EMERGENCY_MGMT'] } as const;
    for (const actor of [bureauReview, above, deptEmergency]) {
      expect(reasonOf(judgeOpener(actor, subject))).toBeNull();
    }
    expect(reasonOf(judgeOpener(deptEducation, subject))).toBe('OTHER_ORGAN');
    expect(reasonOf(judgeOpener(deptHr, subject))).toBe('OTHER_ORGAN');
    expect(reasonOf(judgeOpener(OPS, subject))).toBe('ROLE_REQUIRED');
    expect(reasonOf(judgeOpener(school, subject))).toBe('ROLE_REQUIRED');
    expect(reasonOf(judgeOpener(elsewhere, subject))).toBe('OTHER_JURISDICTION');
    expect(reasonOf(judgeOpener(deptEmergency, { ...subject, jurisdiction: '150602' }))).toBe('OTHER_JURISDICTION');
  });
});

describe('who ends a case', () => {
  const involved = {
    jurisdiction: '150600',
    openedBy: deptEmergency.personId,
    deciders: [bureauReview.personId],
    sections: [{ jurisdiction: '150600', organ: 'HRSS', section: '就业服务' }],
  } as const;

  it('S3: has no part in it: neither the opener, nor a decider, nor of the section that reviewed', () => {
    expect(reasonOf(judgeCloser(bureauReview2, involved))).toBeNull();
    expect(reasonOf(judgeCloser(deptEmergency, involved))).toBe('SAME_PERSON_FORBIDDEN');
    expect(reasonOf(judgeCloser(bureauReview, involved))).toBe('SAME_PERSON_FORBIDDEN');
    const sameSection = anActor('z', { ...bureauReview2, personId: 'per_z', section: '就业服务' });
    expect(reasonOf(judgeCloser(sameSection, involved))).toBe('SAME_SECTION_FORBIDDEN');
    expect(reasonOf(judgeCloser(deptEducation, involved))).toBe('ROLE_REQUIRED');
    expect(reasonOf(judgeCloser(OPS, involved))).toBe('ROLE_REQUIRED');
    expect(reasonOf(judgeCloser(elsewhere, involved))).toBe('OTHER_JURISDICTION');
  });

  it('S3: may be the bureau above, whose section of the same name is another one', () => {
    const namesake = anActor('y', { ...above, personId: 'per_y', section: '就业服务' });
    expect(reasonOf(judgeCloser(namesake, involved))).toBeNull();
  });

  it('S3: is two people for a suspected crime', () => {
    expect(reasonOf(judgeConfirmer(bureauReview2, involved, null))).toBe('WRONG_STATE');
    expect(reasonOf(judgeConfirmer(bureauReview2, involved, bureauReview2.personId))).toBe('SAME_PERSON_FORBIDDEN');
    expect(reasonOf(judgeConfirmer(bureauReview, involved, bureauReview2.personId))).toBe('SAME_PERSON_FORBIDDEN');
    expect(reasonOf(judgeConfirmer(above, involved, bureauReview2.personId))).toBeNull();
  });
});
