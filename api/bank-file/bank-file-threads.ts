import { availableParallelism } from 'node:os';
import { createTableThreads, type TableThreads } from '../kernel/table-threads.ts';
import type { ReadFile } from './bank-file-thread.ts';

export type ReadBankFile = Extract<ReadFile, { ok: true }>;

/**
 * Reads a bank's file outside the thread that answers requests: a file of a hundred thousand entries holds nobody up.
 * @throws Problem FILE_EMPTY, FILE_NOT_READABLE, FILE_KIND_UNKNOWN, DOCTYPE_FORBIDDEN, FILE_TOO_LARGE, TOO_MANY_FILES
 */
export const readBankFileInThread: TableThreads<ReadBankFile> = createTableThreads<ReadBankFile>({
  module: new URL('bank-file-thread.ts', import.meta.url),
  threads: Math.min(availableParallelism(), 2),
  longestMs: 60_000,
  memoryMb: 512,
});
