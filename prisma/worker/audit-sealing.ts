import type pg from 'pg';
import { addDays, dayAt, parseIsoDate } from '../../domain/calendar.ts';
import {
  FIRST_DIGEST,
  sealText,
  type AuditDigests,
  type PublicRoot,
  type Sealed,
} from '../../domain/oversight/audit-log.ts';
import { lockAuditChain, SEALED_CHANNEL, SEALING } from '../kernel/audit-writing.ts';
import { inFlushedTransaction } from '../kernel/connection.ts';
import { execute, fetchAll, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';
import { publicRootOf } from '../oversight/audit-log-reading.ts';
import { makeRoots, type RootMaking } from './audit-roots.ts';

/** Where roots and the last place are kept besides the database, e.g. a file in the state folder. */
export interface AuditApart {
  /** The day of the last root that is kept there; null: none. */
  lastDay(): string | null;
  keep(roots: readonly PublicRoot[]): void;
  head(): Sealed | null;
  keepHead(head: Sealed): void;
}

export interface AuditSealingParts extends RootMaking {
  readonly apart: AuditApart;
  /** Told when the log ends before the place that was kept apart: the copy then stays as it is. */
  readonly onCut: () => void;
}

const AT_ONCE = 2_000;

/**
 * Gives every committed entry its place in the one sequence, and makes the roots of the business days that have ended
 * (S15). Safe to repeat; one worker at a time does it. Returns how many entries and roots it wrote.
 */
export function createAuditSealing(pool: pg.Pool, parts: AuditSealingParts): (atMs: number) => Promise<number> {
  let rootedTo: string | null = null;
  return async (atMs) => {
    let written = 0;
    for (let sealed = AT_ONCE; sealed === AT_ONCE; written += sealed) {
      sealed = await sealPage(pool, parts);
    }
    const yesterday = addDays(dayAt(atMs), -1);
    if (rootedTo === null || rootedTo < yesterday) {
      written += await makeRoots(pool, parts, yesterday);
      await copyRoots(pool, parts.apart);
      rootedTo = yesterday;
    }
    return written;
  };
}

const lastSeal = sqlText<Row<'audit_seal', 'sequence' | 'seal'>, []>(
  'worker.lastSeal',
  'SELECT sequence, seal FROM audit_seal ORDER BY sequence DESC LIMIT 1',
);

/** Entries that wait, in the order of their ids, which is that of each chain; one that has a place already has a number. */
const waitingEntries = sqlText<
  Row<'audit_entry', 'id' | 'entity_kind' | 'entity_id' | 'seq' | 'hash' | 'mac'> & { readonly isSealed: boolean },
  [limit: number]
>(
  'worker.waitingEntries',
  `SELECT e.id, e.entity_kind, e.entity_id, e.seq, e.hash, e.mac,
     EXISTS (SELECT FROM audit_seal s WHERE s.entry_id = e.id) AS "isSealed"
   FROM audit_unsealed u JOIN audit_entry e ON e.id = u.entry_id ORDER BY u.entry_id LIMIT $1`,
);

const insertSeals = sqlText<
  never,
  [sequences: readonly number[], entryIds: readonly number[], seals: readonly Buffer[]]
>(
  'worker.insertSeals',
  `INSERT INTO audit_seal (sequence, entry_id, seal) SELECT * FROM unnest($1::bigint[], $2::bigint[], $3::bytea[])`,
);

// In the transaction of the seals, so that who is told finds them. No recording sends it: it would wait for the others.
const tellSealed = sqlText<never, [channel: string]>('worker.tellSealed', `SELECT pg_notify($1, '')`);

const deleteWaiting = sqlText<never, [entryIds: readonly number[]]>(
  'worker.deleteWaiting',
  'DELETE FROM audit_unsealed WHERE entry_id = ANY ($1::bigint[])',
);

async function sealPage(pool: pg.Pool, parts: AuditSealingParts): Promise<number> {
  if ((await fetchFirst(pool, waitingEntries(1))) === undefined) {
    return 0;
  }
  const { count, head } = await inFlushedTransaction(pool, async (client) => {
    const [, before, waiting] = await Promise.all([
      execute(client, lockAuditChain(SEALING)),
      fetchFirst(client, lastSeal()),
      fetchAll(client, waitingEntries(AT_ONCE)),
    ]);
    let last: Sealed = { sequence: before?.sequence ?? 0, seal: before?.seal.toString('hex') ?? FIRST_DIGEST };
    const seals = waiting
      .filter(({ isSealed }) => !isSealed)
      .map((row) => {
        last = nextSeal(parts.digests, last, row);
        return { ...last, entryId: row.id };
      });
    const writes = [
      insertSeals(
        seals.map(({ sequence }) => sequence),
        seals.map(({ entryId }) => entryId),
        seals.map(({ seal }) => Buffer.from(seal, 'hex')),
      ),
      deleteWaiting(waiting.map(({ id }) => id)),
      tellSealed(SEALED_CHANNEL),
    ];
    return { result: { count: waiting.length, head: last }, writes };
  });
  await keepHead(pool, parts, head);
  return count;
}

function nextSeal(
  digests: AuditDigests,
  { sequence: before, seal: previous }: Sealed,
  row: Row<'audit_entry', 'entity_kind' | 'entity_id' | 'seq' | 'hash' | 'mac'>,
): Sealed {
  const sequence = before + 1;
  const text = sealText(sequence, previous, {
    entityKind: row.entity_kind,
    entityId: row.entity_id,
    seq: row.seq,
    hash: row.hash.toString('hex'),
    mac: row.mac?.toString('hex') ?? null,
  });
  const [seal] = digests.keyed(text);
  if (seal === undefined) {
    throw new RangeError('The worker has no key of the audit');
  }
  return { sequence, seal };
}

/** A copy that the database contradicts stays: it is the proof. */
async function keepHead(pool: pg.Pool, { apart, onCut }: AuditSealingParts, head: Sealed): Promise<void> {
  const kept = apart.head();
  if (kept !== null) {
    const found = await fetchFirst(
      pool,
      query.selectFrom('audit_seal').select('seal').where('sequence', '=', kept.sequence),
    );
    if (found?.seal.toString('hex') !== kept.seal) {
      onCut();
      return;
    }
  }
  apart.keepHead(head);
}

async function copyRoots(pool: pg.Pool, apart: AuditApart): Promise<void> {
  const copied = apart.lastDay();
  const roots = query.selectFrom('audit_root').select(['day', 'sequence_from', 'sequence_to', 'root', 'signature']);
  const missing = await fetchAll(
    pool,
    (copied === null ? roots : roots.where('day', '>', parseIsoDate(copied))).orderBy('day'),
  );
  if (missing.length > 0) {
    apart.keep(missing.map(publicRootOf));
  }
}
