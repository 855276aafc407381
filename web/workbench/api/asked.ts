import type { Fault } from '../parts/fault.ts';
import { faultOf } from './problem.ts';

interface Query<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  refetch(): Promise<unknown>;
}

/** What one request answers, as the parts of a page show it. */
export interface Asked<T> {
  readonly data: T | undefined;
  readonly fault: Fault | null;
  readonly onRetry: () => void;
}

export function askedOf<T>(query: Query<T>): Asked<T> {
  return { data: query.data, fault: faultOf(query.error), onRetry: () => void query.refetch() };
}
