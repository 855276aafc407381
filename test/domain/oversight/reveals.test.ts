import { describe, expect, it } from 'vitest';
import { ROLES } from '../../../domain/codes.ts';
import { mayReveal, REVEAL_PURPOSES, REVEALED_KINDS } from '../../../domain/oversight/reveals.ts';

/** What a role may see, as `purpose kind`. */
const seenBy = (...roles: Parameters<typeof mayReveal>[0]) =>
  REVEAL_PURPOSES.flatMap((purpose) =>
    REVEALED_KINDS.filter((kind) => mayReveal(roles, purpose, kind)).map((kind) => `${purpose} ${kind}`),
  );

describe('S7: the purposes of reveals', () => {
  it('give operators what an applicant asks about himself, and Finance what it pays', () => {
    expect(seenBy('operator')).toEqual([
      'applicantRequest line',
      'applicantRequest payee',
      'applicantRequest rosterPerson',
    ]);
    expect(seenBy('financeMaker')).toEqual(['payment line', 'payment payee']);
    expect(seenBy('auditor')).toEqual(['audit line', 'audit payee', 'audit rosterPerson']);
  });

  it('give an objector to notice officers alone, and policy staff, applicants and machines nothing', () => {
    const objectors = ROLES.filter((role) => seenBy(role).some((seen) => seen.endsWith(' objection')));
    expect(objectors).toEqual(['noticeOfficer']);
    const none = ROLES.filter((role) => seenBy(role).length === 0);
    expect(none.toSorted()).toEqual(
      [
        'applicant',
        'demandOfficer',
        'expert',
        'financeSystem',
        'grantApprover',
        'grantOfficer',
        'operatorApprover',
        'planOfficer',
        'policyApprover',
        'policyEditor',
      ].toSorted(),
    );
  });
});
