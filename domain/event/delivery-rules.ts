import type { DeliveryError, DisabledReason } from './delivery-words.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * How long after each failed attempt the next one follows: the schedule of the Standard Webhooks text, about 75 hours in
 * all. The first attempt is at once.
 */
export const RETRY_AFTER_MS = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
] as const;

/** Ours: each wait is up to a tenth shorter or longer, so that what failed together does not come back together. */
const JITTER = 0.1;
/** Ours: what a receiver may ask for by `Retry-After`. */
const RETRY_AFTER_AT_MOST_MS = 24 * HOUR_MS;
/** The Standard Webhooks text gives 15 to 30 s. */
export const ANSWER_WITHIN_MS = 15 * SECOND_MS;
/** Ours. */
export const ANSWER_READ_BYTES = 4_096;
export const EXCERPT_CHARACTERS = 512;
/** Ours: a sender that dies holds a delivery for so long. */
export const LEASE_MS = 60 * SECOND_MS;
/** Ours: requests at once, of one process and of one endpoint. */
export const LANES = 16;
export const LANES_OF_ENDPOINT = 4;
/** Ours: a later event of a subject waits for a former one no longer than this. */
export const ORDER_KEPT_MS = HOUR_MS;
/** Ours: how long an endpoint that asks for less has half of its lanes. */
const SLOWED_MS = 5 * MINUTE_MS;
/** Svix's: 120 h without a success, over ten failures or more of at least two events. */
const FAILING_MS = 120 * HOUR_MS;
const FAILING_FAILURES = 10;
/** Ours: how long what a disabled endpoint missed can be asked for, and how long attempts can be read. */
export const HELD_MS = 30 * DAY_MS;
export const ATTEMPTS_KEPT_MS = 90 * DAY_MS;

/** What came of one request. */
export interface Outcome {
  /** Null where nothing answered. */
  readonly status: number | null;
  /** Null for a success. */
  readonly error: DeliveryError | null;
  /** The header as it came. */
  readonly retryAfter: string | null;
}

/** What an answer with this status is: 2xx alone is a success, and 3xx is never followed. */
export function errorOfStatus(status: number): DeliveryError | null {
  if (status >= 200 && status < 300) {
    return null;
  }
  return status >= 300 && status < 400 ? 'REDIRECT' : 'STATUS';
}

export type NextStep =
  | { readonly kind: 'delivered' }
  | { readonly kind: 'again'; readonly atMs: number }
  | { readonly kind: 'exhausted' };

/**
 * What becomes of a delivery after an attempt.
 * @param tries attempts before this one, since it began to wait
 * @param dice from 0 to 1, for the jitter
 */
export function nextStep(
  tries: number,
  { error, retryAfter }: Outcome,
  { nowMs, dice }: { readonly nowMs: number; readonly dice: number },
): NextStep {
  if (error === null) {
    return { kind: 'delivered' };
  }
  const wait = RETRY_AFTER_MS[tries];
  if (wait === undefined) {
    return { kind: 'exhausted' };
  }
  const own = nowMs + Math.round(wait * (1 + JITTER * (2 * dice - 1)));
  return { kind: 'again', atMs: Math.max(own, askedAtMs(retryAfter, nowMs) ?? own) };
}

/** When a receiver wants to be asked again: seconds or a date; null where the header says neither. */
function askedAtMs(retryAfter: string | null, nowMs: number): number | null {
  const text = retryAfter?.trim() ?? '';
  const at = /^\d{1,9}$/.test(text) ? nowMs + Number(text) * SECOND_MS : Date.parse(text);
  return Number.isFinite(at) ? Math.min(at, nowMs + RETRY_AFTER_AT_MOST_MS) : null;
}

/** How an endpoint has answered since its last success. */
export interface Health {
  readonly failingSinceMs: number | null;
  readonly failures: number;
  /** The event of the first failure, and whether another one failed, too. */
  readonly failedEventId: string | null;
  readonly failsSeveral: boolean;
  readonly slowedUntilMs: number | null;
}

export interface Judged {
  readonly health: Health;
  readonly disabled: Exclude<DisabledReason, 'BY_PERSON'> | null;
}

/** What an attempt says of its endpoint: the clock of failing starts at the first failure after a success. */
export function healthAfter(
  before: Health,
  { eventId, outcome: { status, error } }: { readonly eventId: string; readonly outcome: Outcome },
  nowMs: number,
): Judged {
  const slowedUntilMs = status !== null && SLOW_DOWN.has(status) ? nowMs + SLOWED_MS : before.slowedUntilMs;
  if (error === null) {
    return { health: { ...HEALTHY, slowedUntilMs }, disabled: null };
  }
  const failingSinceMs = before.failingSinceMs ?? nowMs;
  const failures = before.failures + 1;
  const failedEventId = before.failedEventId ?? eventId;
  const failsSeveral = before.failsSeveral || failedEventId !== eventId;
  const isFailing = nowMs - failingSinceMs >= FAILING_MS && failures >= FAILING_FAILURES && failsSeveral;
  const disabled = status === GONE ? 'GONE' : null;
  return {
    health: { failingSinceMs, failures, failedEventId, failsSeveral, slowedUntilMs },
    disabled: disabled ?? (isFailing ? 'FAILING' : null),
  };
}

const GONE = 410;
/** Too many requests, or nobody behind the door. */
const SLOW_DOWN: ReadonlySet<number> = new Set([429, 502, 504]);

export const HEALTHY: Omit<Health, 'slowedUntilMs'> = {
  failingSinceMs: null,
  failures: 0,
  failedEventId: null,
  failsSeveral: false,
};

/**
 * An endpoint that asks for less has half of its lanes for five minutes, also while that answer is its last. Ours: one that
 * fails otherwise, or for longer, is tried by one request at a time.
 */
export function lanesOf(
  { failingSinceMs, slowedUntilMs }: Pick<Health, 'failingSinceMs' | 'slowedUntilMs'>,
  nowMs: number,
): number {
  if (slowedUntilMs !== null && slowedUntilMs > nowMs) {
    return LANES_OF_ENDPOINT / 2;
  }
  return failingSinceMs === null ? LANES_OF_ENDPOINT : 1;
}
