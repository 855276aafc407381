import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuditFile, readAuditFile } from '../../../main/office/audit-file.ts';
import { createAuditDigests } from '../../../prisma/kernel/audit-digests.ts';
import { appendAudit } from '../../../prisma/kernel/audit-writing.ts';
import { connectDatabase, inTransaction, type Database } from '../../../prisma/kernel/connection.ts';
import { verifyAuditLog } from '../../../prisma/oversight/audit-log-reading.ts';
import { createAuditReads } from '../../../prisma/oversight/audit-reads.ts';
import { createAuditSealing } from '../../../prisma/worker/audit-sealing.ts';
import { AUDIT_KEY, AUDIT_KEYS, signRoot } from '../../support/act-keys.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const FIRST = Date.parse('2025-05-12T10:00:00+08:00');
const DAY_MS = 86_400_000;
const AUDITOR = {
  personId: 'per_x',
  displayName: '审计',
  organ: null,
  section: null,
  jurisdiction: '150600',
  roles: ['auditor'],
  partyId: null,
} as const;

let made: TestDatabase;
let database: Database;
let folder: string;
let copies: string;

beforeEach(async () => {
  made = await createTestDatabase();
  database = connectDatabase(made.url, { auditKey: AUDIT_KEY });
  folder = mkdtempSync(join(tmpdir(), 'butie-copies-'));
  copies = join(folder, 'roots');
});
afterEach(async () => {
  await database.close();
  await made.drop();
  rmSync(folder, { recursive: true, force: true });
});

const onCut = () => expect.fail('nothing was cut off');

/** A worker that begins now: it reads the copies as they stand. */
function sealing(): (atMs: number) => Promise<number> {
  const digests = createAuditDigests(AUDIT_KEYS);
  return createAuditSealing(database.pool, { digests, sign: signRoot, apart: createAuditFile(copies), onCut });
}

async function addEntry(atMs: number): Promise<void> {
  await inTransaction(database.pool, (client) =>
    appendAudit(client, {
      entityKind: 'claim',
      entityId: 'clm_x',
      revision: null,
      act: 'putDocument',
      actId: null,
      person: null,
      at: new Date(atMs),
      facts: {},
    }),
  );
}

describe('S15: roots and their copies', () => {
  it('go on after a root that somebody planted, and the verification names its day', async () => {
    await addEntry(FIRST);
    await sealing()(FIRST + DAY_MS);
    const application = new pg.Client(made.url);
    await application.connect();
    await application.query(
      `INSERT INTO audit_root (day, sequence_from, sequence_to, statement, heads, root, signature)
       SELECT max(day) + 1, max(sequence_to) + 1, max(sequence_to), 'x', '', $1, $2 FROM audit_root`,
      [Buffer.alloc(32), Buffer.alloc(64)],
    );
    await application.end();
    await addEntry(FIRST + 2 * DAY_MS);
    expect(await sealing()(FIRST + 4 * DAY_MS)).toBe(1 + 2);
    const kept = readAuditFile(copies);
    expect(kept.roots.map(({ day }) => day)).toEqual(['2025-05-12', '2025-05-13', '2025-05-14', '2025-05-15']);
    const { findings } = await verifyAuditLog(database.pool, AUDIT_KEYS, kept);
    expect(new Set(findings.map(({ day }) => day))).toEqual(new Set(['2025-05-13']));
  });

  it('count as compared only where the file has them', async () => {
    const reads = createAuditReads(database.pool, AUDIT_KEYS, () => readAuditFile(copies));
    const elsewhere = createAuditReads(database.pool, AUDIT_KEYS, () => readAuditFile(join(folder, 'lost')));
    const without = createAuditReads(database.pool, AUDIT_KEYS, () => null);
    await addEntry(FIRST);
    await sealing()(FIRST + DAY_MS);
    const said = await Promise.all(
      [reads, elsewhere, without].map(async (one) => {
        const { areCopiesCompared, breaks } = await one.verify(AUDITOR);
        return [areCopiesCompared, breaks];
      }),
    );
    expect(said).toEqual([
      [true, []],
      [false, []],
      [false, []],
    ]);
  });
});
