import { describe, expect, it } from 'vitest';
import { judgeClosing, judgeOpening, type NoticeOfRecord } from '../../../domain/notice/notice-of-record.ts';

const ENDS_AT_MS = 1_000_000_000;
const MINUTE = 60_000;

const DRAFTED_AT_MS = 500_000_000;

const drafted = (...claimIds: readonly string[]) => ({ claimIds, atMs: DRAFTED_AT_MS });
const told = (act: 'noticeOpening' | 'noticeClosed', noticeId: string, atMs = DRAFTED_AT_MS) => ({
  act,
  noticeId,
  atMs,
});

const notice = (over: Partial<NoticeOfRecord>): NoticeOfRecord => ({
  noticeId: 'ntc_1',
  last: { act: 'settle', state: 'published', atMs: 0 },
  draft: drafted('clm_1'),
  told: told('noticeOpening', 'ntc_1'),
  ...over,
});
const opening = (over: Partial<NoticeOfRecord>) => judgeOpening(notice({ told: null, ...over }), 'clm_1');
const closing = (over: Partial<NoticeOfRecord>, outcome: 'clean' | 'rejected' | 'withdrawn' = 'clean') =>
  judgeClosing(notice(over), 'clm_1', { outcome, endsAtMs: ENDS_AT_MS });
const withdrawn = (atMs: number) => ({ act: 'withdraw', state: 'withdrawn', atMs });
const REJECTED = { act: 'reject', state: 'rejected', atMs: 0 };

describe('S1: what the audit says of a notice', () => {
  it('lets it ask the claims that it was drafted for, while it opens', () => {
    const last = { act: 'confirm', state: 'opening', atMs: 0 };
    expect(opening({ last })).toBe('asks');
    expect(opening({})).toBe('noLonger');
    expect(opening({ last, draft: drafted('clm_2') })).toBe('never');
    expect(opening({ last, draft: null })).toBe('never');
    expect(opening({ last: null })).toBe('never');
  });

  it('lets a claim go by the notice that it entered last', () => {
    expect(closing({})).toBe('asks');
    expect(closing({ told: told('noticeOpening', 'ntc_2') })).toBe('noLonger');
    expect(closing({ told: told('noticeClosed', 'ntc_1') })).toBe('noLonger');
    expect(closing({ told: null })).toBe('noLonger');
    expect(closing({ draft: drafted('clm_2') })).toBe('never');
    expect(closing({ last: null })).toBe('never');
  });

  it('lets it go clean while the notice runs, and after it was withdrawn at its end, never before', () => {
    expect(closing({ last: { act: 'publish', state: 'closed', atMs: 0 } })).toBe('noLonger');
    expect(closing({ last: withdrawn(ENDS_AT_MS - MINUTE) })).toBe('asks');
    expect(closing({ last: withdrawn(ENDS_AT_MS - MINUTE - 1) })).toBe('noLonger');
    expect(closing({ last: { ...withdrawn(ENDS_AT_MS), act: 'publish' } })).toBe('noLonger');
    const unpublished = { outcome: 'clean', endsAtMs: null } as const;
    expect(judgeClosing(notice({ last: withdrawn(0) }), 'clm_1', unpublished)).toBe('noLonger');
  });

  it('drops a claim from a notice that was withdrawn: the one that it entered last, and once', () => {
    const last = withdrawn(0);
    expect(closing({ last }, 'withdrawn')).toBe('asks');
    expect(closing({}, 'withdrawn')).toBe('noLonger');
    expect(closing({ last, told: null }, 'withdrawn')).toBe('noLonger');
    for (const before of [
      told('noticeClosed', 'ntc_1'),
      told('noticeClosed', 'ntc_0'),
      told('noticeOpening', 'ntc_2'),
    ]) {
      expect(closing({ last, told: before }, 'withdrawn')).toBe('noLonger');
    }
  });

  it('drops a claim from a notice that was rejected: one that no notice told anything since it was drafted', () => {
    const rejected = (before: NoticeOfRecord['told']) => closing({ last: REJECTED, told: before }, 'rejected');
    expect(rejected(null)).toBe('asks');
    expect(rejected(told('noticeClosed', 'ntc_0'))).toBe('asks');
    expect(rejected(told('noticeClosed', 'ntc_0', DRAFTED_AT_MS + MINUTE))).toBe('asks');
    expect(rejected(told('noticeClosed', 'ntc_2', DRAFTED_AT_MS + MINUTE + 1))).toBe('noLonger');
    expect(rejected(told('noticeClosed', 'ntc_1'))).toBe('noLonger');
    for (const noticeId of ['ntc_0', 'ntc_1', 'ntc_2']) {
      expect(rejected(told('noticeOpening', noticeId))).toBe('noLonger');
    }
    expect(closing({ told: null }, 'rejected')).toBe('noLonger');
    expect(closing({ last: REJECTED, told: null, draft: null }, 'rejected')).toBe('never');
  });

  it('never lets a claim go whose last entry about notices was made without the key', () => {
    const forged = { told: 'notAuthentic' } as const;
    expect(closing(forged)).toBe('never');
    expect(closing({ ...forged, last: withdrawn(0) }, 'withdrawn')).toBe('never');
    expect(closing({ ...forged, last: REJECTED }, 'rejected')).toBe('never');
  });
});
