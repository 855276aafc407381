import { isDeepStrictEqual } from 'node:util';
import type pg from 'pg';
import { expect } from 'vitest';
import { ENTITIES, ENTITY_KINDS } from '../../domain/entities.ts';
import { createJumpStore } from '../../prisma/practice/jump-store.ts';
import type { Answer } from '../../scripts/demo/office-client.ts';
import type { RunningOffice } from './running-office.ts';

/**
 * What a refused request may touch: who is signed in and who tried, kept answers, what is still to be sent or was, who is alive,
 * when the Schedules were last compared, and the places that entries of the audit get after they were written.
 */
const NOT_BUSINESS = [
  '_prisma_migrations',
  'session',
  'sign_in_count',
  'access_count',
  'audit_seal',
  'audit_unsealed',
  'audit_root',
  'idempotent_request',
  'rate_limit',
  'outbox_message',
  'event',
  'event_position',
  'webhook_delivery',
  'webhook_attempt',
  'webhook_attempt_count',
  'worker_heartbeat',
  'integrity_finding',
  'integrity_run',
  'integrity_turn',
  'workflow_standing',
  'standing_turn',
  'period_schedule',
  'register_availability',
];

/** Acts that were refused are no business, nor is the record of what people saw and tried (S10). */
const COUNTED: Readonly<Record<string, string>> = {
  act: `WHERE state <> 'refused'`,
  audit_entry: `WHERE entity_kind <> 'access'`,
};

/** A word per business table that changes with any of its rows. */
export async function businessDigest(pool: pg.Pool): Promise<Readonly<Record<string, string>>> {
  const tables = await pool.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> ALL ($1) ORDER BY 1`,
    [NOT_BUSINESS],
  );
  const words = tables.rows.map(({ name }) => {
    const counted = `FROM "${name}" t ${COUNTED[name] ?? ''}`;
    return `SELECT '${name}' AS name, count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') AS word ${counted}`;
  });
  const found = await pool.query<{ name: string; word: string }>(words.join(' UNION ALL '));
  return Object.fromEntries(found.rows.map(({ name, word }) => [name, word]));
}

/**
 * The digest once all that was set going has come to rest: two readings in a row find nothing under way and the same
 * rows. One would not do: a workflow that was idle when it was asked may get a message from the next.
 */
export async function restedDigest(running: Running): Promise<Readonly<Record<string, string>>> {
  let before: Readonly<Record<string, string>> | null = null;
  for (;;) {
    const isAtRest = !(await isUnderWay(running));
    const now = await businessDigest(running.pool);
    if (isAtRest && before !== null && isDeepStrictEqual(now, before)) {
      return now;
    }
    before = isAtRest ? now : null;
  }
}

type Running = Pick<RunningOffice, 'pool' | 'client'>;

/** An act without an answer, a message or a start that nobody carried out yet, or a workflow with something to do. */
const WAITING = [
  `SELECT FROM act WHERE answered_at IS NULL AND state = 'accepted'`,
  'SELECT FROM outbox_message WHERE sent_at IS NULL',
  ...ENTITY_KINDS.map(
    (kind) => `SELECT FROM ${ENTITIES[kind].table} WHERE start_requested_at IS NOT NULL AND started_at IS NULL`,
  ),
].join(' UNION ALL ');

async function isUnderWay({ pool, client }: Running): Promise<boolean> {
  if ((await pool.query(WAITING)).rowCount !== 0) {
    return true;
  }
  for (const workflowId of await createJumpStore(pool).openWorkflowIds()) {
    const { raw } = await client.workflow.getHandle(workflowId).describe();
    if ((raw.pendingWorkflowTask ?? null) !== null || (raw.pendingActivities ?? []).length > 0) {
      return true;
    }
  }
  return false;
}

interface Refused {
  readonly status: number;
  readonly code: string;
}

/** Carries out what is to be refused, and expects that no row of the office's business has changed. */
export async function refusalOf(running: Running, ask: () => Promise<Answer>): Promise<Refused> {
  const before = await restedDigest(running);
  const { status, body } = await ask();
  expect(await restedDigest(running)).toEqual(before);
  return { status, code: body.code };
}

export function statusesOf(answers: readonly Answer[]): readonly number[] {
  return answers.map(({ status }) => status).toSorted((a, b) => a - b);
}
