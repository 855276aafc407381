import { queryOptions } from '@tanstack/react-query';
import { api, body } from '../client.ts';
import { Refused } from '../problem.ts';

const LOOK_AGAIN_MS = 60_000;

/** The practice clock; null in live mode, where it does not exist. */
export const practiceClockQuery = queryOptions({
  queryKey: ['practice', 'clock'],
  refetchInterval: LOOK_AGAIN_MS,
  queryFn: async () => {
    try {
      return await body(api.GET('/api/v1/practice/clock'));
    } catch (error) {
      if (error instanceof Refused && error.problem.status === 404) {
        return null;
      }
      throw error;
    }
  },
});
