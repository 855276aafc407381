import { granted, refused, type Verdict } from '../verdict.ts';

/** Ours: how long a former secret signs beside the new one, if nobody says. */
export const OVERLAP_HOURS = 24;
export const OVERLAP_HOURS_AT_MOST = 168;
const HOUR_MS = 3_600_000;

/**
 * Whether a new secret may be made, and until when the former one counts. Two live at most: a third is refused, except with
 * an overlap of 0, which ends all former ones and is the answer to a leak. A request that rotated and comes again was not
 * answered, so nobody knows the secret that it made: the new one replaces that one, and the former one stays as it is.
 */
export function judgeRotation(
  previous: { readonly expiresAtMs: number | null; readonly isOfThisRequest: boolean },
  overlapHours: number,
  nowMs: number,
): Verdict<Rotation, 'ROTATION_RUNNING'> {
  if (overlapHours === 0) {
    return granted({ former: 'none', previousExpiresAtMs: null });
  }
  if (!isLive(previous.expiresAtMs, nowMs)) {
    return granted({ former: 'newest', previousExpiresAtMs: nowMs + overlapHours * HOUR_MS });
  }
  return previous.isOfThisRequest
    ? granted({ former: 'kept', previousExpiresAtMs: previous.expiresAtMs })
    : refused('ROTATION_RUNNING');
}

/** `former`: which secret counts beside the new one: none, the newest until now, or the one that is kept. */
export interface Rotation {
  readonly former: 'none' | 'newest' | 'kept';
  readonly previousExpiresAtMs: number | null;
}

export function isLive(expiresAtMs: number | null, nowMs: number): boolean {
  return expiresAtMs !== null && expiresAtMs > nowMs;
}

const HINT_CHARACTERS = 4;

/** The end of a secret, by which people tell it from others. */
export function hintOf(secret: string): string {
  return `…${secret.slice(-HINT_CHARACTERS)}`;
}
