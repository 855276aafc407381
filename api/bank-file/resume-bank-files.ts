import { setTimeout as pause } from 'node:timers/promises';
import type { Desk } from '../kernel/desk-port.ts';
import type { BankFiles } from './bank-file-ports.ts';
import { takeBankFile } from './take-bank-file.ts';

interface Resuming {
  readonly files: BankFiles;
  readonly desk: Pick<Desk, 'inboxChanged'>;
  readonly log: { warn(facts: object, sentence: string): void };
}

/** Ours: how often files that are in force and not taken are looked for. */
const EVERY_MS = 60_000;

/**
 * Goes on with files whose taking was interrupted, at once with all of them (the process that took them may have ended), then
 * each minute with those that were not taken a minute before either: of the others the taking is still under way.
 */
export function keepResumingBankFiles(
  parts: Resuming,
  at: () => Promise<Date>,
  everyMs: number = EVERY_MS,
): { stop(): void } {
  const stopping = new AbortController();
  void keepResuming(parts, at, { everyMs, signal: stopping.signal });
  return { stop: () => stopping.abort() };
}

async function keepResuming(
  parts: Resuming,
  at: () => Promise<Date>,
  { everyMs, signal }: { readonly everyMs: number; readonly signal: AbortSignal },
): Promise<void> {
  let former: ReadonlySet<string> | null = null;
  while (!signal.aborted) {
    former = await resumeBankFiles(parts, at, former);
    // Ends early with the process.
    await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined);
  }
}

/**
 * Goes on with the files that are in force and not taken to their last entry. What is in the inbox already is not put there
 * again, so that two processes that do it at once do no harm. A file that cannot be taken holds up no other.
 * @param former only files that it names; null for all
 * @returns the ids of all that were not taken
 */
export async function resumeBankFiles(
  { files, desk, log }: Resuming,
  at: () => Promise<Date>,
  former: ReadonlySet<string> | null = null,
): Promise<ReadonlySet<string>> {
  const warn = (facts: object) => (error: unknown) => {
    const reason = error instanceof Error ? error.message : 'unknown';
    log.warn({ ...facts, reason }, 'What was interrupted of files of banks is tried again in a minute');
  };
  const interrupted = (await files.interrupted().catch(warn({}))) ?? [];
  for (const fileId of interrupted) {
    if (former === null || former.has(fileId)) {
      await at()
        .then((now) => takeBankFile({ files, desk }, fileId, now))
        .catch(warn({ fileId }));
    }
  }
  return new Set(interrupted);
}
