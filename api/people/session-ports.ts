import type { SessionPort, SignedIn } from '../kernel/caller.ts';

/** Sessions live on the real clock: the practice clock never ends or lengthens one. */
export interface Sessions extends SessionPort {
  /** Null if user name or password is wrong, or the person is disabled or unknown, without a difference. */
  open(
    username: string,
    password: string,
  ): Promise<(SignedIn & { readonly token: string; readonly expiresAt: Date }) | null>;
  close(token: string): Promise<void>;
}
