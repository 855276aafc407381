import type { MessageKind } from '../../domain/act-words.ts';
import type pg from 'pg';
import type { Recorded, Recording } from '../../activities/recording-ports.ts';
import type { ActBody } from '../../api/kernel/desk-port.ts';
import { senderOf, type Actor } from '../../domain/authority/actor.ts';
import type { Asking } from '../../domain/authority/authentic-act.ts';
import { isOwnTurn } from '../../domain/authority/message-authority.ts';
import { isTurnReached } from '../../domain/authority/own-turn.ts';
import { canonicalJson } from '../../domain/canonical-json.ts';
import type { EntityKind } from '../../domain/entities.ts';
import type { OpenTask } from '../../domain/task/task-changes.ts';
import { digestOfBody } from '../kernel/act-signing.ts';
import { auditChain, auditEntryWrite } from '../kernel/audit-writing.ts';
import { entryOfAct, lastEntryOf, stampFacts } from '../kernel/course-digests.ts';
import { inFlushedTransaction, type Flush } from '../kernel/connection.ts';
import { fetchFirst, jsonText, sqlText, type Statement } from '../kernel/statements.ts';
import { RefusedForGood } from '../kernel/refused-for-good.ts';
import { BUSINESS_NOW } from './asking-statements.ts';
import { ForgedAct, forgedOf, noteForgery } from '../kernel/forged-act.ts';
import { bulkFacts, IS_OF_BEFORE } from './kept-act.ts';
import { requireAuthentic, type ActRow } from './require-authentic.ts';
import { requireOfRecord, type Entries } from './require-own-course.ts';
import type { RecordingContext } from './recording-context.ts';
import { refusalOf } from './refusing-constraints.ts';

interface EntityCourse {
  readonly revision: number;
  readonly lastActId: string;
  readonly state: string;
}

interface EntityMessage {
  readonly kind: MessageKind;
  readonly actId: string;
  readonly atMs: number;
  readonly actor?: Actor | null;
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
  /** Sends the query whether the entity behind the message asks for it; null for a message that counts on none. */
  readonly asking: (client: pg.PoolClient) => Promise<Asking> | null;
  /** Sends all queries that the decision needs; they are sent together with the row's lock and run after it. */
  readonly read: (client: pg.PoolClient) => Promise<Read>;
  /**
   * Whether the workflow was started with what the row gives; `isBegun`: the row has a course, which is compared with
   * each act.
   */
  readonly isStartedAsOwn: (client: pg.PoolClient, read: Read, isBegun: boolean) => Promise<boolean>;
  /** The end of what the course waits for, in ms; null for a turn of the workflow that waits for nothing. */
  readonly dueAtMs: () => number | null;
  /** Decides. Queries the database again only for what depends on something that was just read or written. */
  readonly decide: (client: pg.PoolClient, read: Read & RecordedRead) => Promise<RecordedWork<Course, Facts>>;
}

/**
 * Records one act in one transaction (D2): locks the row, reads once, decides, and writes everything together with the
 * commit. Requires the revision before the act and marks the act as recorded. A repeated act returns its stored result;
 * if another act used this revision, its course is returned. A message that does not count is refused for good and noted
 * for the operators: who acts is read from the act's row, never believed from the message.
 */
export async function recordAct<Course extends EntityCourse, Message extends EntityMessage, Plan, Facts, Read>(
  context: RecordingContext,
  entity: RecordedEntity,
  recording: Recording<Course, Message, Plan>,
  steps: RecordingSteps<Course, Facts, Read>,
): Promise<Recorded<Course, Facts>> {
  try {
    return await inFlushedTransaction(context.pool, (client) =>
      recordIn({ ...context, client }, entity, recording, steps),
    );
  } catch (error) {
    if (error instanceof ForgedAct) {
      const forged = forgedOf(entity, recording.message, error);
      context.onForged(forged);
      await noteForgery(context.pool, forged);
    }
    const code = refusalOf(error);
    if (code === null) {
      throw error;
    }
    return { kind: 'refused', code };
  }
}

/** The act's row, if there is one, and the open tasks of its entity. */
interface ActAndTasks<Facts> extends ActRow, Entries {
  readonly outcome: { readonly facts: Facts } | null;
  readonly is_just_refused: boolean;
  readonly business_now: Date;
  readonly open_tasks: readonly OpenTask[];
}

/** Longer than a sender waits for an answer, and than an attempt of a recording may run. */
const LATE_ATTEMPT = '5 minutes';

// The act is locked: from here on no sender marks it as refused until it is recorded.
const readActAndTasks = sqlText<never, [actId: string, entityKind: EntityKind, entityId: string]>(
  'recordings.readActAndTasks',
  `SELECT a.id, a.person_id, a.state, a.body, a.body_digest, a.signature, ${IS_OF_BEFORE} AS is_of_before,
     coalesce(a.state = 'refused' AND a.refusal_code <> '' AND a.answered_at > now() - interval '${LATE_ATTEMPT}', false) AS is_just_refused,
     a.recorded_revision, a.course AS outcome, ${BUSINESS_NOW} AS business_now,
     (SELECT coalesce(json_agg(json_build_object('id', t.id, 'kind', t.kind, 'stage', t.stage, 'purpose', t.purpose,
         'round', t.round, 'objectionId', t.objection_id,
         'personId', t.for_person_id, 'planOrgan', t.plan_organ)), '[]')
       FROM task t WHERE t.entity_kind = $2 AND t.entity_id = $3 AND t.state = 'open') AS open_tasks,
     ${lastEntryOf('$2', '$3')} AS last_entry,
     ${entryOfAct('$2', '$3', { id: 'a.id', revision: 'a.recorded_revision' })} AS own_entry
   FROM (VALUES (1)) AS one LEFT JOIN LATERAL (SELECT * FROM act WHERE id = $1 FOR NO KEY UPDATE) AS a ON true`,
);

/** The facts of an act are those that a recording of the same act has written. */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- only the entity's recording knows its facts
function actAndTasks<Facts>(entity: RecordedEntity, actId: string): Statement<ActAndTasks<Facts>> {
  return readActAndTasks(typeof actId === 'string' && ACT_ID.test(actId) ? actId : '', entity.kind, entity.id);
}

/** A message may carry anything; only what looks like an id goes into a statement. */
const ACT_ID = /^[\w./:-]{1,200}$/;

interface RecordingIn extends RecordingContext {
  readonly client: pg.PoolClient;
}

async function recordIn<Course extends EntityCourse, Message extends EntityMessage, Plan, Facts, Read>(
  context: RecordingIn,
  entity: RecordedEntity,
  { before, message, isOwnTurn: isOwn }: Recording<Course, Message, Plan>,
  steps: RecordingSteps<Course, Facts, Read>,
): Promise<Flush<Recorded<Course, Facts>>> {
  const { client } = context;
  // The statements run in order on one connection: what is read after the lock is what the previous lock holder
  // committed. What the steps read is used only once the message counts: a forged one may name rows that do not exist.
  const read = {
    row: fetchFirst(client, steps.lock(entity.id)),
    act: fetchFirst(client, actAndTasks<Facts>(entity, message.actId)),
  };
  const asking = steps.asking(client);
  const reading = steps.read(client);
  const [row, act, asks] = await Promise.all([read.row, read.act, asking, reading.catch(() => undefined)]);
  const arrived = { entity: entity.kind, id: entity.id, message, isOwnTurn: isOwn };
  requireAuthentic(context.verify, arrived, act, asks);
  const stepsRead = await reading;
  if (row === undefined || act === undefined) {
    throw new RangeError(`No ${entity.kind} ${entity.id}`);
  }
  requireOfRecord(context.keyed, entity, row, { ...act, id: message.actId });
  const known = answerKnown(row, act, { before, message });
  if (known !== null) {
    return { result: known, writes: [] };
  }
  if (act.recorded_revision !== null) {
    // Recorded before, and other acts since: its answer stands in its row, and it is not decided again.
    throw new RefusedForGood('WRONG_STATE');
  }
  const isBegun = row.course !== null;
  if (!(await steps.isStartedAsOwn(client, stepsRead, isBegun))) {
    throw new ForgedAct('otherPlan');
  }
  const turn = { atMs: message.atMs, dueAtMs: steps.dueAtMs(), businessMs: act.business_now.getTime() };
  if (isOwn && !isTurnReached(turn)) {
    throw new ForgedAct('otherClock');
  }
  const given = { body: act.body ?? {}, openTasks: act.open_tasks };
  const { facts, after, audit, writes } = await steps.decide(client, { ...stepsRead, ...given });
  const stamp = { course: after, facts };
  const entry = {
    entityKind: entity.kind,
    entityId: entity.id,
    revision: after.revision,
    act: message.kind,
    actId: message.actId,
    person: senderOf(message),
    at: new Date(message.atMs),
    facts: { state: after.state, ...audit, ...bulkFacts(given.body), ...stampFacts(entity, message.actId, stamp) },
  };
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
  // Not the revision alone: a workflow that somebody else started may know the number and not what stands behind it.
  const isStale =
    row.revision !== before.revision || (row.course !== null && canonicalJson(row.course) !== canonicalJson(before));
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
   ON CONFLICT (id) DO UPDATE SET state = 'recorded', recorded_revision = $8, course = $9, refusal_code = NULL
   RETURNING pg_advisory_xact_lock(hashtextextended($11, 0))`,
);

const stampAct = sqlText<never, [id: string, revision: number, outcome: string, chain: string]>(
  'recordings.stampAct',
  `UPDATE act SET state = 'recorded', recorded_revision = $2, course = $3, refusal_code = NULL WHERE id = $1
   RETURNING pg_advisory_xact_lock(hashtextextended($4, 0))`,
);

/**
 * Acts of people are stored before they are sent to the workflow; acts of entities, sweeps and timers are inserted
 * here.
 */
function newAct(entity: RecordedEntity, message: EntityMessage, stamp: Stamp): Statement<unknown> {
  const body = { asked: { entity: entity.kind, id: entity.id, message } };
  return insertRecordedAct(
    message.actId,
    entity.kind,
    entity.id,
    message.kind,
    digestOfBody(body),
    jsonText(body),
    new Date(message.atMs),
    stamp.course.revision,
    jsonText(stamp),
    isOwnTurn(entity.kind, message.kind),
    auditChain(entity.kind, entity.id),
  );
}

/** An act sent by a person or another entity stays unanswered until its sender has received the answer. */
function stampedAct(entity: RecordedEntity, actId: string, stamp: Stamp): Statement<unknown> {
  return stampAct(actId, stamp.course.revision, jsonText(stamp), auditChain(entity.kind, entity.id));
}
