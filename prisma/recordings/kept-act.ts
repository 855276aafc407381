import type { ActBody, EntityAct, OwnAct } from '../../api/kernel/desk-port.ts';
import type { KeptAct } from '../../domain/authority/authentic-act.ts';
import type { StoredAct } from '../../domain/act-words.ts';
import type { EntityKind } from '../../domain/entities.ts';
import { digestOfBody, type ActVerifier } from '../kernel/act-signing.ts';
import { sqlText, type Row } from '../kernel/statements.ts';

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
export function keptActOf(verify: ActVerifier, row: KeptColumns & Row<'act', 'state'>): Omit<KeptAct, 'isRecorded'> {
  return {
    personId: row.person_id,
    state: row.state,
    asked: row.body.asked,
    isSigned: isSignedAct(verify, row),
    isWhole: row.is_of_before || digestOfBody(row.body).equals(row.body_digest),
  };
}

/** A recorded act of an entity, for those that count on it. */
export type RecordedAct = KeptColumns;

/** Whether an act is signed and is what its columns say: the signature covers what was asked, not the columns. */
export function isSignedActOf(
  verify: ActVerifier,
  row: RecordedAct,
  of: { readonly entity: EntityKind; readonly id: string; readonly kind: StoredAct },
): boolean {
  const { entity, id, message } = row.body.asked;
  return entity === of.entity && id === of.id && message.kind === of.kind && isSignedAct(verify, row);
}

export const recordedActs = sqlText<RecordedAct, [entityKind: EntityKind, entityId: string, act: string]>(
  'recordings.recordedActs',
  `SELECT a.id, a.person_id, a.body, a.body_digest, a.signature, ${IS_OF_BEFORE} AS is_of_before
   FROM act a WHERE a.entity_kind = $1 AND a.entity_id = $2 AND a.act = $3 AND a.state = 'recorded'`,
);
