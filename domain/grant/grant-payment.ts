import type { Actor } from '../authority/actor.ts';
import type { FundCode } from '../codes.ts';
import { granted, refused, type Verdict } from '../verdict.ts';
import type { GrantCourse } from './grant-course.ts';
import { authorizeGrantAct } from './grant-role.ts';
import { ASSESSED_GRANT_STATES } from './grant-title-timer.ts';
import { isSuspended, payableInstalment } from './grant-title-course.ts';

/** A grant that a maker drafts a payment for; its row is locked. */
export interface GrantToPay {
  readonly course: GrantCourse | null;
  readonly fund: FundCode | null;
  /** Numbers of the instalments that a batch has drafted, sent or settled. */
  readonly living: readonly number[];
}

export type GrantPayRefusal =
  | 'INSTALMENT_NOT_DUE'
  | 'GRANT_SUSPENDED'
  | 'ALREADY_IN_BATCH'
  | 'SAME_PERSON_FORBIDDEN'
  | 'FORBIDDEN';

/** the instalment that this maker may draft now: due, in no other batch, of a title that is not suspended. */
export function isGrantPayable(
  { course, fund, living }: GrantToPay,
  maker: Actor,
): Verdict<{ readonly no: number; readonly amountFen: number; readonly fund: FundCode }, GrantPayRefusal> {
  const title = course?.title ?? null;
  if (
    course === null ||
    title === null ||
    fund === null ||
    !ASSESSED_GRANT_STATES.some((one) => one === course.state)
  ) {
    return refused('INSTALMENT_NOT_DUE');
  }
  if (isSuspended(title)) {
    return refused('GRANT_SUSPENDED');
  }
  const due = payableInstalment(title);
  if (due === null) {
    const isUnderWay = title.instalments.some(({ state }) => state === 'sent');
    return refused(isUnderWay ? 'ALREADY_IN_BATCH' : 'INSTALMENT_NOT_DUE');
  }
  if (living.includes(due.no)) {
    return refused('ALREADY_IN_BATCH');
  }
  const seat = {
    role: 'financeMaker',
    organ: 'FINANCE',
    jurisdiction: maker.jurisdiction,
    decidesAs: 'maker',
  } as const;
  const authorized = authorizeGrantAct(maker, seat, course.deciders);
  if (!authorized.ok) {
    return refused(authorized.reason === 'SAME_PERSON_FORBIDDEN' ? 'SAME_PERSON_FORBIDDEN' : 'FORBIDDEN');
  }
  return granted({ no: due.no, amountFen: due.amountFen, fund });
}
