import type { AccessLog } from '../kernel/access-log.ts';
import type { Sessions } from './session-ports.ts';
import type { SignInAttempt } from './sign-in-ports.ts';
import type { SignInOutcome } from './sign-in.ts';

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
  if (outcome.kind === 'signedIn') {
    await access.record({ act: 'signedIn', caller: outcome.opened.caller, at, facts: { address } });
    return;
  }
  const personId = await sessions.accountOf(username);
  const facts = { address, isLookedAt: outcome.kind === 'refused' };
  const about = personId === null ? {} : { entityId: personId };
  await access.count({ act: 'signInFailed', caller: null, at, facts, ...about }, `${personId ?? ''} ${address}`);
}
