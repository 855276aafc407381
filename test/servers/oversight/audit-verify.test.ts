import { execFile } from 'node:child_process';
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAuditFile, readAuditFile } from '../../../main/office/audit-file.ts';
import { ROOT } from '../../../main/config.ts';
import { appendAudit } from '../../../prisma/kernel/audit-writing.ts';
import { createAuditDigests } from '../../../prisma/kernel/audit-digests.ts';
import { connectDatabase, inTransaction, type Database } from '../../../prisma/kernel/connection.ts';
import { readAuditLog, verifyAuditLog } from '../../../prisma/oversight/audit-log-reading.ts';
import { createAuditSealing } from '../../../prisma/worker/audit-sealing.ts';
import { ACT_KEYS, AUDIT_KEY, AUDIT_KEYS, signRoot } from '../../support/act-keys.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const FIRST = Date.parse('2025-05-12T10:00:00+08:00');
const DAY_MS = 86_400_000;

let made: TestDatabase;
let owner: pg.Client;
let database: Database;
let folder: string;
let cuts = 0;
let seal: (atMs: number) => Promise<number>;

beforeAll(async () => {
  made = await createTestDatabase();
  owner = new pg.Client(made.adminUrl);
  await owner.connect();
  database = connectDatabase(made.url, { auditKey: AUDIT_KEY });
  folder = mkdtempSync(join(tmpdir(), 'butie-audit-'));
  seal = createAuditSealing(database.pool, {
    digests: createAuditDigests(AUDIT_KEYS),
    sign: signRoot,
    apart: createAuditFile(join(folder, 'roots')),
    onCut: () => {
      cuts += 1;
    },
  });
  // As the upgrade finds an environment: entries without a keyed hash, the last of them written down.
  await addEntries('clm_old', 3, FIRST);
  await owner.query('SET session_replication_role = replica');
  await owner.query('UPDATE audit_entry SET mac = NULL');
  await owner.query('UPDATE audit_before_keys SET last_entry_id = (SELECT max(id) FROM audit_entry)');
});

afterAll(async () => {
  await database.close();
  await owner.end();
  await made.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Is covered by a first root, and from then on every entry needs its keyed hash. */
async function firstRoot(): Promise<void> {
  expect(await verify()).toMatchObject({ entries: 3, findings: [] });
  await addEntries('clm_new', 2, FIRST);
  await seal(FIRST);
  const { roots } = await readAuditLog(database.pool);
  expect(roots).toMatchObject([{ day: '2025-05-11', sequenceFrom: 1, sequenceTo: 3 }]);
  expect(roots[0]?.statement).toContain('"unkeyedTo":3');
  expect((await verify()).findings).toEqual([]);
  await owner.query(`UPDATE audit_entry SET act_id = mac::text, mac = NULL WHERE entity_id = 'clm_new' AND seq = 2`);
  const found = (await verify()).findings.map(({ what, entityId, seq }) => `${what} ${entityId} ${seq}`);
  await owner.query(
    `UPDATE audit_entry SET mac = act_id::bytea, act_id = NULL WHERE entity_id = 'clm_new' AND seq = 2`,
  );
  expect(found).toContain('notOurs clm_new 2');
  expect((await verify()).findings).toEqual([]);
}

/** Gets the roots of a missed week and of a year that the clock jumps over, once. */
async function missedDays(): Promise<void> {
  await addEntries('clm_new', 1, FIRST + 3 * DAY_MS);
  expect(await seal(FIRST + 7 * DAY_MS)).toBe(1 + 7);
  expect(await seal(FIRST + 7 * DAY_MS)).toBe(0);
  expect(await seal(FIRST + 372 * DAY_MS)).toBe(365);
  const { roots } = await readAuditLog(database.pool);
  expect(roots.slice(1, 5).map(({ sequenceFrom, sequenceTo }) => [sequenceFrom, sequenceTo])).toEqual([
    [4, 5],
    [6, 5],
    [6, 5],
    [6, 6],
  ]);
  expect(await verify()).toMatchObject({ findings: [], roots: 373 });
}

/** Has its roots and its last place in a file for the owner alone. */
async function keptInAFile(): Promise<void> {
  const kept = readAuditFile(join(folder, 'roots'));
  expect(kept.roots).toHaveLength(373);
  expect(kept.head?.sequence).toBe(6);
  for (const name of ['roots', 'roots.head']) {
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  }
  expect((await verifyAuditLog(database.pool, AUDIT_KEYS, kept)).findings).toEqual([]);
}

/** Is numbered without a gap and without forks while twenty write at once and two seal. */
async function manyWriters(): Promise<void> {
  const before = (await verify()).sealed;
  const writing = Array.from({ length: 20 }, (_, writer) => addEntries(`clm_${writer % 5}`, 3, FIRST + 372 * DAY_MS));
  const sealing = [seal(FIRST + 372 * DAY_MS), seal(FIRST + 372 * DAY_MS)];
  await Promise.all([...writing, ...sealing]);
  await seal(FIRST + 372 * DAY_MS);
  const { findings, sealed } = await verify();
  expect([findings, sealed]).toEqual([[], before + 60]);
}

/** Needs a login that reads, the public key, and the key of the hashes; or an export of the log. */
async function withoutTheProduct(): Promise<void> {
  const keys = {
    public: keyFile('public', ACT_KEYS.BUTIE_AUDIT_PUBLIC_KEY),
    hash: keyFile('hash', ACT_KEYS.BUTIE_AUDIT_HASH_KEY),
  };
  const given = ['--public-key', keys.public, '--hash-key', keys.hash, '--roots', join(folder, 'roots')];
  const exported = join(folder, 'export');
  const whole = await run('--database', made.url, '--export', exported, ...given);
  expect([whole.code, whole.out]).toEqual([0, expect.stringContaining('完整 · Whole')]);
  const lines = readFileSync(exported, 'utf8').trimEnd().split('\n');
  writeFileSync(exported, `${lines.slice(0, -2).join('\n')}\n`);
  const cut = await run('--file', exported, ...given);
  expect([cut.code, cut.out]).toEqual([1, expect.stringContaining('The end of the log is cut off')]);
}

/** A log that was cut is noticed by the worker, whose copy of the last place stays. */
async function cutLog(): Promise<void> {
  const copy = readAuditFile(join(folder, 'roots')).head;
  await owner.query(`DELETE FROM audit_seal WHERE sequence > 10`);
  await addEntries('clm_after', 1, FIRST + 372 * DAY_MS);
  await seal(FIRST + 372 * DAY_MS);
  expect(cuts).toBe(1);
  expect(readAuditFile(join(folder, 'roots')).head).toEqual(copy);
  const kept = readAuditFile(join(folder, 'roots'));
  const whats = (await verifyAuditLog(database.pool, AUDIT_KEYS, kept)).findings.map(({ what }) => what);
  expect(whats).toContain('logCut');
}

describe('S15: the audit of an environment of before keys', () => {
  it(
    'is covered by a first root, has one of each day, is kept apart, stays whole under twenty writers, is verified without the product, and a cut of it is noticed',
    { timeout: 280_000 },
    async () => {
      for (const step of [firstRoot, missedDays, keptInAFile, manyWriters, withoutTheProduct]) {
        await step();
      }
      await cutLog();
      expect(cuts).toBe(1);
    },
  );
});

const verify = () => verifyAuditLog(database.pool, AUDIT_KEYS);

async function addEntries(entityId: string, count: number, atMs: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    await inTransaction(database.pool, (client) =>
      appendAudit(client, {
        entityKind: 'claim',
        entityId,
        revision: null,
        act: 'putDocument',
        actId: null,
        person: null,
        at: new Date(atMs),
        facts: { n },
      }),
    );
  }
}

function keyFile(name: string, text: string): string {
  appendFileSync(join(folder, name), text, { mode: 0o600 });
  return join(folder, name);
}

function run(...args: readonly string[]): Promise<{ readonly code: number; readonly out: string }> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      ['--import', 'tsx', 'scripts/audit/audit-verify.ts', ...args],
      { cwd: ROOT },
      (error, out, err) => resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: out + err }),
    );
  });
}
