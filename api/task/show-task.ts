import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import { caseFigures } from './case-figures.ts';
import { bulkCodes } from './bulk-in-lists.ts';
import type { Task, TaskStore } from './task-ports.ts';
import { questionsOf, readTaskCase, taskActs, wordsOf } from './task-acts-view.ts';
import { grantPart } from './grant-task-part.ts';
import { correctableOf, fundChoicesOf, refusalCodesOf, withEffects } from './task-effects.ts';
import { itemWords } from './task-item.ts';
import { taskView } from './task-view.ts';

/** What showing a task reads. */
export interface TaskReads {
  readonly tasks: TaskStore;
  readonly library: PolicyLibrary;
}

/** A task with its acts and the questions that an approval must answer. */
export async function showTask(
  { tasks, library }: TaskReads,
  task: Task,
  { caller, at, language }: { readonly caller: Caller; readonly at: Date; readonly language: Language },
) {
  const found = await readTaskCase(tasks, task, caller.personId);
  const acts = withEffects(taskActs(task, found, caller, language), { task, found, caller, language });
  const words = wordsOf(task, found, language);
  const item = itemWords(library, { caller, at, language });
  const [bulk, figures] = await Promise.all([
    bulkCodes(tasks, [task], { caller, limits: item.limits }),
    caseFigures(tasks, [task]),
  ]);
  const view = taskView(
    task,
    { ...item, bulk, figures },
    {
      acts,
      objection: found.objection,
      questions: questionsOf(task, found),
      correctable: correctableOf(found, acts, language),
      fundChoices: fundChoicesOf(task, found, language),
      refusalCodes: refusalCodesOf(task, found, language),
      ...words,
    },
  );
  const hasDraft = await tasks.hasDraft(task.id, caller.personId);
  return { ...view, hasDraft, ...grantPart(task, found.grant?.course.title ?? null) };
}
