import type pg from 'pg';
import type { AuditAct, AuditedKind } from '../../domain/act-words.ts';
import { macText, textUpToSeq, type AuditContent } from '../../domain/oversight/audit-log.ts';
import { jsonText, sendTogether, sqlText, type Statement } from './statements.ts';

/** `revision` is unique per entity; `person` is null when a timer or an outside system acted; facts name nobody. */
export type AuditEntryToWrite = AuditContent;

/** The previous hash of an entity's first entry. */
const FIRST_HASH = Buffer.alloc(32);

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

/** The process that gives entries their places, or reads them all, holds this lock. */
export const SEALING = 'audit seal';

/** Who listens here hears that entries got their places; the notice says nothing of them (ADR 0043). */
export const SEALED_CHANNEL = 'butie_sealed';

/** Stands for the keyed hash until a connection sends the statement. */
const MADE_WHEN_SENT = Buffer.alloc(0);

export const lockAuditChain = sqlText<never, [chain: string]>(
  'kernel.lockAuditChain',
  'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))',
);

// The database computes the hash of the chain, because it knows the last one: as `entryText` and `entryHash` do. The
// keyed hash comes with the entry.
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
    mac: Buffer,
  ]
>(
  'kernel.insertAuditEntry',
  `INSERT INTO audit_entry (entity_kind, entity_id, revision, act, act_id, person_id, organ, section, at, facts, seq,
     previous_hash, hash, mac)
   SELECT $1, $2, $3::int, $4, $5, $6, $7, $8, $9::timestamptz, $10::jsonb, next.seq, next.previous,
     sha256(next.previous || convert_to($11 || next.seq || '}', 'UTF8')), $13::bytea
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
  const statement = insertAuditEntry(
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
    MADE_WHEN_SENT,
  );
  return { ...statement, keyed: macText(entry) };
}
