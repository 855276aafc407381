import type { Asking } from '../authority/authentic-act.ts';
import { CLOCK_SLACK_MS } from '../authority/own-turn.ts';

/**
 * What keyed audit entries say of a notice and of a claim (S1): the rows of both are written by a login that is not
 * believed. Words that no entry says are null.
 */
export interface NoticeOfRecord {
  readonly noticeId: string;
  /** What the notice's last record left, and when; null if no authentic entry says it. */
  readonly last: { readonly act: string; readonly state: unknown; readonly atMs: number } | null;
  /** For which claims the notice was drafted, and when. */
  readonly draft: { readonly claimIds: readonly string[]; readonly atMs: number } | null;
  /** The last that any notice told the claim; null if none did. */
  readonly told: { readonly act: string; readonly noticeId: unknown; readonly atMs: number } | 'notAuthentic' | null;
}

/** Whether a notice asks a claim to enter: it was drafted for it, both sides confirmed, and it is not public yet. */
export function judgeOpening({ last, draft }: NoticeOfRecord, claimId: string): Asking {
  if (last === null || draft?.claimIds.includes(claimId) !== true) {
    return 'never';
  }
  return last.state === 'opening' ? 'asks' : 'noLonger';
}

/**
 * Whether a notice lets a claim go: it is the one that the claim entered last, and it runs or was withdrawn. One that is
 * withdrawn while it releases its claims has released them; before its end it releases nobody. A notice that was rejected
 * was never entered; it drops a claim that no notice told anything since it was drafted.
 */
export function judgeClosing(
  { noticeId, last, draft, told }: NoticeOfRecord,
  claimId: string,
  { outcome, endsAtMs }: { readonly outcome: 'clean' | 'rejected' | 'withdrawn'; readonly endsAtMs: number | null },
): Asking {
  if (last === null || draft?.claimIds.includes(claimId) !== true || told === 'notAuthentic') {
    return 'never';
  }
  const isEntered = told?.act === 'noticeOpening' && told.noticeId === noticeId;
  const isIn = outcome === 'rejected' ? isLastDrafted(noticeId, draft.atMs, told) : isEntered;
  const isWithdrawnLate = last.act === 'withdraw' && endsAtMs !== null && last.atMs >= endsAtMs - CLOCK_SLACK_MS;
  const isSo = last.state === (outcome === 'clean' ? 'published' : outcome) || (outcome === 'clean' && isWithdrawnLate);
  return isIn && isSo ? 'asks' : 'noLonger';
}

function isLastDrafted(
  noticeId: string,
  draftedAtMs: number,
  told: Exclude<NoticeOfRecord['told'], 'notAuthentic'>,
): boolean {
  const isOver = told?.act !== 'noticeOpening' && told?.noticeId !== noticeId;
  return isOver && (told === null || told.atMs <= draftedAtMs + CLOCK_SLACK_MS);
}
