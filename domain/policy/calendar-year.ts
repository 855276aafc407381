import type { IsoDate } from '../calendar.ts';
import type { Label } from './policy-pack.ts';

/** One file of published holidays: `defaults/calendar-<year>.yaml`. Make-up days are worked weekend days. */
export interface CalendarYear {
  readonly version: string;
  readonly year: number;
  readonly source: string;
  readonly publishedOn: IsoDate;
  readonly holidays: readonly { readonly name: Label; readonly from: IsoDate; readonly to: IsoDate }[];
  readonly workedWeekendDays: readonly IsoDate[];
}
