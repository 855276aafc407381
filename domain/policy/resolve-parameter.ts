import type { IsoDate } from '../calendar.ts';
import { covers } from '../rules/jurisdiction.ts';
import {
  POLICY_LEVELS,
  type ParameterUnit,
  type ParameterValue,
  type PolicyDocument,
  type PolicyLibrary,
  type PolicyMark,
  type PolicyPack,
  type PolicyParameter,
} from './policy-pack.ts';

export interface PolicyQuestion {
  readonly jurisdiction: string;
  readonly route: string;
  /** The reference date of the claim. */
  readonly on: IsoDate;
}

export type LosingReason = 'notInForce' | 'lessSpecific' | 'lowerLevel' | 'older' | 'laterInPack' | 'looser';

/** A statement of a pack with the document that makes it: flat, so that it can be stored and shown. */
export interface Statement {
  readonly key: string;
  readonly value: ParameterValue;
  readonly unit: ParameterUnit;
  readonly document: string;
  readonly documentTitle: string;
  readonly clause: string;
  readonly quote: string | null;
  readonly mark: PolicyMark;
}

export interface LosingStatement extends Statement {
  readonly reason: LosingReason;
}

export interface ResolvedParameter extends Statement {
  readonly losers: readonly LosingStatement[];
}

/** What the precedence of R-002 needs to know about a row of a pack. */
export interface Ranked<Row> {
  readonly row: Row;
  readonly document: PolicyDocument;
  readonly specific: number;
}

/**
 * §5.3: of everything said for the jurisdiction or one above it, what is in force on the day wins by
 * specific route, then higher level, then newer document. `null` when nobody says it: never a silent zero.
 */
export function resolveParameter(
  library: PolicyLibrary,
  question: PolicyQuestion & { readonly key: string },
): { readonly winner: Statement | null; readonly losers: readonly LosingStatement[] } {
  const said = statementsOf(library, question);
  const inForce = said.filter((one) => isInForce(one, question.on)).toSorted(byPrecedence);
  const expired = said.filter((one) => !isInForce(one, question.on));
  const [first] = inForce;
  const winner = first === undefined ? undefined : tightened(first, inForce);
  const losers = [
    ...inForce.filter((one) => one !== winner).map((one) => losing(one, whyItLost(winner, one))),
    ...expired.map((one) => losing(one, 'notInForce')),
  ];
  return { winner: winner === undefined ? null : statement(winner), losers };
}

/** Every key that some pack knows for the route or in general, in alphabetical order. */
export function parameterKeys(library: PolicyLibrary, route: string): readonly string[] {
  const rows = library.packs.flatMap((pack) => pack.parameters);
  const keys = rows.filter((row) => row.route === undefined || row.route === route).map((row) => row.key);
  return [...new Set(keys)].toSorted();
}

/** Specific first, then the higher level, then the newer document, then the order of the pack. */
export function byPrecedence<Row>(a: Ranked<Row>, b: Ranked<Row>): number {
  return (
    b.specific - a.specific ||
    POLICY_LEVELS.indexOf(a.document.level) - POLICY_LEVELS.indexOf(b.document.level) ||
    compareText(b.document.date, a.document.date)
  );
}

/** Packs whose document speaks to the jurisdiction. */
export function packsFor(library: PolicyLibrary, jurisdiction: string): readonly PolicyPack[] {
  return library.packs.filter((pack) => covers(pack.document.jurisdiction, jurisdiction));
}

/** Both ends count. */
export function isValidOn(
  validity: { readonly validFrom?: IsoDate; readonly validTo?: IsoDate },
  on: IsoDate,
): boolean {
  return (
    (validity.validFrom === undefined || validity.validFrom <= on) &&
    (validity.validTo === undefined || on <= validity.validTo)
  );
}

function statementsOf(
  library: PolicyLibrary,
  question: PolicyQuestion & { readonly key: string },
): readonly Ranked<PolicyParameter>[] {
  return packsFor(library, question.jurisdiction).flatMap((pack) =>
    pack.parameters
      .filter((row) => row.key === question.key && (row.route === undefined || row.route === question.route))
      .map((row) => ({ row, document: pack.document, specific: row.route === undefined ? 0 : 1 })),
  );
}

function isInForce(one: Ranked<PolicyParameter>, on: IsoDate): boolean {
  return isValidOn(one.document, on) && isValidOn(one.row, on);
}

/** Where the winner lets lower documents be stricter, the strictest of them takes its place. */
function tightened(
  first: Ranked<PolicyParameter>,
  inForce: readonly Ranked<PolicyParameter>[],
): Ranked<PolicyParameter> {
  const direction = first.row.tightenOnly;
  if (direction === undefined) {
    return first;
  }
  const sign = direction === 'lower' ? 1 : -1;
  return inForce
    .filter((one) => one.document.level !== 'ours')
    .reduce((strictest, one) => (sign * rank(one) < sign * rank(strictest) ? one : strictest), first);
}

function rank(one: Ranked<PolicyParameter>): number {
  return Number(one.row.value);
}

function whyItLost(winner: Ranked<PolicyParameter> | undefined, one: Ranked<PolicyParameter>): LosingReason {
  if (winner === undefined) {
    return 'notInForce';
  }
  if (byPrecedence(winner, one) > 0) {
    return 'looser';
  }
  if (one.specific < winner.specific) {
    return 'lessSpecific';
  }
  if (one.document.level !== winner.document.level) {
    return 'lowerLevel';
  }
  return one.document.date < winner.document.date ? 'older' : 'laterInPack';
}

function losing(one: Ranked<PolicyParameter>, reason: LosingReason): LosingStatement {
  return { ...statement(one), reason };
}

function statement({ row, document }: Ranked<PolicyParameter>): Statement {
  return {
    key: row.key,
    value: row.value,
    unit: row.unit,
    document: document.id,
    documentTitle: document.title,
    clause: row.clause,
    quote: row.quote ?? null,
    mark: row.mark,
  };
}

function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
