import { describe, expect, it } from 'vitest';
import { bulkState, hasMoved, judgePledge, pledgedResult, resultOf } from '../../../domain/task/bulk-course.ts';

const PLAN = { planHash: 'h', expiresAtMs: 1_000, able: 3 };
const PLEDGE = { planHash: 'h', confirmedCount: 3 };
const ACCEPTED = { result: null, problem: null, act: { state: 'accepted', refusalCode: null } } as const;
const RECORDED = { ...ACCEPTED, act: { state: 'recorded', refusalCode: null } } as const;
const refusedBy = (refusalCode: string) => ({ ...ACCEPTED, act: { state: 'refused', refusalCode } as const });

describe('the pledge of a bulk', () => {
  it('is for the plan that was shown, in time, and the number that was typed', () => {
    const verdicts = [
      judgePledge(PLAN, PLEDGE, 999),
      judgePledge(PLAN, PLEDGE, 1_000),
      judgePledge(PLAN, { ...PLEDGE, planHash: 'other' }, 0),
      judgePledge(PLAN, { ...PLEDGE, confirmedCount: 2 }, 0),
      judgePledge({ ...PLAN, able: 0 }, { ...PLEDGE, confirmedCount: 0 }, 0),
    ];
    expect(verdicts.map((verdict) => (verdict.ok ? 'granted' : verdict.reason))).toEqual([
      'granted',
      'PLAN_EXPIRED',
      'PLAN_DIFFERS',
      'COUNT_DIFFERS',
      'COUNT_DIFFERS',
    ]);
  });

  it('leaves alone a task that was done or taken, and one whose case has moved', () => {
    const planned = { revision: 2, caseRevision: 5 };
    const moved = (now: object | null) => hasMoved(planned, now === null ? null : { ...planned, isOpen: true, ...now });
    expect([{}, { revision: 3 }, { caseRevision: 6 }, { isOpen: false }, null].map(moved)).toEqual([
      false,
      true,
      true,
      true,
      true,
    ]);
    expect(['STALE', 'WRONG_STATE', 'CLAIM_HELD', 'FINDINGS_UNDECIDED', 'ROLE_REQUIRED'].map(pledgedResult)).toEqual([
      'changed',
      'changed',
      'changed',
      'notAble',
      'notAble',
    ]);
  });
});

describe('what came of a task of a bulk', () => {
  it('is what its act says, and nothing while that is under way', () => {
    expect(resultOf(ACCEPTED)).toBeNull();
    expect(resultOf(RECORDED)).toEqual({ result: 'done', code: null });
    expect(resultOf(refusedBy('STALE'))).toEqual({ result: 'changed', code: 'STALE' });
    expect(resultOf(refusedBy('SAME_SECTION_FORBIDDEN'))?.result).toBe('notAble');
    expect(resultOf(refusedBy('OVER_APPROVED'))?.result).toBe('failed');
    const leftAlone = { result: 'changed', problem: 'STALE', act: null } as const;
    expect(resultOf(leftAlone)).toEqual({ result: 'changed', code: 'STALE' });
    expect(resultOf({ result: null, problem: 'BULK_UNDECIDED', act: null })?.result).toBe('notAble');
  });

  it('ends the bulk with the last of them', () => {
    expect(bulkState([RECORDED, ACCEPTED])).toBe('running');
    expect(bulkState([RECORDED, refusedBy('STALE')])).toBe('done');
  });
});
