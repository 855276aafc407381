import type { ActBody, EntityAct, OwnAct } from '../../api/kernel/desk-port.ts';
import type { KeptAct } from '../../domain/authority/authentic-act.ts';
import type { StoredAct } from '../../domain/act-words.ts';
import type { EntityKind } from '../../domain/entities.ts';
import { digestOfBody, type ActVerifier } from '../kernel/act-signing.ts';
import { entryOfAct, isAuthenticEntry, type EntryJson } from '../kernel/course-digests.ts';
import { sqlText, type Row } from '../kernel/statements.ts';
import type { RecordingContext } from './recording-context.ts';

/** The columns of an act that say who acted, and what shows that the API kept it. */
export interface KeptColumns extends Row<'act', 'id' | 'person_id' | 'body_digest' | 'signature'> {
  readonly body: ActBody & { readonly asked: EntityAct | OwnAct };
  /** It was under way when signatures came, and is as it was then. */
  readonly is_of_before: boolean;
}

/** True for an act `a` that was under way when signatures came and was not changed since. */
export const IS_OF_BEFORE = `EXISTS (SELECT FROM act_before_signing b WHERE b.id = a.id
  AND b.person_id IS NOT DISTINCT FROM a.person_id AND b.body = a.body - 'payeeSealed')`;

/** Whether an API process signed the act's person, message and digest as they stand in the row. */
export function isSignedAct(verify: ActVerifier, row: KeptColumns): boolean {
  const { id: actId, person_id: personId, body, body_digest: bodyDigest, signature } = row;
  return row.is_of_before || verify({ actId, personId, asked: body.asked, bodyDigest }, signature);
}

/** What the domain judges a message by. */
export function keptActOf(
  verify: ActVerifier,
  row: KeptColumns & Row<'act', 'state'>,
): Omit<KeptAct, 'isRecorded' | 'isJustRefused'> {
  return {
    personId: row.person_id,
    state: row.state,
    asked: row.body.asked,
    isSigned: isSignedAct(verify, row),
    isWhole: row.is_of_before || digestOfBody(row.body).equals(row.body_digest),
  };
}

/** A recorded act of an entity, for those that count on it, and the audit entry that its recording left. */
export interface RecordedAct extends KeptColumns {
  readonly own_entry: EntryJson | null;
}

/**
 * Whether an act is signed, was recorded, and is what its columns say: the signature covers what was asked, not the
 * columns, and that it was recorded and not refused its audit entry says alone (S1).
 */
export function isRecordedActOf(
  { verify, keyed }: Pick<RecordingContext, 'verify' | 'keyed'>,
  row: RecordedAct,
  of: { readonly entity: EntityKind; readonly id: string; readonly kind: StoredAct },
): boolean {
  const { entity, id, message } = row.body.asked;
  const isOf = entity === of.entity && id === of.id && message.kind === of.kind;
  const entry = row.own_entry;
  const isRecorded = entry?.act === of.kind && isAuthenticEntry(keyed, { kind: of.entity, id }, entry);
  return isOf && isRecorded && isSignedAct(verify, row);
}

export const recordedActs = sqlText<RecordedAct, [entityKind: EntityKind, entityId: string, act: string]>(
  'recordings.recordedActs',
  `SELECT a.id, a.person_id, a.body, a.body_digest, a.signature, ${IS_OF_BEFORE} AS is_of_before,
     ${entryOfAct('a.entity_kind', 'a.entity_id', { id: 'a.id', revision: 'a.recorded_revision' })} AS own_entry
   FROM act a WHERE a.entity_kind = $1 AND a.entity_id = $2 AND a.act = $3 AND a.state = 'recorded'`,
);

/** What the audit entry of an act says that is a part of a decision in bulk (ADR 0044). */
export function bulkFacts({ bulkId }: Pick<ActBody, 'bulkId'>): Pick<ActBody, 'bulkId'> {
  return bulkId === undefined ? {} : { bulkId };
}
