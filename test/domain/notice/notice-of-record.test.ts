import { describe, expect, it } from 'vitest';
import { judgeClosing, judgeOpening, type NoticeOfRecord } from '../../../domain/notice/notice-of-record.ts';

const ENDS_AT_MS = 1_000_000_000;
const MINUTE = 60_000;

const notice = (over: Partial<NoticeOfRecord>): NoticeOfRecord => ({
  noticeId: 'ntc_1',
  last: { act: 'settle', state: 'published', atMs: 0 },
  drafted: ['clm_1'],
  told: { act: 'noticeOpening', noticeId: 'ntc_1' },
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
    expect(opening({ last, drafted: ['clm_2'] })).toBe('never');
    expect(opening({ last, drafted: [] })).toBe('never');
    expect(opening({ last: null })).toBe('never');
  });

  it('lets a claim go by the notice that it entered last', () => {
    expect(closing({})).toBe('asks');
    expect(closing({ told: { act: 'noticeOpening', noticeId: 'ntc_2' } })).toBe('noLonger');
    expect(closing({ told: { act: 'noticeClosed', noticeId: 'ntc_1' } })).toBe('noLonger');
    expect(closing({ told: null })).toBe('noLonger');
    expect(closing({ drafted: ['clm_2'] })).toBe('never');
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

  it('drops a claim from a notice that failed: entered or not, and once', () => {
    expect(closing({ last: withdrawn(0) }, 'withdrawn')).toBe('asks');
    expect(closing({}, 'withdrawn')).toBe('noLonger');
    expect(closing({ last: REJECTED, told: null }, 'rejected')).toBe('asks');
    expect(closing({ last: REJECTED, told: { act: 'noticeClosed', noticeId: 'ntc_0' } }, 'rejected')).toBe('asks');
    expect(closing({ last: REJECTED, told: { act: 'noticeClosed', noticeId: 'ntc_1' } }, 'rejected')).toBe('noLonger');
    expect(closing({ last: REJECTED, told: { act: 'noticeOpening', noticeId: 'ntc_2' } }, 'rejected')).toBe('noLonger');
  });
});
