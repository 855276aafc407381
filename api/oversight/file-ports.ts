import type { Caller } from '../kernel/caller.ts';
import type { StoredDocument } from '../kernel/uploaded-document.ts';

/** What a file is a paper of: a line's papers are its claim's. */
export interface FileOwner {
  readonly of: 'claim' | 'filing' | 'grant';
  readonly id: string;
  readonly lineId: string | null;
  readonly kind: string;
  readonly version: number;
}

export interface FileStore {
  /** Null for a file that is no paper, or is one of a line that left its claim. */
  ownerOf(fileId: string): Promise<FileOwner | null>;
  /** Opens a version of a paper and records who read it, in one transaction (S5). */
  read(
    owner: FileOwner,
    reading: {
      readonly fileId: string;
      readonly caller: Caller;
      readonly at: Date;
      readonly purpose: string | null;
    },
  ): Promise<StoredDocument | null>;
}
