import type { IsoDate } from '../calendar.ts';
import { ageOn } from '../intake/id-number.ts';

export interface PublishableLine {
  readonly lineId: string;
  readonly idNumber: string;
  readonly categories: readonly string[];
}

/** R-063 (000§(七), seed): prisoners and people in compulsory detox are entitled like everybody else. */
export function isInCustody(categories: readonly string[], custodyGroups: readonly string[]): boolean {
  return categories.some((category) => custodyGroups.includes(category));
}

/**
 * R-063, R-096 (ours): whose masked name a notice may bear. A class of the custody route bears none at all, or the list
 * itself would say who is in custody; elsewhere people of the custody groups and minors on the day of publication are
 * left out and only counted.
 */
export function namesForNotice(
  lines: readonly PublishableLine[],
  notice: { readonly publishedOn: IsoDate; readonly isCustodyClass: boolean },
  parameters: { readonly custodyGroups: readonly string[]; readonly adultAge: number },
): { readonly named: readonly string[]; readonly unnamed: number } {
  const named = lines
    .filter((line) => !notice.isCustodyClass && !isInCustody(line.categories, parameters.custodyGroups))
    .filter((line) => ageOn(line.idNumber, notice.publishedOn) >= parameters.adultAge)
    .map((line) => line.lineId);
  return { named, unnamed: lines.length - named.length };
}

/** C22 (ours): the window of the contract begins with the release where that is later than the class end. */
export function custodyWindowStart(classEndsOn: IsoDate, releasedOn: IsoDate | null): IsoDate {
  return releasedOn !== null && releasedOn > classEndsOn ? releasedOn : classEndsOn;
}
