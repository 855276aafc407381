import { granted, refused, type Verdict } from '../verdict.ts';

/** Ours: how long a former secret signs beside the new one, if nobody says. */
export const OVERLAP_HOURS = 24;
export const OVERLAP_HOURS_AT_MOST = 168;
const HOUR_MS = 3_600_000;

/**
 * Whether a new secret may be made, and until when the former one counts. Two live at most: a third is refused, except with
 * an overlap of 0, which ends all former ones and is the answer to a leak.
 */
export function judgeRotation(
  previousExpiresAtMs: number | null,
  overlapHours: number,
  nowMs: number,
): Verdict<{ readonly previousExpiresAtMs: number | null }, 'ROTATION_RUNNING'> {
  if (overlapHours === 0) {
    return granted({ previousExpiresAtMs: null });
  }
  return isLive(previousExpiresAtMs, nowMs)
    ? refused('ROTATION_RUNNING')
    : granted({ previousExpiresAtMs: nowMs + overlapHours * HOUR_MS });
}

export function isLive(expiresAtMs: number | null, nowMs: number): boolean {
  return expiresAtMs !== null && expiresAtMs > nowMs;
}

const HINT_CHARACTERS = 4;

/** The end of a secret, by which people tell it from others. */
export function hintOf(secret: string): string {
  return `…${secret.slice(-HINT_CHARACTERS)}`;
}
