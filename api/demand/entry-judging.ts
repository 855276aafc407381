import { dayAt } from '../../domain/calendar.ts';
import { judgeEntry, type DemandData, type EnteredDemand, type JudgedEntry } from '../../domain/demand/demand-entry.ts';
import { surveyedBy, surveyPlaces } from '../../domain/demand/demand-places.ts';
import { demandRules } from '../../domain/demand/demand-rules.ts';
import { occupationNames } from '../../domain/policy/directories.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import type { Caller } from '../kernel/caller.ts';
import { Problem } from '../kernel/problem.ts';

/** Judges what was entered by the law of its place on the day. */
export function judgedEntry(
  library: PolicyLibrary,
  jurisdiction: string,
  entered: EnteredDemand,
  at: Date,
): JudgedEntry {
  const on = dayAt(at.getTime());
  const { entryValidDays } = demandRules(library, jurisdiction, on);
  return judgeEntry(entered, { on, validDays: entryValidDays, nameOf: occupationNames(library) });
}

/** @throws Problem FIELD_REQUIRED or INVALID, with a pointer per field */
export function judged(library: PolicyLibrary, jurisdiction: string, entered: EnteredDemand, at: Date): DemandData {
  requireSurvey(library, jurisdiction);
  const verdict = judgedEntry(library, jurisdiction, entered, at);
  if (!verdict.ok) {
    throw new Problem(verdict.reason, {
      errors: verdict.faults.map(({ pointer, code, facts }) => ({
        pointer,
        code,
        ...(facts !== undefined && { facts }),
        ...(code === 'TOO_SMALL' && { facts: { minimum: entered.payFromFen ?? 1 } }),
      })),
    });
  }
  return verdict.data;
}

/** @throws Problem INVALID where no cycle covers the place, with the places that have one */
export function requireSurvey(library: PolicyLibrary, jurisdiction: string): string {
  const surveyed = surveyedBy(library, jurisdiction);
  if (surveyed === null) {
    const facts = { places: surveyPlaces(library).join(', ') };
    throw new Problem('INVALID', { errors: [{ pointer: '/jurisdiction', code: 'NO_SURVEY_HERE', facts }] });
  }
  return surveyed;
}

/** Parties enter for where they want; an office for its own place, and for the banners that its cycle covers. */
export function mayEnterFor(
  caller: Caller,
  { jurisdiction, surveyed }: { readonly jurisdiction: string; readonly surveyed: string },
): boolean {
  return caller.partyId !== null || [jurisdiction, surveyed].includes(caller.jurisdiction);
}
