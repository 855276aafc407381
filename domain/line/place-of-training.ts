import type { RefusalCode } from '../codes.ts';
import { covers } from '../authority/jurisdiction.ts';
import { refusalRemark, type RuleRemark } from '../texts/rule-texts.ts';

/** The codes of `place.kinds`. */
export const PLACE_KINDS = ['REGISTRATION', 'RESIDENCE', 'WORK_OR_JOB_SEEKING'] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

/** Places as GB/T 2260 codes; null if the person named none. */
export interface PlacesOfPerson {
  readonly registeredAt: string | null;
  readonly residesAt: string | null;
  /** Where the person works or looks for work. */
  readonly worksAt: string | null;
}

/** One training for which a subsidy is claimed: its class, or the certificate if there was no class. */
export interface TrainingClaim {
  readonly trainingId: string;
  readonly jurisdiction: string;
}

/**
 * R-047 (003§三(三), seed): the person may choose home registration, usual residence, or place of work or job-seeking;
 * R-064 (000§(七), seed): so a migrant farmer or herder may claim at the place of work. A place inside the claim's
 * jurisdiction qualifies.
 */
export function placeRefusal(jurisdiction: string, places: PlacesOfPerson): RuleRemark<RefusalCode> | undefined {
  const isEntitled = [places.registeredAt, places.residesAt, places.worksAt].some(
    (place) => place !== null && covers(jurisdiction, place),
  );
  return isEntitled ? undefined : refusalRemark('PLACE_NOT_ENTITLED');
}

/**
 * R-064, T-26: refuses a training that was claimed in another jurisdiction: three places may pay, and one does.
 * `earlier` contains the person's claims in other jurisdictions, in flight or
 * paid.
 */
export function elsewhereRefusal(
  claimed: TrainingClaim,
  earlier: readonly TrainingClaim[],
): RuleRemark<RefusalCode> | undefined {
  const other = earlier.find((one) => one.trainingId === claimed.trainingId);
  return other === undefined ? undefined : refusalRemark('CLAIMED_ELSEWHERE', { place: other.jurisdiction });
}
