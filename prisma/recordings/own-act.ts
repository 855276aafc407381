import type { EntityAct, OwnAct } from '../../api/kernel/desk-port.ts';
import { digestOfBody, type ActSigner } from '../kernel/act-signing.ts';
import { jsonText, sqlText, type Statement } from '../kernel/statements.ts';

/** What an API process needs to record acts of which no workflow hears. */
export interface OwnActContext {
  readonly sign: ActSigner;
}

const insertSignedAct = sqlText<
  never,
  [
    actId: string,
    entityKind: string,
    entityId: string,
    act: string,
    personId: string,
    idempotencyKey: string | null,
    bodyDigest: Buffer,
    body: string,
    at: Date,
    revision: number | null,
    signature: Buffer,
  ]
>(
  'recordings.insertSignedAct',
  `INSERT INTO act (id, entity_kind, entity_id, act, person_id, idempotency_key, body_digest, body, at, state,
     recorded_revision, signature, answered_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'recorded', $10, $11, now())`,
);

/**
 * An act of a person that is recorded at once, because no workflow waits for it, signed like every other (D2).
 * @param recordedRevision the revision that it gives its entity; null if it gives none
 */
export function ownActWrite(
  { sign }: OwnActContext,
  asked: EntityAct | OwnAct,
  {
    personId,
    idempotencyKey,
    recordedRevision = null,
  }: {
    readonly personId: string;
    readonly idempotencyKey: string | null;
    readonly recordedRevision?: number | null;
  },
): Statement<unknown> {
  const { actId, kind, atMs } = asked.message;
  const body = { asked };
  const bodyDigest = digestOfBody(body);
  return insertSignedAct(
    actId,
    asked.entity,
    asked.id,
    kind,
    personId,
    idempotencyKey,
    bodyDigest,
    jsonText(body),
    new Date(atMs),
    recordedRevision,
    sign({ actId, personId, asked, bodyDigest }),
  );
}
