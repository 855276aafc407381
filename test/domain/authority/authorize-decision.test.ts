import { test } from '@fast-check/vitest';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { authorizeDecision, type Decider, type Seat } from '../../../domain/authority/authorize-decision.ts';
import { ACTORS, anActor, ORDOS } from '../../support/claim-courses.ts';

const { deptHr, deptHr2, deptEmergency, bureauReview, financeMaker } = ACTORS;
const AUTHENTICITY: Seat = {
  role: 'departmentReviewer',
  organ: 'HRSS',
  jurisdiction: ORDOS,
  decidesAs: 'departmentReviewer',
};
const QUALITY: Seat = { ...AUTHENTICITY, decidesAs: 'departmentReviewer/qualityReview' };
const COMPLETENESS: Seat = { ...AUTHENTICITY, role: 'bureauReviewer', decidesAs: 'bureauReviewer' };

const byDeptHr: Decider = { personId: 'dept.hr', organ: 'HRSS', section: '就业服务', role: 'departmentReviewer' };
const somebody = fc.record({
  personId: fc.constantFrom('a', 'b', 'c'),
  organ: fc.constantFrom('HRSS' as const, 'FINANCE' as const, null),
  section: fc.constantFrom('就业服务', '基金监督', null),
});
const deciders = fc.array(
  fc
    .record({
      who: somebody,
      role: fc.constantFrom(
        'applicant',
        'departmentReviewer',
        'departmentReviewer/qualityReview',
        'bureauReviewer',
        'financeMaker',
        'financeChecker',
      ),
    })
    .map(({ who, role }): Decider => ({ ...who, role })),
  { maxLength: 5 },
);

describe('who may take a seat', () => {
  it('grants the seat of the own organ, role and city, and says who then sits in it (D12)', () => {
    expect(authorizeDecision(deptHr, AUTHENTICITY, [])).toEqual({ ok: true, value: byDeptHr });
  });

  it('refuses the second review to the person of the first, before anything else is asked (R-009)', () => {
    expect(authorizeDecision(deptHr, COMPLETENESS, [byDeptHr])).toMatchObject({ reason: 'SAME_PERSON_FORBIDDEN' });
    const elsewhere = { ...deptHr, jurisdiction: '150100' };
    expect(authorizeDecision(elsewhere, COMPLETENESS, [byDeptHr])).toMatchObject({ reason: 'SAME_PERSON_FORBIDDEN' });
  });

  it('refuses the second review to a colleague of the same section, and grants it to another section (R-009)', () => {
    const colleague = { ...deptHr2, roles: ['bureauReviewer'] as const };
    expect(authorizeDecision(colleague, COMPLETENESS, [byDeptHr])).toMatchObject({ reason: 'SAME_SECTION_FORBIDDEN' });
    expect(authorizeDecision(bureauReview, COMPLETENESS, [byDeptHr])).toMatchObject({ ok: true });
  });

  it('refuses it in an organ without sections too: no section is the same section (R-009)', () => {
    const first: Decider = { ...byDeptHr, section: null };
    const second = anActor('x', { organ: 'HRSS', roles: ['bureauReviewer'] });
    expect(authorizeDecision(second, COMPLETENESS, [first])).toMatchObject({ reason: 'SAME_SECTION_FORBIDDEN' });
  });

  it('lets the same review be made again by the same person or section in a later round (R-094)', () => {
    expect(authorizeDecision(deptHr, AUTHENTICITY, [byDeptHr])).toMatchObject({ ok: true });
    expect(authorizeDecision(deptHr2, AUTHENTICITY, [byDeptHr])).toMatchObject({ ok: true });
  });

  it('refuses a further review by the same role to the person and to the section of the first (R-009)', () => {
    expect(authorizeDecision(deptHr, QUALITY, [byDeptHr])).toMatchObject({ reason: 'SAME_PERSON_FORBIDDEN' });
    expect(authorizeDecision(deptHr2, QUALITY, [byDeptHr])).toMatchObject({ reason: 'SAME_SECTION_FORBIDDEN' });
    const byQuality: Decider = { ...byDeptHr, role: 'departmentReviewer/qualityReview' };
    expect(authorizeDecision(deptHr, QUALITY, [byQuality])).toMatchObject({ ok: true });
    expect(authorizeDecision(deptHr, AUTHENTICITY, [byQuality])).toMatchObject({ reason: 'SAME_PERSON_FORBIDDEN' });
    expect(authorizeDecision(deptHr2, COMPLETENESS, [byQuality])).toMatchObject({ reason: 'SAME_SECTION_FORBIDDEN' });
  });

  it('tells same section names of two organs apart (R-009)', () => {
    const first: Decider = { ...byDeptHr, organ: 'EMERGENCY_MGMT' };
    const second = anActor('x', { organ: 'HRSS', section: '就业服务', roles: ['bureauReviewer'] });
    expect(authorizeDecision(second, COMPLETENESS, [first])).toMatchObject({ ok: true });
  });

  it('refuses another city, a missing role and another organ, each by its name (R-003, R-005)', () => {
    const elsewhere = { ...deptHr, jurisdiction: '150100' };
    expect(authorizeDecision(elsewhere, AUTHENTICITY, [])).toMatchObject({ reason: 'OTHER_JURISDICTION' });
    expect(authorizeDecision(financeMaker, AUTHENTICITY, [])).toMatchObject({ reason: 'ROLE_REQUIRED' });
    expect(authorizeDecision(deptEmergency, AUTHENTICITY, [])).toMatchObject({ reason: 'OTHER_ORGAN' });
  });

  test.prop([somebody, deciders, fc.constantFrom(AUTHENTICITY, QUALITY, COMPLETENESS)])(
    'never grants a second role, nor a section both reviews, to anybody (R-009, D12)',
    (who, before, seat) => {
      const actor = anActor(who.personId, { ...who, roles: [seat.role] });
      if (authorizeDecision(actor, seat, before).ok) {
        const others = before.filter(({ role }) => role !== seat.decidesAs);
        expect(others.map(({ personId }) => personId)).not.toContain(actor.personId);
        const reviews = others.filter(({ role }) => /^(?:department|bureau)Reviewer/.test(role));
        const sections = reviews.map(({ organ, section }) => `${organ}/${section}`);
        expect(sections).not.toContain(`${actor.organ}/${actor.section}`);
      }
    },
  );
});
