import type { MessageKind } from '../../domain/act-words.ts';
import { createHash } from 'node:crypto';
import pg from 'pg';
import type { Recorded, Recording } from '../../activities/recording-ports.ts';
import type { ActBody } from '../../api/kernel/desk-port.ts';
import type { Actor } from '../../domain/authority/actor.ts';
import { ENTITIES, type EntityKind } from '../../domain/entities.ts';
import { isOwnTurn } from '../../domain/task/own-turns.ts';
import { auditWrites } from '../kernel/audit-writing.ts';
import { inFlushedTransaction, type Flush } from '../kernel/connection.ts';
import { prepared } from '../kernel/prepared.ts';
import type { Statement } from '../kernel/statements.ts';
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

/**
 * The entity whose row is locked. Statements contain the name of its table as it is, because it is a constant of ours.
 */
export interface RecordedEntity {
  readonly kind: EntityKind;
  readonly id: string;
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

/** How one kind of entity is recorded: what is read, and what is decided and written from it. */
export interface RecordingSteps<Course, Facts, Read> {
  /** Sends all queries that the decision needs; they are sent together with the row's lock and run after it. */
  readonly read: (client: pg.PoolClient) => Promise<Read>;
  /** Decides. Queries the database again only for what depends on something that was just read or written. */
  readonly decide: (client: pg.PoolClient, read: Read, body: ActBody) => Promise<RecordedWork<Course, Facts>>;
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

interface LockedRow<Course> {
  readonly revision: number;
  readonly course: Course | null;
}

/** The row of an act. None exists yet for an act of an entity, a sweep or a timer: the recording inserts it. */
interface ActRow<Facts> {
  readonly body: ActBody;
  readonly recorded_revision: number | null;
  readonly course: { readonly facts: Facts } | null;
}

async function recordIn<Course extends EntityCourse, Message extends EntityMessage, Plan, Facts, Read>(
  client: pg.PoolClient,
  entity: RecordedEntity,
  { before, message }: Recording<Course, Message, Plan>,
  steps: RecordingSteps<Course, Facts, Read>,
): Promise<Flush<Recorded<Course, Facts>>> {
  // The statements run in order on one connection: the read comes after the lock and sees what the previous lock holder
  // committed.
  const [locked, asked, read] = await Promise.all([
    client.query<LockedRow<Course>>(
      prepared(`SELECT revision, course FROM ${ENTITIES[entity.kind].table} WHERE id = $1 FOR UPDATE`, [entity.id]),
    ),
    client.query<ActRow<Facts>>(
      prepared('SELECT body, recorded_revision, course FROM act WHERE id = $1', [message.actId]),
    ),
    steps.read(client),
  ]);
  const row = locked.rows[0];
  if (row === undefined) {
    throw new RangeError(`No ${entity.kind} ${entity.id}`);
  }
  const act = asked.rows[0];
  const known = answerKnown(row, act, { before, message });
  if (known !== null) {
    return { result: known, writes: [] };
  }
  const { facts, after, audit, writes } = await steps.decide(client, read, act?.body ?? {});
  const entry = {
    entityKind: entity.kind,
    entityId: entity.id,
    revision: after.revision === before.revision ? null : after.revision,
    act: message.kind,
    actId: message.actId,
    person: personOf(message),
    at: new Date(message.atMs),
    facts: { state: after.state, ...audit },
  };
  const stamp = { course: after, facts };
  return {
    result: { kind: 'recorded', facts },
    writes: [
      ...writes,
      ...auditWrites(entry),
      act === undefined ? newAct(entity, message, stamp) : stampedAct(message.actId, stamp),
    ],
  };
}

/**
 * The answer if this act was already recorded, or if another act was recorded at this revision; null when the act is to
 * be recorded.
 */
function answerKnown<Course extends EntityCourse, Facts>(
  row: LockedRow<Course>,
  act: ActRow<Facts> | undefined,
  { before, message }: { readonly before: Course; readonly message: EntityMessage },
): Recorded<Course, Facts> | null {
  const isStale = row.revision !== before.revision;
  const isStamped = act !== undefined && act.recorded_revision !== null && act.course !== null;
  if (isStamped && (isStale || row.course?.lastActId === message.actId)) {
    return { kind: 'recorded', facts: act.course.facts };
  }
  if (!isStale) {
    return null;
  }
  if (row.course === null) {
    throw new RangeError(`A row without a course stands at another revision than its workflow: ${message.actId}`);
  }
  return { kind: 'superseded', course: row.course };
}

/**
 * Acts of people are stored before they are sent to the workflow; acts of entities, sweeps and timers are inserted
 * here.
 */
function newAct(
  entity: RecordedEntity,
  message: EntityMessage,
  stamp: { readonly course: EntityCourse; readonly facts: unknown },
): Statement<unknown> {
  const text = JSON.stringify({ asked: { entity: entity.kind, id: entity.id, message } });
  return prepared(
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
      isOwnTurn(message.kind),
    ],
  );
}

/** An act sent by a person or another entity stays unanswered until its sender has received the answer. */
function stampedAct(
  actId: string,
  stamp: { readonly course: EntityCourse; readonly facts: unknown },
): Statement<unknown> {
  return prepared(`UPDATE act SET state = 'recorded', recorded_revision = $2, course = $3 WHERE id = $1`, [
    actId,
    stamp.course.revision,
    JSON.stringify(stamp),
  ]);
}

function personOf(message: EntityMessage & { readonly actor?: Actor | null; readonly checker?: Actor }): Actor | null {
  return message.actor ?? message.checker ?? null;
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
