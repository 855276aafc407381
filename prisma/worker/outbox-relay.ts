import type pg from 'pg';
import { OPERATOR_ROLES } from '../../domain/authority/role-groups.ts';
import type { NotificationKind } from '../../domain/task/notification-words.ts';
import { eventWrites, lockLastPosition, nextMessages } from '../event/event-relay.ts';
import { inFlushedTransaction } from '../kernel/connection.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { fetchFirst, sqlText, type Row } from '../kernel/statements.ts';
import { regionPrefixSql } from '../kernel/jurisdictions.ts';
import { SITS_IN_SEAT } from '../kernel/absence-rows.ts';

/** Columns of what a person is told: message, person, and the case that it is about. */
function tells(kind: NotificationKind, person: string, about: string, taskId = 'NULL::text'): string {
  return `SELECT n.id AS outbox_id, '${kind}' AS kind, ${person} AS person_id, ${about}, ${taskId} AS task_id, n.at`;
}

const OF_TASK = 't.entity_kind AS entity_kind, t.entity_id AS entity_id';
const OF_MESSAGE = 'n.entity_kind AS entity_kind, n.entity_id AS entity_id';

/** Who caused a message is not told of it. */
function isNotBy(person: string): string {
  return `${person} IS DISTINCT FROM n.payload ->> 'by'`;
}

/** whose tasks are hidden from a person is not told to that person either. */
const HAS_NO_INTEREST = `NOT EXISTS (SELECT FROM declared_relation r JOIN parties_of_task(t) own ON own.party_id = r.party_id
  WHERE r.person_id = p.id)`;

const FROM_BUREAU = `(e.facts ->> 'decision' = 'returnToDepartment' AND d.role LIKE 'departmentReviewer%')`;
const FROM_FINANCE = `(e.facts ->> 'decision' = 'returnToBureau' AND d.role LIKE 'bureauReviewer%')`;

/** A claim came back: to its applicant, or to who had approved it. The audit entry of the same revision says which. */
const RETURNED = `${tells('returned', 'back.person_id', OF_MESSAGE)}
  FROM next n JOIN audit_entry e ON e.entity_kind = 'claim' AND e.entity_id = n.entity_id
    AND e.revision = (n.payload ->> 'revision')::int AND e.act = 'decide'
  CROSS JOIN LATERAL (
    SELECT c.applicant_person_id AS person_id FROM claim c
      WHERE c.id = n.entity_id AND e.facts ->> 'decision' = 'returnForCorrection'
    UNION SELECT d.person_id FROM claim_decider d WHERE d.claim_id = n.entity_id AND (${FROM_BUREAU} OR ${FROM_FINANCE})
  ) AS back
  WHERE n.topic IN ('claim.returned', 'claim.decided') AND back.person_id <> e.person_id`;

/** A filing came back to its applicant. */
const RETURNED_FILING = `${tells('returned', 'f.applicant_person_id', OF_MESSAGE)}
  FROM next n JOIN filing f ON f.id = n.entity_id
  WHERE n.topic = 'filing.returned' AND f.applicant_person_id IS NOT NULL AND ${isNotBy('f.applicant_person_id')}`;

/** A reminder goes to who has taken the task, else to everybody of its seat. */
const REMINDED = `${tells('reminded', 'p.id', OF_TASK, 't.id')}
  FROM next n JOIN task t ON t.id = n.entity_id AND t.state = 'open'
    JOIN person p ON ${SITS_IN_SEAT} AND (t.assignee_id IS NULL OR t.assignee_id = p.id)
  WHERE n.topic IN ('task.reminded', 'task.due') AND ${isNotBy('p.id')} AND ${HAS_NO_INTEREST}`;

function received(kind: NotificationKind, topic: string): string {
  return `${tells(kind, "n.payload ->> 'to'", OF_TASK, 't.id')}
  FROM next n JOIN task t ON t.id = n.entity_id WHERE n.topic = '${topic}' AND ${isNotBy("(n.payload ->> 'to')")}`;
}

/** The notice is theirs who confirmed it, and of who drafted it. */
const OBJECTED = `${tells('objectionFiled', 'mine.person_id', OF_MESSAGE)}
  FROM next n CROSS JOIN LATERAL (
    SELECT w.person_id FROM notice_confirmation w WHERE w.notice_id = n.entity_id
    UNION SELECT s.created_by FROM notice s WHERE s.id = n.entity_id AND s.created_by IS NOT NULL) AS mine
  WHERE n.topic = 'objection.received'`;

function batchEnded(kind: NotificationKind, topic: string): string {
  return `${tells(kind, 'b.maker_id', OF_MESSAGE)}
  FROM next n JOIN batch b ON b.id = n.entity_id WHERE n.topic = '${topic}' AND ${isNotBy('b.maker_id')}`;
}

/** Operators who see the owner's place hear of an endpoint that gets nothing any more, but not who switched it off. */
const ENDPOINT_DISABLED = `${tells('endpointDisabled', 'p.id', OF_MESSAGE)}
  FROM next n JOIN webhook_endpoint w ON w.id = n.entity_id JOIN person o ON o.id = w.owner_id
    JOIN person p ON p.roles && ARRAY[${sqlList(OPERATOR_ROLES)}] AND o.jurisdiction LIKE ${regionPrefixSql('p.jurisdiction')} || '%'
  WHERE n.topic = 'endpoint.disabled' AND NOT EXISTS (SELECT FROM audit_entry e
    WHERE e.entity_kind = 'webhookEndpoint' AND e.entity_id = n.entity_id AND e.act = 'endpointChanged' AND e.at = n.at
      AND e.person_id = p.id AND n.payload ->> 'reason' = 'BY_PERSON')`;

const TOLD = [
  RETURNED,
  RETURNED_FILING,
  REMINDED,
  received('transferred', 'task.transferred'),
  received('handedOver', 'task.handedOver'),
  OBJECTED,
  batchEnded('batchRejected', 'batch.rejected'),
  batchEnded('batchSettled', 'batch.settled'),
  ENDPOINT_DISABLED,
].join('\nUNION ALL\n');

const anyWaiting = sqlText<Row<'outbox_message', 'id'>, []>(
  'worker.anyMessageWaiting',
  'SELECT id FROM outbox_message WHERE sent_at IS NULL LIMIT 1',
);

/** Who is told and that the message is sent become true together. */
const tellPeople = sqlText<never, [messageIds: readonly number[]]>(
  'worker.tellPeople',
  `WITH next AS MATERIALIZED (
     SELECT id, topic, entity_kind, entity_id, payload, at FROM outbox_message WHERE id = ANY ($1::bigint[]) ORDER BY id),
   told AS (${TOLD}),
   written AS (INSERT INTO notification (outbox_id, kind, person_id, entity_kind, entity_id, task_id, at)
     SELECT DISTINCT told.* FROM told JOIN person live ON live.id = told.person_id AND live.disabled_at IS NULL
     ORDER BY told.outbox_id, told.person_id
     ON CONFLICT (outbox_id, person_id, kind) DO NOTHING)
   UPDATE outbox_message o SET sent_at = now(), attempts = o.attempts + 1 FROM next WHERE o.id = next.id`,
);

const AT_ONCE = 500;

/**
 * Relays the outbox's oldest messages: makes events of those that other systems are told, with a delivery for each endpoint
 * that asks for them, tells people what the messages say to them, and marks the messages as sent. All in one transaction, so
 * that a relay that dies in between tells nobody twice and forgets nobody; one relay at a time, so that events become
 * visible in the order of their places. Returns how many messages.
 * @param now real time
 */
export async function relayOutbox(pool: pg.Pool, now: Date = new Date()): Promise<number> {
  if ((await fetchFirst(pool, anyWaiting())) === undefined) {
    return 0;
  }
  return inFlushedTransaction(pool, async (client) => {
    const last = await lockLastPosition(client);
    const messages = await nextMessages(client, AT_ONCE);
    const events = await eventWrites(client, messages, last, now);
    return { result: messages.length, writes: [...events, tellPeople(messages.map(({ id }) => id))] };
  });
}
