import { isOneOf, refused, type Verdict } from '../verdict.ts';
import type { ApplicationMessage } from './grant-application-message.ts';
import { judgeApplicationAct } from './grant-application-judging.ts';
import type { GrantCourse, GrantMessage, GrantPlan } from './grant-course.ts';
import type { GrantSeatRefusal } from './grant-role.ts';
import { TITLE_GRANT_STATES } from './grant-state.ts';
import { isGrantActOpen } from './grant-table.ts';
import { judgeTitleAct } from './grant-title-judging.ts';
import type { TitleMessage } from './grant-title-message.ts';

export type GrantRefusal = GrantSeatRefusal | 'WRONG_STATE' | 'STALE' | 'ACT_IN_PROGRESS' | 'NOT_ON_PANEL';

/** The states from which on an act is the title's business. */
export function isOfTitle({ state }: Pick<GrantCourse, 'state'>): boolean {
  return isOneOf(TITLE_GRANT_STATES, state);
}

/** Judges an act on a grant: the state table, then the seat, then the tag. */
export function judgeGrantAct(
  course: GrantCourse,
  message: GrantMessage,
  plan: GrantPlan,
): Verdict<null, GrantRefusal> {
  if (!isGrantActOpen(course.state, message)) {
    return refused('WRONG_STATE');
  }
  return isTitleMessage(course, message)
    ? judgeTitleAct(course, message, plan)
    : judgeApplicationAct(course, message, plan);
}

/** What the title takes: its own messages, and decisions and timers from the agreement on. */
export type TitleAct = TitleMessage | Extract<ApplicationMessage, { readonly kind: 'decide' | 'timerFired' }>;
export type ApplicationAct = ApplicationMessage;

export function isTitleMessage(course: Pick<GrantCourse, 'state'>, message: GrantMessage): message is TitleAct {
  return (
    message.kind === 'signAgreement' ||
    (isOfTitle(course) && (message.kind === 'decide' || message.kind === 'timerFired'))
  );
}
