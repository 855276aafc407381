import type { SessionPort, SignedIn } from '../kernel/caller.ts';

/** Sessions live on the real clock: the practice clock never ends or lengthens one. */
export interface Sessions extends SessionPort {
  /** Null if user name or password is wrong, or the person is disabled or unknown, without a difference. */
  open(username: string, password: string): Promise<Opened | null>;
  /** The living sessions of a person, newest first; `token` tells which of them asks. */
  list(personId: string, token: string | null): Promise<readonly OwnSession[]>;
  /** False if the person has no such session. */
  end(personId: string, sessionId: string): Promise<boolean>;
  /** False if the password is wrong, or the token is of no living session; otherwise it counts for `CONFIRMED_FOR_MS`. */
  confirm(token: string, password: string): Promise<boolean>;
  /** Null if there is no such person. */
  usernameOf(personId: string): Promise<string | null>;
  /** Those of the tokens that count now, without renewing the time of any. */
  stillSignedIn(tokens: readonly string[]): Promise<ReadonlyMap<string, SignedIn>>;
  close(token: string): Promise<void>;
  /** Whose account has this user name, disabled ones too; null if none has. Only for the record of a failed sign-in. */
  accountOf(username: string): Promise<string | null>;
}

export type Opened = SignedIn & { readonly token: string; readonly expiresAt: Date };

export interface OwnSession {
  readonly id: string;
  readonly startedAt: Date;
  readonly lastSeenAt: Date;
  /** When it ends if nothing is asked any more. */
  readonly idleEndsAt: Date;
  readonly expiresAt: Date;
  readonly isCurrent: boolean;
}
