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

export const REGISTERS = ['certificates', 'identity', 'subsidies', 'insurance'] as const;
export type Register = (typeof REGISTERS)[number];

/** Moves the practice clock forward; the answer comes when every workflow has caught up. @throws Refused, Unreachable */
export function moveClock(to: { readonly advanceDays: number } | { readonly advanceTo: string }) {
  return body(api.POST('/api/v1/practice/clock', { body: to }));
}

/** Loads the rows of a file; `replace` takes those out that were there. @throws Refused, Unreachable */
export function loadRegister(register: Register, file: string, replace: boolean) {
  return body(
    api.PUT('/api/v1/practice/registers/{register}', {
      params: { path: { register }, query: { replace: replace ? 'true' : 'false' } },
      headers: { 'Content-Type': 'text/csv' },
      body: file,
      bodySerializer: (text) => text,
    }),
  );
}

/** Makes a register fail, or answer again. @throws Refused, Unreachable */
export function setAvailability(register: Register, available: boolean) {
  return body(
    api.PUT('/api/v1/practice/registers/{register}/availability', {
      params: { path: { register } },
      body: { available },
    }),
  );
}
