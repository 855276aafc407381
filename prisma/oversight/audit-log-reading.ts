import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { LogRow, PublicRoot, Root, Sealed } from '../../domain/oversight/audit-log.ts';
import { newAuditCheck, type AuditOutcome, type KeptApart } from '../../domain/oversight/audit-verification.ts';
import { createAuditDigests, type AuditReadKeys } from '../kernel/audit-digests.ts';
import { lockAuditChain, SEALING } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { execute, fetchAll, fetchFirst, query, sqlText, type Connection, type Row } from '../kernel/statements.ts';

type EntryRow = Row<'audit_entry'>;
type SealedRow = EntryRow & Row<'audit_seal', 'sequence' | 'seal'>;

/** Rows are read in pages of this size, so that a check of several years fits into memory. */
const PAGE = 5_000;

const COLUMNS = `e.id, e.entity_kind, e.entity_id, e.seq, e.revision, e.act, e.act_id, e.person_id, e.organ, e.section, e.at,
  e.facts, e.previous_hash, e.hash, e.mac`;

const sealedPage = sqlText<SealedRow, [after: number, limit: number]>(
  'oversight.sealedPage',
  `SELECT s.sequence, s.seal, ${COLUMNS} FROM audit_seal s JOIN audit_entry e ON e.id = s.entry_id
   WHERE s.sequence > $1 ORDER BY s.sequence LIMIT $2`,
);

const unsealedPage = sqlText<EntryRow, [after: number, limit: number]>(
  'oversight.unsealedPage',
  `SELECT ${COLUMNS} FROM audit_entry e WHERE NOT EXISTS (SELECT FROM audit_seal s WHERE s.entry_id = e.id) AND e.id > $1
   ORDER BY e.id LIMIT $2`,
);

/**
 * Verifies the whole log of a database against its roots and what was kept apart. Needs no more than to read. An entry of
 * moments ago that is still without a place, although the root of a later day stands, gets it within a turn of the sweeps:
 * so where nothing but time may be missing, the log is verified once more after that.
 */
export async function verifyAuditLog(
  pool: pg.Pool,
  keys: AuditReadKeys,
  apart: KeptApart = { roots: [], head: null },
): Promise<AuditOutcome> {
  const outcome = await verifyOnce(pool, keys, apart);
  if (!outcome.findings.some(({ what }) => what === 'notSealed')) {
    return outcome;
  }
  await untilSealed(pool);
  return verifyOnce(pool, keys, apart);
}

/** How long it may take until the sweeps have sealed what waits now, in ms of the system's clock. */
const SEALED_WITHIN_MS = 10_000;
const POLL_MS = 50;

const waitingUpTo = sqlText<{ readonly last: number | null }, []>(
  'oversight.waitingUpTo',
  'SELECT max(entry_id) AS last FROM audit_unsealed',
);
const isWaiting = sqlText<{ readonly waits: boolean }, [last: number]>(
  'oversight.isWaiting',
  'SELECT EXISTS (SELECT FROM audit_unsealed WHERE entry_id <= $1) AS waits',
);

async function untilSealed(pool: pg.Pool): Promise<void> {
  const last = (await fetchFirst(pool, waitingUpTo()))?.last ?? 0;
  const endMs = Date.now() + SEALED_WITHIN_MS;
  for (let waits = last > 0; waits && Date.now() < endMs;) {
    waits = (await fetchFirst(pool, isWaiting(last)))?.waits === true;
    if (waits) {
      await pause(POLL_MS);
    }
  }
}

async function verifyOnce(pool: pg.Pool, keys: AuditReadKeys, apart: KeptApart): Promise<AuditOutcome> {
  // The roots first: what is sealed later belongs to none of them.
  const roots = await readRoots(pool);
  const before = await fetchFirst(pool, query.selectFrom('audit_before_keys').select('last_entry_id'));
  const lastKeylessId = before?.last_entry_id ?? 0;
  const check = newAuditCheck(createAuditDigests(keys), { roots, apart, lastKeylessId });
  const end = await eachPage(
    (after) => fetchAll(pool, sealedPage(after, PAGE)),
    0,
    'sequence',
    (row) => check.seeSealed(sealedRowOf(row)),
  );
  // Nothing is sealed while the end is read, so that each row is seen once.
  await inTransaction(pool, async (client) => {
    await execute(client, lockAuditChain(SEALING));
    await eachPage(
      (after) => fetchAll(client, sealedPage(after, PAGE)),
      end,
      'sequence',
      (row) => check.seeSealed(sealedRowOf(row)),
    );
    await eachPage(
      (after) => fetchAll(client, unsealedPage(after, PAGE)),
      0,
      'id',
      (row) => check.seeUnsealed(logRowOf(row)),
    );
  });
  return check.outcome();
}

/** The sealed log and its roots, whole: for an export, and for logs that fit into memory. */
export async function readAuditLog(
  pool: pg.Pool,
): Promise<{ readonly rows: readonly (LogRow & Sealed)[]; readonly roots: readonly Root[] }> {
  const roots = await readRoots(pool);
  const rows: (LogRow & Sealed)[] = [];
  await eachPage(
    (after) => fetchAll(pool, sealedPage(after, PAGE)),
    0,
    'sequence',
    (row) => rows.push(sealedRowOf(row)),
  );
  return { rows, roots };
}

/** @returns where the last page ends */
async function eachPage<Key extends string, Found extends Readonly<Record<Key, number>>>(
  read: (after: number) => Promise<readonly Found[]>,
  start: number,
  key: Key,
  see: (row: Found) => void,
): Promise<number> {
  let after = start;
  for (;;) {
    const page = await read(after);
    page.forEach(see);
    after = page.at(-1)?.[key] ?? after;
    if (page.length < PAGE) {
      return after;
    }
  }
}

export async function readRoots(connection: Connection): Promise<readonly Root[]> {
  const rows = await fetchAll(connection, query.selectFrom('audit_root').selectAll().orderBy('day'));
  return rows.map(({ statement, heads, ...row }) => ({ ...publicRootOf(row), statement, heads }));
}

export function publicRootOf(
  row: Row<'audit_root', 'day' | 'sequence_from' | 'sequence_to' | 'root' | 'signature'>,
): PublicRoot {
  return {
    day: row.day,
    sequenceFrom: row.sequence_from,
    sequenceTo: row.sequence_to,
    root: row.root.toString('hex'),
    signature: row.signature.toString('base64'),
  };
}

function sealedRowOf(row: SealedRow): LogRow & Sealed {
  return { ...logRowOf(row), sequence: row.sequence, seal: row.seal.toString('hex') };
}

export function logRowOf(row: EntryRow): LogRow {
  const { id, seq, revision, act, at, facts } = row;
  return {
    id,
    seq,
    revision,
    act,
    at,
    facts,
    entityKind: row.entity_kind,
    entityId: row.entity_id,
    actId: row.act_id,
    person: row.person_id === null ? null : { personId: row.person_id, organ: row.organ, section: row.section },
    previousHash: row.previous_hash.toString('hex'),
    hash: row.hash.toString('hex'),
    mac: row.mac?.toString('hex') ?? null,
  };
}
