import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Passwords } from '../../../prisma/people/password-hash.ts';
import { bindPasswords } from '../../../prisma/people/password-bonds.ts';
import { BONDS } from '../../support/act-keys.ts';
import { httpClient } from '../../support/http-client.ts';
import { rememberedPasswords } from '../../support/remembered-passwords.ts';
import { runTwoProcesses } from '../../support/two-processes.ts';

const REFUSED = { code: '42501' };
/** `practice` under the cost of the release before: a hash that a sign-in renews. */
const FORMER_HASH = 'scrypt$32768$wF5HbUEPTVNX7OxayHzDRA$AQ6WQIx7hB9dV8Lk37UYg_gkxCT4V_c_a25iSoTQFqA';
const OWN_PASSWORD = 'a password of my own';
const TOKEN = 'a-token-of-my-own';

/** The hashes against which passwords were looked at. */
const looked: (string | null)[] = [];
const remembered = rememberedPasswords();
const passwords: Passwords = {
  ...remembered,
  check(password, hash) {
    looked.push(hash);
    return remembered.check(password, hash);
  },
};

let processes: Awaited<ReturnType<typeof runTwoProcesses>>;
/** Somebody with the application's login, without the key of the API. */
let attacker: pg.Pool;
let ownHash: string;
beforeAll(async () => {
  processes = await runTwoProcesses(passwords);
  attacker = new pg.Pool({ connectionString: processes.url, max: 1 });
  ownHash = await passwords.hash(OWN_PASSWORD);
});
afterAll(async () => {
  await attacker.end();
  await processes.stop();
});

const signIn = (username: string, password: string, at: 0 | 1 = 0) =>
  httpClient(processes.bases[at], null).send('POST', '/api/v1/session', { username, password });

const whoIs = (token: string, at: 0 | 1) => httpClient(processes.bases[at], token).send('GET', '/api/v1/session');

/** What both processes answer to a token. */
async function answers(token: string): Promise<readonly unknown[]> {
  return [(await whoIs(token, 0)).status, (await whoIs(token, 1)).status];
}

const hashOf = (token: string) => createHash('sha256').update(token).digest();

const Warning = z.looseObject({ forged: z.string(), personId: z.string(), msg: z.string() });

/** The warnings since a number of them. */
const warned = (before: number) => processes.logged.slice(before).map((line) => Warning.parse(JSON.parse(line)));

describe('S1: a session that nobody signed in for', () => {
  beforeEach(() => processes.owner.query('DELETE FROM session WHERE token_hash = $1', [hashOf(TOKEN)]));

  it('is no session on any process, gives no right, and is logged without a name', async () => {
    const before = processes.logged.length;
    await attacker.query(
      `INSERT INTO session (token_hash, id, person_id, session_epoch, csrf_token, created_at, last_seen_at, expires_at, bond)
       SELECT $1, 'ses_x', id, session_epoch, 'x', now(), now(), now() + interval '8 hours', $2 FROM person
       WHERE username = 'dept.hr2'`,
      [hashOf(TOKEN), randomBytes(32)],
    );
    expect(await answers(TOKEN)).toEqual([401, 401]);
    const client = httpClient(processes.bases[0], TOKEN);
    expect((await client.send('GET', '/api/v1/tasks')).status).toBe(401);
    expect((await client.send('POST', '/api/v1/claims', { filingId: 'fil_1' })).status).toBe(401);
    const lines = warned(before);
    expect(lines.map(({ forged }) => forged)).toEqual(['session', 'session', 'session', 'session']);
    expect(processes.logged.slice(before).join('')).not.toMatch(/dept\.hr2|ses_x|人社局/);
  });

  it('is in no list of the person whose it says it is', async () => {
    const { body } = await signIn('dept.hr2', 'practice');
    const mine = await httpClient(processes.bases[1], body.token).send('GET', '/api/v1/me/sessions');
    expect(mine.body.items.map(({ id }: { id: string }) => id)).not.toContain('ses_x');
    expect(mine.body.items).toHaveLength(1);
  });

  it('has a bond, or the database does not take it', async () => {
    await expect(
      attacker.query(
        `INSERT INTO session (token_hash, id, person_id, session_epoch, csrf_token, created_at, last_seen_at, expires_at)
         SELECT $1, 'ses_y', id, session_epoch, 'x', now(), now(), now() + interval '8 hours' FROM person LIMIT 1`,
        [hashOf('another')],
      ),
    ).rejects.toMatchObject({ code: '23502' });
  });
});

const LATER_EPOCH = 'of a later epoch of its person';

describe('S1: a session that somebody signed in for', () => {
  it('is one on the other process too', async () => {
    const { body } = await signIn('school', 'practice', 0);
    expect(await answers(body.token)).toEqual([200, 200]);
  });

  it.each([
    [
      'for another person',
      {
        person_id: `(SELECT id FROM person WHERE username = 'dept.hr2')`,
        session_epoch: `(SELECT session_epoch FROM person WHERE username = 'dept.hr2')`,
      },
    ],
    ['under another token', { token_hash: `'\\x${hashOf(TOKEN).toString('hex')}'` }],
    ['for longer', { expires_at: `expires_at + interval '1 second'` }],
    ['as begun later', { created_at: `created_at + interval '1 ms'` }],
    ['with another token for changes', { csrf_token: `'x'` }],
    ['under another id', { id: `'ses_z'` }],
    [LATER_EPOCH, { session_epoch: 'session_epoch + 1' }],
  ])('is none when it is written again %s', async (what, change: Readonly<Record<string, string>>) => {
    const { body } = await signIn('school2', 'practice');
    if (what === LATER_EPOCH) {
      await processes.owner.query(`UPDATE person SET roles = roles || '{auditor}' WHERE username = 'school2'`);
    }
    await attacker.query('DELETE FROM session WHERE token_hash = $1', [hashOf(TOKEN)]);
    const columns = ['token_hash', 'id', 'person_id', 'session_epoch', 'csrf_token', 'created_at', 'expires_at'];
    await attacker.query(
      `WITH former AS (DELETE FROM session WHERE token_hash = $1 RETURNING *)
       INSERT INTO session (last_seen_at, bond, ${columns.join(', ')})
       SELECT now(), bond, ${columns.map((column) => change[column] ?? column).join(', ')} FROM former`,
      [hashOf(body.token)],
    );
    const token = change['token_hash'] === undefined ? body.token : TOKEN;
    const { rows } = await attacker.query('SELECT FROM session WHERE token_hash = $1', [hashOf(token)]);
    expect(rows).toHaveLength(1);
    const before = processes.logged.length;
    expect(await answers(token)).toEqual([401, 401]);
    expect(warned(before).map(({ forged }) => forged)).toEqual(['session', 'session']);
  });
});

/** As the application's login: a hash of one's own for somebody whose hash is of a lower cost. */
const renew = async (username: string, hash: string, bond: Uint8Array | null) => {
  const { rows } = await attacker.query<{ id: string; former: string }>(
    'SELECT id, password_hash AS former FROM person WHERE username = $1',
    [username],
  );
  const values = [rows[0]?.id, rows[0]?.former, hash, bond];
  const answer = await attacker.query<{ done: boolean }>('SELECT renew_password_hash($1, $2, $3, $4) AS done', values);
  return answer.rows[0]?.done;
};

/** A hash that the owner writes for a person, bound as the next start does it. */
async function writeHash(username: string, hash: string): Promise<void> {
  await processes.owner.query('UPDATE person SET password_hash = $2 WHERE username = $1', [username, hash]);
  await bindPasswords(processes.owner, BONDS);
}

describe('S14: a password hash of somebody who has the login of the application', () => {
  it.each([
    ['finance.maker', 'an invented bond', () => Promise.resolve(randomBytes(32))],
    ['finance.checker', 'the bond of another person', () => bondOf('auditor')],
    ['bureau.review', 'the bond of the hash before', () => bondOf('bureau.review')],
  ])('signs in nobody: %s, with %s', async (username, _what, bond) => {
    await writeHash(username, FORMER_HASH);
    expect(await renew(username, ownHash, await bond())).toBe(true);
    const before = processes.logged.length;
    for (const password of [OWN_PASSWORD, 'practice']) {
      const answer = await signIn(username, password);
      expect([answer.status, answer.body.code]).toEqual([401, 'CREDENTIALS_WRONG']);
    }
    expect(warned(before).map(({ forged }) => forged)).toEqual(['password', 'password']);
    expect(processes.logged.slice(before).join('')).not.toContain(username);
  });

  it('takes the same way as an unknown name and a disabled person: one look, against no hash', async () => {
    await writeHash('finance.maker', FORMER_HASH);
    expect(await renew('finance.maker', ownHash, randomBytes(32))).toBe(true);
    await processes.owner.query(`UPDATE person SET disabled_at = now() WHERE username = 'policy.editor'`);
    looked.length = 0;
    for (const username of ['finance.maker', 'no-such-person', 'policy.editor']) {
      expect((await signIn(username, OWN_PASSWORD)).status).toBe(401);
    }
    expect(looked).toEqual([null, null, null]);
  });

  it('is not taken without a bond, nor at a higher cost than the product has, nor for one that has this cost', async () => {
    await writeHash('ops2', FORMER_HASH);
    await expect(renew('ops2', ownHash, null)).rejects.toMatchObject(REFUSED);
    await expect(renew('ops2', ownHash.replace('$131072$', '$262144$'), randomBytes(32))).rejects.toMatchObject(
      REFUSED,
    );
    await expect(renew('auditor', ownHash, randomBytes(32))).rejects.toMatchObject(REFUSED);
    expect((await signIn('ops2', 'practice')).status).toBe(201);
    expect((await signIn('auditor', 'practice')).status).toBe(201);
  });

  it.each(['scrypt$1073741824$AAAA$AAAA', 'scrypt$262144$AAAA$AAAA', 'scrypt$3$AAAA$AAAA', 'scrypt$0$$', 'plain'])(
    'that asks for what the product does not derive is a wrong password and no error, bound or not: %s',
    async (hash) => {
      await processes.owner.query(`UPDATE person SET password_hash = $1 WHERE username = 'dept.union'`, [hash]);
      const unbound = await signIn('dept.union', 'practice');
      await bindPasswords(processes.owner, BONDS);
      await processes.owner.query('DELETE FROM sign_in_count');
      const bound = await signIn('dept.union', 'practice');
      expect([unbound.status, bound.status]).toEqual([401, 401]);
    },
  );
});

async function bondOf(username: string): Promise<Uint8Array> {
  const { rows } = await attacker.query<{ bond: Buffer }>(
    'SELECT password_bond AS bond FROM person WHERE username = $1',
    [username],
  );
  return rows[0]?.bond ?? Buffer.alloc(0);
}
