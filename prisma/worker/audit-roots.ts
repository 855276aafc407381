import type pg from 'pg';
import { addDays, dayAt, type IsoDate } from '../../domain/calendar.ts';
import {
  FIRST_DIGEST,
  newLogRange,
  rootOf,
  signedText,
  type AuditDigests,
  type Root,
  type Sealed,
} from '../../domain/oversight/audit-log.ts';
import type { RootSigner } from '../kernel/audit-digests.ts';
import { lockAuditChain, SEALING } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { execute, fetchAll, fetchFirst, query, sqlText, type Connection, type Row } from '../kernel/statements.ts';

export interface RootMaking {
  readonly digests: AuditDigests;
  readonly sign: RootSigner;
}

const AT_ONCE = 2_000;

type SealedEntry = Row<'audit_entry', 'id' | 'entity_kind' | 'entity_id' | 'seq' | 'hash' | 'at'> & Row<'audit_seal'>;

const entriesAfter = sqlText<SealedEntry, [after: number, limit: number]>(
  'worker.entriesAfter',
  `SELECT s.sequence, s.entry_id, s.seal, e.id, e.entity_kind, e.entity_id, e.seq, e.hash, e.at
   FROM audit_seal s JOIN audit_entry e ON e.id = s.entry_id WHERE s.sequence > $1 ORDER BY s.sequence LIMIT $2`,
);

const insertRoots = sqlText<
  never,
  [
    days: readonly string[],
    from: readonly number[],
    to: readonly number[],
    statements: readonly string[],
    heads: readonly string[],
    roots: readonly Buffer[],
    signatures: readonly Buffer[],
  ]
>(
  'worker.insertRoots',
  `INSERT INTO audit_root (day, sequence_from, sequence_to, statement, heads, root, signature)
   SELECT * FROM unnest($1::date[], $2::bigint[], $3::bigint[], $4::text[], $5::text[], $6::bytea[], $7::bytea[])`,
);

/** Makes the roots of the days up to `yesterday` that are missing. Returns how many. */
export function makeRoots(pool: pg.Pool, parts: RootMaking, yesterday: IsoDate): Promise<number> {
  return inTransaction(pool, async (client) => {
    await execute(client, lockAuditChain(SEALING));
    const last = await fetchFirst(client, query.selectFrom('audit_root').selectAll().orderBy('day', 'desc').limit(1));
    if (last !== undefined && last.day >= yesterday) {
      return 0;
    }
    const roots = await rootsOf(client, parts, last ?? null, yesterday);
    await execute(
      client,
      insertRoots(
        roots.map(({ day }) => day),
        roots.map(({ sequenceFrom }) => sequenceFrom),
        roots.map(({ sequenceTo }) => sequenceTo),
        roots.map(({ statement }) => statement),
        roots.map(({ heads }) => heads),
        roots.map(({ root }) => Buffer.from(root, 'hex')),
        roots.map(({ signature }) => Buffer.from(signature, 'base64')),
      ),
    );
    return roots.length;
  });
}

async function rootsOf(
  client: pg.PoolClient,
  parts: RootMaking,
  last: Row<'audit_root'> | null,
  yesterday: IsoDate,
): Promise<readonly Root[]> {
  const before = await fetchFirst(client, query.selectFrom('audit_before_keys').select('last_entry_id'));
  const first = await fetchFirst(
    client,
    query.selectFrom('audit_root').select('sequence_to').orderBy('day', 'asc').limit(1),
  );
  const end = { sequence: last?.sequence_to ?? 0, seal: await sealAt(client, last?.sequence_to ?? 0) };
  const lastKeylessId = before?.last_entry_id ?? 0;
  // The first root's place, and never the statement of the last root: somebody may have planted it.
  const unkeyedTo = first?.sequence_to ?? 0;
  const building = buildRoots(parts, last, { lastKeylessId, unkeyedTo, yesterday, end });
  for await (const row of sealedAfter(client, end.sequence)) {
    if (!building.see(row)) {
      break;
    }
  }
  return building.finish();
}

/** The first root covers the entries of before keys; every other one those up to the first entry of a later day. */
function buildRoots(
  { digests, sign }: RootMaking,
  last: Row<'audit_root'> | null,
  from: {
    readonly lastKeylessId: number;
    readonly unkeyedTo: number;
    readonly yesterday: IsoDate;
    readonly end: Sealed;
  },
) {
  const { lastKeylessId, yesterday } = from;
  const roots: Root[] = [];
  const now = {
    day: last === null ? yesterday : addDays(last.day, 1),
    from: from.end.sequence + 1,
    end: from.end,
    previous: last?.root.toString('hex') ?? null,
    unkeyedTo: from.unkeyedTo,
    gathered: newLogRange(),
  };
  const close = (): void => {
    const { day, previous, end, gathered } = now;
    const unkeyedTo = previous === null ? end.sequence : now.unkeyedTo;
    const place = { day, sequenceFrom: now.from, sequenceTo: end.sequence, seal: end.seal, previous, unkeyedTo };
    const root = rootOf(digests, place, gathered.range());
    roots.push({ ...root, signature: sign(signedText(root)) });
    now.previous = root.root;
    now.unkeyedTo = unkeyedTo;
    now.from = end.sequence + 1;
    now.day = addDays(day, 1);
    now.gathered = newLogRange();
  };
  return {
    /** Rows in the order of the sequence. Returns false for the first one of a day that has not ended. */
    see(row: SealedEntry): boolean {
      const isLater = () => (now.previous === null ? row.id > lastKeylessId : dayAt(row.at.getTime()) > now.day);
      while (now.day <= yesterday && isLater()) {
        close();
      }
      if (now.day > yesterday) {
        return false;
      }
      const { entity_kind: entityKind, entity_id: entityId, seq } = row;
      now.gathered.see({ entityKind, entityId, seq, hash: row.hash.toString('hex') });
      now.end = { sequence: row.sequence, seal: row.seal.toString('hex') };
      return true;
    },
    finish(): readonly Root[] {
      while (now.day <= yesterday) {
        close();
      }
      return roots;
    },
  };
}

async function* sealedAfter(client: pg.PoolClient, start: number) {
  for (let after = start; ;) {
    const page = await fetchAll(client, entriesAfter(after, AT_ONCE));
    yield* page;
    const end = page.at(-1);
    if (end === undefined) {
      return;
    }
    after = end.sequence;
  }
}

async function sealAt(connection: Connection, sequence: number): Promise<string> {
  const found = await fetchFirst(
    connection,
    query.selectFrom('audit_seal').select('seal').where('sequence', '=', sequence),
  );
  return found?.seal.toString('hex') ?? FIRST_DIGEST;
}
