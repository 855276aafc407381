import type { Evidence, Found } from '../../domain/check/finding-changes.ts';
import type { FindingKind } from '../../domain/check/check-words.ts';

/** A finding as `json_agg` gives it. */
export type FoundJson = Omit<Found, 'kind' | 'since' | 'evidence'> & {
  readonly since: string | null;
  readonly evidence: readonly Evidence[];
};

/** The one row of a check's statement: how many rows it looked at, and what it found. */
export interface Checked {
  readonly examined: number;
  readonly found: readonly FoundJson[];
}

/** Ours: more findings of one check say nothing new. The first ones by subject, so that the same ones stand in every run. */
const MOST = 10_000;

/** Of what a statement finds, in SQL. */
interface Sql {
  readonly subject: string;
  readonly entityKind?: string;
  readonly entityId?: string;
  readonly claimId?: string;
  readonly jurisdiction?: string;
  readonly since?: string;
  /** The facts that an operator reads; a changed value ends an explanation, so none of them grows by itself. */
  readonly evidence: Readonly<Record<string, string>>;
}

/** The columns of a finding, for `SELECT ${finding(…)} FROM …`. */
export function finding({ subject, entityKind, entityId, claimId, jurisdiction, since, evidence }: Sql): string {
  const facts = Object.entries(evidence).map(
    ([fact, value]) => `json_build_object('fact', '${fact}', 'value', coalesce((${value})::text, ''))`,
  );
  return `${subject} AS subject, ${entityKind ?? 'NULL::text'} AS "entityKind", ${entityId ?? 'NULL::text'} AS "entityId",
    ${claimId ?? 'NULL::text'} AS "claimId", ${jurisdiction ?? 'NULL::text'} AS jurisdiction,
    ${since ?? 'NULL::timestamptz'} AS since, json_build_array(${facts.join(', ')}) AS evidence`;
}

/** The text of a check: `examined` is what it looks at, as `FROM …`, and `found` a SELECT of findings. */
export function checkText(examined: string, found: string): string {
  return `SELECT (SELECT count(*)::int ${examined}) AS examined,
     (SELECT coalesce(json_agg(f ORDER BY f.subject), '[]') FROM (${found} ORDER BY 1 LIMIT ${MOST}) AS f) AS found`;
}

export function foundOf(kind: FindingKind, { found }: Checked): readonly Found[] {
  return found.map(({ since, ...one }) => ({ ...one, kind, since: since === null ? null : new Date(since) }));
}
