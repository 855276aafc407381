import {
  addDays,
  addMonths,
  dayAt,
  daysBetween,
  endOfDayMs,
  isIsoDate,
  parseIsoDate,
  startOfDayMs,
  type IsoDate,
} from '../calendar.ts';
import { planDueDay } from '../policy/plan-targets.ts';
import type { ParameterValue, PolicyLibrary } from '../policy/policy-pack.ts';
import { resolveParameter } from '../policy/resolve-parameter.ts';
import { resolveRoute } from '../policy/resolve-route.ts';
import type { ExpectedPeriod, PeriodDefinition, PeriodOf } from './period-words.ts';

/** A row of the packs with the place that it is for. */
export interface PeriodRow extends PeriodOf {
  readonly definition: PeriodDefinition;
  /** The first day of its document: an anchor is read as it was then, so that the cycles keep their numbers. */
  readonly validFrom: IsoDate;
}

/** Returns every row of the packs; a row that a later pack repeats stands once. */
export function periodRows({ packs }: PolicyLibrary): readonly PeriodRow[] {
  const rows = new Map<string, PeriodRow>();
  for (const { document, periods = [] } of packs) {
    for (const definition of periods) {
      const { kind, route = null } = definition;
      const of = { kind, jurisdiction: definition.jurisdiction ?? document.jurisdiction, route };
      rows.set(JSON.stringify(of), { ...of, definition, validFrom: document.validFrom });
    }
  }
  return [...rows.values()];
}

/** Returns the row of a period, if the packs have one. */
export function periodRowOf(library: PolicyLibrary, of: PeriodOf): PeriodRow | null {
  const isSame = (row: PeriodRow) =>
    row.kind === of.kind && row.jurisdiction === of.jurisdiction && row.route === of.route;
  return periodRows(library).find(isSame) ?? null;
}

/**
 * Returns the periods of a row whose nominal instant lies after `fromMs` and not after `toMs`, in their order. A row
 * whose parameters nobody gave has none: an anchor or a day that is missing is never guessed.
 */
export function periodsBetween(
  library: PolicyLibrary,
  row: PeriodRow,
  { fromMs, toMs }: { readonly fromMs: number; readonly toMs: number },
): readonly ExpectedPeriod[] {
  if (toMs <= fromMs) {
    return [];
  }
  const isInside = ({ opensAtMs }: ExpectedPeriod) => fromMs < opensAtMs && opensAtMs <= toMs;
  if ('yearlyOn' in row.definition.opens) {
    const [first, last] = [Number(dayAt(fromMs).slice(0, 4)), Number(dayAt(toMs).slice(0, 4))];
    const years = Array.from({ length: last - first + 1 }, (_, index) => first + index);
    return years.flatMap((year) => yearly(library, row, year) ?? []).filter(isInside);
  }
  const cycle = cycleOf(library, row);
  if (cycle === null) {
    return [];
  }
  const periods: ExpectedPeriod[] = [];
  for (let no = cycle.noAt(dayAt(fromMs)); startOfDayMs(cycle.startsOn(no)) <= toMs; no += 1) {
    periods.push(cyclePeriod(row, cycle, no));
  }
  return periods.filter(isInside);
}

/** Returns the period that a key names; null for a key that the row does not have. */
export function periodWithKey(library: PolicyLibrary, row: PeriodRow, key: string): ExpectedPeriod | null {
  if ('yearlyOn' in row.definition.opens) {
    return /^\d{4}$/.test(key) ? yearly(library, row, Number(key)) : null;
  }
  const cycle = cycleOf(library, row);
  return cycle === null || !/^[1-9]\d{0,3}$/.test(key) ? null : cyclePeriod(row, cycle, Number(key));
}

/** Returns the first period after an instant; null for a row without any. */
export function nextPeriod(library: PolicyLibrary, row: PeriodRow, afterMs: number): ExpectedPeriod | null {
  return periodsBetween(library, row, { fromMs: afterMs, toMs: afterMs + LONGEST_GAP_MS })[0] ?? null;
}

const LONGEST_GAP_MS = 731 * 86_400_000;

/** How a Schedule opens the periods of a row: a day of each year or month, or every so many days from an anchor. */
export type PeriodRhythm =
  | { readonly every: 'year'; readonly month: number; readonly day: number }
  | { readonly every: 'month'; readonly from: IsoDate }
  | { readonly every: 'days'; readonly days: number; readonly from: IsoDate };

/** Returns the rhythm as the law of a day has it; null where a parameter is missing. */
export function periodRhythm(library: PolicyLibrary, row: PeriodRow, on: IsoDate): PeriodRhythm | null {
  const { opens } = row.definition;
  if ('yearlyOn' in opens) {
    const [month, day] = monthAndDay(valueOf(library, row, opens.yearlyOn, on)) ?? [];
    return month === undefined || day === undefined ? null : { every: 'year', month, day };
  }
  const cycle = cycleOf(library, row);
  if (cycle === null) {
    return null;
  }
  return cycle.days === null
    ? { every: 'month', from: cycle.anchor }
    : { every: 'days', days: cycle.days, from: cycle.anchor };
}

function yearly(library: PolicyLibrary, row: PeriodRow, year: number): ExpectedPeriod | null {
  const { kind, jurisdiction, route, definition } = row;
  if (!('yearlyOn' in definition.opens)) {
    return null;
  }
  const opensOn = dayOfYear(library, row, { key: definition.opens.yearlyOn, year });
  if (opensOn === null || !isRouteOpen(library, row, opensOn)) {
    return null;
  }
  const { due } = definition;
  if (due === 'planDue') {
    // a year before the first one of the paper has no plan.
    const dueOn = planDueDay(library, jurisdiction, year);
    return dueOn === null ? null : periodOf(dueOn);
  }
  return periodOf(due === undefined ? null : dayOfYear(library, row, { key: due.yearlyOn, year }));

  function periodOf(dueOn: IsoDate | null): ExpectedPeriod {
    const dueAtMs = dueOn === null ? null : endOfDayMs(dueOn);
    return {
      kind,
      jurisdiction,
      route,
      key: String(year),
      opensAtMs: startOfDayMs(parseIsoDate(opensOn ?? '')),
      dueAtMs,
    };
  }
}

/** what belongs to a route opens only while the route is open; a year without its rate or fund has none. */
function isRouteOpen(library: PolicyLibrary, { jurisdiction, route }: PeriodRow, on: IsoDate): boolean {
  return route === null || resolveRoute(library, { jurisdiction, route, on }).ok;
}

/** The law of the year's first day says it; one that begins within the year says it where none stood before. */
function dayOfYear(
  library: PolicyLibrary,
  row: PeriodRow,
  { key, year }: { readonly key: string; readonly year: number },
): IsoDate | null {
  const said =
    valueOf(library, row, key, parseIsoDate(`${year}-01-01`)) ??
    valueOf(library, row, key, parseIsoDate(`${year}-12-31`));
  const text = monthAndDay(said) === null ? '' : `${year}-${String(said)}`;
  return isIsoDate(text) ? text : null;
}

function monthAndDay(value: ParameterValue | undefined): readonly [month: number, day: number] | null {
  const [, month, day] = typeof value === 'string' ? (/^(\d{2})-(\d{2})$/.exec(value) ?? []) : [];
  return month === undefined || day === undefined ? null : [Number(month), Number(day)];
}

interface Cycle {
  readonly anchor: IsoDate;
  /** Null: calendar months. */
  readonly days: number | null;
  startsOn(no: number): IsoDate;
  /** The number of the cycle in which a day lies; 1 for a day before the anchor. */
  noAt(day: IsoDate): number;
}

/** the cycle is exactly so many days from the anchor, or by switch a calendar month. */
function cycleOf(library: PolicyLibrary, row: PeriodRow): Cycle | null {
  const { opens } = row.definition;
  if ('yearlyOn' in opens) {
    return null;
  }
  const anchor = valueOf(library, row, opens.from, row.validFrom);
  if (typeof anchor !== 'string' || !isIsoDate(anchor)) {
    return null;
  }
  if (opens.mode !== undefined && valueOf(library, row, opens.mode, anchor) === 'CALENDAR_MONTH') {
    const firstOfMonth = parseIsoDate(`${anchor.slice(0, 7)}-01`);
    return {
      anchor,
      days: null,
      startsOn: (no) => (no === 1 ? anchor : addMonths(firstOfMonth, no - 1)),
      noAt: (day) => Math.max(1, monthsBetween(anchor, day) + 1),
    };
  }
  const days = valueOf(library, row, opens.everyDays, anchor);
  return typeof days !== 'number' || days < 1
    ? null
    : {
        anchor,
        days,
        startsOn: (no) => addDays(anchor, (no - 1) * days),
        noAt: (day) => Math.max(1, Math.floor(daysBetween(anchor, day) / days) + 1),
      };
}

function monthsBetween(from: IsoDate, to: IsoDate): number {
  const [fromYear = 0, fromMonth = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0] = to.split('-').map(Number);
  return (toYear - fromYear) * 12 + toMonth - fromMonth;
}

function cyclePeriod({ kind, jurisdiction, route }: PeriodRow, cycle: Cycle, no: number): ExpectedPeriod {
  const [opensAtMs, dueAtMs] = [startOfDayMs(cycle.startsOn(no)), startOfDayMs(cycle.startsOn(no + 1))];
  return { kind, jurisdiction, route, key: String(no), opensAtMs, dueAtMs };
}

function valueOf(library: PolicyLibrary, row: PeriodRow, key: string, on: IsoDate): ParameterValue | undefined {
  const { jurisdiction, route } = row;
  return resolveParameter(library, { jurisdiction, route: route ?? EVERY_ROUTE, on, key }).winner?.value;
}

/** No route has this code, so only parameters that apply to all routes are found. */
const EVERY_ROUTE = '';
