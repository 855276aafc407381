import { isLost } from '../../api/problem.ts';
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
/** Of these tasks a draft is on its way: one at a time, the newest last. */
const underWay = new Set<string>();

/** What was typed on the task and has not reached the server yet. */
export function unkeptDraft(taskId: string): Draft | undefined {
  const waiting = unkept.get(taskId);
  return waiting?.by === reader() ? waiting?.draft : undefined;
}

/** Sends the draft until the server has it or refuses it, unless a newer one takes its place. */
export function keepUntilKept(taskId: string, draft: Draft): void {
  unkept.set(taskId, { draft, by: reader() });
  if (!underWay.has(taskId)) {
    void sendNewest(taskId);
  }
}

async function sendNewest(taskId: string): Promise<void> {
  underWay.add(taskId);
  for (let sent = unkept.get(taskId); sent !== undefined; sent = unkept.get(taskId)) {
    if (sent.by !== reader()) {
      unkept.delete(taskId);
    } else if (await isSettled(taskId, sent.draft)) {
      dropIfNewest(taskId, sent);
    } else {
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
  underWay.delete(taskId);
}

/** Kept, or refused for good. */
async function isSettled(taskId: string, draft: Draft): Promise<boolean> {
  try {
    await keepDraft(taskId, draft);
  } catch (error) {
    return !isLost(error);
  }
  queries.setQueryData(
    taskQuery(taskId).queryKey,
    (task) => task && { ...task, body: { ...task.body, hasDraft: true } },
  );
  return true;
}

function dropIfNewest(taskId: string, sent: Unkept): void {
  if (unkept.get(taskId) === sent) {
    unkept.delete(taskId);
  }
}

function reader(): string | undefined {
  return queries.getQueryData(sessionQuery.queryKey)?.id;
}
