import { z } from 'zod';

const SignedIn = z.object({ token: z.string() });

/** A session of a practice account, as the bearer token of requests that a test writes itself. */
export async function sessionToken(url: string, username: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: 'practice' }),
  });
  return SignedIn.parse(await answer.json()).token;
}
