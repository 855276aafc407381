import type { MessageKind } from '../../domain/act-words.ts';
import pg from 'pg';
import type { Recorded, Recording } from '../../activities/recording-ports.ts';
import type { ActBody } from '../../api/kernel/desk-port.ts';
import { senderOf } from '../../domain/authority/actor.ts';
import type { EntityKind } from '../../domain/entities.ts';
import { isOwnTurn } from '../../domain/task/own-turns.ts';
import type { OpenTask } from '../../domain/task/task-changes.ts';
import { digestOf } from '../kernel/act-store.ts';
import { auditChain, auditEntryWrite } from '../kernel/audit-writing.ts';
import { inFlushedTransaction, type Flush } from '../kernel/connection.ts';
import { fetchFirst, jsonText, sqlText, type Row, type Statement } from '../kernel/statements.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';

interface EntityCourse {
  readonly revision: number;
  readonly lastActId: string;
  readonly state: string;
}

interface EntityMessage {
  readonly kind: MessageKind;
  readonly actId: string;
  readonly atMs: number;
}

/** The entity whose row is locked. */
export interface RecordedEntity {
  readonly kind: EntityKind;
  readonly id: string;
}

/** What every recording reads of the row that it locks. */
interface LockedEntity<Course> {
  readonly revision: number;
  readonly course: Course | null;
}

/**
 * What one kind of recording adds to the transaction: its facts, the course that follows, and the writes of its
 * changes.
 */
export interface RecordedWork<Course, Facts> {
  readonly facts: Facts;
  readonly after: Course;
  /**
   * For the audit entry: ids, codes, counts, amounts. A `state` here replaces the course's state where people read
   * another name for it.
   */
  readonly audit: Readonly<Record<string, unknown>>;
  readonly writes: readonly Statement<unknown>[];
}

/** What `decide` gets besides its own read. */
export interface RecordedRead {
  /** The stored body of the act; empty for an act of an entity, a sweep or a timer. */
  readonly body: ActBody;
  readonly openTasks: readonly OpenTask[];
}

/** How one kind of entity is recorded: what is read, and what is decided and written from it. */
export interface RecordingSteps<Course, Facts, Read> {
  /** Locks the entity's row by its id. */
  readonly lock: (id: string) => Statement<LockedEntity<Course>>;
  /** Sends all queries that the decision needs; they are sent together with the row's lock and run after it. */
  readonly read: (client: pg.PoolClient) => Promise<Read>;
  /** Decides. Queries the database again only for what depends on something that was just read or written. */
  readonly decide: (client: pg.PoolClient, read: Read & RecordedRead) => Promise<RecordedWork<Course, Facts>>;
}

/**
 * Records one act in one transaction (D2): locks the row, reads once, decides, and writes everything together with the
 * commit. Requires the revision before the act and marks the act as recorded. A repeated act returns its stored result;
 * if another act used this revision, its course is returned.
 */
export async function recordAct<Course extends EntityCourse, Message extends EntityMessage, Plan, Facts, Read>(
  pool: pg.Pool,
  entity: RecordedEntity,
  recording: Recording<Course, Message, Plan>,
  steps: RecordingSteps<Course, Facts, Read>,
): Promise<Recorded<Course, Facts>> {
  try {
    return await inFlushedTransaction(pool, (client) => recordIn(client, entity, recording, steps));
  } catch (error) {
    const code = refusalOf(error);
    if (code === null) {
      throw error;
    }
    return { kind: 'refused', code };
  }
}

/** The act's row, if there is one, and the open tasks of its entity. */
interface ActAndTasks<Facts> {
  /** Null for an act of an entity, a sweep or a timer: the recording inserts its row. */
  readonly id: string | null;
  readonly body: ActBody | null;
  readonly recorded_revision: Row<'act', 'recorded_revision'>['recorded_revision'];
  readonly outcome: { readonly facts: Facts } | null;
  readonly open_tasks: readonly OpenTask[];
}

const readActAndTasks = sqlText<never, [actId: string, entityKind: EntityKind, entityId: string]>(
  'recordings.readActAndTasks',
  `SELECT act.id, act.body, act.recorded_revision, act.course AS outcome,
     (SELECT coalesce(json_agg(json_build_object('id', t.id, 'kind', t.kind, 'stage', t.stage, 'purpose', t.purpose,
         'round', t.round, 'objectionId', t.objection_id)), '[]')
       FROM task t WHERE t.entity_kind = $2 AND t.entity_id = $3 AND t.state = 'open') AS open_tasks
   FROM (VALUES (1)) AS one LEFT JOIN act ON act.id = $1`,
);

/** The facts of an act are those that a recording of the same act has written. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- only the entity's recording knows its facts
function actAndTasks<Facts>(entity: RecordedEntity, actId: string): Statement<ActAndTasks<Facts>> {
  return readActAndTasks(actId, entity.kind, entity.id);
}

async function recordIn<Course extends EntityCourse, Message extends EntityMessage, Plan, Facts, Read>(
  client: pg.PoolClient,
  entity: RecordedEntity,
  { before, message }: Recording<Course, Message, Plan>,
  steps: RecordingSteps<Course, Facts, Read>,
): Promise<Flush<Recorded<Course, Facts>>> {
  // The statements run in order on one connection: what is read after the lock is what the previous lock holder
  // committed.
  const [row, act, read] = await Promise.all([
    fetchFirst(client, steps.lock(entity.id)),
    fetchFirst(client, actAndTasks<Facts>(entity, message.actId)),
    steps.read(client),
  ]);
  if (row === undefined || act === undefined) {
    throw new RangeError(`No ${entity.kind} ${entity.id}`);
  }
  const known = answerKnown(row, act, { before, message });
  if (known !== null) {
    return { result: known, writes: [] };
  }
  const asked = { body: act.body ?? {}, openTasks: act.open_tasks };
  const { facts, after, audit, writes } = await steps.decide(client, { ...read, ...asked });
  const entry = {
    entityKind: entity.kind,
    entityId: entity.id,
    revision: after.revision === before.revision ? null : after.revision,
    act: message.kind,
    actId: message.actId,
    person: senderOf(message),
    at: new Date(message.atMs),
    facts: { state: after.state, ...audit },
  };
  const stamp = { course: after, facts };
  const stamped = act.id === null ? newAct(entity, message, stamp) : stampedAct(entity, message.actId, stamp);
  return { result: { kind: 'recorded', facts }, writes: [...writes, stamped, auditEntryWrite(entry)] };
}

/**
 * The answer if this act was already recorded, or if another act was recorded at this revision; null when the act is to
 * be recorded.
 */
function answerKnown<Course extends EntityCourse, Facts>(
  row: LockedEntity<Course>,
  act: ActAndTasks<Facts>,
  { before, message }: { readonly before: Course; readonly message: EntityMessage },
): Recorded<Course, Facts> | null {
  const isStale = row.revision !== before.revision;
  if (act.recorded_revision !== null && act.outcome !== null && (isStale || row.course?.lastActId === message.actId)) {
    return { kind: 'recorded', facts: act.outcome.facts };
  }
  if (!isStale) {
    return null;
  }
  if (row.course === null) {
    throw new RangeError(`A row without a course stands at another revision than its workflow: ${message.actId}`);
  }
  return { kind: 'superseded', course: row.course };
}

interface Stamp {
  readonly course: EntityCourse;
  readonly facts: unknown;
}

// Both also lock the audit chain of the entity, so that the entry that follows reads the last one.
const insertRecordedAct = sqlText<
  never,
  [
    id: string,
    entityKind: EntityKind,
    entityId: string,
    act: string,
    bodyDigest: Buffer,
    body: string,
    at: Date,
    revision: number,
    outcome: string,
    isAnswered: boolean,
    chain: string,
  ]
>(
  'recordings.insertRecordedAct',
  `INSERT INTO act (id, entity_kind, entity_id, act, body_digest, body, at, state, recorded_revision, course, answered_at)
   VALUES ($1, $2, $3, $4, $5, $6, $7, 'recorded', $8, $9, CASE WHEN $10 THEN now() END)
   ON CONFLICT (id) DO UPDATE SET state = 'recorded', recorded_revision = $8, course = $9
   RETURNING pg_advisory_xact_lock(hashtextextended($11, 0))`,
);

const stampAct = sqlText<never, [id: string, revision: number, outcome: string, chain: string]>(
  'recordings.stampAct',
  `UPDATE act SET state = 'recorded', recorded_revision = $2, course = $3 WHERE id = $1
   RETURNING pg_advisory_xact_lock(hashtextextended($4, 0))`,
);

/**
 * Acts of people are stored before they are sent to the workflow; acts of entities, sweeps and timers are inserted
 * here.
 */
function newAct(entity: RecordedEntity, message: EntityMessage, stamp: Stamp): Statement<unknown> {
  const text = jsonText({ asked: { entity: entity.kind, id: entity.id, message } });
  return insertRecordedAct(
    message.actId,
    entity.kind,
    entity.id,
    message.kind,
    digestOf(text),
    text,
    new Date(message.atMs),
    stamp.course.revision,
    jsonText(stamp),
    isOwnTurn(message.kind),
    auditChain(entity.kind, entity.id),
  );
}

/** An act sent by a person or another entity stays unanswered until its sender has received the answer. */
function stampedAct(entity: RecordedEntity, actId: string, stamp: Stamp): Statement<unknown> {
  return stampAct(actId, stamp.course.revision, jsonText(stamp), auditChain(entity.kind, entity.id));
}

/** Constraints that enforce the law and protect the money, with the code that people see. */
const REFUSING_CONSTRAINTS: Readonly<Record<string, string>> = {
  claim_decider_pkey: 'SAME_PERSON_FORBIDDEN',
  claim_review_section_pkey: 'SAME_SECTION_FORBIDDEN',
  claim_fund_bounds: 'AMOUNT_ABOVE_APPROVED',
  hold_of_open_case: 'CASE_OPEN',
  task_without_interest: 'CONFLICT_OF_INTEREST',
  payout_instruction_one_living: 'ALREADY_IN_BATCH',
  notice_claim_one_live: 'ALREADY_IN_NOTICE',
  notice_confirmation_notice_id_person_id_key: 'SAME_PERSON_FORBIDDEN',
  notice_confirmation_pkey: 'SIDE_CONFIRMED',
};

/** A violated constraint that is not listed also refuses the act: retrying it for ever would block the entity. */
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
