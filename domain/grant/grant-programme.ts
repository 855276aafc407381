import type { IsoDate } from '../calendar.ts';
import { parseFen, sumFen, timesFen, type Fen } from '../money.ts';
import type { PolicyLibrary } from '../policy/policy-pack.ts';
import { parameterKeys, resolveParameter } from '../policy/resolve-parameter.ts';

/** Bases or studios of one kind: the number that shall exist, and the amount for each. */
export interface GrantRow {
  readonly grant: string;
  readonly goal: number;
  readonly amountFen: Fen;
}

/**
 * returns the kinds of grants with a goal and an amount in force on a day (`target.designations.*`,
 * `grant.amount.*`); none after 2020, when the goals end. A goal refuses nothing.
 */
export function grantProgramme(library: PolicyLibrary, jurisdiction: string, on: IsoDate): readonly GrantRow[] {
  const valueOf = (key: string) =>
    resolveParameter(library, { jurisdiction, route: EVERY_ROUTE, on, key }).winner?.value ?? null;
  return parameterKeys(library, EVERY_ROUTE).flatMap((key) => {
    const grant = /^target\.designations\.([A-Z_]+)$/.exec(key)?.[1];
    const [goal, amount] = grant === undefined ? [null, null] : [valueOf(key), valueOf(`grant.amount.${grant}`)];
    return grant === undefined || typeof goal !== 'number' || typeof amount !== 'number'
      ? []
      : [{ grant, goal, amountFen: parseFen(amount) }];
  });
}

/** returns the cost of a programme when all its places are filled. */
export function programmeSum(rows: readonly Pick<GrantRow, 'goal' | 'amountFen'>[]): Fen {
  return sumFen(rows.map(({ goal, amountFen }) => timesFen(goal, amountFen)));
}

/** No route has this code, so only parameters that apply to all routes are found. */
const EVERY_ROUTE = '';
