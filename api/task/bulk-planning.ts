import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/canonical-json.ts';
import { dayAt } from '../../domain/calendar.ts';
import { bulkLimits, type BulkLimits } from '../../domain/policy/office-parameters.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { bulkAble } from '../../domain/task/bulk-able.ts';
import { BULK_MOST, BULK_PLAN_MINUTES } from '../../domain/task/bulk-words.ts';
import type { BulkContent } from '../../schemas/bulk-schemas.ts';
import type { Caller } from '../kernel/caller.ts';
import type { FindConflict } from '../kernel/conflict.ts';
import type { ActRequest } from '../kernel/desk-port.ts';
import { etagOf } from '../kernel/etag.ts';
import { fewAtOnce } from '../kernel/few-at-once.ts';
import { Problem } from '../kernel/problem.ts';
import { checkedDecision } from './decide-task.ts';
import type { BulkPlanItem, BulkStore } from './bulk-ports.ts';
import type { Task, TaskStore } from './task-ports.ts';

export interface BulkParts {
  readonly tasks: TaskStore;
  readonly bulks: BulkStore;
  readonly library: PolicyLibrary;
  readonly conflicts: FindConflict;
  /** Sends a stored act to its workflow. */
  deliver(actId: string): Promise<void>;
}

/** What a plan is asked for. */
export interface BulkPlanBody extends BulkContent {
  readonly taskIds: readonly string[];
}

export interface AskedOfBulk {
  readonly caller: Caller;
  readonly at: Date;
}

/** Looks at each task of a bulk as a decision on it would be looked at; decides nothing and keeps the plan. */
export async function planBulk({ tasks, bulks, library }: BulkParts, body: BulkPlanBody, asked: AskedOfBulk) {
  const limits = openLimits(library, asked);
  const { taskIds, ...content } = body;
  if (taskIds.length > limits.maximum) {
    const facts = { maximum: String(limits.maximum) };
    throw new Problem('INVALID', { errors: [{ pointer: '/taskIds', code: 'TOO_BIG', facts }] });
  }
  const found = await each(taskIds, (taskId) => tasks.find(taskId, asked.caller));
  requireAlike(found);
  const items = await each(taskIds, async (taskId, position): Promise<BulkPlanItem> => {
    const task = found[position] ?? null;
    if (task === null) {
      return { taskId, revision: 0, caseRevision: null, amountFen: 0, why: 'NOT_FOUND' };
    }
    const shown = { taskId, revision: task.revision, amountFen: task.amountFen ?? 0 };
    const judged = await judgeTask(tasks, task, { ...asked, limits, content, key: null });
    return 'code' in judged
      ? { ...shown, caseRevision: null, why: judged.code }
      : { ...shown, caseRevision: caseRevisionOf(judged.request), why: null };
  });
  const expiresAt = new Date(asked.at.getTime() + BULK_PLAN_MINUTES * MINUTE_MS);
  const { personId } = asked.caller;
  const planHash = digestOf({ personId, content, items, expiresAt: expiresAt.toISOString() });
  const planId = await bulks.plan({
    personId,
    content: JSON.stringify(content),
    planHash,
    at: asked.at,
    expiresAt,
    items,
  });
  return { planId, planHash, expiresAt, items };
}

const MINUTE_MS = 60_000;

/** @throws Problem `BULK_CLOSED` where no pack permits decisions in bulk */
export function openLimits(library: PolicyLibrary, { caller, at }: AskedOfBulk): BulkLimits {
  const limits = bulkLimits(library, caller.jurisdiction, dayAt(at.getTime()));
  if (limits.maximum < 1) {
    throw new Problem('BULK_CLOSED');
  }
  return limits;
}

/** One pledge is about one question, so its tasks are of one kind, stage and route. */
function requireAlike(found: readonly (Task | null)[]): void {
  const seen = found.filter((task) => task !== null);
  const likenesses = new Set(seen.map(({ kind, stage, route }) => JSON.stringify([kind, stage, route])));
  if (likenesses.size > 1) {
    throw new Problem('BULK_MIXED');
  }
}

export interface BulkJudging extends AskedOfBulk {
  readonly limits: BulkLimits;
  readonly content: BulkContent;
  /** Null for a plan, of which no act is made. */
  readonly key: string | null;
}

/** The request that decides the task at the revision that was read, or the code of why the bulk leaves it alone. */
export async function judgeTask(
  tasks: TaskStore,
  task: Task,
  { caller, at, limits, content, key }: BulkJudging,
): Promise<{ readonly request: ActRequest } | { readonly code: string }> {
  const able = bulkAble(task, limits);
  if (!able.ok) {
    return { code: able.reason };
  }
  try {
    const ifMatch = etagOf(task.revision);
    const request = await checkedDecision(tasks, {
      task,
      caller,
      at,
      body: content,
      idempotencyKey: key,
      ifMatch,
      isRepeat: false,
    });
    return { request };
  } catch (error) {
    if (error instanceof Problem) {
      return { code: error.code };
    }
    throw error;
  }
}

/** The revision of the case that the act was judged at, and that the case's workflow requires. */
export function caseRevisionOf({ message }: ActRequest): number | null {
  const asked = message('').message;
  return 'expectedRevision' in asked ? asked.expectedRevision : null;
}

/** Looks at tasks a few at once, in their order. */
export function each<Item, Result>(
  items: readonly Item[],
  look: (item: Item, position: number) => Promise<Result>,
): Promise<readonly Result[]> {
  const few = fewAtOnce({ running: 4, waiting: BULK_MOST });
  return Promise.all(items.map((item, position) => few(() => look(item, position))));
}

function digestOf(plan: object): string {
  return createHash('sha256').update(canonicalJson(plan)).digest('hex');
}
