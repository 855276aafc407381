import { describe, expect, it } from 'vitest';
import {
  asPaperReader,
  judgePaperReading,
  readingWayOf,
  seesFileNames,
} from '../../../domain/authority/paper-readers.ts';
import { ACTORS, anActor } from '../../support/claim-courses.ts';

const { school, deptEmergency, bureauReview, financeMaker } = ACTORS;
const auditor = anActor('auditor', { roles: ['auditor'] });
const SEEN = { isOwn: false, isDraft: false, isInSight: true, hasPurpose: false };

describe('S5: an uploaded paper', () => {
  it.each([
    ['its owner, as draft too', school, { ...SEEN, isOwn: true, isDraft: true, isInSight: false }, 'granted'],
    ['an office that has it in sight', deptEmergency, SEEN, 'granted'],
    ['anybody else while it is a draft', bureauReview, { ...SEEN, isDraft: true }, 'NOT_FOUND'],
    ['Finance', financeMaker, { ...SEEN, isInSight: false }, 'FORBIDDEN'],
    ['an auditor without a purpose', auditor, { ...SEEN, isInSight: false }, 'PURPOSE_REQUIRED'],
    ['an auditor with a purpose', auditor, { ...SEEN, isInSight: false, hasPurpose: true }, 'granted'],
  ] as const)('is read, or not, by %s', (_who, person, asked, word) => {
    const verdict = judgePaperReading(person, asked);
    expect(verdict.ok ? 'granted' : verdict.reason).toBe(word);
  });

  it('says before it is asked for how it is read', () => {
    const far = { ...SEEN, isInSight: false };
    expect([
      readingWayOf(school, { ...far, isOwn: true }),
      readingWayOf(deptEmergency, SEEN),
      readingWayOf(bureauReview, { ...SEEN, isDraft: true }),
      readingWayOf(financeMaker, far),
      readingWayOf(auditor, far),
    ]).toEqual(['open', 'open', 'closed', 'closed', 'withPurpose']);
  });

  it('is looked for with the roles of its readers alone', () => {
    const all = { ...deptEmergency, roles: ['departmentReviewer', 'operator', 'applicant', 'auditor'] } as const;
    expect(asPaperReader(all).roles).toEqual(['departmentReviewer', 'applicant']);
    expect(asPaperReader(financeMaker)).toEqual({ ...financeMaker, roles: [] });
  });

  it('shows its file’s name to its owner, the responsible organ and the HR bureau', () => {
    const of = { ownerId: 'pty_school', isDraft: false, responsible: 'EMERGENCY_MGMT' } as const;
    expect([school, deptEmergency, bureauReview].map((one) => seesFileNames(one, of))).toEqual([true, true, true]);
    const draft = { ...of, isDraft: true };
    expect([school, deptEmergency, bureauReview].map((one) => seesFileNames(one, draft))).toEqual([true, false, false]);
    const strangers = [ACTORS.school2, ACTORS.deptEducation, financeMaker, auditor];
    expect(strangers.filter((one) => seesFileNames(one, of))).toEqual([]);
    expect(seesFileNames({ ...deptEmergency, organ: null }, { ...of, responsible: null })).toBe(false);
  });
});
