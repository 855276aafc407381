import { dayAt, type IsoDate } from '../calendar.ts';
import { granted, refused, type Verdict } from '../verdict.ts';
import type { Finding } from '../texts/rule-texts.ts';
import type { FilingMessage, FilingState } from './filing-course.ts';
import { openedBeforeFiling } from './filing-rules.ts';

/**
 * a class with an advance is not withdrawn, because a claim of the class settles what was paid. `hasAdvance`: it
 * has one that was neither rejected nor withdrawn.
 */
export function judgeClassAct(
  { kind }: Pick<FilingMessage, 'kind'>,
  { hasAdvance }: { readonly hasAdvance: boolean },
): Verdict<null, 'ADVANCE_OPEN'> {
  return kind === 'withdraw' && hasAdvance ? refused('ADVANCE_OPEN') : granted(null);
}

export function isAcceptance(message: FilingMessage): boolean {
  return message.kind === 'decide' && message.decision === 'accept';
}

/**
 * a class accepted after its opening day is marked, and the department must give a reason why it may be claimed.
 * Undefined for every other act.
 */
export function warningOfAct(message: FilingMessage, opensOn: IsoDate): Finding | undefined {
  return isAcceptance(message) ? openedBeforeFiling(dayAt(message.atMs), opensOn) : undefined;
}

/**
 * What a submission of a filing does: `first` and `again` (after a return) pin the law of the opening day; `asked`: the
 * filing was submitted and waits for the department; `closed`: it can no longer be submitted.
 */
export function submissionOf({
  state,
  isStartRequested,
}: {
  readonly state: FilingState;
  readonly isStartRequested: boolean;
}): 'first' | 'again' | 'asked' | 'closed' {
  if (!isStartRequested) {
    return state === 'draft' ? 'first' : 'closed';
  }
  if (state === 'returned') {
    return 'again';
  }
  return state === 'filed' ? 'asked' : 'closed';
}
