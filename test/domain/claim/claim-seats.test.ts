import { describe, expect, it } from 'vitest';
import { judgeClaimAct } from '../../../domain/claim/claim-moves.ts';
import {
  ACTORS,
  anActor,
  aPlan,
  aPlanOfHr,
  BEGINS,
  decides,
  messageOf,
  played,
  refusalOf,
  releases,
  TO_BUREAU,
  TO_FINANCE,
  TO_REVIEW,
  type Wish,
} from '../../support/claim-courses.ts';

const { school, deptEmergency, deptEducation, deptHr, deptHr2, bureauReview, ops } = ACTORS;
const PLAN = aPlan();
const withdraws: Wish = { kind: 'withdraw', actor: school };

describe('the separation of duties on a claim', () => {
  it('refuses completeness to the person who approved authenticity, and to the same section (R-009)', () => {
    const plan = aPlanOfHr();
    const both = anActor('dept.hr', { ...deptHr, roles: ['departmentReviewer', 'bureauReviewer'] });
    const colleague = anActor('dept.hr2', { ...deptHr2, roles: ['bureauReviewer'] });
    const course = played(plan, [BEGINS, decides(deptHr, 'approve')]);
    expect(refusalOf(course, decides(both, 'approve'), plan)).toBe('SAME_PERSON_FORBIDDEN');
    expect(refusalOf(course, decides(colleague, 'approve'), plan)).toBe('SAME_SECTION_FORBIDDEN');
    expect(refusalOf(course, decides(bureauReview, 'approve'), plan)).toBeNull();
  });

  it('is the same for a return as for an approval (R-009)', () => {
    const plan = aPlanOfHr();
    const both = anActor('dept.hr', { ...deptHr, roles: ['departmentReviewer', 'bureauReviewer'] });
    const course = played(plan, [BEGINS, decides(deptHr, 'approve')]);
    expect(refusalOf(course, decides(both, 'returnToDepartment'), plan)).toBe('SAME_PERSON_FORBIDDEN');
  });

  it('refuses another organ and another city (R-003, R-005)', () => {
    const course = played(PLAN, TO_REVIEW);
    const elsewhere = anActor('dept.elsewhere', { ...deptEmergency, personId: 'x', jurisdiction: '150100' });
    expect(refusalOf(course, decides(deptEducation, 'approve'), PLAN)).toBe('OTHER_ORGAN');
    expect(refusalOf(course, decides(elsewhere, 'approve'), PLAN)).toBe('OTHER_JURISDICTION');
  });

  it('R-149 lets no administrator approve in place of an organ', () => {
    expect(refusalOf(played(PLAN, TO_REVIEW), decides(ops, 'approve'), PLAN)).toBe('ROLE_REQUIRED');
  });

  it('wants two persons for a payout, neither of whom reviewed (R-009, R-100)', () => {
    const course = played(PLAN, TO_FINANCE);
    const alone = anActor('solo', { organ: 'FINANCE', roles: ['financeMaker', 'financeChecker'] });
    const reviewer = anActor('dept.emergency', { organ: 'FINANCE', roles: ['financeChecker'] });
    expect(refusalOf(course, { ...releases('base'), maker: alone, checker: alone }, PLAN)).toBe(
      'SAME_PERSON_FORBIDDEN',
    );
    expect(refusalOf(course, { ...releases('base'), checker: reviewer }, PLAN)).toBe('SAME_PERSON_FORBIDDEN');
  });

  it('tells a stale decision of a forbidden person that it is stale, and in a wrong state that the state is wrong (D2)', () => {
    const course = played(PLAN, TO_BUREAU);
    const stale = { ...messageOf(course, decides(bureauReview, 'approve')), expectedRevision: 1 };
    expect(judgeClaimAct(course, stale, PLAN)).toMatchObject({ reason: 'STALE' });
    const forbidden = { ...messageOf(course, decides(deptEmergency, 'approve')), expectedRevision: 1 };
    expect(judgeClaimAct(course, forbidden, PLAN)).toMatchObject({ reason: 'STALE' });
    const nowhere = { ...messageOf(course, withdraws), expectedRevision: 1 };
    expect(judgeClaimAct(played(PLAN, TO_FINANCE), nowhere, PLAN)).toMatchObject({ reason: 'WRONG_STATE' });
  });
});
