import { Problem } from '../kernel/problem.ts';

const WINDOW_MS = 5 * 60_000;
const MAX_FAILURES = 10;
/** Beyond this many names the oldest are forgotten, so that guessing cannot fill the memory. */
const MAX_KEPT = 10_000;

/** Failed sign-ins per user name and address within five minutes. Successes are never slowed and wipe the slate. */
export interface SignInThrottle {
  /** Throws Problem TOO_MANY_REQUESTS with the seconds until the oldest failure is forgotten. */
  refuseTooMany(who: string): void;
  failed(who: string): void;
  succeeded(who: string): void;
}

/** @param now real time in ms */
export function createSignInThrottle(now: () => number = Date.now): SignInThrottle {
  const failures = new Map<string, readonly number[]>();
  const recent = (who: string) => (failures.get(who) ?? []).filter((at) => at > now() - WINDOW_MS);
  return {
    refuseTooMany(who) {
      const kept = recent(who);
      const [oldest] = kept;
      if (oldest !== undefined && kept.length >= MAX_FAILURES) {
        const seconds = Math.max(1, Math.ceil((oldest + WINDOW_MS - now()) / 1_000));
        throw new Problem('TOO_MANY_REQUESTS', { retryAfterSeconds: seconds, facts: { seconds } });
      }
    },
    failed(who) {
      const kept = [...recent(who), now()];
      failures.delete(who);
      failures.set(who, kept);
      for (const [oldest] of failures) {
        if (failures.size <= MAX_KEPT) {
          break;
        }
        failures.delete(oldest);
      }
    },
    succeeded(who) {
      failures.delete(who);
    },
  };
}
