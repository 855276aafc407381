import { FORGED_KINDS, type ForgedKind } from '../../domain/act-words.ts';
import type { Forgery } from '../../domain/authority/authentic-act.ts';
import { ENTITIES, ENTITY_KINDS, type EntityKind } from '../../domain/entities.ts';
import { RefusedForGood } from './refused-for-good.ts';
import { execute, sqlText, type Connection } from './statements.ts';

/** A message that does not count (D2): refused for good, and shown to the operators. */
export class ForgedAct extends RefusedForGood {
  readonly forgery: Forgery;
  constructor(forgery: Forgery, code = 'FORGED_ACT') {
    super(code);
    this.forgery = forgery;
  }
}

/** A forged message as operators see it: no person, because nobody knows who sent it. */
export interface Forged {
  readonly entityKind: EntityKind;
  readonly entityId: string;
  readonly act: ForgedKind;
  readonly cause: Forgery;
}

export function forgedOf(
  { kind: entityKind, id: entityId }: { readonly kind: EntityKind; readonly id: string },
  message: { readonly kind: string },
  { forgery: cause }: ForgedAct,
): Forged {
  return { entityKind, entityId, act: FORGED_KINDS.find((kind) => kind === message.kind) ?? 'unknown', cause };
}

/** A report in the inbox that does not count, at the entity that it would have moved (S1). */
export function forgedReport([entityKind, entityId]: readonly [EntityKind, string], cause: Forgery): Forged {
  return { entityKind, entityId, act: 'payoutReported', cause };
}

// Only for an entity that exists: nobody can fill the table with names of their own.
const noteForged = sqlText<never, [entityKind: EntityKind, entityId: string, act: ForgedKind, cause: Forgery]>(
  'recordings.noteForged',
  `INSERT INTO forged_act (entity_kind, entity_id, act, cause, count, first_at, last_at)
   SELECT $1, $2, $3, $4, 1, now(), now()
   WHERE ${ENTITY_KINDS.map((kind) => `$1 = '${kind}' AND EXISTS (SELECT FROM ${ENTITIES[kind].table} WHERE id = $2)`).join('\n     OR ')}
   ON CONFLICT (entity_kind, entity_id, act, cause) DO UPDATE SET count = forged_act.count + 1, last_at = now()`,
);

/** Notes a forged message: by the pool where the transaction of the recording was undone. */
export async function noteForgery(connection: Connection, { entityKind, entityId, act, cause }: Forged): Promise<void> {
  await execute(connection, noteForged(entityKind, entityId, act, cause));
}
