/** Business time (D19): the system's clock in live mode, the practice clock otherwise. Sessions do not use it. */
export interface Clock {
  now(): Promise<Date>;
}
