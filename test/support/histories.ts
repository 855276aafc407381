import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { WorkflowHandle } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { ENTITIES, ENTITY_KINDS } from '../../domain/entities.ts';
import { ROOT } from '../../main/config.ts';
import { until } from '../../scripts/demo/office-client.ts';
import { isPayload, plainJson } from './plain-payloads.ts';
import type { RunningOffice } from './running-office.ts';

export const HISTORIES = fileURLToPath(new URL('../workflows/histories/', import.meta.url));

export interface Counted {
  readonly events: readonly string[];
  readonly workflowTasks: number;
  readonly transitions: number;
  readonly bytes: number;
  /** How often the practice clock forwarded it. */
  readonly jumps: number;
  /** Workflow tasks that only the slowness of the machine has caused. */
  readonly heartbeats: number;
}

/** What a workflow's life has cost so far, counted by the server. */
export async function counted(running: RunningOffice, workflowId: string): Promise<Counted> {
  const { raw } = await running.client.workflow.getHandle(workflowId).describe();
  const events = eventNames(await running.client.workflow.getHandle(workflowId).fetchHistory());
  const times = (name: string) => events.filter((event) => event === name).length;
  return {
    events,
    workflowTasks: times('WORKFLOW_TASK_COMPLETED'),
    transitions: Number(raw.workflowExecutionInfo?.stateTransitionCount ?? 0),
    bytes: Number(raw.workflowExecutionInfo?.historySizeBytes ?? 0),
    jumps: times('WORKFLOW_EXECUTION_OPTIONS_UPDATED'),
    heartbeats: heartbeatsIn(events),
  };
}

const HEARTBEAT = ['COMPLETED', 'SCHEDULED', 'STARTED', 'COMPLETED'].map((what) => `WORKFLOW_TASK_${what}`);

/**
 * Workflow tasks that nothing but slowness has caused: a recording that takes longer than eight seconds, on a machine
 * that is busy with other things, completes its task and begins another one at once to keep the workflow.
 */
export function heartbeatsIn(events: readonly string[]): number {
  return events.filter((_, at) => HEARTBEAT.every((event, later) => events[at + later] === event)).length;
}

/** The same once the workflow has come to its end: its last record stands a moment before that. */
export async function countedAtEnd(running: RunningOffice, workflowId: string): Promise<Counted> {
  return until(`${workflowId} to end`, async () => {
    const life = await counted(running, workflowId);
    return life.events.at(-1) === 'WORKFLOW_EXECUTION_COMPLETED' ? life : null;
  });
}

interface HistoryEvent {
  readonly eventType: string;
  readonly workflowTaskFailedEventAttributes?: {
    readonly cause: string;
    readonly failure?: { readonly message: string };
  };
}

type History = Awaited<ReturnType<WorkflowHandle['fetchHistory']>>;

interface RunHistory {
  readonly runId: string;
  readonly history: History;
}

/** The runs of a workflow to one of them or to the latest, the first one first: a life of years goes on in a run each year. */
export async function runHistories(
  { client }: RunningOffice,
  workflowId: string,
  lastRunId?: string,
): Promise<readonly RunHistory[]> {
  const runs: RunHistory[] = [];
  let asked = lastRunId;
  do {
    const history = await client.workflow.getHandle(workflowId, asked).fetchHistory();
    const begun = history.events?.[0]?.workflowExecutionStartedEventAttributes;
    runs.unshift({ runId: begun?.originalExecutionRunId ?? '', history });
    asked = begun?.continuedExecutionRunId ?? '';
  } while (asked !== '');
  return runs;
}

/** The names of the events of a history. */
export function eventNames(history: History): readonly string[] {
  return eventsIn(history).map(({ eventType }) => eventType.replace('EVENT_TYPE_', ''));
}

function eventsIn(history: History): readonly HistoryEvent[] {
  return JSON.parse(historyToJSON(history)).events;
}

/** Every workflow that the office's rows have started. */
export async function workflowIds({ pool }: RunningOffice): Promise<readonly string[]> {
  const found = await pool.query<{ id: string }>(
    ENTITY_KINDS.map((kind) => {
      const { table, workflowIdPrefix } = ENTITIES[kind];
      return `SELECT '${workflowIdPrefix}/' || id AS id FROM ${table} WHERE started_at IS NOT NULL`;
    }).join(' UNION ALL '),
  );
  return found.rows.map(({ id }) => id);
}

/** A whole history, of all its runs, as text: whatever stands in it can be searched for. Throws where a payload is not plain JSON (D10). */
export async function historyText(running: RunningOffice, workflowId: string): Promise<string> {
  const runs = await runHistories(running, workflowId);
  return runs.flatMap(({ history }) => (history.events ?? []).map(readable)).join(' ');
}

function readable(value: unknown): string {
  if (value instanceof Uint8Array) {
    return Buffer.from(value).toString('utf8');
  }
  if (typeof value === 'object' && value !== null) {
    return isPayload(value)
      ? plainJson(value)
      : Object.entries(value)
          .map(([key, inner]) => `${key} ${readable(inner)}`)
          .join(' ');
  }
  return String(value);
}

/** Workflow tasks that failed, in all histories of the office, with their cause: there may be none in any run. */
export async function failedWorkflowTasks(running: RunningOffice): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const workflowId of await workflowIds(running)) {
    const events = (await runHistories(running, workflowId)).flatMap(({ history }) => eventsIn(history));
    for (const { workflowTaskFailedEventAttributes: attributes } of events) {
      if (attributes !== undefined) {
        failed.push(`${workflowId}: ${attributes.cause} ${attributes.failure?.message ?? ''}`);
      }
    }
  }
  return failed;
}

/** Keeps a history for `replay.test.ts`, when the run was asked to by BUTIE_RECORD_HISTORIES. */
export async function keepHistory(
  { client }: RunningOffice,
  name: string,
  workflowId: string,
  runId?: string,
): Promise<void> {
  if (process.env['BUTIE_RECORD_HISTORIES'] === undefined) {
    return;
  }
  const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  mkdirSync(HISTORIES, { recursive: true });
  // Stack traces of refusals name the folder of the clone; replay does not read them.
  const text = historyToJSON(history).replaceAll(`${ROOT}/`, '');
  writeFileSync(`${HISTORIES}${name}.json`, `${text}\n`);
}
