import { createHash } from 'node:crypto';
import type pg from 'pg';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { sendTogether } from './statements.ts';
import { prepared } from './prepared.ts';
import type { Statement } from './statements.ts';

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
  await sendTogether(client, auditWrites(entry));
}

/**
 * The same as statements: the lock first, so that the second one sees the last entry, whose hash goes into the next. The
 * database computes what `hashOfAudit` computes.
 */
export function auditWrites(entry: AuditEntryToWrite): readonly Statement<unknown>[] {
  const { entityKind, entityId, revision, act, actId, person, at, facts } = entry;
  return [
    prepared('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`audit ${entityKind} ${entityId}`]),
    prepared(
      `INSERT INTO audit_entry (entity_kind, entity_id, revision, act, act_id, person_id, organ, section, at, facts, seq,
         previous_hash, hash)
       SELECT $1, $2, $3::int, $4, $5, $6, $7, $8, $9::timestamptz, $10::jsonb, next.seq, next.previous,
         sha256(next.previous || convert_to($11 || next.seq || '}', 'UTF8'))
       FROM (SELECT coalesce(last.seq, 0) + 1 AS seq, coalesce(last.hash, $12::bytea) AS previous
         FROM (VALUES (1)) AS one LEFT JOIN LATERAL (SELECT seq, hash FROM audit_entry
           WHERE entity_kind = $1 AND entity_id = $2 ORDER BY seq DESC LIMIT 1) AS last ON true) AS next`,
      [
        entityKind,
        entityId,
        revision,
        act,
        actId,
        person?.personId ?? null,
        person?.organ ?? null,
        person?.section ?? null,
        at,
        JSON.stringify(facts),
        textUpToSeq(entry),
        FIRST_HASH,
      ],
    ),
  ];
}

/** The hash that an entry has to carry; a reader who computes another one has found a change. */
export function hashOfAudit(previousHash: Uint8Array, seq: number, entry: AuditEntryToWrite): Buffer {
  return createHash('sha256')
    .update(previousHash)
    .update(`${textUpToSeq(entry)}${seq}}`)
    .digest();
}

/** Canonical JSON of an entry, up to the number that is its last field: the fields stand in the order of their names. */
function textUpToSeq(entry: AuditEntryToWrite): string {
  const { entityKind, entityId, revision, act, actId, person, at, facts } = entry;
  // Only what the row keeps: the caller may hand over more of a person than the reader finds again.
  const actor = person === null ? null : { personId: person.personId, organ: person.organ, section: person.section };
  const kept = { entityKind, entityId, revision, act, actId, person: actor, at: at.toISOString(), facts, seq: 0 };
  return canonicalJson(kept).slice(0, -'0}'.length);
}
