import { describe, expect, it } from 'vitest';
import { failureReason, noticeFactsOf } from '../../../domain/notice/notice-course.ts';
import { isPublication } from '../../../domain/notice/notice-event.ts';
import { isEmptied } from '../../../domain/notice/notice-tasks.ts';
import {
  judgeObjectionsOpen,
  judgeRuledLines,
  judgeSeenObjections,
  objectionsAfter,
  ruledTogether,
} from '../../../domain/notice/objections.ts';
import { ACTORS, NOON_MS } from '../../support/claim-courses.ts';

const OF_LINE = { id: 'obj_1', isRouted: true, itemNo: 1, lineId: 'lin_1' };
const OF_GROUP = { id: 'obj_2', isRouted: true, itemNo: 2, lineId: null };
const OPEN = [OF_LINE, OF_GROUP];
const OF_CLAIM = ['lin_1', 'lin_2', 'lin_3'];

describe('a notice with open objections', () => {
  it('R-099: is not withdrawn before each is answered', () => {
    expect(judgeObjectionsOpen({ kind: 'withdraw' }, OPEN)).toEqual({ ok: false, reason: 'OBJECTIONS_OPEN' });
    expect(judgeObjectionsOpen({ kind: 'withdraw' }, []).ok).toBe(true);
    expect(judgeObjectionsOpen({ kind: 'reject' }, OPEN).ok).toBe(true);
  });
});

const uphold = (objectionId: string, named: readonly string[]) =>
  judgeRuledLines({ objectionId, ruling: 'uphold' }, OPEN, { named, ofClaim: OF_CLAIM });

describe('a ruling', () => {
  it('R-099: is about an objection that is open', () => {
    expect(uphold('obj_9', [])).toEqual({ ok: false, reason: 'WRONG_STATE' });
    expect(uphold('obj_1', [])).toEqual({ ok: true, value: null });
  });

  it('R-063: names the lines of a group that is shown without names, each once and all of its claim', () => {
    expect(uphold('obj_2', ['lin_2', 'lin_3', 'lin_2'])).toEqual({ ok: true, value: ['lin_2', 'lin_3'] });
    expect(uphold('obj_2', [])).toEqual({ ok: false, reason: 'LINE_UNKNOWN' });
    expect(uphold('obj_2', ['lin_2', 'lin_9'])).toEqual({ ok: false, reason: 'LINE_UNKNOWN' });
  });

  it('names none when it dismisses', () => {
    const dismissed = { objectionId: 'obj_2', ruling: 'dismiss' } as const;
    expect(judgeRuledLines(dismissed, OPEN, { named: [], ofClaim: [] })).toEqual({ ok: true, value: null });
  });
});

const ids = (after: ReturnType<typeof objectionsAfter>) => after.map(({ objectionId }) => objectionId);

describe('the objections after an act', () => {
  const asked = { actId: 'act_1', atMs: NOON_MS, objectionId: 'obj_2' };
  const unheard = [OF_LINE, { ...OF_GROUP, isRouted: false }];
  const open = { named: [null, 'obj_1'], organ: 'EDUCATION' } as const;
  const settled = { actId: 'act_1', atMs: NOON_MS, kind: 'settle' } as const;

  it('have the one that is filed with it, and not those that the notice has not heard of', () => {
    expect(ids(objectionsAfter(unheard, { ...asked, kind: 'fileObjection' }, open))).toEqual(['obj_1', 'obj_2']);
    expect(ids(objectionsAfter(unheard, settled, open))).toEqual(['obj_1']);
  });

  it('S8: are one per item with their number, and keep the name that its task has', () => {
    const earlier = { ...OF_LINE, id: 'obj_0' };
    const three = [earlier, OF_LINE, { ...OF_LINE, id: 'obj_3' }];
    expect(objectionsAfter(three, settled, open)).toEqual([{ objectionId: 'obj_1', organ: 'EDUCATION', count: 3 }]);
    expect(objectionsAfter(three, settled, { ...open, named: [] })).toMatchObject([{ objectionId: 'obj_0', count: 3 }]);
  });

  it('S8: lack all of the item that is ruled on, but not one that is still on its way', () => {
    const actor = ACTORS.deptEmergency;
    const ruling = { ...asked, objectionId: 'obj_1', kind: 'ruleObjection', actor, ruling: 'uphold' } as const;
    const late = { ...OF_LINE, id: 'obj_3', isRouted: false };
    const all = [...OPEN, { ...OF_LINE, id: 'obj_4' }, late];
    expect(ids(objectionsAfter(all, ruling, open))).toEqual(['obj_2']);
    expect(ruledTogether(all, 'obj_1')).toEqual(['obj_1', 'obj_4']);
  });

  it('S8: are those that the person saw, or the ruling is stale', () => {
    expect(judgeSeenObjections(['obj_1', 'obj_2'], 2).ok).toBe(true);
    expect(judgeSeenObjections(['obj_1', 'obj_2'], 1)).toEqual({ ok: false, reason: 'STALE' });
    expect(judgeSeenObjections(['obj_1'], undefined).ok).toBe(true);
  });
});

describe('a notice after its act', () => {
  it('R-097: has its end from the publication, and keeps it', () => {
    const found = { claimsOpen: 2, endsAtMs: 200 };
    expect(noticeFactsOf({ endsAtMs: null }, { kind: 'publish' }, found)).toEqual({ endsAtMs: 200, claimsOpen: 2 });
    expect(noticeFactsOf({ endsAtMs: 100 }, { kind: 'settle' }, found)).toEqual({ endsAtMs: 100, claimsOpen: 2 });
  });

  it('has a reason if it failed: the given one, or that no claim was left', () => {
    expect(failureReason({ state: 'rejected' }, '名单有误')).toBe('名单有误');
    expect(failureReason({ state: 'withdrawn' }, null)).toBe('NO_CLAIMS_LEFT');
    expect(failureReason({ state: 'published' }, '名单有误')).toBeNull();
  });

  it('is published only by its publication, and not if its claims have left (R-095)', () => {
    expect(isPublication({ state: 'published' }, { kind: 'publish' })).toBe(true);
    expect(isPublication({ state: 'withdrawn' }, { kind: 'publish' })).toBe(false);
    expect(isPublication({ state: 'published' }, { kind: 'settle' })).toBe(false);
  });
});

describe('a draft that an ended claim leaves', () => {
  it('R-104: ends its confirmations once it is empty', () => {
    expect(isEmptied({ others: 0, tasks: 2 })).toBe(true);
    expect(isEmptied({ others: 1, tasks: 2 })).toBe(false);
    expect(isEmptied({ others: 0, tasks: 0 })).toBe(false);
  });
});
