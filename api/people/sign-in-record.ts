import type { AccessLog } from '../kernel/access-log.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Sessions } from './session-ports.ts';
import type { SignInAttempt } from './sign-in-ports.ts';
import type { PasswordOutcome, SignInOutcome } from './sign-in.ts';

/**
 * Records a sign-in with its address, before the answer leaves (S10). A failure is counted by account and address, so
 * that a storm of guesses does not fill the audit. It names the account if there is one; a name that nobody has is not
 * kept, because people type passwords there.
 */
export async function recordSignIn(
  { access, sessions }: { readonly access: AccessLog; readonly sessions: Pick<Sessions, 'accountOf'> },
  signIn: { readonly attempt: SignInAttempt; readonly outcome: SignInOutcome; readonly at: Date },
): Promise<void> {
  const {
    attempt: { username, address },
    outcome,
    at,
  } = signIn;
  if (outcome.kind === 'right') {
    await access.record({ act: 'signedIn', caller: outcome.found.caller, at, facts: { address } });
    return;
  }
  const personId = await sessions.accountOf(username);
  const facts = { address, isLookedAt: outcome.kind === 'refused' };
  const about = personId === null ? {} : { entityId: personId };
  await access.count({ act: 'signInFailed', caller: null, at, facts, ...about }, `${personId ?? ''} ${address}`);
}

/** The same of a password that somebody who has signed in said anew. */
export async function recordConfirmation(
  access: AccessLog,
  confirmation: {
    readonly caller: Caller;
    readonly address: string;
    readonly outcome: PasswordOutcome<true>;
    readonly at: Date;
  },
): Promise<void> {
  const { caller, address, outcome, at } = confirmation;
  const facts = { address, isConfirmation: true };
  if (outcome.kind === 'right') {
    await access.record({ act: 'signedIn', caller, at, facts });
    return;
  }
  const isLookedAt = outcome.kind === 'refused';
  await access.count({ act: 'signInFailed', caller, at, facts: { ...facts, isLookedAt } }, `confirmation ${address}`);
}
