import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { ActStore, KeptAct } from '../../api/kernel/act-ports.ts';
import type { ActOutcome, ActRequest, EntityAct } from '../../api/kernel/desk-port.ts';
import { inTransaction } from './connection.ts';
import { newId } from './id-maker.ts';
import { readStartInput } from '../worker/start-inputs.ts';

interface ActRow {
  readonly id: string;
  readonly body: { readonly asked: EntityAct };
  readonly state: 'accepted' | 'recorded' | 'refused';
  readonly refusal_code: string | null;
  readonly course: { readonly course: ActOutcome } | null;
}

const COLUMNS = 'id, body, state, refusal_code, course';

export function createActStore(pool: pg.Pool): ActStore {
  return {
    keep: (act) =>
      inTransaction(pool, async (client) => {
        const known = await knownAct(client, act.personId, act.idempotencyKey);
        if (known !== null) {
          return known;
        }
        return writeAct(client, act);
      }),

    async find(actId) {
      const found = await pool.query<ActRow>(`SELECT ${COLUMNS} FROM act WHERE id = $1`, [actId]);
      return found.rows[0] === undefined ? null : toAct(found.rows[0]);
    },

    async forgotten(entity, id, exceptActId) {
      const found = await pool.query<ActRow>(
        `SELECT ${COLUMNS} FROM act WHERE entity_kind = $1 AND entity_id = $2 AND id <> $3 AND answered_at IS NULL
           AND recorded_revision IS NOT NULL ORDER BY recorded_revision`,
        [entity, id, exceptActId],
      );
      return found.rows.map(toAct);
    },

    async answered(actId, refusalCode) {
      await pool.query(
        `UPDATE act SET answered_at = now(), state = CASE WHEN state = 'recorded' THEN state WHEN $2::text IS NULL THEN state
           ELSE 'refused' END, refusal_code = coalesce($2, refusal_code) WHERE id = $1`,
        [actId, refusalCode],
      );
    },

    startInput: (entity, id) => readStartInput(pool, entity, id),
  };
}

/** Keeps a new act in the transaction of what it follows from: whoever commits has it asked, at once or by the relay. */
export async function writeAct(client: pg.PoolClient, act: ActRequest): Promise<KeptAct> {
  const actId = newId('act');
  const asked = act.message(actId);
  const body = JSON.stringify({ ...act.body, asked });
  const kept = await client.query<ActRow>(
    `INSERT INTO act (id, entity_kind, entity_id, act, person_id, idempotency_key, body_digest, expected_revision,
       task_id, body, at, state, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'accepted', now()) RETURNING ${COLUMNS}`,
    [
      actId,
      asked.entity,
      asked.id,
      asked.message.kind,
      act.personId,
      act.idempotencyKey,
      createHash('sha256').update(body).digest(),
      'expectedRevision' in asked.message ? asked.message.expectedRevision : null,
      act.taskId,
      body,
      new Date(asked.message.atMs),
    ],
  );
  return toAct(kept.rows[0]);
}

/** A refused act gives its key free: the repeat is judged anew. */
async function knownAct(client: pg.PoolClient, personId: string | null, key: string | null): Promise<KeptAct | null> {
  if (personId === null || key === null) {
    return null;
  }
  const found = await client.query<ActRow>(
    `SELECT ${COLUMNS} FROM act WHERE person_id = $1 AND idempotency_key = $2 FOR UPDATE`,
    [personId, key],
  );
  const row = found.rows[0];
  if (row?.state === 'refused') {
    await client.query('UPDATE act SET idempotency_key = NULL WHERE id = $1', [row.id]);
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
