import type { IsoDate } from '../calendar.ts';
import { ageOn } from '../intake/id-number.ts';

export interface PublishableLine {
  readonly lineId: string;
  readonly idNumber: string;
  readonly categories: readonly string[];
}

/** R-063 (000§(七), seed): prisoners and people in compulsory detox have the same entitlement as others. */
export function isInCustody(categories: readonly string[], custodyGroups: readonly string[]): boolean {
  return categories.some((category) => custodyGroups.includes(category));
}

/**
 * R-063, R-096 (ours): selects the lines whose masked names a notice may show. People of the custody groups, and minors
 * on the day of publication, are left out and only counted.
 */
export function namesForNotice(
  lines: readonly PublishableLine[],
  publishedOn: IsoDate,
  parameters: { readonly custodyGroups: readonly string[]; readonly adultAge: number },
): { readonly named: readonly string[]; readonly unnamed: number } {
  const named = lines
    .filter((line) => !isInCustody(line.categories, parameters.custodyGroups))
    .filter((line) => ageOn(line.idNumber, publishedOn) >= parameters.adultAge)
    .map((line) => line.lineId);
  return { named, unnamed: lines.length - named.length };
}

/** C22 (ours): the window for the contract begins with the release if that is later than the class end. */
export function custodyWindowStart(classEndsOn: IsoDate, releasedOn: IsoDate | null): IsoDate {
  return releasedOn !== null && releasedOn > classEndsOn ? releasedOn : classEndsOn;
}
