import { moveApplication } from './grant-application-moves.ts';
import type { GrantCourse, GrantFacts, GrantMessage, GrantPlan } from './grant-course.ts';
import { isTitleMessage } from './grant-judging.ts';
import { moveTitle } from './grant-title-moves.ts';

/** The course after an act. The workflow and the recording compute the same one. */
export function moveGrant(course: GrantCourse, message: GrantMessage, facts: GrantFacts, plan: GrantPlan): GrantCourse {
  const next = { ...course, revision: course.revision + 1, lastActId: message.actId };
  return isTitleMessage(course, message)
    ? moveTitle(next, message, facts)
    : moveApplication(next, message, facts, plan);
}
