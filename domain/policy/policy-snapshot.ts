import type { IsoDate } from '../calendar.ts';
import { FUND_PURPOSES, type FundCode, type FundPurpose, type SkillLevel } from '../codes.ts';
import type { Fen } from '../money.ts';
import { claimKeys } from './claim-keys.ts';
import { keptAnswers } from './kept-answers.ts';
import type {
  ParameterUnit,
  ParameterValue,
  PolicyLibrary,
  PolicyMark,
  PolicyRate,
  RouteDefinition,
} from './policy-pack.ts';
import type { PricedRateKind, RateUnit } from './route-codes.ts';
import { resolveParameter, type LosingReason, type LosingStatement, type Statement } from './resolve-parameter.ts';
import {
  definitionOf,
  isPriced,
  resolveFund,
  resolveRate,
  resolveRates,
  resolveRoute,
  routeCodes,
  type ResolvedRoute,
  type RouteQuestion,
  type RowOfDocument,
} from './resolve-route.ts';

/** A losing candidate in a snapshot; its key is the winner's, its title is in `documents`. */
export interface PinnedLoser extends Omit<Statement, 'key' | 'documentTitle' | 'note' | 'retroactive'> {
  readonly reason: LosingReason;
}

export interface PinnedParameter extends Omit<Statement, 'documentTitle' | 'note' | 'retroactive'> {
  readonly losers: readonly PinnedLoser[];
}

export interface SnapshotRate {
  readonly kind: PricedRateKind;
  readonly unit: RateUnit;
  readonly value: Fen;
  /** Null: matches any occupation or level of the line. */
  readonly occupation: string | null;
  readonly level: SkillLevel | null;
  readonly document: string;
  readonly clause: string;
  readonly quote: string | null;
  readonly mark: PolicyMark;
}

export interface SnapshotFund {
  readonly purpose: FundPurpose;
  readonly fund: FundCode;
  readonly document: string;
  readonly clause: string;
  readonly quote: string | null;
  readonly mark: PolicyMark;
}

/**
 * the law in force for one claim on its reference date, with the losing rows and the reasons. Plain JSON, deeply
 * frozen.
 */
export interface PolicySnapshot {
  readonly jurisdiction: string;
  readonly route: string;
  readonly referenceDate: IsoDate;
  readonly routeDefinition: RouteDefinition;
  /** The document that defines the route; absent in snapshots that were pinned before it was kept. */
  readonly definedBy?: string;
  readonly parameters: readonly PinnedParameter[];
  /** The route's rate table in force, the winning row first; empty if the amount comes from another source. */
  readonly rates: readonly SnapshotRate[];
  /** The living allowance that rides on this route, where a jurisdiction has opened it (C09). */
  readonly allowance: SnapshotRate | null;
  /** The fund of the base amount; `funds` has one for every purpose. Null for routes without money. */
  readonly fund: FundCode | null;
  readonly funds: readonly SnapshotFund[];
  /** All documents named above, by id, including those of losing rows. */
  readonly documents: readonly { readonly id: string; readonly title: string }[];
  readonly calendarVersion: string;
}

export type SnapshotOutcome =
  | { readonly ok: true; readonly value: PolicySnapshot }
  | Extract<ResolvedRoute, { ok: false }>;

/** Freezes the law of one claim; later packs do not change it. Refuses a route that is not open. */
export const snapshotPolicy = keptAnswers(
  resolveSnapshot,
  ({ jurisdiction, route, on, occupation, level, pipeline }: RouteQuestion) =>
    JSON.stringify([jurisdiction, route, on, occupation, level, pipeline]),
);

function resolveSnapshot(library: PolicyLibrary, question: RouteQuestion): SnapshotOutcome {
  const route = resolveRoute(library, question);
  if (!route.ok) {
    return route;
  }
  const rates = isPriced(route.value.rateKind) ? resolveRates(library, question).map(snapshotRate) : [];
  const allowance = allowanceOn(library, question);
  const funds = FUND_PURPOSES.flatMap((purpose) => fundFor(library, question, purpose));
  const parameters = claimKeys(library, route.value).flatMap((key) => pinnedAs(library, question, key));
  const losers = parameters.flatMap((one) => one.losers);
  const ridden = allowance === null ? [] : [allowance];
  const used = new Set([...parameters, ...losers, ...rates, ...ridden, ...funds, route].map((one) => one.document));
  return {
    ok: true,
    value: deepFreeze({
      jurisdiction: question.jurisdiction,
      route: question.route,
      referenceDate: question.on,
      routeDefinition: route.value,
      definedBy: route.document,
      parameters,
      rates,
      allowance,
      fund: funds.find((one) => one.purpose === 'base')?.fund ?? null,
      funds,
      documents: documentsOf(library, used),
      calendarVersion: library.calendar.version,
    }),
  };
}

/** C09: the living allowance rides on this route if both routes are open and its definition names this route. */
function allowanceOn(library: PolicyLibrary, question: RouteQuestion): SnapshotRate | null {
  const riding = ridingRoute(library, question);
  if (riding === undefined) {
    return null;
  }
  const asked = { ...question, route: riding };
  const rate = resolveRoute(library, asked).ok ? resolveRate(library, asked) : undefined;
  return rate === undefined ? null : snapshotRate(rate);
}

/** Returns the route of a daily allowance that rides on this one by the winning definition, open or not. */
export function ridingRoute(library: PolicyLibrary, question: RouteQuestion): string | undefined {
  return routeCodes(library, question.jurisdiction)
    .filter((code) => code !== question.route)
    .find((code) => {
      const row = definitionOf(library, { ...question, route: code })?.row;
      return row?.rateKind === 'perDay' && row.ridesOn?.includes(question.route) === true;
    });
}

function snapshotRate({ row, document }: RowOfDocument<PolicyRate>): SnapshotRate {
  const { kind, unit, value, clause, mark, quote = null, occupation = null, level = null } = row;
  return { kind, unit, value, occupation, level, document, clause, quote, mark };
}

/**
 * returns the rate of a line; undefined if no row of the table matches its occupation and level, which never
 * means zero.
 */
export function rateFor(
  { rates }: Pick<PolicySnapshot, 'rates'>,
  line: { readonly occupation: string; readonly level: string },
): SnapshotRate | undefined {
  return rates.find(
    (rate) =>
      (rate.occupation === null || rate.occupation === line.occupation) &&
      (rate.level === null || rate.level === line.level),
  );
}

/** A claim read a parameter that its snapshot does not contain, or contains in another form: a defect. */
export class PolicyParameterMissing extends Error {
  override readonly name = 'PolicyParameterMissing';
  readonly key: string;
  constructor(key: string, wanted: string) {
    super(`PARAMETER_MISSING: the policy snapshot has no ${wanted} ${key}`);
    this.key = key;
  }
}

/** What is read of a snapshot for a parameter: an office pins parameters without a route, too. */
export type PinnedLaw = Pick<PolicySnapshot, 'parameters'>;

/** A whole number: days, months, basis points, fen or a count. @throws PolicyParameterMissing */
export function snapshotInt(snapshot: PinnedLaw, key: string): number {
  const value = valueOf(snapshot, key);
  if (typeof value !== 'number') {
    throw new PolicyParameterMissing(key, 'number');
  }
  return value;
}

/** @throws PolicyParameterMissing */
export function snapshotText(snapshot: PinnedLaw, key: string): string {
  const value = valueOf(snapshot, key);
  if (typeof value !== 'string') {
    throw new PolicyParameterMissing(key, 'code');
  }
  return value;
}

/**
 * Returns the word of a parameter that code switches on.
 * @throws PolicyParameterMissing
 * @throws RangeError for a word that no rule reads
 */
export function snapshotWord<Word extends string>(snapshot: PinnedLaw, key: string, words: readonly Word[]): Word {
  const text = snapshotText(snapshot, key);
  const word = words.find((one) => one === text);
  if (word === undefined) {
    throw new RangeError(`${key} has no reading ${text}`);
  }
  return word;
}

/** @throws PolicyParameterMissing */
export function snapshotBool(snapshot: PinnedLaw, key: string): boolean {
  const value = valueOf(snapshot, key);
  if (typeof value !== 'boolean') {
    throw new PolicyParameterMissing(key, 'yes or no');
  }
  return value;
}

/** @throws PolicyParameterMissing */
export function snapshotList(snapshot: PinnedLaw, key: string): readonly string[] {
  const value = valueOf(snapshot, key);
  if (typeof value !== 'object') {
    throw new PolicyParameterMissing(key, 'list');
  }
  return value;
}

/** The unit in which a number is meant, e.g. workingDays. @throws PolicyParameterMissing */
export function snapshotUnit(snapshot: PinnedLaw, key: string): ParameterUnit {
  const found = snapshot.parameters.find((one) => one.key === key);
  if (found === undefined) {
    throw new PolicyParameterMissing(key, 'unit of');
  }
  return found.unit;
}

/** The fund that pays a purpose. @throws PolicyParameterMissing */
export function snapshotFund(snapshot: PolicySnapshot, purpose: FundPurpose): FundCode {
  const found = snapshot.funds.find((one) => one.purpose === purpose);
  if (found === undefined) {
    throw new PolicyParameterMissing(purpose, 'fund for');
  }
  return found.fund;
}

function valueOf(snapshot: PinnedLaw, key: string): ParameterValue {
  const found = snapshot.parameters.find((one) => one.key === key);
  if (found === undefined) {
    throw new PolicyParameterMissing(key, 'value of');
  }
  return found.value;
}

function pinnedAs(library: PolicyLibrary, question: RouteQuestion, key: string): readonly PinnedParameter[] {
  const { winner, losers } = resolveParameter(library, { ...question, key });
  return winner === null ? [] : [pinned(winner, losers)];
}

/** Returns a resolved parameter in the form of a snapshot. */
export function pinned(winner: Statement, losers: readonly LosingStatement[]): PinnedParameter {
  const { key, value, unit, document, clause, quote, mark } = winner;
  return { key, value, unit, document, clause, quote, mark, losers: losers.map(pinnedLoser) };
}

function pinnedLoser({ value, unit, document, clause, quote, mark, reason }: LosingStatement): PinnedLoser {
  return { value, unit, document, clause, quote, mark, reason };
}

/**
 * Returns titles of documents, ordered by id so that the same law gives the same snapshot for every loading order of
 * the packs.
 */
export function documentsOf(library: PolicyLibrary, ids: ReadonlySet<string>): PolicySnapshot['documents'] {
  return library.packs
    .filter((pack) => ids.has(pack.document.id))
    .map((pack) => ({ id: pack.document.id, title: pack.document.title }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function fundFor(library: PolicyLibrary, question: RouteQuestion, purpose: FundPurpose): readonly SnapshotFund[] {
  const found = resolveFund(library, { ...question, purpose });
  if (found === undefined) {
    return [];
  }
  const { fund, clause, quote = null, mark } = found.row;
  return [{ purpose, fund, document: found.document, clause, quote, mark }];
}

/** @returns the value itself, with everything in it frozen */
export function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) {
      deepFreeze(part);
    }
  }
  return value;
}
