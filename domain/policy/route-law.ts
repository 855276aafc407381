import type { IsoDate } from '../calendar.ts';
import { FUND_PURPOSES, type FundPurpose, type SkillLevel } from '../codes.ts';
import { claimKeys } from './claim-keys.ts';
import { ridingRoute } from './policy-snapshot.ts';
import type {
  FundRule,
  PipelineDefinition,
  PolicyLibrary,
  PolicyRate,
  RouteDefinition,
  StageDefinition,
} from './policy-pack.ts';
import {
  isValidOn,
  parameterKeys,
  rankRows,
  resolveParameter,
  type LosingReason,
  type LosingStatement,
  type PolicyQuestion,
  type Ranked,
  type Statement,
} from './resolve-parameter.ts';
import {
  describeRoute,
  keysOf,
  paysOn,
  saidDefinitions,
  saidFunds,
  saidPipelines,
  saidRates,
  type RouteQuestion,
} from './resolve-route.ts';
import { ENTITLEMENT_NEEDS, LINE_CHECK_NEEDS } from './route-needs.ts';

/** A row of a pack with the document that contains it. */
export interface SaidRow<Row> {
  readonly row: Row;
  readonly document: string;
  readonly documentTitle: string;
}

export interface Explained<Row> {
  readonly winner: SaidRow<Row> | null;
  readonly losers: readonly (SaidRow<Row> & { readonly reason: LosingReason })[];
}

export interface ParameterLaw {
  readonly key: string;
  readonly winner: Statement | null;
  readonly losers: readonly LosingStatement[];
  /**
   * The part of the route that needs it: `check:YEARLY_LIMIT`, `key:TRIAL`, `stage:jointNotice`, `amount`, `condition`.
   */
  readonly neededBy: readonly string[];
}

/** A cell of the rate table; null matches any occupation or level of the line. */
export interface RateLaw extends Explained<PolicyRate> {
  readonly occupation: string | null;
  readonly level: SkillLevel | null;
}

export interface FundLaw extends Explained<FundRule> {
  readonly purpose: FundPurpose;
}

export interface StageLaw {
  readonly stage: StageDefinition;
  readonly days: Statement | null;
}

/** Everything that the packs say about a route on a day, open or not, with the losing rows and the reasons. */
export interface RouteLaw {
  readonly jurisdiction: string;
  readonly route: string;
  readonly on: IsoDate;
  /** Keys without a value: empty for an open route. */
  readonly missing: readonly string[];
  readonly definition: Explained<RouteDefinition>;
  /** Null if the route has its own stages, or none. */
  readonly pipeline: Explained<PipelineDefinition> | null;
  readonly stages: readonly StageLaw[];
  readonly parameters: readonly ParameterLaw[];
  readonly rates: readonly RateLaw[];
  /** The living allowance that rides on the route, if a jurisdiction defines one (C09). */
  readonly allowance: { readonly route: string; readonly rates: readonly RateLaw[] } | null;
  readonly funds: readonly FundLaw[];
}

/** R-142, §5.3: returns for every amount the document, clause and parameter behind it, and the losing rows. */
export function routeLaw(library: PolicyLibrary, question: RouteQuestion): RouteLaw {
  const { jurisdiction, route, on } = question;
  const described = describeRoute(library, question);
  const definition = explain(saidDefinitions(library, question), ({ document }) => isValidOn(document, on));
  const riding = ridingRoute(library, question);
  return {
    jurisdiction,
    route,
    on,
    missing: described === undefined ? [`route.${route}`] : described.missing,
    definition,
    pipeline: pipelineLaw(library, question, definition.winner?.row),
    stages: (described?.route.stages ?? []).map((stage) => ({
      stage,
      days: resolveParameter(library, { ...question, key: stage.daysKey }).winner,
    })),
    parameters: parametersOf(library, question, described?.route),
    rates: ratesOf(library, question),
    allowance: riding === undefined ? null : { route: riding, rates: ratesOf(library, { ...question, route: riding }) },
    funds: FUND_PURPOSES.map((purpose) => ({
      purpose,
      ...explain(
        saidFunds(library, { ...question, purpose }),
        ({ row, document }) => isValidOn(document, on) && paysOn(row, on),
      ),
    })),
  };
}

function pipelineLaw(
  library: PolicyLibrary,
  question: RouteQuestion,
  route: RouteDefinition | undefined,
): Explained<PipelineDefinition> | null {
  const candidates = route === undefined ? [] : saidPipelines(library, question, question.pipeline ?? route.pipeline);
  return route === undefined || route.stages.length > 0 || candidates.length === 0
    ? null
    : explain(candidates, ({ document }) => isValidOn(document, question.on));
}

/** Returns every key that can concern a claim of the route, and the keys that it needs and no document gives. */
function parametersOf(
  library: PolicyLibrary,
  question: PolicyQuestion,
  route: RouteDefinition | undefined,
): readonly ParameterLaw[] {
  const known = route === undefined ? parameterKeys(library, question.route) : claimKeys(library, route);
  const asked = route === undefined ? [] : [...keysOf(route), ...route.stages.map((stage) => stage.daysKey)];
  return [...new Set([...known, ...asked])].toSorted().map((key) => ({
    key,
    ...resolveParameter(library, { ...question, key }),
    neededBy: route === undefined ? [] : neededBy(route, key),
  }));
}

/** Returns the parts of a route that need a parameter. */
export function neededBy(route: RouteDefinition, key: string): readonly string[] {
  const { checks, keys, stages, amountKey, openConditions } = route;
  return [
    ...checks.filter((code) => LINE_CHECK_NEEDS[code].includes(key)).map((code) => `check:${code}`),
    ...keys.filter((code) => ENTITLEMENT_NEEDS[code].includes(key)).map((code) => `key:${code}`),
    ...stages
      .filter(({ daysKey, onlyWith }) => daysKey === key || onlyWith === key)
      .map(({ stage }) => `stage:${stage}`),
    ...(amountKey === key ? ['amount'] : []),
    ...(openConditions.includes(key) ? ['condition'] : []),
  ];
}

/**
 * groups the rates by cell of the table; a row for any occupation is also a candidate in the cells of single
 * ones.
 */
function ratesOf(library: PolicyLibrary, question: PolicyQuestion): readonly RateLaw[] {
  const candidates = saidRates(library, question);
  const cells = new Map(candidates.map(({ row }) => [cellOf(row), row]));
  return [...cells.entries()]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { occupation, level }]) => ({
      occupation: occupation ?? null,
      level: level ?? null,
      ...explain(
        candidates.filter(
          ({ row }) =>
            (row.occupation === undefined || row.occupation === occupation) &&
            (row.level === undefined || row.level === level),
        ),
        ({ row, document }) => isValidOn(document, question.on) && isValidOn(row, question.on),
      ),
    }));
}

function cellOf({ occupation, level }: PolicyRate): string {
  return `${occupation ?? ''}/${level ?? ''}`;
}

function explain<Row>(rows: readonly Ranked<Row>[], isInForce: (one: Ranked<Row>) => boolean): Explained<Row> {
  const { winner, losers } = rankRows(rows, isInForce);
  return {
    winner: winner === null ? null : saidRow(winner),
    losers: losers.map((one) => ({ ...saidRow(one), reason: one.reason })),
  };
}

function saidRow<Row>({ row, document }: Ranked<Row>): SaidRow<Row> {
  return { row, document: document.id, documentTitle: document.title };
}
