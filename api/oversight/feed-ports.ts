import type { FeedChange, FeedEntry } from '../../domain/oversight/feed.ts';
import type { Caller, SignedIn } from '../kernel/caller.ts';

/** The entries of the audit in the one sequence over all: each is there once it is committed, and none comes between. */
export interface FeedEntries {
  /** The place of the last entry; 0 if there is none. */
  latest(): Promise<number>;
  /** Those after a place, in order. */
  after(sequence: number, limit: number): Promise<readonly FeedEntry[]>;
  /**
   * Tells when entries got their places, until it is stopped.
   * @param on `sealed`: there are more; `lost`: the connection broke, and nothing more will be told
   */
  listen(on: { readonly sealed: () => void; readonly lost: () => void }): Promise<() => void>;
}

export interface FeedSights {
  /** What a caller may see of what these entries are about: as lists and single reads show it. */
  visible(caller: Caller, entries: readonly FeedEntry[]): Promise<readonly FeedChange[]>;
}

export interface FeedSessions {
  /** Those of the tokens that count now, without renewing the time of any. */
  stillSignedIn(tokens: readonly string[]): Promise<ReadonlyMap<string, SignedIn>>;
}
