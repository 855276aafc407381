import { unreachable } from '../verdict.ts';
import { entering } from './grant-application-moves.ts';
import type { GrantCourse, GrantFacts, GrantPlan } from './grant-course.ts';
import type { TitleAct } from './grant-judging.ts';

/** Moves a grant from its agreement on. `course` bears the revision and the act of the message. */
export function moveTitle(course: GrantCourse, message: TitleAct, facts: GrantFacts, _plan: GrantPlan): GrantCourse {
  switch (message.kind) {
    case 'signAgreement':
      return { ...course, timer: null, title: { holderSigned: true } };
    case 'decide':
      return course;
    case 'timerFired':
      return entering(course, 'lapsed', facts);
    default:
      return unreachable(message);
  }
}
