import { Problem } from '../kernel/problem.ts';

const WINDOW_MS = 10 * 60_000;
const MAX_IN_WINDOW = 30;
/** Beyond this many addresses the oldest are forgotten, so that nobody fills the memory. */
const MAX_KEPT = 10_000;

/**
 * Objections per address within ten minutes. Generous, because a village shares one address; it stops a flood.
 * @param now real time in ms
 */
export function createObjectionThrottle(now: () => number = Date.now): { count(address: string): void } {
  const seen = new Map<string, readonly number[]>();
  return {
    count(address) {
      const recent = (seen.get(address) ?? []).filter((at) => at > now() - WINDOW_MS);
      const [oldest] = recent;
      if (oldest !== undefined && recent.length >= MAX_IN_WINDOW) {
        const seconds = Math.max(1, Math.ceil((oldest + WINDOW_MS - now()) / 1_000));
        throw new Problem('TOO_MANY_REQUESTS', { retryAfterSeconds: seconds, facts: { seconds } });
      }
      seen.delete(address);
      seen.set(address, [...recent, now()]);
      const [first] = seen.keys();
      if (seen.size > MAX_KEPT && first !== undefined) {
        seen.delete(first);
      }
    },
  };
}
