import type { IsoDate } from '../calendar.ts';
import type { PolicyLibrary } from './policy-pack.ts';
import { pinned, PolicyParameterMissing, type PinnedLaw } from './policy-snapshot.ts';
import { resolveParameter } from './resolve-parameter.ts';

/**
 * Pins parameters that hold for every route, for what an office does without a claim.
 * @throws PolicyParameterMissing
 */
export function pinOfficeLaw(
  library: PolicyLibrary,
  { jurisdiction, on, keys }: { readonly jurisdiction: string; readonly on: IsoDate; readonly keys: readonly string[] },
): PinnedLaw {
  return {
    parameters: keys.map((key) => {
      const { winner, losers } = resolveParameter(library, { jurisdiction, route: EVERY_ROUTE, on, key });
      if (winner === null) {
        throw new PolicyParameterMissing(key, 'value of');
      }
      return pinned(winner, losers);
    }),
  };
}

/** A number of days that holds for every route. @throws PolicyParameterMissing */
export function officeDays(library: PolicyLibrary, asked: OfficeQuestion): number {
  const { winner } = resolveParameter(library, { ...asked, route: EVERY_ROUTE });
  if (typeof winner?.value !== 'number') {
    throw new PolicyParameterMissing(asked.key, 'number');
  }
  return winner.value;
}

/** A code that holds for every route. @throws PolicyParameterMissing */
export function officeCode(library: PolicyLibrary, asked: OfficeQuestion): string {
  const { winner } = resolveParameter(library, { ...asked, route: EVERY_ROUTE });
  if (typeof winner?.value !== 'string') {
    throw new PolicyParameterMissing(asked.key, 'code');
  }
  return winner.value;
}

interface OfficeQuestion {
  readonly jurisdiction: string;
  readonly on: IsoDate;
  readonly key: string;
}

/** No route has this code, so only parameters for all routes match. */
const EVERY_ROUTE = '';
