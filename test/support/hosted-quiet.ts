import { setImmediate as nextTurn } from 'node:timers/promises';

/** What tells whether a hosted workflow has something to do. */
export interface Busy {
  /** Activities and steps that are under way, except those that wait to be tried again. */
  busy: number;
  /** Called when nothing is under way any more. */
  readonly onQuiet: Set<() => void>;
  failure: unknown;
}

/** A step or an activity has ended. What it let go on begins before the next turn of the event loop. */
export function leave(run: Busy): void {
  run.busy -= 1;
  if (run.busy > 0) {
    return;
  }
  setImmediate(() => {
    if (run.busy === 0) {
      for (const tell of run.onQuiet) {
        run.onQuiet.delete(tell);
        tell();
      }
    }
  });
}

/** Until nothing of these workflows is under way. @throws what a workflow's task failed with */
export async function quiet(runs: readonly Busy[]): Promise<void> {
  await nextTurn();
  for (let busy = runs.filter(isBusy); busy.length > 0; busy = runs.filter(isBusy)) {
    await Promise.all(busy.map((run) => new Promise<void>((resolve) => run.onQuiet.add(resolve))));
    await nextTurn();
  }
  const failed = runs.find(({ failure }) => failure !== undefined);
  if (failed !== undefined) {
    throw failed.failure;
  }
}

const isBusy = ({ busy }: Busy): boolean => busy > 0;
