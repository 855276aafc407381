import { regionPrefix } from '../authority/jurisdiction.ts';
import type { IsoDate } from '../calendar.ts';
import type { FundPurpose, SkillLevel } from '../codes.ts';
import { RATE_UNITS, type PricedRateKind, type RateKind } from './route-codes.ts';
import { judgeFund } from '../payout/fund-selection.ts';
import { ENTITLEMENT_NEEDS, LINE_CHECK_NEEDS } from './route-needs.ts';
import {
  byPrecedence,
  isValidOn,
  packsFor,
  resolveParameter,
  type PolicyQuestion,
  type Ranked,
} from './resolve-parameter.ts';
import {
  type FundRule,
  type PipelineDefinition,
  type PolicyLibrary,
  type PolicyPack,
  type PolicyRate,
  type RouteDefinition,
  type StageDefinition,
} from './policy-pack.ts';

/** The class's occupation and level, on which a rate may depend. */
export interface RouteQuestion extends PolicyQuestion {
  readonly occupation?: string;
  readonly level?: SkillLevel;
  /** A different path than the route's own, if R-008 assigns one to a personal claim. */
  readonly pipeline?: PipelineDefinition['code'];
}

export type ResolvedRoute =
  | { readonly ok: true; readonly value: RouteDefinition; readonly document: string }
  /** `missing`: the keys without a value; `rate.classHour` is the rate table, `route.X` the route itself. */
  | { readonly ok: false; readonly reason: 'ROUTE_NOT_OPEN'; readonly missing: readonly string[] };

export interface RowOfDocument<Row> {
  readonly row: Row;
  readonly document: string;
}

/** A route from its pack, with the stages in force and the missing keys that close it; an open route has none. */
export interface DescribedRoute {
  readonly route: RouteDefinition;
  readonly document: string;
  readonly missing: readonly string[];
}

/**
 * §5.3: resolves a route. It is open if every parameter that it needs has a winner; a missing one closes it. It needs
 * what its stages, checks and keys use, its rate, its fund, and its own conditions.
 */
export function resolveRoute(library: PolicyLibrary, question: RouteQuestion): ResolvedRoute {
  const described = describeRoute(library, question);
  if (described === undefined) {
    return { ok: false, reason: 'ROUTE_NOT_OPEN', missing: [`route.${question.route}`] };
  }
  const { route, document, missing } = described;
  return missing.length > 0 ? { ok: false, reason: 'ROUTE_NOT_OPEN', missing } : { ok: true, value: route, document };
}

/** The same for display, whether the route is open or not; undefined if no pack defines it. */
export function describeRoute(library: PolicyLibrary, question: RouteQuestion): DescribedRoute | undefined {
  const found = definitionOf(library, question);
  if (found === undefined) {
    return undefined;
  }
  const route = { ...found.row, pipeline: question.pipeline ?? found.row.pipeline };
  const planned = stagesOf(library, question, route);
  const isFound = (key: string) => resolveParameter(library, { ...question, key }).winner !== null;
  const keys = [...new Set([...keysOf(route), ...planned.stages.map((stage) => stage.daysKey)])];
  const missing = [
    ...keys.filter((key) => !isFound(key)),
    ...(planned.isMissing ? [`pipeline.${route.pipeline}`] : []),
    ...(route.intake === 'grant' && route.designation === undefined ? ['designation'] : []),
    ...moneyMissing(library, question, route),
  ];
  return {
    route: { ...route, stages: planned.stages },
    document: found.document.id,
    missing: missing.toSorted(),
  };
}

function moneyMissing(library: PolicyLibrary, question: RouteQuestion, route: RouteDefinition): readonly string[] {
  const wantsRate = isPriced(route.rateKind) && resolveRates(library, question).length === 0;
  const wantsFund =
    route.rateKind !== 'none' && resolveFund(library, { ...question, purpose: purposeOf(route) }) === undefined;
  return [...(wantsRate ? [`rate.${route.rateKind}`] : []), ...(wantsFund ? ['fund'] : [])];
}

/** Returns every parameter that the route's own definition, its checks, keys and price use. */
export function keysOf(route: RouteDefinition): readonly string[] {
  return [
    ...route.openConditions,
    ...route.checks.flatMap((check) => LINE_CHECK_NEEDS[check]),
    ...route.keys.flatMap((key) => ENTITLEMENT_NEEDS[key]),
    ...(route.amountKey === undefined ? [] : [route.amountKey]),
  ];
}

/**
 * Returns the route's own stages, else the pipeline's, without stages that a parameter switches off. Routes that do not
 * pay class hours have no contract check: only the class-hour rate has a top-up.
 */
function stagesOf(
  library: PolicyLibrary,
  question: RouteQuestion,
  route: RouteDefinition,
): { readonly stages: readonly StageDefinition[]; readonly isMissing: boolean } {
  const shared = pipelineOf(library, question, route.pipeline);
  // A grant has calls and no stages of a claim: its way is the state table of design §5b.
  const wantsStages = route.intake !== 'rides' && route.intake !== 'grant' && route.pipeline !== 'P7_TRACK_ONLY';
  const stages = route.stages.length > 0 ? route.stages : (shared?.stages ?? []);
  return {
    stages: stages
      .filter(({ kind }) => kind !== 'contractCheck' || route.rateKind === 'classHour')
      .filter(({ onlyWith }) => onlyWith === undefined || isSwitchedOn(library, question, onlyWith)),
    isMissing: wantsStages && stages.length === 0,
  };
}

function isSwitchedOn(library: PolicyLibrary, question: RouteQuestion, key: string): boolean {
  const { winner } = resolveParameter(library, { ...question, key });
  return winner !== null && winner.value !== false;
}

function pipelineOf(
  library: PolicyLibrary,
  question: PolicyQuestion,
  code: PipelineDefinition['code'],
): PipelineDefinition | undefined {
  return saidPipelines(library, question, code)
    .filter(({ document }) => isValidOn(document, question.on))
    .toSorted(byPrecedence)[0]?.row;
}

/** Returns all pack rows of a pipeline, in force or not. */
export function saidPipelines(
  library: PolicyLibrary,
  question: PolicyQuestion,
  code: PipelineDefinition['code'],
): readonly Ranked<PipelineDefinition>[] {
  return packsFor(library, question.jurisdiction).flatMap((pack) =>
    pack.pipelines.filter((row) => row.code === code).map((row) => ranked(row, pack.document, 0)),
  );
}

export function isPriced(kind: RateKind): kind is PricedRateKind {
  return kind in RATE_UNITS;
}

/** Returns the purpose of a route's payments: the base for most, another one for routes that ride on another claim. */
export function purposeOf(route: Pick<RouteDefinition, 'code' | 'rateKind'>): FundPurpose {
  return route.rateKind === 'perDay' ? 'allowance' : 'base';
}

/** Returns every route that a pack of the jurisdiction or of one above it defines, in alphabetical order. */
export function routeCodes(library: PolicyLibrary, jurisdiction: string): readonly string[] {
  const codes = packsFor(library, jurisdiction).flatMap((pack) => pack.routes.map((route) => route.code));
  return [...new Set(codes)].toSorted();
}

/** returns the rate in force, the more specific one first (route, then occupation, then level). */
export function resolveRate(library: PolicyLibrary, question: RouteQuestion): RowOfDocument<PolicyRate> | undefined {
  return resolveRates(library, question).find(
    ({ row }) =>
      (row.occupation === undefined || row.occupation === question.occupation) &&
      (row.level === undefined || row.level === question.level),
  );
}

/**
 * Returns every rate of the route in force on the day, the winning one first; the lines of one claim may differ in
 * occupation.
 */
export function resolveRates(library: PolicyLibrary, question: RouteQuestion): readonly RowOfDocument<PolicyRate>[] {
  return saidRates(library, question)
    .filter(({ row, document }) => isValidOn(document, question.on) && isValidOn(row, question.on))
    .toSorted(byPrecedence)
    .map(({ row, document }) => ({ row, document: document.id }));
}

/** Returns all pack rows of the route's rates, in force or not. */
export function saidRates(library: PolicyLibrary, question: PolicyQuestion): readonly Ranked<PolicyRate>[] {
  const kind = definitionOf(library, question)?.row.rateKind;
  return packsFor(library, question.jurisdiction).flatMap((pack) =>
    pack.rates
      .filter((row) => row.kind === kind && (row.route === undefined || row.route === question.route))
      .map((row) => ranked(row, pack.document, specificity(row))),
  );
}

/** returns the fund by route, purpose and date; if several are in force on one day, the pack's order decides. */
export function resolveFund(
  library: PolicyLibrary,
  question: PolicyQuestion & { readonly purpose?: FundRule['purpose'] },
): RowOfDocument<FundRule> | undefined {
  const rows = saidFunds(library, question).filter(({ row }) => paysOn(row, question.on));
  return firstOf(rows, question.on);
}

/**
 * Returns all pack rows of the fund of a purpose, in force or not; a row of an account that may not pay it is ignored
 * . A row for every route does not hold for a route whose fund is entered with the decision (L11).
 */
export function saidFunds(
  library: PolicyLibrary,
  question: PolicyQuestion & { readonly purpose?: FundRule['purpose'] },
): readonly Ranked<FundRule>[] {
  const purpose = question.purpose ?? 'base';
  const asked = { route: question.route, purpose };
  const scopes = {
    action: scopeOf(library, question, 'fund.actionScope'),
    balance: scopeOf(library, question, 'fund.specialAccountScope'),
  };
  const isEntered = definitionOf(library, question)?.row.fundEntered === true;
  return packsFor(library, question.jurisdiction).flatMap((pack) =>
    pack.funds
      .filter((row) => (row.routes?.includes(question.route) ?? !isEntered) && (row.purpose ?? purpose) === purpose)
      .filter((row) => judgeFund(row.fund, asked, scopes).ok)
      .map((row) => ranked(row, pack.document, fundSpecificity(row))),
  );
}

/**
 * a row for one route precedes a row for a list of routes, and that a row for all. A row for one purpose precedes
 * an equal one for every purpose.
 */
function fundSpecificity({ routes, purpose }: FundRule): number {
  const isForOne = routes?.length === 1;
  return Number(routes !== undefined) + Number(isForOne) + Number(purpose !== undefined);
}

function scopeOf(library: PolicyLibrary, question: PolicyQuestion, key: string): readonly string[] | null {
  const value = resolveParameter(library, { ...question, key }).winner?.value;
  return typeof value === 'object' ? value : null;
}

/** Both ends are included. */
export function paysOn({ from, to }: Pick<FundRule, 'from' | 'to'>, on: IsoDate): boolean {
  return from <= on && (to === undefined || on <= to);
}

/** Returns the route's own row of the winning pack, open or not. */
export function definitionOf(library: PolicyLibrary, question: PolicyQuestion): Ranked<RouteDefinition> | undefined {
  return saidDefinitions(library, question)
    .filter(({ document }) => isValidOn(document, question.on))
    .toSorted(byPrecedence)[0];
}

/**
 * Returns all pack rows of the route, in force or not. A city's own row precedes that of its region, because it says
 * how the office handles the route and is more specific; it still cannot loosen the region's values.
 */
export function saidDefinitions(library: PolicyLibrary, question: PolicyQuestion): readonly Ranked<RouteDefinition>[] {
  return packsFor(library, question.jurisdiction).flatMap((pack) =>
    pack.routes.filter((row) => row.code === question.route).map((row) => ranked(row, pack.document, nearness(pack))),
  );
}

/** 0 everywhere, 2 a region, 4 a city, 6 a county: the number of significant digits of the code (GB/T 2260). */
function nearness({ document }: Pick<PolicyPack, 'document'>): number {
  return regionPrefix(document.jurisdiction).length;
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
