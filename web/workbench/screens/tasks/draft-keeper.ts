import { isLost, Refused } from '../../api/problem.ts';
import { queries } from '../../api/queries.ts';
import { keepDraft, type Draft } from '../../api/resources/drafts.ts';
import { sessionQuery } from '../../api/resources/session.ts';
import { taskQuery } from '../../api/resources/tasks.ts';

/** How long a draft waits that got no answer, before it is asked for or sent again. */
export const AGAIN_MS = 3_000;

interface Unkept {
  readonly draft: Draft;
  /** Nobody else's session may carry it. */
  readonly by: string | undefined;
}

/** The newest draft of each task that the server has not confirmed; it goes with the page, and no storage holds it. */
const unkept = new Map<string, Unkept>();
/** Of these tasks the draft that was sent last was refused for good: the server has an older one or none. */
const refused = new Set<string>();
const listeners = new Set<() => void>();
/** Of these tasks a draft is on its way: one at a time, the newest last. */
const underWay = new Set<string>();

/** What was typed on the task and has not reached the server yet. */
export function unkeptDraft(taskId: string): Draft | undefined {
  const waiting = unkept.get(taskId);
  return waiting?.by === reader() ? waiting?.draft : undefined;
}

/** What was typed on the task last is not on the server, and is not sent again by itself. */
export function isDraftRefused(taskId: string): boolean {
  return refused.has(taskId);
}

/** Calls back when a draft is refused, or one is kept again. @returns what ends it */
export function onDraftRefused(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The case is opened anew, and shows what the server has. */
export function forgetRefusal(taskId: string): void {
  tellRefused(taskId, false);
}

function tellRefused(taskId: string, isRefused: boolean): void {
  if (isRefused) {
    refused.add(taskId);
  } else {
    refused.delete(taskId);
  }
  listeners.forEach((listener) => listener());
}

/** Sends the draft until the server has it or refuses it, unless a newer one takes its place. */
export function keepUntilKept(taskId: string, draft: Draft): void {
  unkept.set(taskId, { draft, by: reader() });
  if (!underWay.has(taskId)) {
    void sendNewest(taskId);
  }
}

/** Drafts that were sent so that they outlive the page; hiding and leaving it come one after the other. */
const sentForGood = new WeakSet<Draft>();

/**
 * Sends what the server does not have yet at once, because the page may be gone before it is tried again. What is on
 * its way already may be lost with the page, so it is not waited for.
 */
export function keepAsPageGoes(taskId: string, draft: Draft): void {
  unkept.set(taskId, { draft, by: reader() });
  sendAsPageGoes();
}

/** The same for what was typed before and got no answer. */
export function sendAsPageGoes(): void {
  for (const [taskId, { draft, by }] of unkept) {
    if (by === reader() && !sentForGood.has(draft)) {
      sentForGood.add(draft);
      void (underWay.has(taskId) ? isSettled(taskId, draft, true) : sendNewest(taskId, true));
    }
  }
}

/** `outlives`: the first try does, when the page is closed. */
async function sendNewest(taskId: string, outlives = false): Promise<void> {
  underWay.add(taskId);
  let isFirst = true;
  for (let sent = unkept.get(taskId); sent !== undefined; sent = unkept.get(taskId)) {
    if (sent.by !== reader()) {
      unkept.delete(taskId);
    } else if (await isSettled(taskId, sent.draft, outlives && isFirst)) {
      dropIfNewest(taskId, sent);
    } else {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
    isFirst = false;
  }
  underWay.delete(taskId);
}

/** Kept, or refused for good. */
async function isSettled(taskId: string, draft: Draft, outlives: boolean): Promise<boolean> {
  try {
    await keepDraft(taskId, draft, outlives);
  } catch (error) {
    if (isLost(error) || isTooOften(error)) {
      return false;
    }
    tellRefused(taskId, true);
    return true;
  }
  tellRefused(taskId, false);
  queries.setQueryData(
    taskQuery(taskId).queryKey,
    (task) => task && { ...task, body: { ...task.body, hasDraft: true } },
  );
  return true;
}

/** The server takes it a little later. */
function isTooOften(error: unknown): boolean {
  return error instanceof Refused && error.problem.status === TOO_MANY;
}

const TOO_MANY = 429;

function dropIfNewest(taskId: string, sent: Unkept): void {
  if (unkept.get(taskId) === sent) {
    unkept.delete(taskId);
  }
}

function reader(): string | undefined {
  return queries.getQueryData(sessionQuery.queryKey)?.id;
}
