import { createHash } from 'node:crypto';
import type pg from 'pg';
import { prepared } from './prepared.ts';

export interface AuditEntryToWrite {
  readonly entityKind: string;
  readonly entityId: string;
  /** The revision that this entry stands for; null for what does not raise it. Unique per entity. */
  readonly revision: number | null;
  readonly act: string;
  readonly actId: string | null;
  /** Null when the clock or an outside system acted. */
  readonly person: { readonly personId: string; readonly organ: string | null; readonly section: string | null } | null;
  readonly at: Date;
  /** Ids, codes, amounts, days: no personal data. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What stands before the first entry of an entity. */
export const FIRST_HASH = Buffer.alloc(32);

/**
 * Adds the next entry of an entity's chain, inside the transaction of the change that it tells of (I3). Writers of one
 * entity wait for each other until their transaction ends, so the chain never forks.
 */
export async function appendAudit(client: pg.PoolClient, entry: AuditEntryToWrite): Promise<void> {
  await client.query(
    prepared('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`audit ${entry.entityKind} ${entry.entityId}`]),
  );
  const last = await client.query<{ seq: number; hash: Buffer }>(
    prepared('SELECT seq, hash FROM audit_entry WHERE entity_kind = $1 AND entity_id = $2 ORDER BY seq DESC LIMIT 1', [
      entry.entityKind,
      entry.entityId,
    ]),
  );
  const seq = (last.rows[0]?.seq ?? 0) + 1;
  const previousHash = last.rows[0]?.hash ?? FIRST_HASH;
  await client.query(
    prepared(
      `INSERT INTO audit_entry (entity_kind, entity_id, seq, revision, act, act_id, person_id, organ, section, at, facts, previous_hash, hash)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [
        entry.entityKind,
        entry.entityId,
        seq,
        entry.revision,
        entry.act,
        entry.actId,
        entry.person?.personId ?? null,
        entry.person?.organ ?? null,
        entry.person?.section ?? null,
        entry.at,
        JSON.stringify(entry.facts),
        previousHash,
        hashOfAudit(previousHash, seq, entry),
      ],
    ),
  );
}

/** The hash that an entry has to carry; a reader who computes another one has found a change. */
export function hashOfAudit(previousHash: Uint8Array, seq: number, entry: AuditEntryToWrite): Buffer {
  const { person } = entry;
  // Only what the row keeps: whoever writes may hand over more of a person than the reader finds again.
  const actor = person === null ? null : { personId: person.personId, organ: person.organ, section: person.section };
  const said = canonical({ ...entry, person: actor, at: entry.at.toISOString(), seq });
  return createHash('sha256').update(previousHash).update(JSON.stringify(said)).digest();
}

/** As the database gives it back: fields in one order, nothing that JSON does not have. */
function canonical(value: unknown): unknown {
  const plain: unknown = JSON.parse(JSON.stringify(value));
  return sorted(plain);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(sorted);
  }
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(entries.map(([name, inner]) => [name, sorted(inner)]));
  }
  return value;
}
