import { dayAt } from '../../domain/calendar.ts';
import { formatFen, parseFen } from '../../domain/money.ts';
import type { Difference } from '../../domain/reconciliation/reconcile.ts';
import { actViews } from '../kernel/act-view.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import { fieldMessage } from '../kernel/messages.ts';
import type { Facts } from '../kernel/problem.ts';
import type { DayDifference } from './reconciliation-ports.ts';

/** Who reads a difference: what may be said of it depends on that. */
export interface DifferenceReader {
  readonly caller: Caller;
  readonly language: Language;
}

/** The values of a difference's sentence: the amount in yuan and the day since when it stands. */
export function differenceFacts({ amountFen, since }: Pick<Difference, 'amountFen' | 'since'>): Facts {
  return { amount: formatFen(parseFen(amountFen)), since: dayAt(since.getTime()) };
}

export function differenceSentence(difference: Pick<Difference, 'kind' | 'amountFen' | 'since'>, language: Language) {
  return fieldMessage(difference.kind, language, differenceFacts(difference));
}

export function differenceView(difference: DayDifference, { caller, language }: DifferenceReader) {
  const { claimId, grantId, instructionId, eventId, explanation, since, ...plain } = difference;
  return {
    ...plain,
    ...(claimId !== null && { claimId }),
    ...(grantId !== null && { grantId }),
    ...(instructionId !== null && { instructionId }),
    ...(eventId !== null && { eventId }),
    since: since.toISOString(),
    sentence: differenceSentence(difference, language),
    acts: [actViews('difference', caller, language)('explanation', explanation === null ? null : 'WRONG_STATE')],
    ...(explanation !== null && {
      explanation: { ...explanation, explainedAt: explanation.explainedAt.toISOString() },
    }),
  };
}
