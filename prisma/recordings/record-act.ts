import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Recorded, Recording } from '../../activities/recording-ports.ts';
import type { ActBody } from '../../api/kernel/desk-port.ts';
import type { Actor } from '../../domain/authority/actor.ts';
import { appendAudit } from '../kernel/audit-writing.ts';
import { inTransaction } from '../kernel/connection.ts';
import { prepared } from '../kernel/prepared.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';

interface EntityCourse {
  readonly revision: number;
  readonly lastActId: string;
  readonly state: string;
}

interface EntityMessage {
  readonly kind: string;
  readonly actId: string;
  readonly atMs: number;
}

/** The entity's table and word; both are ours and stand in statements as they are. */
export interface RecordedEntity {
  readonly table: 'claim' | 'filing' | 'notice' | 'batch';
  readonly kind: 'claim' | 'filing' | 'notice' | 'batch';
  readonly id: string;
}

/** What one kind of recording adds to the frame: its changes, its facts, and the course that follows. */
export interface RecordedWork<Course, Facts> {
  readonly facts: Facts;
  readonly after: Course;
  /** For the audit entry: ids, codes, counts, amounts; a `state` of its own where people read another word for it. */
  readonly audit: Readonly<Record<string, unknown>>;
}

/**
 * One transaction for one act (D2): it holds the row, requires the revision before, and stamps the act. The same act
 * again finds its stamp; another act at this revision hands over the course that it left.
 */
export async function recordAct<Course extends EntityCourse, Message extends EntityMessage, Plan, Facts>(
  pool: pg.Pool,
  entity: RecordedEntity,
  recording: Recording<Course, Message, Plan>,
  work: (client: pg.PoolClient, body: ActBody) => Promise<RecordedWork<Course, Facts>>,
): Promise<Recorded<Course, Facts>> {
  try {
    return await inTransaction(pool, (client) => recordIn(client, entity, recording, work));
  } catch (error) {
    const code = refusalOf(error);
    if (code === null) {
      throw error;
    }
    return { kind: 'refused', code };
  }
}

async function recordIn<Course extends EntityCourse, Message extends EntityMessage, Plan, Facts>(
  client: pg.PoolClient,
  entity: RecordedEntity,
  { before, message }: Recording<Course, Message, Plan>,
  work: (client: pg.PoolClient, body: ActBody) => Promise<RecordedWork<Course, Facts>>,
): Promise<Recorded<Course, Facts>> {
  const held = await client.query<{ revision: number; course: Course | null }>(
    prepared(`SELECT revision, course FROM ${entity.table} WHERE id = $1 FOR UPDATE`, [entity.id]),
  );
  const row = held.rows[0];
  if (row === undefined) {
    throw new RangeError(`No ${entity.kind} ${entity.id}`);
  }
  if (row.revision !== before.revision) {
    return recordedBefore<Course, Facts>(client, message.actId, row.course);
  }
  const repeated = row.course?.lastActId === message.actId ? await stampOf<Facts>(client, message.actId) : null;
  if (repeated !== null) {
    return { kind: 'recorded', facts: repeated.facts };
  }
  const asked = await client.query<{ body: ActBody }>(prepared('SELECT body FROM act WHERE id = $1', [message.actId]));
  const { facts, after, audit } = await work(client, asked.rows[0]?.body ?? {});
  await appendAudit(client, {
    entityKind: entity.kind,
    entityId: entity.id,
    revision: after.revision === before.revision ? null : after.revision,
    act: message.kind,
    actId: message.actId,
    person: personOf(message),
    at: new Date(message.atMs),
    facts: { state: after.state, ...audit },
  });
  await stampAct(client, entity, message, { course: after, facts });
  return { kind: 'recorded', facts };
}

async function recordedBefore<Course, Facts>(
  client: pg.PoolClient,
  actId: string,
  current: Course | null,
): Promise<Recorded<Course, Facts>> {
  const stamp = await stampOf<Facts>(client, actId);
  if (stamp !== null) {
    return { kind: 'recorded', facts: stamp.facts };
  }
  if (current === null) {
    throw new RangeError(`A row without a course stands at another revision than its workflow: ${actId}`);
  }
  return { kind: 'superseded', course: current };
}

// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- the stamp was written by this kind's own recording
async function stampOf<Facts>(client: pg.PoolClient, actId: string): Promise<{ readonly facts: Facts } | null> {
  const stamped = await client.query<{ course: { readonly facts: Facts } }>(
    prepared('SELECT course FROM act WHERE id = $1 AND recorded_revision IS NOT NULL', [actId]),
  );
  return stamped.rows[0]?.course ?? null;
}

/** What a workflow asks of itself in its own loop: replay asks it again, so nobody else has to. */
const OWN_TURNS: readonly string[] = ['begin', 'timerFired', 'publish', 'settle', 'dispatched'];

/**
 * Acts of people are kept before they are asked; those of entities, sweeps and timers get their row here. An act that
 * somebody asked stays unanswered until its answer was heard, so that the relay asks again when a history forgot it.
 */
async function stampAct(
  client: pg.PoolClient,
  entity: RecordedEntity,
  message: EntityMessage,
  stamp: { readonly course: EntityCourse; readonly facts: unknown },
): Promise<void> {
  const text = JSON.stringify({ asked: { entity: entity.kind, id: entity.id, message } });
  await client.query(
    prepared(
      `INSERT INTO act (id, entity_kind, entity_id, act, body_digest, body, at, state, recorded_revision, course, answered_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, 'recorded', $8, $9, CASE WHEN $10 THEN now() END)
     ON CONFLICT (id) DO UPDATE SET state = 'recorded', recorded_revision = $8, course = $9`,
      [
        message.actId,
        entity.kind,
        entity.id,
        message.kind,
        createHash('sha256').update(text).digest(),
        text,
        new Date(message.atMs),
        stamp.course.revision,
        JSON.stringify(stamp),
        OWN_TURNS.includes(message.kind),
      ],
    ),
  );
}

function personOf(message: EntityMessage & { readonly actor?: Actor | null; readonly checker?: Actor }): Actor | null {
  return message.actor ?? message.checker ?? null;
}

/** Constraints that carry the law and the money, with the code that people see. */
const REFUSING_CONSTRAINTS: Readonly<Record<string, string>> = {
  claim_fund_bounds: 'AMOUNT_ABOVE_APPROVED',
  hold_of_open_case: 'CASE_OPEN',
  task_without_interest: 'CONFLICT_OF_INTEREST',
  payout_instruction_one_living: 'ALREADY_IN_BATCH',
  notice_claim_one_live: 'ALREADY_IN_NOTICE',
  notice_confirmation_notice_id_person_id_key: 'SAME_PERSON_FORBIDDEN',
  notice_confirmation_pkey: 'SIDE_CONFIRMED',
};

/** A constraint that nobody listed says no all the same: repeating for ever would wedge the entity. */
const INTEGRITY_CLASS = '23';

function refusalOf(error: unknown): string | null {
  if (error instanceof RefusedForGood) {
    return error.code;
  }
  if (!(error instanceof pg.DatabaseError)) {
    return null;
  }
  const isBroken = error.code?.startsWith(INTEGRITY_CLASS) === true;
  return REFUSING_CONSTRAINTS[error.constraint ?? ''] ?? (isBroken ? 'CONSTRAINT_VIOLATED' : null);
}
