import type { IsoDate } from '../calendar.ts';

/** What R-152 counts: approved lines of classes, and work-for-training cases. */
export interface CountedLine {
  readonly personId: string;
  readonly kind: 'class' | 'workForTraining' | 'float' | 'allowance' | 'advance';
  readonly isApproved: boolean;
  /** The class end, or the end of the case, which determines the year. */
  readonly endsOn: IsoDate;
}

/**
 * one approved line of one class is one person-time in the year of the class end; a work-for-training case is
 * one; top-up, allowance and advance are not counted.
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
  return { personTimes: counted.length, persons: new Set(counted.map((line) => line.personId)).size };
}
