/** What one sign-in is counted in (S6): the account from this address, the account, the address, and everything. */
export const SIGN_IN_COUNTS = ['pair', 'account', 'address', 'all'] as const;
export type SignInCountName = (typeof SIGN_IN_COUNTS)[number];

/** Attempts that have not succeeded; they are forgotten at an instant, and none is looked at before another. */
export interface SignInCount {
  readonly failures: number;
  readonly blockedUntilMs: number;
  readonly forgottenAtMs: number;
}

export type SignInCounts = Readonly<Record<SignInCountName, SignInCount>>;

/**
 * Values that nobody states (ours). The delay is that of one account from one address; of the account as a whole only
 * when several addresses guess, because one address adds no more than its free attempts to it. So nobody locks a person
 * out from elsewhere.
 */
export const SIGN_IN_LIMITS = {
  /** Attempts on one account from one address before the delays begin. */
  freeOfPair: 5,
  /** The same on one account from all addresses. */
  freeOfAccount: 25,
  longestDelayMs: 300_000,
  /** Attempts of one account are forgotten when none came for so long. */
  forgottenAfterMs: 900_000,
  /** From one address, on all accounts. */
  ofAddress: { attempts: 200, windowMs: 600_000 },
  ofAll: { attempts: 1_000, windowMs: 60_000 },
} as const;

/** An attempt may be made, and the counts after it; or how long nobody looks at it. */
export type BrakedSignIn =
  | { readonly allowed: true; readonly after: SignInCounts }
  | { readonly allowed: false; readonly waitMs: number };

/** Counts one attempt before its password is looked at. A refused one changes no count. */
export function countSignIn(counts: SignInCounts, nowMs: number): BrakedSignIn {
  const pair = remembered(counts.pair, nowMs);
  const account = remembered(counts.account, nowMs);
  const address = remembered(counts.address, nowMs);
  const all = remembered(counts.all, nowMs);
  const waitMs = Math.max(
    pair.blockedUntilMs - nowMs,
    account.blockedUntilMs - nowMs,
    address.failures >= SIGN_IN_LIMITS.ofAddress.attempts ? address.forgottenAtMs - nowMs : 0,
    all.failures >= SIGN_IN_LIMITS.ofAll.attempts ? all.forgottenAtMs - nowMs : 0,
  );
  if (waitMs > 0) {
    return { allowed: false, waitMs };
  }
  const isFree = pair.failures < SIGN_IN_LIMITS.freeOfPair;
  const after = {
    pair: delayed(pair, SIGN_IN_LIMITS.freeOfPair, nowMs),
    account: isFree ? delayed(account, SIGN_IN_LIMITS.freeOfAccount, nowMs) : account,
    address: inWindow(address, SIGN_IN_LIMITS.ofAddress.windowMs, nowMs),
    all: inWindow(all, SIGN_IN_LIMITS.ofAll.windowMs, nowMs),
  };
  return { allowed: true, after };
}

/**
 * Gives back what should not have been counted: of a sign-in that succeeded every attempt on its account from its
 * address, of one that was never looked at its own.
 */
export function giveBackSignIn(counts: SignInCounts, what: 'all' | 'one', nowMs: number): SignInCounts {
  const pair = remembered(counts.pair, nowMs);
  const given = Math.min(pair.failures, what === 'all' ? pair.failures : 1);
  const ofAccount = Math.min(given, Math.max(0, SIGN_IN_LIMITS.freeOfPair - (pair.failures - given)));
  return {
    pair: less(pair, given, SIGN_IN_LIMITS.freeOfPair, nowMs),
    account: less(remembered(counts.account, nowMs), ofAccount, SIGN_IN_LIMITS.freeOfAccount, nowMs),
    address: less(remembered(counts.address, nowMs), given, 0, nowMs),
    all: less(remembered(counts.all, nowMs), given, 0, nowMs),
  };
}

function remembered(count: SignInCount, nowMs: number): SignInCount {
  return count.forgottenAtMs > nowMs ? count : { failures: 0, blockedUntilMs: nowMs, forgottenAtMs: nowMs };
}

/** 1, 2, 4 … seconds after the free attempts, up to the longest delay. */
function delayed({ failures }: SignInCount, free: number, nowMs: number): SignInCount {
  const beyond = failures + 1 - free;
  const delayMs = beyond < 0 ? 0 : Math.min(SIGN_IN_LIMITS.longestDelayMs, 1_000 * 2 ** Math.min(beyond, 20));
  return {
    failures: failures + 1,
    blockedUntilMs: nowMs + delayMs,
    forgottenAtMs: nowMs + SIGN_IN_LIMITS.forgottenAfterMs,
  };
}

function inWindow({ failures, forgottenAtMs }: SignInCount, windowMs: number, nowMs: number): SignInCount {
  return {
    failures: failures + 1,
    blockedUntilMs: nowMs,
    forgottenAtMs: failures === 0 ? nowMs + windowMs : forgottenAtMs,
  };
}

/** Below its free attempts a count delays nobody. */
function less(count: SignInCount, given: number, free: number, nowMs: number): SignInCount {
  const failures = Math.max(0, count.failures - given);
  return { ...count, failures, blockedUntilMs: failures < free ? nowMs : count.blockedUntilMs };
}
