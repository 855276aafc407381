import type pg from 'pg';
import { expect } from 'vitest';
import type { Answer } from '../../scripts/demo/office-client.ts';

/** What a refused request may touch: who is signed in, kept answers, what is still to be sent, who is alive. */
const NOT_BUSINESS = [
  '_prisma_migrations',
  'session',
  'idempotent_request',
  'rate_limit',
  'outbox_message',
  'worker_heartbeat',
  'register_availability',
];

/** A word per business table that changes with any of its rows; acts that were refused do not count. */
export async function businessDigest(pool: pg.Pool): Promise<Readonly<Record<string, string>>> {
  const tables = await pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL ($1) ORDER BY 1`,
    [NOT_BUSINESS],
  );
  const words = tables.rows.map(({ name }) => {
    const counted = name === 'act' ? `FROM act t WHERE state <> 'refused'` : `FROM "${name}" t`;
    return `SELECT '${name}' AS name, count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') AS word ${counted}`;
  });
  const found = await pool.query<{ name: string; word: string }>(words.join(' UNION ALL '));
  return Object.fromEntries(found.rows.map(({ name, word }) => [name, word]));
}

/** The digest once what was set going has come to rest. */
export async function restedDigest(pool: pg.Pool): Promise<Readonly<Record<string, string>>> {
  let before = await businessDigest(pool);
  for (let quiet = 0; quiet < 2;) {
    await new Promise((resolve) => {
      setTimeout(resolve, 150);
    });
    const now = await businessDigest(pool);
    quiet = JSON.stringify(now) === JSON.stringify(before) ? quiet + 1 : 0;
    before = now;
  }
  return before;
}

interface Refused {
  readonly status: number;
  readonly code: string;
}

/** Carries out what is to be refused, and expects that no row of the office's business has changed. */
export async function refusalOf(pool: pg.Pool, ask: () => Promise<Answer>): Promise<Refused> {
  const before = await restedDigest(pool);
  const { status, body } = await ask();
  expect(await restedDigest(pool)).toEqual(before);
  return { status, code: body.code };
}

export function statusesOf(answers: readonly Answer[]): readonly number[] {
  return answers.map(({ status }) => status).toSorted((a, b) => a - b);
}
