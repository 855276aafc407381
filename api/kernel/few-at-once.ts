import { Problem, type ProblemCode } from './problem.ts';

/** Runs what it is given, a few at once, the others in the order in which they came. */
export type FewAtOnce = <Result>(run: () => Promise<Result>) => Promise<Result>;

/**
 * @param limits how many run at once, and how many may wait beside them
 * @throws Problem of the code, with `Retry-After`, at once if as many wait as may; nothing was begun
 */
export function fewAtOnce(
  limits: { readonly running: number; readonly waiting: number },
  tooMany: ProblemCode = 'TOO_MANY_FILES',
): FewAtOnce {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (run) => {
    if (running < limits.running) {
      running += 1;
    } else if (waiting.length < limits.waiting) {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    } else {
      throw new Problem(tooMany, { retryAfterSeconds: RETRY_SECONDS });
    }
    try {
      return await run();
    } finally {
      // The next waiting work takes this place, so the count stays.
      const next = waiting.shift();
      if (next === undefined) {
        running -= 1;
      } else {
        next();
      }
    }
  };
}

/** A list of usual size is read in less, and several passwords are looked at. */
const RETRY_SECONDS = 2;
