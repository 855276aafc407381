import type { Purpose } from '../claim/claim-course.ts';
import { rateFor, type PolicySnapshot } from '../policy/policy-snapshot.ts';
import { advanceShareKey } from '../recovery/advance.ts';

/** Where an amount comes from: the paper, its clause and its words. */
export interface AmountLaw {
  /** A kind of rate, or the key of the parameter that gives the amount. */
  readonly kind: string;
  /** In `unit`; null where a person decides the amount, and where there is no money. */
  readonly value: number | null;
  readonly unit: string | null;
  readonly document: string;
  readonly clause: string;
  readonly quote: string | null;
  readonly mark: string;
}

/**
 * the standard, share or fixed amount that gives a line its amount for a purpose. Where no standard does,
 * because a person decides the amount, it is the clause of the route itself.
 */
export function amountLaw(
  line: { readonly occupation: string; readonly level: string },
  purpose: Purpose,
  snapshot: PolicySnapshot,
): AmountLaw {
  const { routeDefinition, definedBy, allowance } = snapshot;
  const rated = purpose === 'base' ? rateFor(snapshot, line) : undefined;
  const tabled = purpose === 'allowance' ? allowance : (rated ?? null);
  if (tabled !== null) {
    const { kind, value, unit, document, clause, quote, mark } = tabled;
    return { kind, value, unit, document, clause, quote, mark };
  }
  const key = keyOf(purpose, snapshot);
  const found = snapshot.parameters.find((one) => one.key === key);
  if (found !== undefined && typeof found.value === 'number') {
    const { value, unit, document, clause, quote, mark } = found;
    return { kind: found.key, value, unit, document, clause, quote, mark };
  }
  const { rateKind, clause, quote = null, mark } = routeDefinition;
  return { kind: rateKind, value: null, unit: null, document: definedBy ?? '', clause, quote, mark };
}

function keyOf(purpose: Purpose, snapshot: PolicySnapshot): string | undefined {
  if (purpose === 'float') {
    return 'float.rate';
  }
  return purpose === 'advance' ? advanceShareKey(snapshot) : snapshot.routeDefinition.amountKey;
}
