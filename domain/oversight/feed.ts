/** What a reader of the change feed is told of. `counts`: the numbers of tasks that the reader sees. */
export const FEED_KINDS = ['task', 'claim', 'filing', 'notice', 'batch', 'counts'] as const;
export type FeedKind = (typeof FEED_KINDS)[number];

/** Who missed more entries of the audit than this reads everything anew (ours). */
export const MOST_MISSED = 1_000;

/** A place in the feed: all up to the entry of this sequence was sent, and of the next one so many events. */
export interface FeedPlace {
  readonly sequence: number;
  readonly part: number;
}

/** Events of one entry of the audit; there are never so many. */
const PARTS = 1_000;

/** The id of an event, which grows with every event: a decimal number. */
export function feedId({ sequence, part }: FeedPlace): string {
  return String(sequence * PARTS + Math.min(part, PARTS - 1));
}

/** Where a reader goes on who has seen the event of this id; null if that cannot be: everything is read anew. */
export function resumedPlace(lastEventId: string, latest: number): FeedPlace | null {
  const number = /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : -1;
  const place = { sequence: Math.floor(number / PARTS), part: number % PARTS };
  const isKnown = number >= 0 && (place.sequence < latest || (place.sequence === latest && place.part === 0));
  return isKnown && latest - place.sequence <= MOST_MISSED ? place : null;
}

/** An entry of the audit, by its place in the one sequence over all. */
export interface FeedEntry {
  readonly sequence: number;
  readonly entityKind: string;
  readonly entityId: string;
  /** Business time of what it records. */
  readonly at: Date;
}

/** Something that the reader may see and that an entry is about: the entity itself, or a task of it. */
export interface FeedChange {
  readonly kind: Exclude<FeedKind, 'counts'>;
  readonly id: string;
  readonly revision: number;
  /** The entity of the entry. */
  readonly entityId: string;
}

export interface FeedEvent {
  readonly id: string;
  readonly data: { readonly kind: FeedKind; readonly id: string; readonly revision: number };
}

/** What the numbers of tasks are called in an event: they have no id. */
const COUNTS_ID = 'tasks';

/**
 * The events of some entries, for one reader at a place. An entity that several entries are about is told of once, at the
 * last of them; the numbers of tasks once, at the end.
 */
export function feedEvents(
  entries: readonly FeedEntry[],
  changes: readonly FeedChange[],
  from: FeedPlace,
): readonly FeedEvent[] {
  const lastOf = new Map(entries.map(({ entityId, sequence }) => [entityId, sequence]));
  const told = new Map<number, FeedEvent['data'][]>();
  for (const { kind, id, revision, entityId } of changes.toSorted(inOrder)) {
    const sequence = lastOf.get(entityId) ?? 0;
    told.set(sequence, [...(told.get(sequence) ?? []), { kind, id, revision }]);
  }
  const counted = Math.max(
    0,
    ...changes.filter(({ kind }) => kind === 'task').map((one) => lastOf.get(one.entityId) ?? 0),
  );
  told.get(counted)?.push({ kind: 'counts', id: COUNTS_ID, revision: counted });
  return Array.from(told)
    .toSorted(([a], [b]) => a - b)
    .flatMap(([sequence, all]) => numbered(sequence, all))
    .filter(({ id }) => Number(id) > Number(feedId(from)));
}

/** The last event of an entry says that the entry is told whole. */
function numbered(sequence: number, all: readonly FeedEvent['data'][]): readonly FeedEvent[] {
  return all.map((data, n) => {
    const isLast = n === all.length - 1;
    return { id: feedId(isLast ? { sequence, part: 0 } : { sequence: sequence - 1, part: n + 1 }), data };
  });
}

function inOrder(one: FeedChange, other: FeedChange): number {
  const kinds = FEED_KINDS.indexOf(other.kind) - FEED_KINDS.indexOf(one.kind);
  return kinds === 0 ? Number(one.id > other.id) - Number(one.id < other.id) : kinds;
}
