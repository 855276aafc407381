import { generateKeyPairSync } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LogRow, PublicRoot, Sealed } from '../../../domain/oversight/audit-log.ts';
import { sentenceOfFinding } from '../../../domain/oversight/audit-sentences.ts';
import type { KeptApart } from '../../../domain/oversight/audit-verification.ts';
import { createAuditDigests, createRootSigner } from '../../../prisma/kernel/audit-digests.ts';
import { readAuditLog, verifyAuditLog } from '../../../prisma/oversight/audit-log-reading.ts';
import { createAuditSealing, type AuditApart } from '../../../prisma/worker/audit-sealing.ts';
import { AUDIT_KEYS, signRoot } from '../../support/act-keys.ts';
import { findingsOf, rehashed, rerooted, resealed, type Log, type Rows } from '../../support/audit-forging.ts';
import { httpClient } from '../../support/http-client.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const DIGESTS = createAuditDigests(AUDIT_KEYS);
const KEYLESS = createAuditDigests({ ...AUDIT_KEYS, hashKeys: [] });
const DAY_MS = 86_400_000;

let database: TestDatabase;
let office: Office;
let log: Log;
const kept: { roots: PublicRoot[]; head: Sealed | null } = { roots: [], head: null };
const apart: AuditApart = {
  lastDay: () => kept.roots.at(-1)?.day ?? null,
  keep: (roots) => void kept.roots.push(...roots),
  head: () => kept.head,
  keepHead(head) {
    kept.head = head;
  },
};
let seal: (atMs: number) => Promise<number>;
/** What was kept apart when the log was read. */
let copied: KeptApart;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  seal = createAuditSealing(office.application, { digests: DIGESTS, sign: signRoot, apart, onCut: () => undefined });
  for (let day = 0; day < 4; day += 1) {
    await office.setTime(`2025-06-${23 + day}T10:00:00+08:00`);
    await seal(Date.parse('2025-06-23T10:00:00+08:00') + day * DAY_MS);
    await office.walks.aClaim();
  }
  await office.setTime('2025-06-27T10:00:00+08:00');
  await seal(Date.parse('2025-06-27T10:00:00+08:00'));
  // The day has not ended: these have their place, and no root.
  await office.walks.aClaim();
  await seal(Date.parse('2025-06-27T10:00:00+08:00'));
  log = await readAuditLog(office.pool);
  copied = { roots: [...kept.roots], head: kept.head };
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

describe('S15: the audit', () => {
  it('is whole, has a root of each day, and names what the application’s login then writes without the key', async () => {
    expect(await verifyAuditLog(office.pool, AUDIT_KEYS, kept)).toMatchObject({
      findings: [],
      sealed: log.rows.length,
      roots: 5,
    });
    expect(log.rows.length).toBeGreaterThan(12);
    expect(log.roots.map(({ day }) => day)).toEqual(kept.roots.map(({ day }) => day));
    expect(log.roots.at(-1)?.day).toBe('2025-06-26');
    expect(rootedTo()).toBeGreaterThan(12);
    expect(log.rows.length).toBeGreaterThan(rootedTo());
    expect(findingsOf(DIGESTS, log, copied)).toEqual([]);
    // Again changes nothing.
    expect(await seal(Date.parse('2025-06-27T12:00:00+08:00'))).toBe(0);

    // And then it is not.
    const forger = new pg.Client(database.url);
    await forger.connect();
    await forger.query('BEGIN');
    await forger.query(
      `INSERT INTO audit_entry (entity_kind, entity_id, seq, act, at, facts, previous_hash, hash)
       SELECT entity_kind, entity_id, seq + 1, act, at, facts, hash, sha256(hash) FROM audit_entry
       WHERE entity_kind = 'claim' ORDER BY seq DESC LIMIT 1`,
    );
    await forger.query('COMMIT');
    await forger.end();
    const whats = async () => (await verifyAuditLog(office.pool, AUDIT_KEYS, kept)).findings.map(({ what }) => what);
    expect(await whats()).toEqual(expect.arrayContaining(['notOurs', 'content']));
    await seal(Date.parse('2025-06-27T13:00:00+08:00'));
    const seen = (
      await httpClient(office.base, await office.tokenOf('auditor')).send('GET', '/api/v1/audit/verification')
    ).body;
    expect(seen.intact).toBe(false);
    expect(seen.breaks).toContainEqual(
      expect.objectContaining({ what: 'notOurs', sentence: expect.stringMatching(/密钥|without the key/) }),
    );
  });

  it('names a cut tail, a deleted chain and a rewritten chain in 1,000 random trials', () => {
    const next = randomly(20_250_627);
    const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(next() * items.length)] ?? thrown();
    const forger = createRootSigner(generateKeyPairSync('ed25519').privateKey);
    const missed: string[] = [];
    const tried = new Map<string, number>();
    for (let trial = 0; trial < 1_000; trial += 1) {
      const { entityKind, entityId } = pick(log.rows);
      const chain = log.rows.filter((row) => row.entityKind === entityKind && row.entityId === entityId);
      const from = 1 + Math.floor(next() * chain.length);
      const isOurs = (row: LogRow) => row.entityKind === entityKind && row.entityId === entityId;
      const attacks = {
        cutTail: log.rows.filter((row) => !isOurs(row) || row.seq < from),
        deletedChain: log.rows.filter((row) => !isOurs(row)),
        rewritten: log.rows.map((row) =>
          isOurs(row) && row.seq === from ? { ...row, facts: { ...row.facts, changed: trial } } : row,
        ),
      };
      const attack = pick(['cutTail', 'deletedChain', 'rewritten'] as const);
      const power = pick(['none', 'rehashes', 'reseals', 'reroots'] as const);
      tried.set(`${attack} ${power}`, (tried.get(`${attack} ${power}`) ?? 0) + 1);
      const forged = forge(attacks[attack], power, forger);
      const found = findingsOf(DIGESTS, forged, copied);
      const isNamed = found.some(
        (one) =>
          one.entityId === entityId ||
          (power === 'reroots' && (one.what === 'rootNotSigned' || one.day !== null)) ||
          // No root knows the heads of today's entries: the place in the sequence is named.
          (chain.some(({ sequence }) => sequence > rootedTo()) && one.sequence !== null),
      );
      if (!isNamed) {
        missed.push(`${attack} ${power} ${entityKind} ${entityId} from ${from}: ${JSON.stringify(found.slice(0, 3))}`);
      }
    }
    expect(missed).toEqual([]);
    expect(tried.size).toBe(12);
  });

  it('is judged by its roots alone where nobody gives the key of the hashes', () => {
    const forged = forge(log.rows.slice(0, rootedTo() - 1), 'reseals', signRoot);
    expect(findingsOf(KEYLESS, log)).toEqual([]);
    expect(findingsOf(KEYLESS, forged).map(({ what }) => what)).toContain('logCut');
  });

  it('names roots that were cut off, replaced or left out, by the copies that were kept apart', () => {
    const without = { ...log, roots: log.roots.slice(0, -1) };
    expect(findingsOf(DIGESTS, without, copied)).toMatchObject([{ what: 'rootMissing', day: '2025-06-26' }]);
    const shorter = { rows: log.rows.slice(0, log.roots[2]?.sequenceTo), roots: log.roots.slice(0, 3) };
    expect(findingsOf(DIGESTS, shorter, copied).map(({ what }) => what)).toEqual([
      'rootMissing',
      'rootMissing',
      'logCut',
    ]);
    const hole = { ...log, roots: log.roots.filter((_, index) => index !== 2) };
    expect(findingsOf(DIGESTS, hole)).toContainEqual(expect.objectContaining({ what: 'rootMissing' }));
    // Somebody who signs with the right key and changes history is found by the copy alone.
    const roots = rerooted(DIGESTS, log.rows.slice(1), log.roots, signRoot);
    expect(findingsOf(DIGESTS, { ...log, roots }, copied)[0]).toMatchObject({ what: 'rootReplaced' });
  });

  it('says each finding in a sentence of both languages', () => {
    const found = findingsOf(DIGESTS, { rows: log.rows.slice(3), roots: log.roots.slice(1) }, copied);
    expect(found.length).toBeGreaterThan(2);
    for (const { zh, en } of found.map(sentenceOfFinding)) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/^[A-Z][^\p{Script=Han}]+$/u);
    }
  });
});

/** The last place that a root covers. */
function rootedTo(): number {
  return log.roots.at(-1)?.sequenceTo ?? 0;
}

/** What an attacker does who owns the tables, with more and more keys; nobody but the worker has the right key of roots. */
function forge(rows: Rows, power: 'none' | 'rehashes' | 'reseals' | 'reroots', sign: (text: string) => string): Log {
  if (power === 'none') {
    return { ...log, rows };
  }
  const rehashedRows = rehashed(DIGESTS, rows);
  if (power === 'rehashes') {
    return { ...log, rows: rehashedRows };
  }
  const resealedRows = resealed(DIGESTS, rehashedRows);
  const roots = power === 'reseals' ? log.roots : rerooted(DIGESTS, resealedRows, log.roots, sign);
  return { rows: resealedRows, roots };
}

/** The same numbers in each run (mulberry32). */
function randomly(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function thrown(): never {
  throw new RangeError('nothing to pick from');
}
