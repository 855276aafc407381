import { describe, expect, it } from 'vitest';
import {
  judgeJointDraft,
  judgeLivePlaces,
  type ClaimToDraft,
  type LivePlace,
} from '../../../domain/notice/joint-draft.ts';
import { ACTORS, ORDOS } from '../../support/claim-courses.ts';

const A: ClaimToDraft = {
  id: 'a',
  jurisdiction: ORDOS,
  responsibleDepartment: 'EMERGENCY_MGMT',
  state: 'noticePending',
};
const B: ClaimToDraft = { ...A, id: 'b' };
const IDS = ['a', 'b'];
const { deptEmergency, deptEducation, bureauReview, financeMaker } = ACTORS;

const refusalOf = (claims: readonly ClaimToDraft[], officer = deptEmergency) => {
  const verdict = judgeJointDraft(IDS, claims, officer);
  return verdict.ok ? null : [verdict.reason, verdict.positions];
};

describe('a joint notice', () => {
  it('may be drafted by an officer of either side for claims that wait for a notice (R-095)', () => {
    expect(refusalOf([A, B])).toBeNull();
    expect(refusalOf([A, B], bureauReview)).toBeNull();
    expect(refusalOf([A, { ...B, state: 'noticeOpen' }])).toBeNull();
  });

  it('is not drafted with a claim that the officer may not see, and says which one', () => {
    expect(refusalOf([A])).toEqual(['CLAIM_UNKNOWN', [1]]);
    expect(refusalOf([])).toEqual(['CLAIM_UNKNOWN', [0, 1]]);
    expect(judgeJointDraft([], [A], deptEmergency)).toEqual({ ok: false, reason: 'CLAIM_UNKNOWN', positions: [] });
  });

  it('is of one jurisdiction and one department', () => {
    expect(refusalOf([A, { ...B, jurisdiction: '150602' }])).toEqual(['DIFFERENT_JURISDICTIONS', [1]]);
    expect(refusalOf([A, { ...B, responsibleDepartment: 'EDUCATION' }])).toEqual(['DIFFERENT_DEPARTMENTS', [1]]);
  });

  it('is not drafted by an officer of another department or without the role', () => {
    expect(refusalOf([A, B], deptEducation)).toEqual(['NOT_YOUR_SIDE', [0]]);
    expect(refusalOf([A, B], financeMaker)).toEqual(['NOT_YOUR_SIDE', [0]]);
  });

  it('has no claim that is held or in another state', () => {
    expect(refusalOf([{ ...A, state: 'suspended' }, B])).toEqual(['CLAIM_HELD', [0]]);
    expect(refusalOf([A, { ...B, state: 'finance' }])).toEqual(['WRONG_STATE', [1]]);
  });
});

describe('claims that are in a notice already', () => {
  const DRAFT: LivePlace = {
    claimId: 'b',
    noticeId: 'ntc_1',
    state: 'drafted',
    noticeState: 'draft',
    isAutomatic: true,
    claims: 1,
  };
  const judge = (place: Partial<LivePlace>, b: ClaimToDraft = B) =>
    judgeLivePlaces(IDS, [A, b], [{ ...DRAFT, ...place }]);

  it('leave an automatic draft of one claim, which the joint notice replaces (Q-04)', () => {
    expect(judge({})).toEqual({ ok: true, value: ['ntc_1'] });
    expect(judgeLivePlaces(IDS, [A, B], [])).toEqual({ ok: true, value: [] });
  });

  it.each<[string, Partial<LivePlace>]>([
    ['a person drafted it', { isAutomatic: false }],
    ['it has more claims', { claims: 2 }],
    ['one side has confirmed it', { noticeState: 'confirmedByOne' }],
    ['it is published', { noticeState: 'published', state: 'open' }],
  ])('stay in their notice if %s', (_why, place) => {
    expect(judge(place)).toEqual({ ok: false, reason: 'ALREADY_IN_NOTICE', positions: [1] });
  });

  it('stay there while their notice is open, even where its place is not read', () => {
    expect(judgeLivePlaces(IDS, [A, { ...B, state: 'noticeOpen' }], [])).toMatchObject({ positions: [1] });
  });
});
