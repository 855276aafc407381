import type { IsoDate } from '../calendar.ts';
import { PURPOSES, type FundCode, type Purpose } from '../codes.ts';
import type { Fen } from '../money.ts';
import type { ParameterUnit, ParameterValue, PolicyLibrary, PolicyMark, RouteDefinition } from './policy-pack.ts';
import { packsFor, parameterKeys, resolveParameter, type ResolvedParameter } from './resolve-parameter.ts';
import { resolveFund, resolveRate, resolveRoute, type ResolvedRoute, type RouteQuestion } from './resolve-route.ts';

export interface SnapshotRate {
  readonly kind: 'classHour';
  readonly unit: 'fenPerClassHour';
  readonly value: Fen;
  readonly document: string;
  readonly clause: string;
  readonly mark: PolicyMark;
}

export interface SnapshotFund {
  readonly purpose: Purpose;
  readonly fund: FundCode;
  readonly document: string;
  readonly clause: string;
}

/** what was in force for one claim on its reference date, with what lost and why. Plain JSON, deeply frozen. */
export interface PolicySnapshot {
  readonly jurisdiction: string;
  readonly route: string;
  readonly referenceDate: IsoDate;
  readonly routeDefinition: RouteDefinition;
  readonly parameters: readonly ResolvedParameter[];
  readonly rate: SnapshotRate;
  /** The fund of the base amount; `funds` has one for every purpose. */
  readonly fund: FundCode;
  readonly funds: readonly SnapshotFund[];
  readonly documents: readonly { readonly id: string; readonly title: string }[];
  readonly calendarVersion: string;
}

export type SnapshotOutcome =
  | { readonly ok: true; readonly value: PolicySnapshot }
  | Extract<ResolvedRoute, { ok: false }>;

/** Freezes the law of one claim: later packs change nothing in it. Refused where the route is not open. */
export function snapshotPolicy(library: PolicyLibrary, question: RouteQuestion): SnapshotOutcome {
  const route = resolveRoute(library, question);
  if (!route.ok) {
    return route;
  }
  const rate = resolveRate(library, question);
  const funds = PURPOSES.flatMap((purpose) => fundFor(library, question, purpose));
  const fund = funds.find((one) => one.purpose === 'base');
  if (rate === undefined || fund === undefined) {
    throw new RangeError(`An open route without rate or fund: ${question.route}`);
  }
  const parameters = parameterKeys(library, question.route).flatMap((key) => resolvedAs(library, question, key));
  const used = new Set([...parameters.map((one) => one.document), rate.document, fund.document, route.document]);
  const documents = packsFor(library, question.jurisdiction)
    .filter((pack) => used.has(pack.document.id))
    .map((pack) => ({ id: pack.document.id, title: pack.document.title }));
  const { kind, unit, value, clause, mark } = rate.row;
  return {
    ok: true,
    value: deepFreeze({
      jurisdiction: question.jurisdiction,
      route: question.route,
      referenceDate: question.on,
      routeDefinition: route.value,
      parameters,
      rate: { kind, unit, value, document: rate.document, clause, mark },
      fund: fund.fund,
      funds,
      documents,
      calendarVersion: library.calendar.version,
    }),
  };
}

/** A claim asked its snapshot for something that it does not hold, or holds in another form: a defect. */
export class PolicyParameterMissing extends Error {
  override readonly name = 'PolicyParameterMissing';
  readonly key: string;
  constructor(key: string, wanted: string) {
    super(`PARAMETER_MISSING: the policy snapshot has no ${wanted} ${key}`);
    this.key = key;
  }
}

/** A whole number: days, months, basis points, fen or a count. @throws PolicyParameterMissing */
export function snapshotInt(snapshot: PolicySnapshot, key: string): number {
  const value = valueOf(snapshot, key);
  if (typeof value !== 'number') {
    throw new PolicyParameterMissing(key, 'number');
  }
  return value;
}

/** @throws PolicyParameterMissing */
export function snapshotText(snapshot: PolicySnapshot, key: string): string {
  const value = valueOf(snapshot, key);
  if (typeof value !== 'string') {
    throw new PolicyParameterMissing(key, 'code');
  }
  return value;
}

/** @throws PolicyParameterMissing */
export function snapshotBool(snapshot: PolicySnapshot, key: string): boolean {
  const value = valueOf(snapshot, key);
  if (typeof value !== 'boolean') {
    throw new PolicyParameterMissing(key, 'yes or no');
  }
  return value;
}

/** @throws PolicyParameterMissing */
export function snapshotList(snapshot: PolicySnapshot, key: string): readonly string[] {
  const value = valueOf(snapshot, key);
  if (typeof value !== 'object') {
    throw new PolicyParameterMissing(key, 'list');
  }
  return value;
}

/** The unit in which a number is meant, e.g. workingDays. @throws PolicyParameterMissing */
export function snapshotUnit(snapshot: PolicySnapshot, key: string): ParameterUnit {
  const found = snapshot.parameters.find((one) => one.key === key);
  if (found === undefined) {
    throw new PolicyParameterMissing(key, 'unit of');
  }
  return found.unit;
}

/** The fund that pays a purpose. @throws PolicyParameterMissing */
export function snapshotFund(snapshot: PolicySnapshot, purpose: Purpose): FundCode {
  const found = snapshot.funds.find((one) => one.purpose === purpose);
  if (found === undefined) {
    throw new PolicyParameterMissing(purpose, 'fund for');
  }
  return found.fund;
}

function valueOf(snapshot: PolicySnapshot, key: string): ParameterValue {
  const found = snapshot.parameters.find((one) => one.key === key);
  if (found === undefined) {
    throw new PolicyParameterMissing(key, 'value of');
  }
  return found.value;
}

function resolvedAs(library: PolicyLibrary, question: RouteQuestion, key: string): readonly ResolvedParameter[] {
  const { winner, losers } = resolveParameter(library, { ...question, key });
  return winner === null ? [] : [{ ...winner, losers }];
}

function fundFor(library: PolicyLibrary, question: RouteQuestion, purpose: Purpose): readonly SnapshotFund[] {
  const found = resolveFund(library, { ...question, purpose });
  return found === undefined
    ? []
    : [{ purpose, fund: found.row.fund, document: found.document, clause: found.row.clause }];
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) {
      deepFreeze(part);
    }
  }
  return value;
}
