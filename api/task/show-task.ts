import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import type { Task, TaskStore } from './task-ports.ts';
import { questionsOf, readTaskCase, taskActs, wordsOf } from './task-acts-view.ts';
import { grantPart } from './grant-task-part.ts';
import { taskView } from './task-view.ts';

/** A task with its acts and the questions that an approval must answer. */
export async function showTask(
  tasks: TaskStore,
  task: Task,
  { caller, at, language }: { readonly caller: Caller; readonly at: Date; readonly language: Language },
) {
  const found = await readTaskCase(tasks, task, caller.personId);
  const acts = taskActs(task, found, caller, language);
  const words = wordsOf(task, found, language);
  const objections = found.objection?.together ?? [];
  const view = taskView(task, { at, language, acts, objections, questions: questionsOf(task, found), ...words });
  const hasDraft = await tasks.hasDraft(task.id, caller.personId);
  return { ...view, hasDraft, ...grantPart(task, found.grant?.course.title ?? null) };
}
