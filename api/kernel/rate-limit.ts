import { Problem } from './problem.ts';

/** How many attempts each limit allows within its window. The window begins with the first attempt. */
export const RATE_ALLOWANCES = {
  /** Objections per address. Generous, because a village shares one address; it stops a flood. */
  objection: { attempts: 30, windowSeconds: 10 * 60 },
  /** Entries of the demand lists per address, without sign-in: a job fair shares one address. */
  demand: { attempts: 60, windowSeconds: 10 * 60 },
  /** Reveals per person (S7); `BUTIE_REVEALS_PER_HOUR` is another number. */
  reveal: { attempts: 30, windowSeconds: 60 * 60 },
} as const satisfies Record<string, Allowance>;

export interface Allowance {
  readonly attempts: number;
  readonly windowSeconds: number;
}

/** Counts attempts per key, for all API processes together. It throws what the database throws. */
export interface RateLimit {
  /**
   * Counts one attempt in one atomic step, before the attempt is carried out.
   * @returns 0 while the limit allows the attempt; otherwise the whole seconds until the window ends, at least 1
   */
  count(key: string): Promise<number>;
}

export type RateLimitName = keyof typeof RATE_ALLOWANCES;
export type RateLimits = Readonly<Record<RateLimitName, RateLimit>>;

/** Counts an attempt. Throws Problem TOO_MANY_REQUESTS, with `Retry-After`, when the limit does not allow it. */
export async function countAttempt(limit: RateLimit, key: string): Promise<void> {
  const seconds = await limit.count(key);
  if (seconds > 0) {
    throw new Problem('TOO_MANY_REQUESTS', { retryAfterSeconds: seconds, facts: { seconds } });
  }
}
