import type { IsoDate } from '../calendar.ts';

/** What R-152 counts: approved lines of classes, and work-for-training cases. */
export interface CountedLine {
  readonly personId: string;
  /** The class or the case. */
  readonly trainingId: string;
  readonly kind: 'class' | 'workForTraining' | 'float' | 'allowance' | 'advance';
  readonly isApproved: boolean;
  /** The class end, or the end of the case, which determines the year. */
  readonly endsOn: IsoDate;
}

/**
 * a person who is approved in a class is one person-time in the year of the class end, however many training
 * years (L7) and supplementary claims (L12) pay the person; a work-for-training case is one; top-up, allowance and advance
 * are not counted.
 */
export function countPersonTimes(
  lines: readonly CountedLine[],
  year: number,
): { personTimes: number; persons: number } {
  const counted = lines.filter(
    (line) =>
      line.isApproved &&
      (line.kind === 'class' || line.kind === 'workForTraining') &&
      line.endsOn.startsWith(`${year}-`),
  );
  const trainings = new Set(counted.map(({ kind, personId, trainingId }) => `${kind} ${trainingId} ${personId}`));
  return { personTimes: trainings.size, persons: new Set(counted.map((line) => line.personId)).size };
}
