import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { AuditAct, AuditedKind } from '../../domain/act-words.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { jsonText, sendTogether, sqlText, type Statement } from './statements.ts';

export interface AuditEntryToWrite {
  readonly entityKind: AuditedKind;
  readonly entityId: string;
  /** The revision that this entry records; null for an act that does not raise it. Unique per entity. */
  readonly revision: number | null;
  readonly act: AuditAct;
  readonly actId: string | null;
  /** Null when a timer or an outside system acted. */
  readonly person: { readonly personId: string; readonly organ: string | null; readonly section: string | null } | null;
  readonly at: Date;
  /** Ids, codes, amounts, days: no personal data. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/** The previous hash of an entity's first entry. */
export const FIRST_HASH = Buffer.alloc(32);

/**
 * Adds the next entry to an entity's audit chain, inside the transaction of the change that it records (I3). Writers of
 * one entity wait for each other until their transaction ends, so the chain never forks.
 */
export async function appendAudit(client: pg.PoolClient, entry: AuditEntryToWrite): Promise<void> {
  await sendTogether(client, auditWrites(entry));
}

/** The same as statements: the lock comes first, so that the second statement reads the last entry. */
export function auditWrites(entry: AuditEntryToWrite): readonly Statement<unknown>[] {
  return [lockAuditChain(auditChain(entry.entityKind, entry.entityId)), auditEntryWrite(entry)];
}

/** What the advisory lock of an entity's audit chain is taken on. */
export function auditChain(entityKind: string, entityId: string): string {
  return `audit ${entityKind} ${entityId}`;
}

const lockAuditChain = sqlText<never, [chain: string]>(
  'kernel.lockAuditChain',
  'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))',
);

// The database computes what `hashOfAudit` computes.
const insertAuditEntry = sqlText<
  never,
  [
    entityKind: AuditedKind,
    entityId: string,
    revision: number | null,
    act: AuditAct,
    actId: string | null,
    personId: string | null,
    organ: string | null,
    section: string | null,
    at: Date,
    facts: string,
    textUpToSeq: string,
    firstHash: Buffer,
  ]
>(
  'kernel.insertAuditEntry',
  `INSERT INTO audit_entry (entity_kind, entity_id, revision, act, act_id, person_id, organ, section, at, facts, seq,
     previous_hash, hash)
   SELECT $1, $2, $3::int, $4, $5, $6, $7, $8, $9::timestamptz, $10::jsonb, next.seq, next.previous,
     sha256(next.previous || convert_to($11 || next.seq || '}', 'UTF8'))
   FROM (SELECT coalesce(last.seq, 0) + 1 AS seq, coalesce(last.hash, $12::bytea) AS previous
     FROM (VALUES (1)) AS one LEFT JOIN LATERAL (SELECT seq, hash FROM audit_entry
       WHERE entity_kind = $1 AND entity_id = $2 ORDER BY seq DESC LIMIT 1) AS last ON true) AS next`,
);

/**
 * The entry as a statement, whose hash contains that of the last entry. An earlier statement of the transaction has
 * locked the chain.
 */
export function auditEntryWrite(entry: AuditEntryToWrite): Statement<unknown> {
  const { entityKind, entityId, revision, act, actId, person, at, facts } = entry;
  return insertAuditEntry(
    entityKind,
    entityId,
    revision,
    act,
    actId,
    person?.personId ?? null,
    person?.organ ?? null,
    person?.section ?? null,
    at,
    jsonText(facts),
    textUpToSeq(entry),
    FIRST_HASH,
  );
}

/** The hash that an entry must have. If a reader computes another hash, the entry was changed. */
export function hashOfAudit(previousHash: Uint8Array, seq: number, entry: AuditEntryToWrite): Buffer {
  return createHash('sha256')
    .update(previousHash)
    .update(`${textUpToSeq(entry)}${seq}}`)
    .digest();
}

/** Canonical JSON of an entry, up to the number that is its last field; fields are sorted by name. */
function textUpToSeq(entry: AuditEntryToWrite): string {
  const { entityKind, entityId, revision, act, actId, person, at, facts } = entry;
  // Only the fields that the row stores: the caller may pass more of a person than a reader of the row finds.
  const actor = person === null ? null : { personId: person.personId, organ: person.organ, section: person.section };
  const kept = { entityKind, entityId, revision, act, actId, person: actor, at: at.toISOString(), facts, seq: 0 };
  return canonicalJson(kept).slice(0, -'0}'.length);
}
