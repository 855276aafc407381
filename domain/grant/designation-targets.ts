import type { IsoDate } from '../calendar.ts';
import type { PolicyLibrary, PolicyParameter } from '../policy/policy-pack.ts';
import { packsFor, resolveParameter } from '../policy/resolve-parameter.ts';
import { parseFen, sumFen, timesFen, type Fen } from '../money.ts';
import type { DesignationType } from './designation.ts';

/** A number of titles that shall exist by the end of a year: a goal of a stock, never a limit. */
export interface DesignationTarget {
  readonly number: number;
  readonly byYear: number;
  readonly document: string;
  readonly clause: string;
}

/** A kind and level of titles with its amount or its goals. */
export interface DesignationRow extends DesignationType {
  readonly route: string;
  /** In force on the day; null where no paper states it. */
  readonly amountFen: Fen | null;
  /** By year; a number that two papers state stands once, with the paper of the higher precedence. */
  readonly targets: readonly DesignationTarget[];
}

/** A route that grants a title. */
export interface TitleRoute extends DesignationType {
  readonly route: string;
}

/** The routes of the packs in sight that grant a title, each once. */
export function titleRoutes(library: PolicyLibrary, jurisdiction: string): readonly TitleRoute[] {
  const routes = packsFor(library, jurisdiction).flatMap((pack) => pack.routes);
  const titled = routes.flatMap(({ code, designation }) =>
    designation === undefined ? [] : [{ route: code, kind: designation.kind, level: designation.level }],
  );
  return [...new Map(titled.map((one) => [one.route, one])).values()];
}

/** every kind and level with an amount or a goal; goals are shown after the year in which they ended. */
export function designationRows(
  library: PolicyLibrary,
  { jurisdiction, on }: { readonly jurisdiction: string; readonly on: IsoDate },
  routes: readonly TitleRoute[],
): readonly DesignationRow[] {
  return routes.flatMap(({ route, kind, level }) => {
    const { winner } = resolveParameter(library, { jurisdiction, route, on, key: `grant.amount.${route}` });
    const amountFen = typeof winner?.value === 'number' ? parseFen(winner.value) : null;
    const targets = targetsOf(library, jurisdiction, { route, kind, level });
    return amountFen === null && targets.length === 0 ? [] : [{ route, kind, level, amountFen, targets }];
  });
}

/** The two papers name their goals by other words: one by route and last day, one by words and year. */
const WORDS_OF: Readonly<Record<string, DesignationType>> = {
  'target.regionalBases': { kind: 'HIGH_SKILL_BASE', level: 'REGIONAL' },
  'target.regionalStudios': { kind: 'SKILL_MASTER_STUDIO', level: 'REGIONAL' },
};

/** The last goal of a title with what exists beside it: a goal, which more places than it leaves say so to pass. */
export interface TitleTarget {
  readonly number: number;
  readonly byYear: number;
  /** Living titles, without those of the call that asks. */
  readonly active: number;
  readonly remaining: number;
}

export function titleTarget(
  library: PolicyLibrary,
  jurisdiction: string,
  { active, ...title }: TitleRoute & { readonly active: number },
): TitleTarget | null {
  const goal = targetsOf(library, jurisdiction, title).at(-1);
  return goal === undefined
    ? null
    : { number: goal.number, byYear: goal.byYear, active, remaining: Math.max(0, goal.number - active) };
}

function targetsOf(library: PolicyLibrary, jurisdiction: string, title: TitleRoute): readonly DesignationTarget[] {
  const said = packsFor(library, jurisdiction)
    .toSorted((a, b) => (a.document.date < b.document.date ? 1 : -1))
    .flatMap(({ document, parameters }) =>
      parameters.flatMap((row) => {
        const byYear = goalYear(row, title);
        return byYear === null || typeof row.value !== 'number'
          ? []
          : [{ number: row.value, byYear, document: document.id, clause: row.clause }];
      }),
    );
  const once = new Map(said.toReversed().map((target) => [`${target.byYear}/${target.number}`, target]));
  return [...once.values()].toSorted((a, b) => a.byYear - b.byYear || a.number - b.number);
}

/** The year by which a row wants its number of this title; null for a row of something else. */
function goalYear({ key, validTo }: PolicyParameter, { route, kind, level }: TitleRoute): number | null {
  if (key === `target.designations.${route}`) {
    return validTo === undefined ? null : Number(validTo.slice(0, 4));
  }
  const [, word = '', year = ''] = /^(.*)\.(\d{4})$/.exec(key) ?? [];
  const of = WORDS_OF[word];
  return of?.kind === kind && of.level === level ? Number(year) : null;
}

/** the cost of the programme when each kind reaches the last of its goals; without amount it costs nothing. */
export function programmeFen(rows: readonly Pick<DesignationRow, 'amountFen' | 'targets'>[]): Fen {
  return sumFen(
    rows.flatMap(({ amountFen, targets }) => {
      const goal = targets.at(-1)?.number;
      return amountFen === null || goal === undefined ? [] : [timesFen(goal, amountFen)];
    }),
  );
}
