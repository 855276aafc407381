import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RATE_ALLOWANCES } from '../../../api/kernel/rate-limit.ts';
import { newThreads } from '../../../api/kernel/threads.ts';
import { freePort } from '../../../main/stack/ports.ts';
import { connectDatabase } from '../../../prisma/kernel/connection.ts';
import { createRateLimits } from '../../../prisma/kernel/rate-limit-store.ts';
import { createSealer } from '../../../prisma/kernel/sealing.ts';
import { httpClient } from '../../support/http-client.ts';
import { rememberedPasswords } from '../../support/remembered-passwords.ts';
import { runTwoProcesses } from '../../support/two-processes.ts';

const OBJECTIONS = '/public/notices/ntc_none/objections';
const BODY = { itemNo: 1, statement: '名单有误' };

let processes: Awaited<ReturnType<typeof runTwoProcesses>>;

beforeAll(async () => {
  processes = await runTwoProcesses(rememberedPasswords());
});

afterAll(() => processes.stop());

beforeEach(() => processes.owner.query('DELETE FROM rate_limit'));

const object = (at: 0 | 1) => httpClient(processes.bases[at], null).send('POST', OBJECTIONS, BODY);

describe('two API processes over one database', () => {
  it('count objections of an address together and say when to come back (R-099)', async () => {
    for (let filed = 0; filed < RATE_ALLOWANCES.objection.attempts; filed += 1) {
      expect((await object(filed % 2 === 0 ? 0 : 1)).status).toBe(404);
    }
    const refused = await object(1);
    expect([refused.status, refused.body.code]).toEqual([429, 'TOO_MANY_REQUESTS']);
    const retryAfter = Number(refused.headers.get('retry-after'));
    expect(retryAfter).toBeGreaterThan(0);
    expect(retryAfter).toBeLessThanOrEqual(RATE_ALLOWANCES.objection.windowSeconds);
  });

  it('keep no addresses (D10)', async () => {
    expect((await object(0)).status).toBe(404);
    const { rows } = await processes.owner.query<{ key: string }>('SELECT key FROM rate_limit');
    expect(rows).toHaveLength(1);
    expect(rows[0]?.key).toMatch(/^objection:[\w-]{43}$/);
  });

  it('refuse rather than let through when attempts cannot be counted', async () => {
    await processes.owner.query('ALTER TABLE rate_limit RENAME TO elsewhere');
    expect((await object(0)).status).toBe(500);
    await processes.owner.query('ALTER TABLE elsewhere RENAME TO rate_limit');
    expect((await object(0)).status).toBe(404);
  });
});

it('a limit whose database is gone throws what the API answers with 503', async () => {
  const port = await freePort();
  const gone = connectDatabase(`postgres://butie@127.0.0.1:${port}/butie`);
  const sealer = createSealer([{ id: 1, secret: Buffer.alloc(32, 7) }], newThreads);
  const { objection } = createRateLimits(gone.pool, sealer, RATE_ALLOWANCES);
  await expect(objection.count('127.0.0.1')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await gone.close();
});
