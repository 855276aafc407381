import { parseIsoDate, type IsoDate } from '../calendar.ts';
import { snapshotText, type PolicySnapshot } from '../policy/policy-snapshot.ts';

/** The days of a year's call. */
export interface CallDays {
  readonly opensOn: IsoDate;
  /** The last day of applications, until 24:00. */
  readonly closesOn: IsoDate;
  readonly cityDueOn: IsoDate;
  readonly reviewDueOn: IsoDate;
}

/** the days that the law pinned on the call gives its year. */
export function callDays(year: number, snapshot: PolicySnapshot): CallDays {
  const dayOf = (key: string) => parseIsoDate(`${year}-${snapshotText(snapshot, key)}`);
  return {
    opensOn: dayOf('grant.call.opensOn'),
    closesOn: dayOf('grant.call.closesOn'),
    cityDueOn: dayOf('grant.call.cityDueOn'),
    reviewDueOn: dayOf('grant.call.reviewDueOn'),
  };
}
