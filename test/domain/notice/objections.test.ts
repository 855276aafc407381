import { describe, expect, it } from 'vitest';
import { failureReason, noticeFactsOf } from '../../../domain/notice/notice-course.ts';
import { isPublication } from '../../../domain/notice/notice-event.ts';
import { isEmptied } from '../../../domain/notice/notice-tasks.ts';
import { judgeObjectionsOpen, judgeRuledLines, objectionsAfter } from '../../../domain/notice/objections.ts';
import { ACTORS, NOON_MS } from '../../support/claim-courses.ts';

const OF_LINE = { id: 'obj_1', isRouted: true, lineId: 'lin_1' };
const OF_GROUP = { id: 'obj_2', isRouted: true, lineId: null };
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

describe('the objections after an act', () => {
  const asked = { actId: 'act_1', atMs: NOON_MS, objectionId: 'obj_2' };
  const unheard = [OF_LINE, { ...OF_GROUP, isRouted: false }];

  it('have the one that is filed with it, and not those that the notice has not heard of', () => {
    expect(objectionsAfter(unheard, { ...asked, kind: 'fileObjection' })).toEqual(['obj_1', 'obj_2']);
    expect(objectionsAfter(unheard, { actId: 'act_1', atMs: NOON_MS, kind: 'settle' })).toEqual(['obj_1']);
  });

  it('lack the one that is ruled on', () => {
    const ruling = { ...asked, kind: 'ruleObjection', actor: ACTORS.deptEmergency, ruling: 'uphold' } as const;
    expect(objectionsAfter(OPEN, ruling)).toEqual(['obj_1']);
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
