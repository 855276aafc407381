import type { TaskItem } from '../../api/resources/tasks.ts';

interface TaskWords {
  /** What is to be done. */
  readonly what: string;
  /** The class with its level, or the route; empty where the task has neither. */
  readonly trade: string;
  readonly applicant: string;
}

/** The title says what is to be done before it says of what. */
export function taskWords({ title, subject }: Pick<TaskItem, 'title' | 'subject'>): TaskWords {
  const [what = ''] = title.split(' · ');
  return { what, trade: subject.what === what ? '' : subject.what, applicant: subject.applicant?.name ?? '' };
}
