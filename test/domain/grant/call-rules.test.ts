import { describe, expect, it } from 'vitest';
import {
  closeRefusal,
  freesPlace,
  judgeExperts,
  judgePanel,
  judgeProposal,
  judgeQuota,
  leftAfterNotice,
  rankingOf,
  rankStateOf,
  type CallGrant,
} from '../../../domain/grant/call-rules.ts';

const grant = (grantId: string, scoreCenti: number | null, also: Partial<CallGrant> = {}): CallGrant => ({
  grantId,
  state: 'ranked',
  scoreCenti,
  validScores: 3,
  submittedAtMs: 0,
  hasPlace: false,
  ...also,
});
const LAW = { places: 1, passMarkCenti: 6000, hasReason: false };

const expert = (personId: string) => ({ personId, isExpert: true, isOfApplicant: false, hasOtherRole: false });
const stateOf = (one: CallGrant) => rankStateOf({ ...one, scoreCenti: one.scoreCenti ?? 0, rank: 1 }, 6000);
const THREE = [grant('a', 8433), grant('b', 8333), grant('c', 5999)];
function judge(ids: readonly string[], law = {}): string {
  const verdict = judgeProposal(ids, THREE, { ...LAW, ...law });
  return verdict.ok ? 'ok' : verdict.reason;
}

describe('R-154: a panel', () => {
  it('R-154: has three experts of the pool, none of an applicant and none with another role in a grant', () => {
    const pool = ['a', 'b', 'c'].map(expert);
    expect(judgePanel(['a', 'b', 'c'], pool, { minExperts: 3 })).toEqual({ ok: true, value: null });
    expect(judgePanel(['a', 'b', 'a'], pool, { minExperts: 3 })).toMatchObject({ reason: 'PANEL_TOO_SMALL' });
    expect(judgeExperts(['a', 'd'], pool)).toMatchObject({ reason: 'EXPERT_NOT_IN_POOL' });
    expect(judgeExperts(['a'], [{ ...expert('a'), isExpert: false }])).toMatchObject({ reason: 'EXPERT_NOT_IN_POOL' });
    expect(judgeExperts(['a'], [{ ...expert('a'), isOfApplicant: true }])).toMatchObject({
      reason: 'EXPERT_OF_APPLICANT',
    });
    expect(judgeExperts(['a'], [{ ...expert('a'), hasOtherRole: true }])).toMatchObject({
      reason: 'SAME_PERSON_FORBIDDEN',
    });
  });

  it('R-154: closes nothing below the quorum, nor before a city has answered or is left out', () => {
    const asked = { quorum: 3, leaveOut: [] };
    const recused = grant('g', null, { state: 'scoring', validScores: 2 });
    const pending = grant('p', null, { state: 'cityFinance', validScores: 0 });
    expect(closeRefusal([recused], asked)).toEqual({ code: 'QUORUM_MISSING', grantIds: ['g'] });
    expect(closeRefusal([pending, recused], asked)).toEqual({ code: 'CITY_PENDING', grantIds: ['p'] });
    expect(closeRefusal([pending], { ...asked, leaveOut: ['p'] })).toBeNull();
    expect(closeRefusal([grant('g', null, { state: 'scoring' })], asked)).toBeNull();
    expect(closeRefusal([grant('g', null, { state: 'recommended', validScores: 0 })], asked)?.code).toBe(
      'QUORUM_MISSING',
    );
  });
});

describe('R-155: the ranking', () => {
  it('R-155: is best first; equal scores share a rank (1, 1, 3) in the order of submission', () => {
    const late = grant('late', 8000, { submittedAtMs: 2 });
    const early = grant('early', 8000, { submittedAtMs: 1 });
    const ranking = rankingOf([grant('low', 7000), late, early, grant('unscored', null)]);
    expect(ranking.map(({ grantId, rank }) => [grantId, rank])).toEqual([
      ['early', 1],
      ['late', 1],
      ['low', 3],
    ]);
  });

  it('R-155: says whether an application passed, was proposed, has the title or is out', () => {
    expect(stateOf(grant('g', 6000))).toBe('ranked');
    expect(stateOf(grant('g', 5999))).toBe('belowPassMark');
    expect(stateOf(grant('g', 6000, { state: 'noticeOpen' }))).toBe('proposed');
    expect(stateOf(grant('g', 6000, { state: 'building' }))).toBe('designated');
    expect(stateOf(grant('g', 6000, { state: 'rejected' }))).toBe('out');
  });
});

describe('R-156: places and proposals', () => {
  it('R-156: are judged by places, pass mark, rank and tie, in this order', () => {
    expect(judge(['a'], { places: null })).toBe('QUOTA_MISSING');
    expect(judge(['a', 'b'])).toBe('QUOTA_EXCEEDED');
    expect(judge(['c'])).toBe('BELOW_PASS_MARK');
    expect(judge(['b'])).toBe('RANK_SKIPPED');
    expect(judge(['b'], { hasReason: true })).toBe('ok');
    expect(judge(['a'])).toBe('ok');
    expect(judge(['a', 'b'], { places: 2 })).toBe('ok');
    expect(judge(['x'])).toBe('WRONG_STATE');
  });

  it('R-156: want a reason to choose within a tie at the last place', () => {
    const tied = [grant('a', 8000), grant('b', 8000)];
    expect(judgeProposal(['a'], tied, LAW)).toMatchObject({ reason: 'TIE_AT_QUOTA' });
    expect(judgeProposal(['a'], tied, { ...LAW, hasReason: true }).ok).toBe(true);
  });

  it('R-156: count the places that earlier proposals took', () => {
    const taken = [grant('a', 9000, { state: 'noticeOpen', hasPlace: true }), grant('b', 8000)];
    expect(judgeProposal(['b'], taken, LAW)).toMatchObject({ reason: 'QUOTA_EXCEEDED' });
    expect(leftAfterNotice(taken, LAW)).toEqual({ placesLeft: 0, applicationsLeft: 1 });
  });

  it('R-156: give a place back when its grant is out or ranked again, and keep it for a title', () => {
    expect(freesPlace('noticeOpen', 'rejected')).toBe(true);
    expect(freesPlace('proposed', 'ranked')).toBe(true);
    expect(freesPlace('agreement', 'lapsed')).toBe(true);
    expect(freesPlace('agreement', 'building')).toBe(false);
    expect(freesPlace('scoring', 'ranked')).toBe(false);
    // It may have been given a place of which it has not heard yet.
    expect(freesPlace('ranked', 'withdrawn')).toBe(true);
    expect(freesPlace('ranked', 'proposed')).toBe(false);
  });

  it('R-112, R-156: are never fewer than taken, and above what a goal leaves only if somebody says so', () => {
    expect(judgeQuota(1, { taken: 2, remaining: null, overTarget: false })).toMatchObject({ reason: 'BELOW_TAKEN' });
    expect(judgeQuota(3, { taken: 2, remaining: 2, overTarget: false })).toMatchObject({ reason: 'OVER_TARGET' });
    expect(judgeQuota(3, { taken: 2, remaining: 2, overTarget: true }).ok).toBe(true);
    expect(judgeQuota(3, { taken: 0, remaining: null, overTarget: false }).ok).toBe(true);
  });
});
