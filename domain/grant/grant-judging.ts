import { isOneOf, refused, type Verdict } from '../verdict.ts';
import type { ApplicationMessage } from './grant-application-message.ts';
import { judgeApplicationAct } from './grant-application-judging.ts';
import type { GrantCourse, GrantMessage, GrantPlan } from './grant-course.ts';
import type { GrantSeatRefusal } from './grant-role.ts';
import { TITLE_GRANT_STATES } from './grant-state.ts';
import { isGrantActOpen } from './grant-table.ts';
import { judgeTitleAct } from './grant-title-judging.ts';
import { TITLE_MESSAGES, type TitleMessage } from './grant-title-message.ts';

export type GrantRefusal =
  | GrantSeatRefusal
  | 'WRONG_STATE'
  | 'STALE'
  | 'ACT_IN_PROGRESS'
  | 'NOT_ON_PANEL'
  | TitleRefusal;

/** Why an act from the agreement on is refused, besides its state and its seat. */
export type TitleRefusal =
  | 'YEAR_NOT_OPEN'
  | 'REPORT_EXISTS'
  | 'SPENT_OVER_PAID'
  | 'SPENT_FALLS'
  | 'THRESHOLD_NOT_MET'
  | 'RECTIFIED_ONCE'
  | 'RECOVER_OVER_PAID'
  | 'REPAID_TOO_MUCH'
  | 'PAYMENT_UNDER_WAY'
  | 'GRANT_SUSPENDED'
  | 'INSTALMENT_NOT_DUE'
  | 'CONTRADICTION';

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

export function isTitleMessage(course: Pick<GrantCourse, 'state'>, message: GrantMessage): message is TitleAct {
  const isOwn = TITLE_MESSAGES.some((kind) => kind === message.kind);
  return isOwn || (isOfTitle(course) && (message.kind === 'decide' || message.kind === 'timerFired'));
}
