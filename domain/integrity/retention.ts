import { addMonths, type IsoDate } from '../calendar.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

const MONTHS_OF_A_YEAR = 12;

/**
 * R-151 (ours, after OUT 39): a claim's file is kept for a number of years from the day it closed, including that last
 * day; an open claim is never deleted. Until then exports show masked persons.
 */
export function judgeDeletion(
  facts: { readonly closedOn: IsoDate | null; readonly today: IsoDate },
  years: number,
): Verdict<null, 'KEPT_BY_RETENTION'> {
  const isOver = facts.closedOn !== null && facts.today > addMonths(facts.closedOn, years * MONTHS_OF_A_YEAR);
  return isOver ? granted(null) : refused('KEPT_BY_RETENTION');
}
