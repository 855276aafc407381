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

/** What became of a password that somebody said: the one place where it is known. */
export type PasswordOutcome<Found> =
  | { readonly kind: 'right'; readonly found: Found }
  /** Wrong, unknown or disabled; the answer does not say which. */
  | { readonly kind: 'refused' }
  /** Not looked at. */
  | { readonly kind: 'braked'; readonly seconds: number };

export type SignInOutcome = PasswordOutcome<Opened>;

/** @throws Problem SIGN_IN_BUSY if too many wait; nothing was looked at, and it is not counted */
export function signIn(desk: SignInDesk, attempt: SignInAttempt, password: string): Promise<SignInOutcome> {
  return look(desk, attempt, () => desk.sessions.open(attempt.username, password));
}

/** As a sign-in, of somebody who has a session: guesses at the password count together with those at the door. */
export function confirmIdentity(
  desk: SignInDesk,
  attempt: SignInAttempt,
  said: { readonly token: string; readonly password: string },
): Promise<PasswordOutcome<true>> {
  return look(desk, attempt, async () => ((await desk.sessions.confirm(said.token, said.password)) ? true : null));
}

/** Counts, then looks: guesses that are sent at once do not pass together (S6). A success gives its count back. */
async function look<Found>(
  desk: SignInDesk,
  attempt: SignInAttempt,
  find: () => Promise<Found | null>,
): Promise<PasswordOutcome<Found>> {
  const seconds = await desk.counting(() => desk.brake.count(attempt));
  if (seconds > 0) {
    return { kind: 'braked', seconds };
  }
  const found = await looked(desk, attempt, find);
  if (found === null) {
    return { kind: 'refused' };
  }
  await desk.counting(() => desk.brake.giveBack(attempt, 'all'));
  return { kind: 'right', found };
}

async function looked<Found>(
  desk: SignInDesk,
  attempt: SignInAttempt,
  find: () => Promise<Found | null>,
): Promise<Found | null> {
  try {
    return await desk.hashing(find);
  } catch (error) {
    if (error instanceof Problem && error.code === 'SIGN_IN_BUSY') {
      await desk.brake.giveBack(attempt, 'one');
    }
    throw error;
  }
}

/** @throws Problem TOO_MANY_REQUESTS with the seconds until a password may be looked at again */
export function requireLookedAt<Found>(outcome: PasswordOutcome<Found>): LookedAt<Found> {
  if (outcome.kind === 'braked') {
    const { seconds } = outcome;
    throw new Problem('TOO_MANY_REQUESTS', { retryAfterSeconds: seconds, facts: { seconds } });
  }
  return outcome;
}

type LookedAt<Found> = Exclude<PasswordOutcome<Found>, { readonly kind: 'braked' }>;
