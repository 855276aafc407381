import { hasMoved, judgePledge, pledgedResult, type BulkPledge } from '../../domain/task/bulk-course.ts';
import { BulkContent } from '../../schemas/bulk-schemas.ts';
import type { Language, Sentence } from '../kernel/language.ts';
import { Problem, type Conflict } from '../kernel/problem.ts';
import { each, caseRevisionOf, judgeTask, openLimits, type AskedOfBulk, type BulkParts } from './bulk-planning.ts';
import type { Bulk, BulkPlanItem, PledgedTask, TaskNow } from './bulk-ports.ts';

export interface Pledge extends BulkPledge {
  readonly planId: string;
  readonly pledge: boolean;
}

/**
 * Carries a plan out: stores the signed act of each task that is still as it was, all in the transaction of the pledge.
 * From then on the acts are like any others: a process that dies loses none and doubles none (ADR 0044).
 * @returns the acts to send; none for a repeat of the request
 */
export async function pledgeBulk(
  parts: BulkParts,
  said: Pledge,
  asked: Asked & { readonly key: string },
): Promise<readonly string[]> {
  const { caller, at, key } = asked;
  const bulk = await parts.bulks.find(said.planId, caller.personId);
  if (bulk === null) {
    throw new Problem('NOT_FOUND');
  }
  if (bulk.pledgeKey === key) {
    return [];
  }
  requirePledge(bulk, said, asked);
  const judged = await judgeAgain(parts, bulk, asked);
  return parts.bulks.pledge({ bulkId: bulk.id, key, at }, (isPledged, tasks) => {
    if (isPledged) {
      throw new Problem('WRONG_STATE', { conflict: pledgedBefore(bulk, asked, at) });
    }
    const now = new Map(tasks.map((task) => [task.taskId, task]));
    return judged.map(({ item, task }) => ('request' in task ? unmoved(item, task, now.get(item.taskId)) : task));
  });
}

function requirePledge(bulk: Bulk, said: Pledge, asked: Asked): void {
  if (bulk.pledgedAt !== null) {
    throw new Problem('WRONG_STATE', { conflict: pledgedBefore(bulk, asked, bulk.pledgedAt) });
  }
  if (!said.pledge) {
    throw new Problem('PLEDGE_MISSING', { errors: [{ pointer: '/pledge', code: 'REQUIRED' }] });
  }
  const verdict = judgePledge(bulk, said, asked.at.getTime());
  if (!verdict.ok) {
    const isCount = verdict.reason === 'COUNT_DIFFERS';
    const errors = isCount ? [{ pointer: '/confirmedCount', code: 'COUNT_DIFFERS' }] : [];
    throw new Problem(verdict.reason, { errors });
  }
}

type Asked = AskedOfBulk & { readonly language: Language };

/** A plan is one person's alone, so that person has pledged it before, in another window. */
function pledgedBefore({ content }: Bulk, { caller, language }: Asked, pledgedAt: Date): Conflict {
  const { organ, section, displayName } = caller;
  return {
    at: pledgedAt.toISOString(),
    act: BulkContent.parse(JSON.parse(content)).act,
    sentence: PLEDGED_BEFORE[language],
    actor: { organ, section, displayName },
    revision: 1,
  };
}

const PLEDGED_BEFORE: Sentence = {
  zh: '此批已提交办理，请查看办理结果。',
  en: 'This bulk was pledged before; see what came of it.',
};

interface Judged {
  readonly item: BulkPlanItem;
  readonly task: PledgedTask;
}

/** Each task that was able in the plan, as it is now: plan and pledge are apart, and the law of bulks may be too. */
function judgeAgain(
  { tasks, library }: BulkParts,
  bulk: Bulk,
  asked: AskedOfBulk & { readonly key: string },
): Promise<readonly Judged[]> {
  const limits = openLimits(library, asked);
  const content = BulkContent.parse(JSON.parse(bulk.content));
  const able = bulk.items.filter(({ why }) => why === null);
  return each(able, async (item) => {
    const { taskId } = item;
    const task = await tasks.find(taskId, asked.caller);
    if (task === null) {
      return { item, task: leftAlone(taskId, 'NOT_FOUND') };
    }
    if (task.revision !== item.revision) {
      return { item, task: leftAlone(taskId, 'STALE') };
    }
    const key = `bulk/${bulk.id}/${taskId}`;
    const judged = await judgeTask(tasks, task, { ...asked, limits, content, key });
    if ('code' in judged) {
      return { item, task: leftAlone(taskId, judged.code) };
    }
    const { request } = judged;
    return { item, task: { taskId, request: { ...request, body: { ...request.body, bulkId: bulk.id } } } };
  });
}

function leftAlone(taskId: string, problem: string): PledgedTask {
  return { taskId, result: pledgedResult(problem), problem };
}

/** Under the locks: a task or case that has moved since the plan is left alone. */
function unmoved(
  item: BulkPlanItem,
  task: Extract<PledgedTask, { readonly request: unknown }>,
  now: TaskNow | undefined,
): PledgedTask {
  const isMoved = hasMoved(item, now ?? null) || caseRevisionOf(task.request) !== item.caseRevision;
  return isMoved ? leftAlone(item.taskId, 'STALE') : task;
}
