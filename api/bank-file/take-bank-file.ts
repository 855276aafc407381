import type { Buffer } from 'node:buffer';
import { setImmediate as turn } from 'node:timers/promises';
import type { BankEntry } from '../../domain/bank-file/bank-entry.ts';
import type { Desk } from '../kernel/desk-port.ts';
import { Problem } from '../kernel/problem.ts';
import type { BankFiles, EntryParts } from './bank-file-ports.ts';
import { readBankFileInThread, type ReadBankFile } from './bank-file-threads.ts';

/** The parts of a file that a thread read; between two of them the thread answers others. */
export function entryParts({ parts }: Pick<ReadBankFile, 'parts'>): EntryParts {
  return async function* unpacked() {
    const decoder = new TextDecoder();
    for (const part of parts) {
      // True because the thread wrote it.
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion
      yield JSON.parse(decoder.decode(part)) as readonly BankEntry[];
      await turn();
    }
  };
}

/** Puts the entries of a file that is in force into the inbox, from its bytes as they came, and tells the batches. */
export async function takeBankFile(
  { files, desk }: { readonly files: BankFiles; readonly desk: Pick<Desk, 'inboxChanged'> },
  fileId: string,
  at: Date,
): Promise<void> {
  const content = await files.content(fileId);
  if (!content.ok) {
    throw new Problem(content.reason);
  }
  await takeRead({ files, desk }, { fileId, content: content.value, at });
}

async function takeRead(
  { files, desk }: { readonly files: BankFiles; readonly desk: Pick<Desk, 'inboxChanged'> },
  { fileId, content, at }: { readonly fileId: string; readonly content: Buffer; readonly at: Date },
): Promise<void> {
  const read = await readBankFileInThread(content);
  const batchIds = await files.take(fileId, entryParts(read), at);
  for (const batchId of batchIds) {
    try {
      await desk.inboxChanged(batchId);
    } catch {
      // Nothing is lost: the sweep tells the batches whose reports wait.
    }
  }
}
