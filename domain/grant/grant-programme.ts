import type { IsoDate } from '../calendar.ts';
import { parseFen, sumFen, timesFen, type Fen } from '../money.ts';
import type { PolicyLibrary } from '../policy/policy-pack.ts';
import { parameterKeys, resolveParameter } from '../policy/resolve-parameter.ts';

/** Bases or studios of one kind: how many a programme names, and what each is given. */
export interface GrantRow {
  readonly grant: string;
  readonly quota: number;
  readonly amountFen: Fen;
}

/** kinds of grants with a quota and an amount in force on a day (`grant.quota.*`, `grant.amount.*`). */
export function grantProgramme(library: PolicyLibrary, jurisdiction: string, on: IsoDate): readonly GrantRow[] {
  const said = (key: string) =>
    resolveParameter(library, { jurisdiction, route: EVERY_ROUTE, on, key }).winner?.value ?? null;
  return parameterKeys(library, EVERY_ROUTE).flatMap((key) => {
    const grant = /^grant\.quota\.([A-Z_]+)$/.exec(key)?.[1];
    const [quota, amount] = grant === undefined ? [null, null] : [said(key), said(`grant.amount.${grant}`)];
    return grant === undefined || typeof quota !== 'number' || typeof amount !== 'number'
      ? []
      : [{ grant, quota, amountFen: parseFen(amount) }];
  });
}

/** what a programme costs when every place of it is filled. */
export function programmeSum(rows: readonly Pick<GrantRow, 'quota' | 'amountFen'>[]): Fen {
  return sumFen(rows.map(({ quota, amountFen }) => timesFen(quota, amountFen)));
}

/** No route is called so: only what is said for all of them answers. */
const EVERY_ROUTE = '';
