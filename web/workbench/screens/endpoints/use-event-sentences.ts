import type { Attempt } from '../../api/resources/endpoints.ts';
import { useEndpointsWords } from '../../words/endpoints.ts';
import { useRecordWords } from '../../words/records.ts';

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

interface Failed {
  readonly lastStatus: number | null;
  readonly lastError: Attempt['error'];
}

/** What an age and a failed attempt are called. */
export function useEventSentences() {
  const { age, errors, failed } = useEndpointsWords();
  const { none } = useRecordWords();
  return {
    ageOf: (seconds: number | null): string => {
      if (seconds === null) {
        return none;
      }
      if (seconds < HOUR) {
        return age.minutes(Math.floor(seconds / MINUTE));
      }
      return seconds < DAY ? age.hours(Math.floor(seconds / HOUR)) : age.days(Math.floor(seconds / DAY));
    },
    errorOf: ({ lastStatus, lastError }: Failed): string =>
      lastError === null ? none : failed(errors[lastError], lastStatus),
  };
}
