import type pg from 'pg';
import { dayAt, type WorkingCalendar } from '../../domain/calendar.ts';
import type { PolicySnapshot } from '../../domain/policy/policy-snapshot.ts';
import { computeDeadline, deadlineRule } from '../../domain/task/deadlines.ts';
import { newId } from '../kernel/id-maker.ts';
import { prepared } from '../kernel/prepared.ts';

/** A task that an entity's new state asks for; tasks are equal when kind, stage, purpose, round and objection are. */
export interface TaskToOpen {
  readonly kind: string;
  readonly stage: string;
  readonly purpose: string | null;
  readonly round: number;
  readonly organ: string;
  readonly section: string | null;
  readonly role: string;
  /** The parameter of the snapshot that gives its days. */
  readonly daysKey: string;
  readonly objectionId?: string;
}

export interface TaskOwner {
  readonly column: 'claim_id' | 'filing_id' | 'notice_id' | 'batch_id';
  readonly id: string;
  readonly jurisdiction: string;
  /** What the task is about, without personal data. */
  readonly subject: string;
}

interface OpenTask {
  readonly id: string;
  readonly kind: string;
  readonly stage: string;
  readonly purpose: string | null;
  readonly round: number;
  readonly objection_id: string | null;
}

export interface TaskChange {
  readonly owner: TaskOwner;
  readonly wanted: readonly TaskToOpen[];
  readonly snapshot: PolicySnapshot;
  readonly calendar: WorkingCalendar;
  readonly atMs: number;
  /** Who did what: ends the tasks that are no longer wanted. */
  readonly doneBy: string | null;
  readonly act: string;
}

/** Makes an entity's open tasks equal to those wanted: missing ones open with their deadline, others end. */
export async function reconcileTasks(client: pg.PoolClient, change: TaskChange): Promise<void> {
  const { owner, wanted } = change;
  const found = await client.query<OpenTask>(
    prepared(
      `SELECT id, kind, stage, purpose, round, objection_id FROM task WHERE ${owner.column} = $1 AND state = 'open'`,
      [owner.id],
    ),
  );
  const open = new Map(found.rows.map((task) => [keyOf({ ...task, objectionId: task.objection_id }), task.id]));
  const wantedKeys = new Set(wanted.map(keyOf));
  const ended = [...open].filter(([key]) => !wantedKeys.has(key)).map(([, id]) => id);
  if (ended.length > 0) {
    await client.query(
      prepared(
        `UPDATE task SET state = CASE WHEN $2::text IS NULL THEN 'cancelled' ELSE 'done' END, done_at = $3, done_by = $2,
         done_act = $4, revision = revision + 1 WHERE id = ANY ($1)`,
        [ended, change.doneBy, new Date(change.atMs), change.act],
      ),
    );
  }
  for (const task of wanted.filter((one) => !open.has(keyOf(one)))) {
    await openTask(client, change, task);
  }
}

function keyOf(task: {
  readonly kind: string;
  readonly stage: string;
  readonly purpose: string | null;
  readonly round: number;
  readonly objectionId?: string | null | undefined;
}): string {
  return [task.kind, task.stage, task.purpose, task.round, task.objectionId ?? ''].join('/');
}

async function openTask(client: pg.PoolClient, change: TaskChange, task: TaskToOpen): Promise<void> {
  const { owner, snapshot, calendar, atMs } = change;
  const due = computeDeadline(deadlineRule(snapshot, task.daysKey, dayAt(atMs)), calendar);
  await client.query(
    prepared(
      `INSERT INTO task (id, kind, stage, purpose, round, ${owner.column}, objection_id, jurisdiction, organ, section, role,
       subject, state, starts_on, due_days, due_unit, due_on, near_on, escalate_on, due_rule, calendar_version, provisional,
       created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'open', $13, $14, $15, $16, $17, $18, $19, $20, $21, $22)`,
      [
        newId('tsk'),
        task.kind,
        task.stage,
        task.purpose,
        task.round,
        owner.id,
        task.objectionId ?? null,
        owner.jurisdiction,
        task.organ,
        task.section,
        task.role,
        owner.subject,
        due.startsOn,
        due.days,
        due.unit,
        due.dueOn,
        due.nearOn,
        due.escalateOn,
        task.daysKey,
        due.calendarVersion,
        due.provisional,
        new Date(atMs),
      ],
    ),
  );
}
