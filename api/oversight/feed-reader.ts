import type { Writable } from 'node:stream';
import { feedId, type FeedEvent, type FeedPlace } from '../../domain/oversight/feed.ts';
import type { Caller } from '../kernel/caller.ts';

export interface NewReader {
  readonly caller: Caller;
  readonly token: string;
  /** What the reader has seen before; null for one who begins. */
  readonly lastEventId: string | null;
  readonly output: Writable;
}

/** One open stream. */
export interface Reader {
  readonly caller: Caller;
  readonly token: string;
  readonly output: Writable;
  readonly place: () => FeedPlace;
  /** Sends what there is, and goes on from a place; a reader who does not take it is told to read everything anew later. */
  readonly tell: (events: readonly FeedEvent[], place: FeedPlace) => void;
  /** Tells to read everything anew. */
  readonly reset: (place: FeedPlace) => void;
  /** A comment, so that nobody between takes the connection for dead. */
  readonly beat: () => void;
  readonly end: () => void;
}

/** Bytes that wait for a slow reader at most, besides what is sent at once (ours). */
const MOST_WAITING = 65_536;

/** Beats after which a reader who takes nothing is let go (ours: a minute). */
const PATIENCE = 4;

export function createReader({ caller, token, output }: NewReader, from: FeedPlace): Reader {
  const state = { place: from, isBehind: false, deafBeats: 0 };
  const caughtUp = () => {
    state.deafBeats = 0;
    if (state.isBehind) {
      state.isBehind = false;
      output.write(resetText(state.place));
    }
  };
  const send = (text: string): void => {
    if (output.writableEnded || output.destroyed) {
      return;
    }
    if (state.isBehind || output.writableLength > MOST_WAITING) {
      state.isBehind = true;
    } else if (text !== '') {
      output.write(text);
    }
  };
  output.on('drain', caughtUp);
  send(`: ${state.place.sequence}\nid: ${feedId(state.place)}\n\n`);
  return {
    caller,
    token,
    output,
    place: () => state.place,
    tell(events, place) {
      state.place = place;
      send(events.map(eventText).join(''));
    },
    reset(place) {
      state.place = place;
      send(resetText(place));
    },
    beat() {
      state.deafBeats = output.writableNeedDrain ? state.deafBeats + 1 : 0;
      if (state.deafBeats >= PATIENCE) {
        output.destroy();
      } else {
        send(`: ${state.place.sequence}\nid: ${feedId(state.place)}\n\n`);
      }
    },
    end() {
      // The end of a stream would wait for who takes nothing.
      if (output.writableNeedDrain) {
        output.destroy();
      } else {
        output.end();
      }
    },
  };
}

function eventText({ id, data }: FeedEvent): string {
  return `id: ${id}\nevent: changed\ndata: ${JSON.stringify(data)}\n\n`;
}

function resetText(place: FeedPlace): string {
  return `id: ${feedId(place)}\nevent: reset\ndata: {}\n\n`;
}
