import type { Desk } from '../kernel/desk-port.ts';
import type { BankFiles } from './bank-file-ports.ts';
import { takeBankFile } from './take-bank-file.ts';

interface Resuming {
  readonly files: BankFiles;
  readonly desk: Pick<Desk, 'inboxChanged'>;
  readonly log: { warn(facts: object, sentence: string): void };
}

/**
 * Goes on with the files whose process ended between their confirmation and their last entry. What is in the inbox already
 * is not put there again, so that two processes that begin at once do no harm. A file that cannot be taken holds up no other.
 */
export async function resumeBankFiles({ files, desk, log }: Resuming, at: () => Promise<Date>): Promise<void> {
  const warn = (facts: object) => (error: unknown) => {
    const reason = error instanceof Error ? error.message : 'unknown';
    log.warn({ ...facts, reason }, 'What was interrupted of files of banks goes on at the next start');
  };
  const interrupted = await files.interrupted().catch(warn({}));
  for (const fileId of interrupted ?? []) {
    await at()
      .then((now) => takeBankFile({ files, desk }, fileId, now))
      .catch(warn({ fileId }));
  }
}
