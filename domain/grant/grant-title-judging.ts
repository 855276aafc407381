import { granted, refused, unreachable, type Verdict } from '../verdict.ts';
import { judgeHolder } from './grant-application-judging.ts';
import type { GrantCourse, GrantPlan } from './grant-course.ts';
import type { GrantRefusal, TitleAct } from './grant-judging.ts';

/** Judges an act from the agreement on; the state table has it open. */
export function judgeTitleAct(course: GrantCourse, message: TitleAct, plan: GrantPlan): Verdict<null, GrantRefusal> {
  switch (message.kind) {
    case 'signAgreement':
      return course.title?.holderSigned === true ? refused('WRONG_STATE') : judgeHolder(course, message, plan);
    case 'decide':
      return refused('WRONG_STATE');
    case 'timerFired':
      return granted(null);
    default:
      return unreachable(message);
  }
}
