import type { IsoDate } from '../calendar.ts';
import type { Fen } from '../money.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

/** A constant of a document with its days of validity; both days count. */
export interface FixedAmount {
  readonly route: string;
  readonly amountFen: Fen;
  readonly from: IsoDate;
  readonly to: IsoDate | null;
}

/** R-089 (000§(九), §(十), §(十三), seed; T-20): the amount in force on a day, of several the one that began last. */
export function fixedAmount(
  route: string,
  on: IsoDate,
  table: readonly FixedAmount[],
): Verdict<Fen, 'PARAMETER_MISSING'> {
  const [latest] = table
    .filter((row) => row.route === route && row.from <= on && (row.to === null || on <= row.to))
    .toSorted((a, b) => (a.from < b.from ? 1 : -1));
  return latest === undefined ? refused('PARAMETER_MISSING') : granted(latest.amountFen);
}

/** what somebody enters is the constant to the fen, or a newer amount is put into a pack first. */
export function judgeFixedAmount(
  enteredFen: Fen,
  route: string,
  on: IsoDate,
  table: readonly FixedAmount[],
): Verdict<Fen, 'PARAMETER_MISSING' | 'OTHER_THAN_FIXED'> {
  const fixed = fixedAmount(route, on, table);
  return !fixed.ok || fixed.value === enteredFen ? fixed : refused('OTHER_THAN_FIXED');
}
