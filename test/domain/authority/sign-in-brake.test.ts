import { describe, expect, it } from 'vitest';
import {
  countSignIn,
  giveBackSignIn,
  SIGN_IN_LIMITS,
  type SignInCount,
  type SignInCounts,
} from '../../../domain/authority/sign-in-brake.ts';

const NEVER: SignInCount = { failures: 0, blockedUntilMs: 0, forgottenAtMs: 0 };
const NONE: SignInCounts = { pair: NEVER, account: NEVER, address: NEVER, all: NEVER };

/** Attempts that fail one after another, each as soon as it is looked at. @returns counts, and the waits in seconds */
function fail(times: number, from: SignInCounts = NONE, startMs = 0) {
  let counts = from;
  let nowMs = startMs;
  const waits: number[] = [];
  for (let n = 0; n < times; n += 1) {
    const first = countSignIn(counts, nowMs);
    if (!first.allowed) {
      waits.push(first.waitMs / 1_000);
      nowMs += first.waitMs;
    }
    const counted = countSignIn(counts, nowMs);
    counts = counted.allowed ? counted.after : counts;
  }
  return { counts, nowMs, waits };
}

describe('S6: the brake of sign-ins', () => {
  it('is free for five attempts, then 1, 2, 4 … up to 300 seconds', () => {
    expect(fail(17).waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]);
  });

  it('lets at most ten of any number at once pass within half a minute', () => {
    let counts = NONE;
    let passed = 0;
    for (let n = 0; n < 10_000; n += 1) {
      const judged = countSignIn(counts, n * 3);
      passed += judged.allowed ? 1 : 0;
      counts = judged.allowed ? judged.after : counts;
    }
    expect(passed).toBeLessThanOrEqual(10);
  });

  it('never delays a person elsewhere because of one address, however long it guesses', () => {
    const { counts, nowMs } = fail(SIGN_IN_LIMITS.ofAddress.attempts - 1);
    expect(countSignIn({ ...NONE, account: counts.account, all: counts.all }, nowMs)).toMatchObject({ allowed: true });
    expect(counts.account.failures).toBeLessThanOrEqual(SIGN_IN_LIMITS.freeOfPair);
  });

  it('delays the account everywhere once more than five addresses guess', () => {
    let counts = NONE;
    for (let address = 0; address < 5; address += 1) {
      counts = fail(5, { ...counts, pair: NEVER, address: NEVER }).counts;
    }
    expect(countSignIn({ ...counts, pair: NEVER, address: NEVER }, 0)).toEqual({ allowed: false, waitMs: 1_000 });
  });

  it.each([
    ['address', SIGN_IN_LIMITS.ofAddress],
    ['all', SIGN_IN_LIMITS.ofAll],
  ] as const)('ends the attempts of a window: %s', (name, { attempts, windowMs }) => {
    let counts = NONE;
    for (let n = 0; n < attempts; n += 1) {
      const judged = countSignIn({ ...NONE, [name]: counts[name] }, 5);
      counts = judged.allowed ? judged.after : counts;
    }
    expect(countSignIn({ ...NONE, [name]: counts[name] }, 6)).toEqual({ allowed: false, waitMs: windowMs - 1 });
    expect(countSignIn({ ...NONE, [name]: counts[name] }, 5 + windowMs)).toMatchObject({ allowed: true });
  });

  it('gives back every attempt on an account that succeeds, to the address too', () => {
    const { counts, nowMs } = fail(8);
    const after = giveBackSignIn(counts, 'all', nowMs);
    expect([after.pair, after.account, after.address, after.all].map(({ failures }) => failures)).toEqual([0, 0, 0, 0]);
    expect(countSignIn(after, nowMs)).toMatchObject({ allowed: true });
  });

  it.each([
    [3, [2, 2, 2, 2]],
    [8, [7, 5, 7, 7]],
  ])('gives back one of %i that was not looked at', (times, left) => {
    const { counts, nowMs } = fail(times);
    const after = giveBackSignIn(counts, 'one', nowMs);
    expect([after.pair, after.account, after.address, after.all].map(({ failures }) => failures)).toEqual(left);
  });

  it('forgets an account when nobody tried it for a quarter of an hour', () => {
    const { counts, nowMs } = fail(9);
    const later = nowMs + SIGN_IN_LIMITS.forgottenAfterMs;
    const judged = countSignIn(counts, later);
    expect(judged.allowed && judged.after.pair.failures).toBe(1);
  });
});
