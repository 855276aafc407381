import type { FewAtOnce } from '../kernel/few-at-once.ts';
import { Problem } from '../kernel/problem.ts';
import type { Opened, Sessions } from './session-ports.ts';
import type { SignInAttempt, SignInBrake } from './sign-in-ports.ts';

export interface SignInDesk {
  readonly sessions: Sessions;
  readonly brake: SignInBrake;
  /** Few attempts are counted at once, so that a storm leaves connections to the others. */
  readonly counting: FewAtOnce;
  /** Few passwords are hashed at once, because each takes 128 MiB and a core; the queue is bounded. */
  readonly hashing: FewAtOnce;
}

/** What became of a sign-in: the one place where it is known. */
export type SignInOutcome =
  | { readonly kind: 'signedIn'; readonly opened: Opened }
  /** Wrong, unknown or disabled; the answer does not say which. */
  | { readonly kind: 'refused' }
  /** Not looked at. */
  | { readonly kind: 'braked'; readonly seconds: number };

/**
 * Counts, then looks: guesses that are sent at once do not pass together (S6). A success gives its count back.
 * @throws Problem SIGN_IN_BUSY if too many wait; nothing was looked at, and it is not counted
 */
export async function signIn(desk: SignInDesk, attempt: SignInAttempt, password: string): Promise<SignInOutcome> {
  const seconds = await desk.counting(() => desk.brake.count(attempt));
  if (seconds > 0) {
    return { kind: 'braked', seconds };
  }
  const opened = await looked(desk, attempt, password);
  if (opened === null) {
    return { kind: 'refused' };
  }
  await desk.counting(() => desk.brake.giveBack(attempt, 'all'));
  return { kind: 'signedIn', opened };
}

async function looked(desk: SignInDesk, attempt: SignInAttempt, password: string): Promise<Opened | null> {
  try {
    return await desk.hashing(() => desk.sessions.open(attempt.username, password));
  } catch (error) {
    if (error instanceof Problem && error.code === 'SIGN_IN_BUSY') {
      await desk.brake.giveBack(attempt, 'one');
    }
    throw error;
  }
}
