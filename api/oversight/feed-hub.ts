import { feedEvents, MOST_MISSED, resumedPlace, type FeedEntry, type FeedPlace } from '../../domain/oversight/feed.ts';
import { createReader, type NewReader, type Reader } from './feed-reader.ts';
import type { FeedEntries, FeedSessions, FeedSights } from './feed-ports.ts';

export interface FeedParts {
  readonly entries: FeedEntries;
  readonly sights: FeedSights;
  readonly sessions: FeedSessions;
  /** How often readers get a comment, and sessions are looked at even if nothing changed; 15 s. */
  readonly beatMs?: number | undefined;
}

/** All open streams of one process. */
export interface FeedHub {
  /** False if the person has as many streams as one may have. */
  mayOpen(personId: string): boolean;
  /** Begins to tell; rejects if the database does not answer. */
  open(reader: NewReader): Promise<void>;
  /** Ends all streams, and takes no more. */
  close(): void;
}

/** Tabs of a browser share one (ours). */
const MOST_STREAMS = 8;

const BEAT_MS = 15_000;

interface HubState {
  readonly readers: Set<Reader>;
  /** Readers, and those who are about to be. */
  users: number;
  /** The last entry that was read. */
  position: number;
  stopListening: (() => void) | null;
  timer: NodeJS.Timeout | null;
  turn: Promise<void> | null;
  isAskedAgain: boolean;
  isClosed: boolean;
}

/**
 * Listens while somebody reads. Each notice of new entries begins a turn, which serves one reader after the other: so
 * many streams never take more than one connection of the pool, and one for listening.
 */
export function createFeedHub(parts: FeedParts): FeedHub {
  const state: HubState = {
    readers: new Set(),
    users: 0,
    position: 0,
    stopListening: null,
    timer: null,
    turn: null,
    isAskedAgain: false,
    isClosed: false,
  };
  return {
    mayOpen: (personId) =>
      Array.from(state.readers).filter(({ caller }) => caller.personId === personId).length < MOST_STREAMS,

    async open(asked) {
      // Counted from now on, so that the last one who leaves meanwhile does not end the listening.
      state.users += 1;
      const leave = leaver(state);
      asked.output.on('close', leave);
      try {
        await begin(asked, state, parts);
      } finally {
        if (!Array.from(state.readers).some(({ output }) => output === asked.output)) {
          leave();
        }
      }
    },

    close() {
      state.isClosed = true;
      for (const reader of state.readers) {
        reader.end();
      }
      rest(state);
    },
  };
}

/** Once for each who came. */
function leaver(state: HubState): () => void {
  const left = { isLeft: false };
  return () => {
    if (!left.isLeft) {
      left.isLeft = true;
      state.users -= 1;
      if (state.users === 0) {
        rest(state);
      }
    }
  };
}

async function begin(asked: NewReader, state: HubState, parts: FeedParts): Promise<void> {
  const { output, lastEventId } = asked;
  if (!state.isClosed) {
    await ensureListening(state, parts);
  }
  const latest = state.isClosed ? 0 : await parts.entries.latest();
  if (state.isClosed || output.destroyed) {
    output.end();
    return;
  }
  const now: FeedPlace = { sequence: latest, part: 0 };
  const resumed = lastEventId === null ? now : resumedPlace(lastEventId, latest);
  const reader = createReader(asked, resumed ?? now);
  if (resumed === null) {
    reader.reset(now);
  }
  state.readers.add(reader);
  output.on('close', () => state.readers.delete(reader));
  if (reader.place().sequence < latest) {
    wake(state, parts);
  }
}

function rest(state: HubState): void {
  state.stopListening?.();
  state.stopListening = null;
  clearInterval(state.timer ?? undefined);
  state.timer = null;
}

async function ensureListening(state: HubState, parts: FeedParts): Promise<void> {
  state.timer ??= setInterval(() => void beat(state, parts), parts.beatMs ?? BEAT_MS).unref();
  if (state.stopListening !== null) {
    return;
  }
  const stop = await parts.entries.listen({
    sealed: () => wake(state, parts),
    lost: () => {
      state.stopListening = null;
    },
  });
  // Two readers may have begun at once, or the last one has left meanwhile.
  if (state.stopListening !== null || state.isClosed) {
    stop();
    return;
  }
  state.stopListening = stop;
  state.position = await parts.entries.latest();
}

/** Looks at the sessions, and at the entries in case a notice was lost; then every reader gets a sign of life. */
async function beat(state: HubState, parts: FeedParts): Promise<void> {
  if (state.users > 0 && state.stopListening === null) {
    await ensureListening(state, parts).catch(() => undefined);
  }
  wake(state, parts);
  await state.turn;
  for (const reader of state.readers) {
    reader.beat();
  }
}

/** Runs one turn at a time. A call during a turn lets one more turn follow. The next beat reads what a turn could not read. */
function wake(state: HubState, parts: FeedParts): void {
  state.isAskedAgain = state.turn !== null;
  state.turn ??= takeTurn(state, parts)
    .catch(() => undefined)
    .then(() => {
      state.turn = null;
      if (state.isAskedAgain) {
        wake(state, parts);
      }
    });
}

async function takeTurn(state: HubState, parts: FeedParts): Promise<void> {
  for (let isMore = state.readers.size > 0; isMore;) {
    const fresh = await parts.entries.after(state.position, MOST_MISSED);
    state.position = fresh.at(-1)?.sequence ?? state.position;
    isMore = fresh.length === MOST_MISSED;
    await endDeadSessions(state, parts);
    for (const reader of state.readers) {
      await serve(reader, { state, parts, fresh });
    }
  }
}

/** Runs before any change is sent, so that a reader gets nothing after the end of their session or of a role. */
async function endDeadSessions({ readers }: HubState, { sessions }: FeedParts): Promise<void> {
  // Who comes during the question has just been looked at, and is not in its answer.
  const asked = [...readers];
  const living = await sessions.stillSignedIn(asked.map(({ token }) => token));
  for (const reader of asked) {
    const signedIn = living.get(reader.token);
    if (signedIn === undefined || JSON.stringify(signedIn.caller) !== JSON.stringify(reader.caller)) {
      readers.delete(reader);
      reader.end();
    }
  }
}

async function serve(
  reader: Reader,
  {
    state,
    parts,
    fresh,
  }: { readonly state: HubState; readonly parts: FeedParts; readonly fresh: readonly FeedEntry[] },
): Promise<void> {
  const from = reader.place();
  const place: FeedPlace = { sequence: state.position, part: 0 };
  if (from.sequence >= place.sequence) {
    return;
  }
  if (place.sequence - from.sequence > MOST_MISSED) {
    reader.reset(place);
    return;
  }
  const first = fresh.at(0)?.sequence ?? Number.POSITIVE_INFINITY;
  const known = first <= from.sequence + 1 ? fresh : await parts.entries.after(from.sequence, MOST_MISSED);
  const missed = known.filter(({ sequence }) => sequence > from.sequence && sequence <= place.sequence);
  reader.tell(feedEvents(missed, await parts.sights.visible(reader.caller, missed), from), place);
}
