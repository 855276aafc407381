/** Who tries to sign in, and from where. */
export interface SignInAttempt {
  readonly username: string;
  readonly address: string;
}

/** Slows guessing down, for all API processes together (S6). Both calls throw what the database throws. */
export interface SignInBrake {
  /**
   * Counts one attempt, in one atomic step, before its password is looked at.
   * @returns 0 if it may be looked at; otherwise the whole seconds until one may be, at least 1
   */
  count(attempt: SignInAttempt): Promise<number>;
  /** @param what `all` attempts on the account from this address, because one succeeded; `one` that was not looked at */
  giveBack(attempt: SignInAttempt, what: 'all' | 'one'): Promise<void>;
}
