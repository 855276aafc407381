import { covers } from '../authority/jurisdiction.ts';
import { periodRows } from '../period/period-rule.ts';
import type { PolicyLibrary } from '../policy/policy-pack.ts';

/** the places that keep demand lists, each with those below it. */
export function surveyPlaces(library: PolicyLibrary): readonly string[] {
  return periodRows(library)
    .filter(({ kind }) => kind === 'DEMAND_CYCLE')
    .map(({ jurisdiction }) => jurisdiction)
    .toSorted();
}

/**
 * returns the place whose cycle covers an entry of a jurisdiction, its own or the nearest above it: its officer
 * looks at the entry, and its lists publish it with its banner. Null where no cycle covers it.
 */
export function surveyedBy(library: PolicyLibrary, jurisdiction: string): string | null {
  const above = surveyPlaces(library).filter((place) => covers(place, jurisdiction));
  return above.toSorted((a, b) => (covers(a, b) ? 1 : -1))[0] ?? null;
}
