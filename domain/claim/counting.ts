import type { ClaimCourse, ClaimKind } from './claim-course.ts';
import type { ClaimMessage } from './claim-message.ts';

/** What the recording of an act counts before the claim's course moves; `contracts`: the evidence of the top-up. */
export type Counting = 'everyLine' | 'contracts' | 'nothing';

export type CountingMessage = Extract<ClaimMessage, { kind: 'registerAnswered' | 'contractEvidence' | 'timerFired' }>;

/**
 * A register's answer counts every line again. Complete evidence, or the end of its window, judges the contracts
 * . The end of the days to resubmit counts nothing.
 */
export function countingOf(message: CountingMessage): Counting {
  if (message.kind === 'registerAnswered') {
    return 'everyLine';
  }
  return message.kind === 'timerFired' && !isTopUpDecidedByTime(message) ? 'nothing' : 'contracts';
}

/** True for the end of the evidence window: it decides the top-ups and no person sends it (R-082, design §5a). */
export function isTopUpDecidedByTime(message: ClaimMessage): boolean {
  return message.kind === 'timerFired' && message.timer === 'evidence';
}

/**
 * What a resubmission counts: for the top-up the contracts; for the base every line, if attendance or results changed
 * since the return. An advance is no sum of lines.
 */
export function countingOfResubmission({
  purpose,
  kind,
  trainingDataChanged,
}: {
  readonly purpose: ClaimCourse['purpose'];
  readonly kind: ClaimKind;
  readonly trainingDataChanged: boolean;
}): Counting {
  if (purpose === 'float') {
    return 'contracts';
  }
  return trainingDataChanged && kind !== 'advance' ? 'everyLine' : 'nothing';
}

/**
 * the resubmission of a top-up changes an amount that a notice has shown, so the reviews begin again. A claim
 * that a review returned continues there, whatever it counts.
 */
export function changesShownAmount(
  { returnedFrom }: Pick<ClaimCourse, 'returnedFrom'>,
  { shownFen, countedFen }: { readonly shownFen: number; readonly countedFen: number },
): boolean {
  return returnedFrom === null && countedFen !== shownFen;
}
