import type { IsoDate } from '../calendar.ts';
import { parseFen, sumFen, timesFen, type Fen } from '../money.ts';
import type { PolicyLibrary } from '../policy/policy-pack.ts';
import { parameterKeys, resolveParameter } from '../policy/resolve-parameter.ts';

/** Bases or studios of one kind: the number in a programme, and the amount for each. */
export interface GrantRow {
  readonly grant: string;
  readonly quota: number;
  readonly amountFen: Fen;
}

/**
 * returns the kinds of grants with a quota and an amount in force on a day (`grant.quota.*`, `grant.amount.*`).
 */
export function grantProgramme(library: PolicyLibrary, jurisdiction: string, on: IsoDate): readonly GrantRow[] {
  const valueOf = (key: string) =>
    resolveParameter(library, { jurisdiction, route: EVERY_ROUTE, on, key }).winner?.value ?? null;
  return parameterKeys(library, EVERY_ROUTE).flatMap((key) => {
    const grant = /^grant\.quota\.([A-Z_]+)$/.exec(key)?.[1];
    const [quota, amount] = grant === undefined ? [null, null] : [valueOf(key), valueOf(`grant.amount.${grant}`)];
    return grant === undefined || typeof quota !== 'number' || typeof amount !== 'number'
      ? []
      : [{ grant, quota, amountFen: parseFen(amount) }];
  });
}

/** returns the cost of a programme when all its places are filled. */
export function programmeSum(rows: readonly Pick<GrantRow, 'quota' | 'amountFen'>[]): Fen {
  return sumFen(rows.map(({ quota, amountFen }) => timesFen(quota, amountFen)));
}

/** No route has this code, so only parameters that apply to all routes are found. */
const EVERY_ROUTE = '';
