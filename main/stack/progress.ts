/** Says how far a long step is: one line that changes on a terminal, a line now and then elsewhere. */
export interface Progress {
  /** `of` unknown: only the count is shown. */
  at(count: number, of?: number): void;
  done(): void;
}

const STEP_PERCENT = 5;
const STEP_COUNT = 50;

export function showProgress(label: string, out: NodeJS.WriteStream = process.stdout): Progress {
  const began = Date.now();
  let lastShown = -1;
  const seconds = () => Math.round((Date.now() - began) / 1000);
  return {
    at: (count, of) => {
      const text =
        of === undefined ? `${label} ${count}` : `${label} ${percent(count, of)} % (${count}/${of}, ${seconds()} s)`;
      if (out.isTTY) {
        out.write(`\r${text}\u001B[K`);
        return;
      }
      const step = of === undefined ? Math.floor(count / STEP_COUNT) : Math.floor(percent(count, of) / STEP_PERCENT);
      if (step !== lastShown) {
        lastShown = step;
        out.write(`${text}\n`);
      }
    },
    done: () => out.write(`${out.isTTY ? '\r' : ''}${label} ✓ ${seconds()} s${out.isTTY ? '\u001B[K' : ''}\n`),
  };
}

/** Never 100 before the step is done: some counts are only nearly known. */
function percent(count: number, of: number): number {
  return of === 0 ? 99 : Math.min(99, Math.floor((count * 100) / of));
}
