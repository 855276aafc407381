import type pg from 'pg';
import type { JumpStore, SweepStore } from '../activities/sweep-ports.ts';
import { dayAt, parseIsoDate, type WorkingCalendar } from '../domain/calendar.ts';
import { recomputeDeadline, type Deadline, type DeadlineUnit } from '../domain/rules/deadlines.ts';
import { inTransaction } from './connection.ts';

const UNSTARTED = (['claim', 'filing', 'notice', 'batch'] as const)
  .map((entity) => {
    const table = { claim: 'claim', filing: 'class_filing', notice: 'notice', batch: 'payout_batch' }[entity];
    return `SELECT '${entity}' AS entity, id FROM ${table} WHERE start_requested_at IS NOT NULL AND started_at IS NULL`;
  })
  .join(' UNION ALL ');

/** When a task reminds and when it escalates, in basis points of its days (R-108, `reminder.*`). */
export interface ReminderShares {
  readonly nearShareBp: number;
  readonly escalateShareBp: number;
}

/** Nothing is forgotten that stands in a row: these are the questions that find it (D2, D3, D4, D8). */
export function createSweepStore(pool: pg.Pool, calendar: WorkingCalendar, shares: ReminderShares): SweepStore {
  const seenUnstarted = new Map<string, number>();
  return {
    async unstarted(olderThanMs) {
      const found = await pool.query<{ entity: 'claim' | 'filing' | 'notice' | 'batch'; id: string }>(
        `${UNSTARTED} LIMIT 200`,
      );
      // Start requests bear business time; how long they are missed is measured here, on the real clock.
      const present = new Set(found.rows.map(({ id }) => id));
      for (const id of seenUnstarted.keys()) {
        if (!present.has(id)) {
          seenUnstarted.delete(id);
        }
      }
      return found.rows.filter(({ id }) => {
        const since = seenUnstarted.get(id) ?? Date.now();
        seenUnstarted.set(id, since);
        return Date.now() - since >= olderThanMs;
      });
    },

    async unansweredActs(olderThanMs) {
      const found = await pool.query<{ id: string }>(
        `SELECT id FROM act WHERE answered_at IS NULL AND state <> 'refused'
           AND created_at < now() - $1 * interval '1 millisecond' ORDER BY created_at LIMIT 100`,
        [olderThanMs],
      );
      return found.rows.map(({ id }) => id);
    },

    async waitingInboxes() {
      const found = await pool.query<{ batchId: string; isDone: boolean }>(
        `SELECT DISTINCT i.batch_id AS "batchId", b.state IN ('done', 'rejected') AS "isDone"
         FROM payout_inbox i JOIN payout_batch b ON b.id = i.batch_id WHERE i.state = 'new'`,
      );
      return found.rows;
    },

    async answeredRegisters() {
      const found = await pool.query<{ id: string }>(
        `SELECT c.id FROM claim c LEFT JOIN register_availability a ON a.register = c.waiting_register
         WHERE c.waiting_register IS NOT NULL AND c.state = 'submitted' AND c.started_at IS NOT NULL
           AND coalesce(a.available, true) LIMIT 200`,
      );
      return found.rows.map(({ id }) => id);
    },

    async unroutedObjections() {
      const found = await pool.query<{ noticeId: string; objectionId: string }>(
        `SELECT o.notice_id AS "noticeId", o.id AS "objectionId" FROM objection o JOIN notice n ON n.id = o.notice_id
         WHERE o.routed_at IS NULL AND n.state = 'published' LIMIT 200`,
      );
      return found.rows;
    },

    async unlinkedFilings() {
      const found = await pool.query<{ filingId: string; claimId: string }>(
        `SELECT f.id AS "filingId", c.id AS "claimId" FROM class_filing f JOIN claim c ON c.filing_id = f.id
         WHERE f.state = 'assessed' AND c.kind = 'main' AND c.submitted_at IS NOT NULL
           AND c.state NOT IN ('rejected', 'withdrawn') LIMIT 200`,
      );
      return found.rows;
    },

    async endedHolds(atMs) {
      const found = await pool.query<{ claimId: string; holdId: string }>(
        `SELECT claim_id AS "claimId", id AS "holdId" FROM hold WHERE released_at IS NULL AND until <= $1 LIMIT 200`,
        [new Date(atMs)],
      );
      return found.rows;
    },

    remind: (atMs) => remind(pool, atMs),
    async relayOutbox() {
      // Nobody can subscribe yet: a message that no endpoint wants is delivered when it has been looked at.
      const relayed = await pool.query(
        `UPDATE outbox_message SET sent_at = now(), attempts = attempts + 1
         WHERE id IN (SELECT id FROM outbox_message WHERE sent_at IS NULL ORDER BY id LIMIT 500)`,
      );
      return relayed.rowCount ?? 0;
    },

    recomputeDeadlines: () => recomputeDeadlines(pool, calendar, shares),

    async beat(workerId, startedAt) {
      await pool.query(
        `INSERT INTO worker_heartbeat (id, started_at, at) VALUES ($1, $2, now()) ON CONFLICT (id) DO UPDATE SET at = now()`,
        [workerId, startedAt],
      );
      await pool.query(`DELETE FROM worker_heartbeat WHERE at < now() - interval '10 minutes'`);
    },
  };
}

/** at half of the days and when they are over; past one and a half times, the operators hear of it. */
async function remind(pool: pg.Pool, atMs: number): Promise<number> {
  const today = dayAt(atMs);
  const near = await pool.query(
    `WITH near AS (
       UPDATE task SET reminded_at = $2 WHERE state = 'open' AND NOT paused AND near_on <= $1 AND reminded_at IS NULL
       RETURNING id, claim_id, filing_id, due_on
     ) INSERT INTO outbox_message (topic, entity_kind, entity_id, payload, at)
       SELECT 'task.due', 'task', id, jsonb_build_object('taskId', id, 'claimId', claim_id, 'filingId', filing_id, 'dueOn', due_on), $2
       FROM near`,
    [today, new Date(atMs)],
  );
  const escalated = await pool.query(
    `WITH late AS (
       UPDATE task SET escalated_at = $2 WHERE state = 'open' AND NOT paused AND escalate_on < $1 AND escalated_at IS NULL
       RETURNING id, claim_id, filing_id, due_on
     ) INSERT INTO outbox_message (topic, entity_kind, entity_id, payload, at)
       SELECT 'task.overdue', 'task', id, jsonb_build_object('taskId', id, 'claimId', claim_id, 'filingId', filing_id, 'dueOn', due_on), $2
       FROM late`,
    [today, new Date(atMs)],
  );
  return (near.rowCount ?? 0) + (escalated.rowCount ?? 0);
}

interface DeadlineRow {
  readonly id: string;
  readonly starts_on: string;
  readonly due_days: number;
  readonly due_unit: DeadlineUnit;
  readonly due_on: string;
  readonly near_on: string;
  readonly escalate_on: string;
  readonly calendar_version: string;
}

/** Days off that were published or changed since: open tasks are due by the new list, with the reason in the audit. */
async function recomputeDeadlines(pool: pg.Pool, calendar: WorkingCalendar, shares: ReminderShares): Promise<number> {
  const found = await pool.query<DeadlineRow>(
    `SELECT id, starts_on, due_days, due_unit, due_on, near_on, escalate_on, calendar_version
     FROM task WHERE state = 'open' AND due_days IS NOT NULL AND calendar_version IS DISTINCT FROM $1`,
    [calendar.version],
  );
  for (const row of found.rows) {
    const due = recomputeDeadline(deadlineIn(row, shares), calendar);
    await inTransaction(pool, (client) =>
      client.query(
        `UPDATE task SET due_on = $2, near_on = $3, escalate_on = $4, calendar_version = $5, provisional = $6,
           revision = revision + 1 WHERE id = $1 AND state = 'open'`,
        [row.id, due.dueOn, due.nearOn, due.escalateOn, due.calendarVersion, due.provisional],
      ),
    );
  }
  return found.rows.length;
}

function deadlineIn(row: DeadlineRow, shares: ReminderShares): Deadline {
  return {
    startsOn: parseIsoDate(row.starts_on),
    days: row.due_days,
    unit: row.due_unit,
    movesToWorkingDay: row.due_unit !== 'workingDays',
    ...shares,
    dueOn: parseIsoDate(row.due_on),
    nearOn: parseIsoDate(row.near_on),
    escalateOn: parseIsoDate(row.escalate_on),
    provisional: false,
    calendarVersion: row.calendar_version,
  };
}

export function createJumpStore(pool: pg.Pool): JumpStore {
  return {
    async next() {
      const found = await pool.query<{ id: string; target_at: Date }>(
        `UPDATE clock_jump SET state = 'running' WHERE state IN ('requested', 'running') RETURNING id, target_at`,
      );
      const row = found.rows[0];
      return row === undefined ? null : { id: row.id, targetAtMs: row.target_at.getTime() };
    },

    async openWorkflowIds() {
      const found = await pool.query<{ id: string }>(
        `SELECT 'claim/' || id AS id FROM claim WHERE started_at IS NOT NULL AND state NOT IN ('closed', 'rejected', 'withdrawn')
         UNION ALL SELECT 'filing/' || id FROM class_filing
           WHERE started_at IS NOT NULL AND state NOT IN ('claimed', 'expired', 'withdrawn')
         UNION ALL SELECT 'notice/' || id FROM notice
           WHERE started_at IS NOT NULL AND state NOT IN ('closed', 'rejected', 'withdrawn')
         UNION ALL SELECT 'payout-batch/' || id FROM payout_batch
           WHERE started_at IS NOT NULL AND state NOT IN ('done', 'rejected')`,
      );
      return found.rows.map(({ id }) => id);
    },

    async setOffset(offsetMs) {
      await pool.query('UPDATE environment SET clock_offset_ms = $1 WHERE id = 1', [offsetMs]);
    },

    async finish(jumpId, { state, note }) {
      await pool.query('UPDATE clock_jump SET state = $2, note = $3, done_at = now() WHERE id = $1', [jumpId, state, note]);
    },
  };
}
