import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bindPasswords } from '../../../prisma/people/password-bonds.ts';
import { BONDS } from '../../support/act-keys.ts';
import { httpClient } from '../../support/http-client.ts';
import { rememberedPasswords } from '../../support/remembered-passwords.ts';
import { runTwoProcesses } from '../../support/two-processes.ts';

const GUESSES = 150;
const AT_MOST = 10;
/** A proxy that both processes trust; every other address is anybody's. */
const PROXY = '127.0.0.3';
/** `practice` under the cost of the release before. */
const FORMER_HASH = 'scrypt$32768$wF5HbUEPTVNX7OxayHzDRA$AQ6WQIx7hB9dV8Lk37UYg_gkxCT4V_c_a25iSoTQFqA';

const passwords = rememberedPasswords();
let processes: Awaited<ReturnType<typeof runTwoProcesses>>;

beforeAll(async () => {
  processes = await runTwoProcesses(passwords, { BUTIE_TRUSTED_PROXIES: PROXY });
});

afterAll(() => processes.stop());

beforeEach(async () => {
  await processes.owner.query('DELETE FROM sign_in_count');
});

interface Asked {
  readonly username: string;
  readonly password: string;
  /** The process that is asked. */
  readonly at?: 0 | 1;
  /** The address that asks, of this machine. */
  readonly from?: string;
  readonly forwardedFor?: string;
}

const Body = z.looseObject({ code: z.string().optional(), token: z.string().optional() });

/** A sign-in that comes from a given address. */
function signIn({ username, password, at = 0, from = '127.0.0.1', forwardedFor }: Asked) {
  const headers = {
    'Content-Type': 'application/json',
    ...(forwardedFor !== undefined && { 'X-Forwarded-For': forwardedFor }),
  };
  return new Promise<{ status: number; retryAfter: number; body: z.infer<typeof Body> }>((resolve, reject) => {
    const asked = request(
      `${processes.bases[at]}/api/v1/session`,
      { method: 'POST', headers, localAddress: from, agent: false },
      (answer) => {
        let text = '';
        answer.on('data', (bytes) => {
          text += String(bytes);
        });
        answer.on('end', () => {
          const retryAfter = Number(answer.headers['retry-after'] ?? 0);
          resolve({ status: answer.statusCode ?? 0, retryAfter, body: Body.parse(JSON.parse(text)) });
        });
      },
    );
    asked.on('error', reject);
    asked.end(JSON.stringify({ username, password }));
  });
}

const guessAuditor = () => signIn({ username: 'auditor', password: 'wrong' });

const storm = (username: string, of: (n: number) => Partial<Asked> = () => ({})) =>
  Promise.all(Array.from({ length: GUESSES }, (_, n) => signIn({ username, password: `wrong ${n}`, ...of(n) })));

const failuresOf = async (kind: string): Promise<readonly number[]> => {
  const { rows } = await processes.owner.query<{ failures: number }>(
    'SELECT failures FROM sign_in_count WHERE key LIKE $1 ORDER BY failures',
    [`${kind}:%`],
  );
  return rows.map(({ failures }) => failures);
};

// A password costs a third of a second of one core, and a machine may be slow besides.
describe('S6: 150 guesses at once', { timeout: 280_000 }, () => {
  it.each([
    ['on one process', () => 0 as const],
    ['spread over two processes', (n: number) => (n % 2 === 0 ? (0 as const) : (1 as const))],
  ])('%s have at most ten looked at, and the right person gets in from elsewhere at once', async (_name, processOf) => {
    const before = passwords.checks();
    const username = processOf(1) === 0 ? 'dept.hr' : 'bureau.review';
    const [answers, right] = await Promise.all([
      storm(username, (n) => ({ at: processOf(n) })),
      signIn({ username, password: 'practice', from: '127.0.0.2', at: processOf(1) }),
    ]);
    const looked = answers.filter(({ status }) => status === 401).length;
    expect(passwords.checks() - before).toBe(looked + 1);
    expect(looked).toBeGreaterThan(0);
    expect(looked).toBeLessThanOrEqual(AT_MOST);
    expect(answers.filter(({ status, retryAfter }) => status === 429 && retryAfter >= 1).length).toBe(GUESSES - looked);
    expect(right.status).toBe(201);
    const again = await signIn({ username, password: 'practice', from: '127.0.0.2', at: processOf(0) });
    expect(again.status).toBe(201);
  });

  it('with a new X-Forwarded-For each, from somebody who is no proxy of ours, are the same guesses', async () => {
    const answers = await storm('finance.checker', (n) => ({ forwardedFor: `203.0.113.${n}` }));
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(AT_MOST);
    expect(await failuresOf('address')).toHaveLength(1);
  });

  it('through our proxy lock out only the address that it reports, whatever the guesser wrote before it', async () => {
    const said = (n: number) => ({ from: PROXY, forwardedFor: `198.51.100.${n}, 203.0.113.7` });
    const answers = await storm('finance.maker', said);
    expect(answers.filter(({ status }) => status === 401).length).toBeLessThanOrEqual(AT_MOST);
    const elsewhere = { from: PROXY, forwardedFor: '203.0.113.8' };
    expect((await signIn({ username: 'finance.maker', password: 'practice', ...elsewhere })).status).toBe(201);
  });
});

describe('S6: a sign-in', { timeout: 280_000 }, () => {
  it('of forty colleagues behind one address succeeds at once, and leaves nothing counted', async () => {
    await processes.owner.query(
      `INSERT INTO person (id, username, password_hash, display_name, jurisdiction, roles)
       SELECT 'per_colleague' || n, 'colleague' || n, p.password_hash, 'x', '150600', '{}'
       FROM generate_series(1, 40) AS n, person p WHERE p.username = 'school'`,
    );
    await bindPasswords(processes.owner, BONDS);
    const colleagues = Array.from({ length: 40 }, (_, n) => `colleague${n + 1}`);
    await signIn({ username: 'colleague1', password: 'mistyped' });
    const answers = await Promise.all(
      colleagues.map((username, n) => signIn({ username, password: 'practice', at: n % 2 === 0 ? 0 : 1 })),
    );
    expect(answers.map(({ status }) => status)).toEqual(colleagues.map(() => 201));
    expect(await failuresOf('address')).toEqual([0]);
    expect(await failuresOf('all')).toEqual([0]);
    expect((await failuresOf('pair')).every((failures) => failures === 0)).toBe(true);
  });

  it('is delayed longer with each failure, by the count in the database', async () => {
    for (let free = 0; free < 5; free += 1) {
      expect((await guessAuditor()).status).toBe(401);
    }
    const blocks: number[] = [];
    for (let delayed = 0; delayed < 3; delayed += 1) {
      const { rows } = await processes.owner.query<{ ms: number }>(
        `SELECT extract(epoch FROM blocked_until - (forgotten_at - interval '900 s')) * 1000 AS ms
         FROM sign_in_count WHERE key LIKE 'pair:%'`,
      );
      blocks.push(Number(rows[0]?.ms));
      await processes.owner.query(`UPDATE sign_in_count SET blocked_until = now() WHERE key LIKE 'pair:%'`);
      expect((await guessAuditor()).status).toBe(401);
    }
    expect(blocks).toEqual([1_000, 2_000, 4_000]);
  });

  it('takes the same way for a wrong password, an unknown name and a disabled person', async () => {
    await processes.owner.query(`UPDATE person SET disabled_at = now() WHERE username = 'policy.editor'`);
    const before = passwords.checks();
    const answers = [
      await signIn({ username: 'ops', password: 'wrong' }),
      await signIn({ username: 'no-such-person', password: 'practice' }),
      await signIn({ username: 'policy.editor', password: 'practice' }),
    ];
    expect(passwords.checks() - before).toBe(3);
    expect(answers.map(({ status, body }) => [status, body.code])).toEqual(
      answers.map(() => [401, 'CREDENTIALS_WRONG']),
    );
    expect(await failuresOf('pair')).toEqual([1, 1, 1]);
  });

  it('renews a hash of a lower cost, and keeps the sessions of its person', async () => {
    await processes.owner.query(`UPDATE person SET password_hash = $1 WHERE username = 'ops2'`, [FORMER_HASH]);
    await bindPasswords(processes.owner, BONDS);
    const first = await signIn({ username: 'ops2', password: 'practice' });
    const { rows } = await processes.owner.query(`SELECT password_hash FROM person WHERE username = 'ops2'`);
    expect(rows[0].password_hash).toMatch(/^scrypt\$131072\$/);
    const second = await signIn({ username: 'ops2', password: 'practice' });
    for (const { body } of [first, second]) {
      const client = httpClient(processes.bases[0], body.token ?? '');
      expect((await client.send('GET', '/api/v1/session')).status).toBe(200);
    }
  });

  it('is counted without names and addresses (D10), and refused when it cannot be counted', async () => {
    await signIn({ username: 'ops', password: 'wrong' });
    const { rows } = await processes.owner.query<{ key: string }>('SELECT key FROM sign_in_count');
    expect(rows).toHaveLength(4);
    for (const { key } of rows) {
      expect(key).toMatch(/^(pair|account|address|all):[\w-]{43}$/);
    }
    await processes.owner.query('ALTER TABLE sign_in_count RENAME TO elsewhere');
    expect((await signIn({ username: 'ops', password: 'practice' })).status).toBe(500);
    await processes.owner.query('ALTER TABLE elsewhere RENAME TO sign_in_count');
    expect((await signIn({ username: 'ops', password: 'practice' })).status).toBe(201);
  });
});
