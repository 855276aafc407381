import type { AuditAct, AuditedKind } from '../act-words.ts';
import { canonicalJson } from '../canonical-json.ts';

/** What an audit entry says. */
export interface AuditContent {
  readonly entityKind: AuditedKind;
  readonly entityId: string;
  readonly revision: number | null;
  readonly act: AuditAct;
  readonly actId: string | null;
  readonly person: { readonly personId: string; readonly organ: string | null; readonly section: string | null } | null;
  readonly at: Date;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** An entry with its place; digests are hexadecimal. */
export interface LogRow extends AuditContent {
  readonly id: number;
  readonly seq: number;
  readonly previousHash: string;
  readonly hash: string;
  /** The keyed hash by the process that wrote it; null for an entry of before keys. */
  readonly mac: string | null;
}

/** Its place in the one sequence over all chains. */
export interface Sealed {
  readonly sequence: number;
  readonly seal: string;
}

/** The digests that the log is made with; the domain computes none itself. */
export interface AuditDigests {
  /** SHA-256 of the bytes of a hexadecimal digest followed by a text. */
  entryHash(previous: string, text: string): string;
  /** SHA-256 of a text. */
  sha256(text: string): string;
  /** HMAC-SHA-256 of a text under every hash key that counts; none if the keys are not known here. */
  keyed(text: string): readonly string[];
  /** Whether the key of the roots signed a text. */
  isSigned(text: string, signature: string): boolean;
}

/** Canonical JSON of an entry, up to the number that is its last field; fields are sorted by name. */
export function textUpToSeq(entry: AuditContent): string {
  const { entityKind, entityId, revision, act, actId, person, at, facts } = entry;
  // Only the fields that the row stores: the caller may pass more of a person than a reader of the row finds.
  const actor = person === null ? null : { personId: person.personId, organ: person.organ, section: person.section };
  const kept = { entityKind, entityId, revision, act, actId, person: actor, at: at.toISOString(), facts, seq: 0 };
  return canonicalJson(kept).slice(0, -'0}'.length);
}

/** What the chain's hash covers besides the hash before. */
export function entryText(entry: AuditContent, seq: number): string {
  return `${textUpToSeq(entry)}${seq}}`;
}

/** What the keyed hash of an entry covers: its content. Its place is covered by the seal. */
export function macText(entry: AuditContent): string {
  return `audit entry ${textUpToSeq(entry)}`;
}

/** What the keyed seal of a place covers: the seal before, and the entry with its place in its chain. */
export function sealText(
  sequence: number,
  previousSeal: string,
  { entityKind, entityId, seq, hash, mac }: Pick<LogRow, 'entityKind' | 'entityId' | 'seq' | 'hash' | 'mac'>,
): string {
  return `audit seal ${canonicalJson({ sequence, previousSeal, entityKind, entityId, seq, hash, mac })}`;
}

/** The hash before the first entry of a chain, and the seal before the first place. */
export const FIRST_DIGEST = '0'.repeat(64);

/** What a root says of one business day (Asia/Shanghai). */
export interface RootStatement {
  readonly day: string;
  readonly sequenceFrom: number;
  /** One less than `sequenceFrom` on a day without entries. */
  readonly sequenceTo: number;
  /** The seal at `sequenceTo`. */
  readonly seal: string;
  /** SHA-256 of the heads of the day's chains. */
  readonly heads: string;
  /** The day's entries of each kind of chain. */
  readonly counts: Readonly<Record<string, number>>;
  /** The root of the day before; null in the first one. */
  readonly previous: string | null;
  /** Entries up to this place carry no keyed hash: they were there before the keys. */
  readonly unkeyedTo: number;
}

export interface Root {
  readonly day: string;
  readonly sequenceFrom: number;
  readonly sequenceTo: number;
  /** Canonical JSON of the statement. */
  readonly statement: string;
  /** One line a chain: kind, id, number and hash of its last entry of the day, sorted. */
  readonly heads: string;
  /** SHA-256 of the statement. */
  readonly root: string;
  /** Ed25519 in base64, over `signedText`. */
  readonly signature: string;
}

/** What is published of a root. */
export type PublicRoot = Pick<Root, 'day' | 'sequenceFrom' | 'sequenceTo' | 'root' | 'signature'>;

export function signedText({ day, sequenceFrom, sequenceTo, root }: Omit<PublicRoot, 'signature'>): string {
  return canonicalJson({ day, sequenceFrom, sequenceTo, root });
}

/** The chains and counts of a range of the sequence. */
export interface LogRange {
  readonly counts: Readonly<Record<string, number>>;
  readonly heads: string;
}

/** Gathers the rows of one root. */
export function newLogRange() {
  const counts: Record<string, number> = {};
  const heads = new Map<string, string>();
  return {
    see({ entityKind, entityId, seq, hash }: Pick<LogRow, 'entityKind' | 'entityId' | 'seq' | 'hash'>): void {
      counts[entityKind] = (counts[entityKind] ?? 0) + 1;
      heads.set(`${entityKind} ${entityId}`, `${seq} ${hash}`);
    },
    range: (): LogRange => ({
      counts,
      heads: [...heads]
        .map(([chain, head]) => `${chain} ${head}\n`)
        .toSorted()
        .join(''),
    }),
  };
}

/** The statement, heads and root of a range, not signed yet. */
export function rootOf(
  digests: Pick<AuditDigests, 'sha256'>,
  place: Omit<RootStatement, 'heads' | 'counts'>,
  { counts, heads }: LogRange,
): Omit<Root, 'signature'> {
  const said: RootStatement = { ...place, counts, heads: digests.sha256(heads) };
  const statement = canonicalJson(said);
  const { day, sequenceFrom, sequenceTo } = place;
  return { day, sequenceFrom, sequenceTo, statement, heads, root: digests.sha256(statement) };
}
