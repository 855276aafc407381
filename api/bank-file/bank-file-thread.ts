import type { MessagePort } from 'node:worker_threads';
import { move, transferableSymbol, valueSymbol } from 'piscina';
import type { BankEntry, BankFileKind, BankRowError, ReadStatement } from '../../domain/bank-file/bank-entry.ts';
import { Problem, type ProblemCode } from '../kernel/problem.ts';
import { readBankFile } from './read-bank-file.ts';

export interface BankFileTask {
  readonly bytes: Uint8Array;
  /** Gets one message when a thread has taken the file. */
  readonly begun: MessagePort;
}

/** A file that was read, or why it cannot be. */
export type ReadFile =
  | {
      readonly ok: true;
      readonly kind: BankFileKind;
      readonly statements: readonly ReadStatement[];
      readonly entries: number;
      readonly errors: readonly BankRowError[];
      /** All entries as JSON in UTF-8, a list in each part. */
      readonly parts: readonly Uint8Array<ArrayBuffer>[];
    }
  | { readonly ok: false; readonly code: ProblemCode };

/** Reads one file of a bank; runs in a thread of its own. The packed entries are handed over, not copied. */
export default function readFile({ bytes, begun }: BankFileTask) {
  // A port of worker_threads has no origin.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  begun.postMessage(null);
  const read = readPacked(bytes);
  const buffers = read.ok ? read.parts.map((part) => part.buffer) : [];
  return move({ [transferableSymbol]: buffers, [valueSymbol]: read });
}

function readPacked(bytes: Uint8Array): ReadFile {
  try {
    const { entries, ...file } = readBankFile(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
    return { ok: true, ...file, entries: entries.length, parts: packed(entries) };
  } catch (error) {
    if (error instanceof Problem) {
      return { ok: false, code: error.code };
    }
    throw error;
  }
}

/** Entries of one part: what the thread that answers requests judges and stores between two answers. */
const PART_ENTRIES = 200;

function packed(entries: readonly BankEntry[]): readonly Uint8Array<ArrayBuffer>[] {
  const encoder = new TextEncoder();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  for (let at = 0; at < entries.length; at += PART_ENTRIES) {
    parts.push(encoder.encode(JSON.stringify(entries.slice(at, at + PART_ENTRIES))));
  }
  return parts;
}
