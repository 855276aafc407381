import { canonicalJson } from '../canonical-json.ts';
import type { DemandData } from './demand-entry.ts';

/** A good row of a file. */
export interface DemandFileRow {
  readonly jurisdiction: string;
  readonly data: DemandData;
  /** The row gave the last day itself; otherwise it is the day of the import and the days of the law. */
  readonly saysEnd: boolean;
}

interface PlacedDemand extends DemandData {
  readonly jurisdiction: string;
}

/** What an entry says besides its last day: two that say the same are the same need. */
export function needOf(entry: PlacedDemand): string {
  const { jurisdiction, list, employer, industry, post, occupation, skillLevel, openings } = entry;
  const { payFromFen, payToFen, hasSkill, wantsTraining, wantedOccupation, person } = entry;
  const what = { jurisdiction, list, employer, industry, post, occupation, skillLevel, openings };
  return canonicalJson({ ...what, payFromFen, payToFen, hasSkill, wantsTraining, wantedOccupation, person });
}

/** A worker without a name may want the same as another one; an enterprise or a person that stands twice is a mistake. */
export function standsForOne({ list, person }: DemandData): boolean {
  return list === 'employer' || person !== null;
}

/**
 * Returns the rows that are not stored yet, so that a file that is sent again adds nothing. Each stored entry stands for
 * one row: of three workers with the same wish of whom two are stored, one is new.
 */
export function unknownRows<Row extends DemandFileRow>(
  rows: readonly Row[],
  stored: readonly PlacedDemand[],
): readonly Row[] {
  const left = new Map<string, PlacedDemand[]>();
  for (const entry of stored) {
    const need = needOf(entry);
    const same = left.get(need) ?? [];
    same.push(entry);
    left.set(need, same);
  }
  return rows.filter(({ jurisdiction, data, saysEnd }) => {
    const same = left.get(needOf({ ...data, jurisdiction })) ?? [];
    const found = same.findIndex(({ validUntil }) => !saysEnd || validUntil === data.validUntil);
    if (found === -1) {
      return true;
    }
    same.splice(found, 1);
    return false;
  });
}
