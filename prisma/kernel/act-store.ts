import type pg from 'pg';
import type { ActStore, KeptAct, RowCourse } from '../../api/kernel/act-ports.ts';
import type { ActRequest } from '../../api/kernel/desk-port.ts';
import { authorityOf, isSent } from '../../domain/authority/message-authority.ts';
import { digestOfBody, type ActSigner } from './act-signing.ts';
import type { KeyedHashes } from './audit-digests.ts';
import { isRowOfRecord, lastEntryOf, type EntryJson } from './course-digests.ts';
import { ENTITIES, ENTITY_KINDS, type EntityKind } from '../../domain/entities.ts';
import { inTransaction } from './connection.ts';
import { newId } from './id-maker.ts';
import { readStartInput } from './start-inputs.ts';
import {
  execute,
  fetchAll,
  fetchFirst,
  jsonText,
  query,
  sqlText,
  type Connection,
  type Row,
  type Statement,
} from './statements.ts';

const KEPT = ['id', 'body', 'state', 'refusal_code', 'course'] as const;

type ActRow = Row<'act', (typeof KEPT)[number]>;

/** The keys of a process that acts go through. */
export interface ActStoreKeys {
  /** Signs what people do; only API processes have it (D2). Null: the store keeps acts of entities and sweeps alone. */
  readonly sign: ActSigner | null;
  readonly keyed: KeyedHashes;
}

export function createActStore(pool: pg.Pool, { sign, keyed }: ActStoreKeys): ActStore {
  return {
    keep: (act) =>
      inTransaction(pool, async (client) => {
        const known = await knownAct(client, act.personId, act.idempotencyKey);
        if (known !== null) {
          return known;
        }
        return writeAct(client, act, sign);
      }),

    async find(actId) {
      const row = await fetchFirst(pool, query.selectFrom('act').select(KEPT).where('id', '=', actId));
      return row === undefined ? null : toAct(row);
    },

    async forgotten(entity, id, exceptActId) {
      const rows = await fetchAll(pool, recordedActsOf(entity, id, exceptActId));
      return {
        forgotten: rows.filter((row) => row.answered_at === null).map(toAct),
        isHeardLately: rows.some(({ answered_at: at, act }) => at !== null && isSent(entity, act)),
      };
    },

    async answered(actId, refusalCode) {
      const row = await fetchFirst(pool, answerAct(actId, refusalCode));
      return row === undefined ? null : toAct(row).outcome;
    },

    startInput: (entity, id) => readStartInput(pool, entity, id),

    async courseOf(kind, id) {
      const row = await fetchFirst(pool, courseOfRow(kind, id));
      return row === undefined || row.course === null
        ? null
        : { ...row.course, isOfRecord: isRowOfRecord(keyed, { kind, id }, row, row.last_entry) };
    },
  };
}

type CourseRow = Row<'claim', 'revision'> & {
  readonly course: Omit<RowCourse, 'isOfRecord'> | null;
  readonly last_entry: EntryJson | null;
};

const courseOfRow = sqlText<CourseRow, [kind: EntityKind, id: string]>(
  'kernel.courseOfRow',
  ENTITY_KINDS.map(
    (kind) => `SELECT o.revision, o.course, ${lastEntryOf(`'${kind}'`, 'o.id')} AS last_entry
      FROM ${ENTITIES[kind].table} o WHERE $1 = '${kind}' AND o.id = $2`,
  ).join(' UNION ALL '),
);

/** Longer than two senders of one act are apart. */
const LATELY = '1 minute';

const recordedActsOf = sqlText<
  ActRow & Row<'act', 'answered_at' | 'act'>,
  [entityKind: EntityKind, entityId: string, exceptActId: string]
>(
  'kernel.recordedActsOf',
  `SELECT ${KEPT.join(', ')}, answered_at, act FROM act
   WHERE entity_kind = $1 AND entity_id = $2 AND id <> $3 AND recorded_revision IS NOT NULL
     AND (answered_at IS NULL OR answered_at > now() - interval '${LATELY}')
   ORDER BY recorded_revision`,
);

// Waits for a recording that has read the act.
const answerAct = sqlText<ActRow, [actId: string, refusalCode: string | null]>(
  'kernel.answerAct',
  `UPDATE act SET answered_at = now(),
     state = CASE WHEN state = 'recorded' OR $2::text IS NULL THEN state ELSE 'refused' END,
     refusal_code = CASE WHEN state = 'recorded' THEN refusal_code ELSE coalesce($2, refusal_code) END
   WHERE id = $1 RETURNING ${KEPT.join(', ')}`,
);

/**
 * Stores a new act in the caller's transaction. After the commit the caller sends the act to its workflow, or the relay
 * does.
 */
export async function writeAct(
  client: pg.PoolClient,
  act: ActRequest,
  sign: ActSigner | null = null,
): Promise<KeptAct> {
  return toAct(await fetchFirst(client, actWrite(act, sign)));
}

/**
 * The same as a statement.
 * @throws RangeError if a person acts and nobody signs: the act would never count
 */
export function actWrite(act: ActRequest, sign: ActSigner | null = null): Statement<ActRow> {
  const actId = newId('act');
  const asked = act.message(actId);
  const body = { ...act.body, asked };
  const bodyDigest = digestOfBody(body);
  if (sign === null && (act.personId !== null || authorityOf(asked.entity, asked.message) === 'person')) {
    throw new RangeError(`An act of a person without a signature: ${asked.entity} ${asked.message.kind}`);
  }
  return query
    .insertInto('act')
    .values({
      id: actId,
      entity_kind: asked.entity,
      entity_id: asked.id,
      act: asked.message.kind,
      person_id: act.personId,
      idempotency_key: act.idempotencyKey,
      body_digest: bodyDigest,
      signature: sign === null ? null : sign({ actId, personId: act.personId, asked, bodyDigest }),
      expected_revision: 'expectedRevision' in asked.message ? asked.message.expectedRevision : null,
      task_id: act.taskId,
      body: jsonText(body),
      at: new Date(asked.message.atMs),
      state: 'accepted',
    })
    .returning(KEPT);
}

/** Whether an act that this person asked for under this key is kept and was not refused. */
export async function isActKept(connection: Connection, personId: string, idempotencyKey: string): Promise<boolean> {
  const ofKey = query.selectFrom('act').where('person_id', '=', personId).where('idempotency_key', '=', idempotencyKey);
  return (await fetchFirst(connection, ofKey.select('id').where('state', '<>', 'refused'))) !== undefined;
}

/** A refused act frees its key: a repeat under the key is judged again. */
async function knownAct(client: pg.PoolClient, personId: string | null, key: string | null): Promise<KeptAct | null> {
  if (personId === null || key === null) {
    return null;
  }
  const ofKey = query.selectFrom('act').where('person_id', '=', personId).where('idempotency_key', '=', key);
  const row = await fetchFirst(client, ofKey.select(KEPT).forUpdate());
  if (row?.state === 'refused') {
    await execute(client, query.updateTable('act').set({ idempotency_key: null }).where('id', '=', row.id));
    return null;
  }
  return row === undefined ? null : toAct(row);
}

function toAct(row: ActRow | undefined): KeptAct {
  if (row === undefined) {
    throw new RangeError('An act that was just written is not there');
  }
  const { id: actId, body, state, refusal_code: refusalCode, course } = row;
  const outcome = course === null ? null : { revision: course.course.revision, state: course.course.state };
  return { actId, asked: body.asked, state, refusalCode, outcome };
}
