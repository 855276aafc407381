import { dayAt, endOfDayMs } from '../calendar.ts';
import type { KeptDays, TitleCourse } from './grant-title-course.ts';
import { rectifyDueOn, reportDueAnew, type YearLaw } from './year-law.ts';

/**
 * while a revocation is proposed the holder can neither report nor put right. Of a title that is kept, days
 * that passed meanwhile begin anew with the decision.
 */
export function keptDays(
  { years }: Pick<TitleCourse, 'years'>,
  laws: ReadonlyMap<number, Pick<YearLaw, 'opensOn' | 'reportDueOn'>>,
  atMs: number,
): readonly KeptDays[] {
  return years.flatMap(({ year, state, reportEndsMs, rectifyEndsMs, rectifyDays }): readonly KeptDays[] => {
    const law = laws.get(year);
    if (state === 'open' && reportEndsMs <= atMs && law !== undefined) {
      return [{ year, reportEndsMs: endOfDayMs(reportDueAnew(dayAt(atMs), law)) }];
    }
    return state === 'rectifying' && (rectifyEndsMs ?? atMs) <= atMs
      ? [{ year, rectifyEndsMs: endOfDayMs(rectifyDueOn(dayAt(atMs), { rectifyDays })) }]
      : [];
  });
}

/** The end of the days to report a year that opens; anew where it should have opened before the title was kept. */
export function reportEndsOf(
  law: Pick<YearLaw, 'opensOn' | 'reportDueOn'>,
  { keptMs = 0 }: Pick<TitleCourse, 'keptMs'>,
  opensMs: number,
): number {
  return endOfDayMs(keptMs > opensMs ? reportDueAnew(dayAt(keptMs), law) : law.reportDueOn);
}
