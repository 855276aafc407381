import { randomBytes } from 'node:crypto';
import pg from 'pg';
import pino from 'pino';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { readProcessConfig } from '../../../main/config.ts';
import { runApi } from '../../../main/office/run-api.ts';
import { bindSignIns } from '../../../main/office/sign-in-keys.ts';
import { temporalVariables } from '../../../main/office/temporal-connection.ts';
import { connectDatabase, type Database } from '../../../prisma/kernel/connection.ts';
import { applyMigrations } from '../../../prisma/migrating/migrate.ts';
import { PASSWORDS } from '../../../prisma/people/password-hash.ts';
import { createSessions } from '../../../prisma/people/session-store.ts';
import { createSignInBonds, type ForgedSignIn } from '../../../prisma/people/sign-in-bonds.ts';
import { ACT_KEYS } from '../../support/act-keys.ts';
import { PRACTICE_HASH } from '../../support/practice-hash.ts';
import { createBareDatabase, type TestDatabase } from '../../support/test-database.ts';

const THIS = '20261129002200';
const OLD = randomBytes(32);
const NEW = randomBytes(32);
const old = createSignInBonds([OLD]);
const both = createSignInBonds([NEW, OLD]);
const fresh = createSignInBonds([NEW]);

let database: TestDatabase;
let owner: Database;
const lines: string[] = [];
beforeAll(async () => {
  database = await createBareDatabase();
  await applyMigrations(database.adminUrl, (name) => name < THIS);
  owner = connectDatabase(database.adminUrl, { name: 'butie test', connections: 2 });
  await owner.pool.query(
    `INSERT INTO environment (id, mode, born_at, key_check) VALUES (1, 'practice', now(), '\\x00')`,
  );
  await owner.pool.query(
    `INSERT INTO person (id, username, password_hash, display_name, jurisdiction, roles) VALUES
       ('per_1', 'first', $1, 'x', '150600', '{}'), ('per_2', 'second', $1, 'x', '150600', '{}'),
       ('per_3', 'machine', NULL, 'x', '150600', '{}')`,
    [PRACTICE_HASH],
  );
  await owner.pool.query(
    `INSERT INTO session (token_hash, id, person_id, csrf_token, created_at, last_seen_at, expires_at)
     VALUES (sha256('before'), 'ses_1', 'per_1', 'x', now(), now(), now() + interval '8 hours')`,
  );
  await applyMigrations(database.adminUrl);
});
afterAll(async () => {
  await owner.close();
  await database.drop();
});

const start = (bonds = old) => bindSignIns(owner.pool, bonds, (line) => lines.push(line));

/** Whether somebody signs in at an API process with these keys, and what it calls forged. */
async function signIn(username: string, bonds = old) {
  const forged: ForgedSignIn[] = [];
  const application = new pg.Pool({ connectionString: database.url, max: 1 });
  const trust = { passwords: PASSWORDS, bonds, onForged: (one: ForgedSignIn) => forged.push(one) };
  try {
    const opened = await createSessions(application, trust, { idleMs: 60_000, wholeMs: 60_000 }).open(
      username,
      'practice',
    );
    return { isIn: opened !== null, forged };
  } finally {
    await application.end();
  }
}

const IN = { isIn: true, forged: [] };
const forgedOf = (personId: string) => ({ isIn: false, forged: [{ forged: 'password', personId }] });

/** Has no session of before any more. */
async function sessionsOfBeforeEnd(): Promise<void> {
  expect((await owner.pool.query('SELECT FROM session')).rows).toEqual([]);
}

/** Has its hashes refused until the first start binds them, then everybody signs in. */
async function firstStartBinds(): Promise<void> {
  expect(await signIn('first')).toEqual(forgedOf('per_1'));
  await start();
  expect(lines).toEqual([expect.stringContaining('2 password hashes bound')]);
  expect(await signIn('first')).toEqual(IN);
  await start();
  expect(lines).toHaveLength(1);
}

/** Signs in after the next start, and so does one with another password. */
async function ownersAccountCounts(): Promise<void> {
  await owner.pool.query(
    `INSERT INTO person (id, username, password_hash, display_name, jurisdiction, roles)
     VALUES ('per_4', 'later', $1, 'x', '150600', '{}')`,
    [PRACTICE_HASH],
  );
  await owner.pool.query('UPDATE person SET password_hash = $1 WHERE id = $2', [
    await PASSWORDS.hash('practice'),
    'per_2',
  ]);
  expect([await signIn('later'), await signIn('second')]).toEqual([forgedOf('per_4'), forgedOf('per_2')]);
  await start();
  expect([await signIn('later'), await signIn('second')]).toEqual([IN, IN]);
}

/** Is not bound when its bond is an invented one; the start says how many there are. */
async function inventedBondIsNone(): Promise<void> {
  await owner.pool.query(`UPDATE person SET password_bond = '\\x01' WHERE id = 'per_4'`);
  await start();
  expect(lines.at(-1)).toContain('1 password hashes do not fit their bond');
  expect(await signIn('later')).toEqual(forgedOf('per_4'));
  await owner.pool.query(`UPDATE person SET password_bond = NULL WHERE id = 'per_4'`);
  await start();
}

/** When it is another, ends a start and an API process with the cure. */
async function otherKeyEndsTheStart(): Promise<void> {
  await expect(start(fresh)).rejects.toMatchObject({
    name: 'StartError',
    zh: expect.stringContaining('BUTIE_ACT_KEY'),
    en: expect.stringContaining('give the former key after the new one in BUTIE_ACT_KEY'),
  });
  await expect(api()).rejects.toMatchObject({ name: 'StartError', en: expect.stringContaining('does not fit') });
  expect(await signIn('first')).toEqual(IN);
}

/** Is replaced with the former one behind it; from then on the new one is enough. */
async function keyIsReplaced(): Promise<void> {
  expect(await signIn('first', both)).toEqual(IN);
  await start(both);
  expect(lines.at(-1)).toContain('3 password hashes bound');
  expect(await signIn('first', fresh)).toEqual(IN);
  expect(await signIn('first', old)).toEqual(forgedOf('per_1'));
  await start(fresh);
  expect(lines.at(-1)).toContain('3 password hashes bound');
}

/** Has to have bound the passwords before an API process starts. */
async function apiWaitsForBinding(): Promise<void> {
  await owner.pool.query('UPDATE environment SET bond_key_check = NULL');
  await expect(api()).rejects.toMatchObject({ name: 'StartError', en: expect.stringContaining('main/migrate.ts') });
}

describe('S1, S14: an environment of before sign-ins were bound', () => {
  it('has no session of before, binds its hashes at a start, also later ones, refuses another key, and takes a new one', async () => {
    const steps = [
      sessionsOfBeforeEnd,
      firstStartBinds,
      ownersAccountCounts,
      inventedBondIsNone,
      otherKeyEndsTheStart,
      keyIsReplaced,
    ];
    for (const step of steps) {
      await step();
    }
    await apiWaitsForBinding();
    expect(lines.length).toBeGreaterThan(1);
  });
});

/** An API process of these tests, whose key is a third one. */
function api() {
  const config = readProcessConfig({
    BUTIE_KEY: Buffer.alloc(32, 7).toString('base64'),
    DATABASE_URL: database.url,
    ...temporalVariables(inject('stack').temporal),
    LOG_LEVEL: 'silent',
    ...ACT_KEYS,
  });
  return runApi(config, { log: pino({ level: 'silent' }) });
}
