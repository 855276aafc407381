import { isIsoDate, parseIsoDate, type IsoDate } from '../calendar.ts';
import { planDueOn, planFields, type PlanDueParameters } from '../grant/annual-plan.ts';
import type { AnnualTarget, PolicyDocument, PolicyLibrary } from './policy-pack.ts';
import { packsFor, resolveParameter } from './resolve-parameter.ts';

/** A number of person-times that a document requires by the end of a year. */
export interface PersonTimesTarget {
  readonly document: string;
  readonly clause: string;
  readonly jurisdiction: string;
  readonly personTimes: number;
}

/** Counted over the years from the document's first to its last. */
export interface RegionTarget extends PersonTimesTarget {
  readonly fromYear: number;
  readonly byYear: number;
}

/** The guidance table that a year has, or the last one before it. */
export interface Annex {
  readonly document: string;
  /** First and last year that the table guides; null where no end is stated. */
  readonly fromYear: number;
  readonly toYear: number | null;
  /** False in later years: the table is shown as last known and guides nothing. */
  readonly inForce: boolean;
  readonly rows: readonly AnnualTarget[];
}

/**
 * returns the guidance table in force in a year, else the one that ended last before it; null in the years before
 * the first table.
 */
export function annexOf(library: PolicyLibrary, jurisdiction: string, year: number): Annex | null {
  const tables = packsFor(library, jurisdiction)
    .flatMap(({ document, targets }) => tablesOf(document, targets))
    .filter(({ fromYear }) => fromYear <= year)
    .map((table) => ({ ...table, inForce: year <= (table.toYear ?? year) }));
  return tables.find(({ inForce }) => inForce) ?? tables.toSorted((a, b) => endOf(b) - endOf(a))[0] ?? null;
}

/** The rows of one document, grouped by the years that they guide. */
function tablesOf(document: PolicyDocument, targets: readonly AnnualTarget[]): readonly Omit<Annex, 'inForce'>[] {
  const tables = new Map<string, { fromYear: number; toYear: number | null; rows: AnnualTarget[] }>();
  for (const row of targets) {
    const fromYear = yearOf(row.validFrom ?? document.validFrom);
    const end = row.validTo ?? document.validTo;
    const toYear = end === undefined ? null : yearOf(end);
    const table = tables.get(`${fromYear}/${toYear}`) ?? { fromYear, toYear, rows: [] };
    tables.set(`${fromYear}/${toYear}`, { ...table, rows: [...table.rows, row] });
  }
  return [...tables.values()].map((table) => ({ ...table, document: document.id }));
}

function endOf({ toYear }: Pick<Annex, 'toYear'>): number {
  return toYear ?? Number.POSITIVE_INFINITY;
}

function yearOf(day: IsoDate): number {
  return Number(day.slice(0, 4));
}

/**
 * returns the target of a city's own document for one year (`target.personTimes.<year>`); null if no document
 * gives one.
 */
export function phaseTarget(library: PolicyLibrary, jurisdiction: string, year: number): PersonTimesTarget | null {
  return targetsFor(library, jurisdiction).find((one) => !one.isOfRegion && one.byYear === year) ?? null;
}

/**
 * returns the region's target for the end of a later year, while its plan runs; null if no plan runs in the
 * year.
 */
export function regionTarget(library: PolicyLibrary, jurisdiction: string, year: number): RegionTarget | null {
  const running = targetsFor(library, jurisdiction).filter((one) => one.isOfRegion);
  return running.find(({ fromYear, byYear }) => fromYear <= year && year <= byYear) ?? null;
}

/** returns the day on which the year's plan is due; null if no document requires plans. */
export function planDueDay(library: PolicyLibrary, jurisdiction: string, year: number): IsoDate | null {
  const parameters = dueParameters(library, jurisdiction, year);
  return parameters === null ? null : (planDueOn(year, parameters) ?? null);
}

function dueParameters(library: PolicyLibrary, jurisdiction: string, year: number): PlanDueParameters | null {
  const valueOf = (key: string) =>
    resolveParameter(library, { jurisdiction, route: EVERY_ROUTE, on: lastDay(year), key }).winner?.value;
  const [firstDue, dueMonth] = [valueOf('plan.firstDue'), valueOf('plan.dueMonth')];
  if (typeof firstDue !== 'string' || !isIsoDate(firstDue)) {
    return null;
  }
  const isFirst = firstDue.startsWith(`${year}-`);
  return isFirst || typeof dueMonth === 'number' ? { firstDueOn: firstDue, dueMonth: Number(dueMonth ?? 2) } : null;
}

/** true if the plan of a year also says what was trained before. */
export function saysTrainingDone(library: PolicyLibrary, jurisdiction: string, year: number): boolean {
  const parameters = dueParameters(library, jurisdiction, year);
  return parameters !== null && planFields(year, parameters).includes('trainingDoneSoFar');
}

/** No route has this code, so only parameters that apply to all routes are found. */
const EVERY_ROUTE = '';

function targetsFor(library: PolicyLibrary, jurisdiction: string) {
  return packsFor(library, jurisdiction).flatMap(({ document, parameters }) =>
    parameters.flatMap(({ key, value, clause }) => {
      const byYear = /^target\.personTimes\.(\d{4})$/.exec(key)?.[1];
      return byYear === undefined || typeof value !== 'number'
        ? []
        : {
            document: document.id,
            clause,
            jurisdiction: document.jurisdiction,
            personTimes: value,
            fromYear: yearOf(document.validFrom),
            byYear: Number(byYear),
            isOfRegion: document.jurisdiction.endsWith('0000'),
          };
    }),
  );
}

function lastDay(year: number): IsoDate {
  return parseIsoDate(`${year}-12-31`);
}
