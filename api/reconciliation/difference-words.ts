import { dayAt } from '../../domain/calendar.ts';
import { formatFen, parseFen } from '../../domain/money.ts';
import type { Difference } from '../../domain/reconciliation/reconcile.ts';
import { actViews } from '../kernel/act-view.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import { fieldMessage } from '../kernel/messages.ts';
import type { Facts } from '../kernel/problem.ts';
import type { DayDifference } from './reconciliation-ports.ts';

/** The values of a difference's sentence: the amount in yuan and the day since when it stands. */
export function differenceFacts({ amountFen, since }: Pick<Difference, 'amountFen' | 'since'>): Facts {
  return { amount: formatFen(parseFen(amountFen)), since: dayAt(since.getTime()) };
}

export function differenceSentence(difference: Pick<Difference, 'kind' | 'amountFen' | 'since'>, language: Language) {
  return fieldMessage(difference.kind, language, differenceFacts(difference));
}

/** A difference of a run for who asks; only one of the newest run is still to be explained. */
export function differenceView(difference: DayDifference, { caller, language, isNewest }: DifferenceReader) {
  const { claimId, claimNo, grantId, grantNo, instructionId, eventId, explanation, since, ...plain } = difference;
  const refusal = explanation === null && isNewest ? null : 'WRONG_STATE';
  return {
    ...plain,
    ...(claimId !== null && { claimId }),
    ...(claimNo !== null && { claimNo }),
    ...(grantId !== null && { grantId }),
    ...(grantNo !== null && { grantNo }),
    ...(instructionId !== null && { instructionId }),
    ...(eventId !== null && { eventId }),
    since: since.toISOString(),
    sentence: differenceSentence(difference, language),
    ...(explanation !== null && {
      explanation: { ...explanation, explainedAt: explanation.explainedAt.toISOString() },
    }),
    acts: [actViews('difference', caller, language)('explanation', refusal)],
  };
}

export interface DifferenceReader {
  readonly caller: Caller;
  readonly language: Language;
  /** The run that is read is the newest of its day. */
  readonly isNewest: boolean;
}
