import type { SkillLevel } from '../codes.ts';
import type { IsoDate } from '../calendar.ts';
import {
  byPrecedence,
  isValidOn,
  packsFor,
  resolveParameter,
  type PolicyQuestion,
  type Ranked,
} from './resolve-parameter.ts';
import type { FundRule, PolicyLibrary, PolicyRate, RouteDefinition } from './policy-pack.ts';

/** The class's own occupation and level, where a rate may depend on them. */
export interface RouteQuestion extends PolicyQuestion {
  readonly occupation?: string;
  readonly level?: SkillLevel;
}

export type ResolvedRoute =
  | { readonly ok: true; readonly value: RouteDefinition; readonly document: string }
  /** `missing`: the keys that nobody has filled in; `rate.classHour` is the rate table, `route.X` the route itself. */
  | { readonly ok: false; readonly reason: 'ROUTE_NOT_OPEN'; readonly missing: readonly string[] };

export interface RowOfDocument<Row> {
  readonly row: Row;
  readonly document: string;
}

/** §5.3: a route is open when every parameter that it needs has a winner; a missing one closes it. */
export function resolveRoute(library: PolicyLibrary, question: RouteQuestion): ResolvedRoute {
  const found = definitionOf(library, question);
  if (found === undefined) {
    return { ok: false, reason: 'ROUTE_NOT_OPEN', missing: [`route.${question.route}`] };
  }
  const isFound = (key: string) => resolveParameter(library, { ...question, key }).winner !== null;
  const stages = found.row.stages.filter((stage) => stage.onlyWith === undefined || isFound(stage.onlyWith));
  const missing = [...new Set([...found.row.openConditions, ...stages.map((stage) => stage.daysKey)])].filter(
    (key) => !isFound(key),
  );
  if (resolveRate(library, question) === undefined) {
    missing.push(`rate.${found.row.rateKind}`);
  }
  if (resolveFund(library, question) === undefined) {
    missing.push('fund');
  }
  return missing.length > 0
    ? { ok: false, reason: 'ROUTE_NOT_OPEN', missing: missing.toSorted() }
    : { ok: true, value: { ...found.row, stages }, document: found.document.id };
}

/** Every route that some pack of the jurisdiction or one above it defines, in alphabetical order. */
export function routeCodes(library: PolicyLibrary, jurisdiction: string): readonly string[] {
  const codes = packsFor(library, jurisdiction).flatMap((pack) => pack.routes.map((route) => route.code));
  return [...new Set(codes)].toSorted();
}

/** the rate in force for the route, the more specific one first (route, then occupation, then level). */
export function resolveRate(library: PolicyLibrary, question: RouteQuestion): RowOfDocument<PolicyRate> | undefined {
  const rows = packsFor(library, question.jurisdiction).flatMap((pack) =>
    pack.rates.filter((row) => rateApplies(row, question)).map((row) => ranked(row, pack.document, specificity(row))),
  );
  return firstOf(rows, question.on);
}

/** the fund by route, purpose and date; where several are in force for one day the pack's order decides. */
export function resolveFund(
  library: PolicyLibrary,
  question: PolicyQuestion & { readonly purpose?: FundRule['purpose'] },
): RowOfDocument<FundRule> | undefined {
  const purpose = question.purpose ?? 'base';
  const rows = packsFor(library, question.jurisdiction).flatMap((pack) =>
    pack.funds
      .filter((row) => (row.route ?? question.route) === question.route && (row.purpose ?? purpose) === purpose)
      .filter((row) => row.from <= question.on && (row.to === undefined || question.on <= row.to))
      .map((row) => ranked(row, pack.document, Number(row.route !== undefined) + Number(row.purpose !== undefined))),
  );
  return firstOf(rows, question.on);
}

function definitionOf(library: PolicyLibrary, question: PolicyQuestion): Ranked<RouteDefinition> | undefined {
  return packsFor(library, question.jurisdiction)
    .filter((pack) => isValidOn(pack.document, question.on))
    .flatMap((pack) => pack.routes.map((row) => ranked(row, pack.document, 0)))
    .filter(({ row }) => row.code === question.route)
    .toSorted(byPrecedence)[0];
}

function rateApplies(row: PolicyRate, question: RouteQuestion): boolean {
  return (
    (row.route === undefined || row.route === question.route) &&
    (row.occupation === undefined || row.occupation === question.occupation) &&
    (row.level === undefined || row.level === question.level) &&
    isValidOn(row, question.on)
  );
}

function specificity(row: PolicyRate): number {
  return [row.route, row.occupation, row.level].filter((part) => part !== undefined).length;
}

function ranked<Row>(row: Row, document: Ranked<Row>['document'], specific: number): Ranked<Row> {
  return { row, document, specific };
}

function firstOf<Row>(rows: readonly Ranked<Row>[], on: IsoDate): RowOfDocument<Row> | undefined {
  const [first] = rows.filter(({ document }) => isValidOn(document, on)).toSorted(byPrecedence);
  return first === undefined ? undefined : { row: first.row, document: first.document.id };
}
