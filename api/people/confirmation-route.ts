import { ConfirmationBody } from '../../schemas/session-schemas.ts';
import type { AccessLog } from '../kernel/access-log.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { confirmIdentity, requireLookedAt, type SignInDesk } from './sign-in.ts';
import { recordConfirmation } from './sign-in-record.ts';

interface ConfirmationDependencies {
  readonly signInDesk: SignInDesk;
  readonly access: AccessLog;
}

/** A machine has no session and no password: its answer is that of a wrong one. */
export function confirmationRoute({ signInDesk, access }: ConfirmationDependencies): Route {
  return defineRoute({
    operationId: 'confirmIdentity',
    method: 'post',
    path: '/api/v1/session/confirmation',
    summary: 'Say the password anew, before money is released with a browser’s session',
    body: ConfirmationBody,
    status: 204,
    problems: ['INVALID', 'PASSWORD_WRONG', 'TOO_MANY_REQUESTS', 'SIGN_IN_BUSY'],
    async handle({ caller, body: { password }, sessionToken, remoteAddress: address, at }) {
      const username = (await signInDesk.sessions.usernameOf(caller.personId)) ?? caller.personId;
      const said = { token: sessionToken ?? '', password };
      const outcome = await confirmIdentity(signInDesk, { username, address }, said);
      await signInDesk.counting(() => recordConfirmation(access, { caller, address, outcome, at }));
      if (requireLookedAt(outcome).kind === 'refused') {
        throw new Problem('PASSWORD_WRONG', {
          errors: [{ pointer: '/password', code: 'PASSWORD_WRONG' }],
        });
      }
      return { body: undefined };
    },
  });
}
