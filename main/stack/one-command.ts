import { StartError } from './start-error.ts';

/** Runs a command that does one thing and ends. A `StartError` is printed as its sentence, and the command fails. */
export async function runCommand(work: (say: (line: string) => void) => Promise<void>): Promise<void> {
  await orSayWhy(() => work((line) => process.stdout.write(`${line}\n`)));
}

/** Starts a process that stays. A `StartError` is printed as its sentence, and the process ends with 1. */
export async function orSayWhy<T>(start: () => Promise<T>): Promise<T> {
  try {
    return await start();
  } catch (error) {
    if (!(error instanceof StartError)) {
      throw error;
    }
    process.stderr.write(`${error.message}\n`);
    return process.exit(1);
  }
}
