import type { IsoDate } from '../calendar.ts';
import { covers } from '../authority/jurisdiction.ts';
import {
  POLICY_LEVELS,
  type Label,
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

/** Why a row of a pack lost, in words: it was not in force, or another row precedes it by R-002. */
export const LOSING_REASONS = {
  notInForce: { zh: '该日不在有效期内（R-001）', en: 'Not in force on the day (R-001)' },
  lessSpecific: {
    zh: '另有更具体的规定，具体规定优先（R-002）',
    en: 'Another one speaks of the case in particular and goes before (R-002)',
  },
  lowerLevel: { zh: '上级文件优先（R-002）', en: 'A document of a higher level goes before (R-002)' },
  older: { zh: '同级文件以较新者为准（R-002）', en: 'A newer document of the same level goes before (R-002)' },
  laterById: {
    zh: '级别和日期相同，以文件编号在前者为准',
    en: 'Same level and day: the document whose id comes first goes before',
  },
  laterInPack: { zh: '同一文件中列在前面的优先', en: 'The same document says another one earlier' },
  looser: { zh: '下级文件规定更严，从严适用（§5.3）', en: 'A lower document may be stricter, and is (§5.3)' },
} as const satisfies Readonly<Record<string, Label>>;
export type LosingReason = keyof typeof LOSING_REASONS;

/** A statement of a pack with its document: flat, so that it can be stored and shown. */
export interface Statement {
  readonly key: string;
  readonly value: ParameterValue;
  readonly unit: ParameterUnit;
  readonly document: string;
  readonly documentTitle: string;
  readonly clause: string;
  readonly quote: string | null;
  readonly mark: PolicyMark;
  readonly note: string | null;
  /** corrects an earlier statement, also for claims that have pinned the former value. */
  readonly retroactive?: true;
}

export interface LosingStatement extends Statement {
  readonly reason: LosingReason;
}

/** The facts of a pack's row that determine its precedence. */
export interface Ranked<Row> {
  readonly row: Row;
  readonly document: PolicyDocument;
  readonly specific: number;
}

/**
 * §5.3: resolves a parameter. Of all rows for the jurisdiction or one above it that are in force on the
 * day, the winner is the one for the specific route, then of the higher level, then of the newer document. `null` when
 * no row gives a value: never a silent zero.
 */
export function resolveParameter(
  library: PolicyLibrary,
  question: PolicyQuestion & { readonly key: string },
): { readonly winner: Statement | null; readonly losers: readonly LosingStatement[] } {
  const statements = statementsOf(library, question);
  const ordered = statements.filter((one) => isInForce(one, question.on)).toSorted(byPrecedence);
  const [first] = ordered;
  const { winner, losers } = rankRows(
    statements,
    (one) => isInForce(one, question.on),
    first === undefined ? undefined : tightened(first, ordered),
  );
  return {
    winner: winner === null ? null : statement(winner),
    losers: losers.map(({ reason, ...one }) => ({ ...statement(one), reason })),
  };
}

export interface RankedRows<Row> {
  readonly winner: Ranked<Row> | null;
  /** Rows in force first; both groups are in the order of precedence. */
  readonly losers: readonly (Ranked<Row> & { readonly reason: LosingReason })[];
}

/** Ranks several rows for the same value: returns the winner, and the reason for each loser; their order does not matter. */
export function rankRows<Row>(
  rows: readonly Ranked<Row>[],
  isInForceNow: (one: Ranked<Row>) => boolean,
  chosen?: Ranked<Row>,
): RankedRows<Row> {
  const ordered = rows.toSorted(byPrecedence);
  const inForce = ordered.filter(isInForceNow);
  const winner = chosen ?? inForce[0] ?? null;
  return {
    winner,
    losers: [
      ...inForce.filter((one) => one !== winner).map((one) => ({ ...one, reason: whyItLost(winner, one) })),
      ...ordered.filter((one) => !isInForceNow(one)).map((one) => ({ ...one, reason: 'notInForce' as const })),
    ],
  };
}

/** Returns every key that a pack defines for the route or in general, in alphabetical order. */
export function parameterKeys(library: PolicyLibrary, route: string): readonly string[] {
  const rows = library.packs.flatMap((pack) => pack.parameters);
  const keys = rows.filter((row) => row.route === undefined || row.route === route).map((row) => row.key);
  return [...new Set(keys)].toSorted();
}

/**
 * The specific row first, then the higher level, the newer document, the smaller id; within a document the order of its
 * rows.
 */
export function byPrecedence<Row>(a: Ranked<Row>, b: Ranked<Row>): number {
  return (
    b.specific - a.specific ||
    POLICY_LEVELS.indexOf(a.document.level) - POLICY_LEVELS.indexOf(b.document.level) ||
    compareText(b.document.date, a.document.date) ||
    compareText(a.document.id, b.document.id)
  );
}

/** Returns the packs whose document applies to the jurisdiction. */
export function packsFor(library: PolicyLibrary, jurisdiction: string): readonly PolicyPack[] {
  return library.packs.filter((pack) => covers(pack.document.jurisdiction, jurisdiction));
}

/** Both ends are included. */
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

/** If the winner lets lower documents be stricter, the strictest of them replaces it. */
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

function whyItLost<Row>(winner: Ranked<Row> | null, one: Ranked<Row>): LosingReason {
  if (winner === null) {
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
  if (one.document.date < winner.document.date) {
    return 'older';
  }
  return one.document.id === winner.document.id ? 'laterInPack' : 'laterById';
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
    note: row.note ?? null,
    ...(row.retroactive === true && { retroactive: true as const }),
  };
}

function compareText(a: string, b: string): number {
  if (a === b) {
    return 0;
  }
  return a < b ? -1 : 1;
}
