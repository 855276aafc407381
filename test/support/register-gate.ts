import type { Registers } from '../../activities/register-ports.ts';
import type { RegisterName } from '../../domain/line/register-answers.ts';

/** Stands before one register: while it is closed, questions wait for as long as the test says. */
export function createRegisterGate(gated: RegisterName) {
  let isClosed = false;
  let asked = 0;
  const waiting = new Set<() => void>();
  const pass = async (register: RegisterName): Promise<void> => {
    asked += register === gated ? 1 : 0;
    if (register === gated && isClosed) {
      await new Promise<void>((resolve) => {
        waiting.add(resolve);
      });
    }
  };
  return {
    registersFrom: (own: Registers): Registers => ({
      async ask(register, people) {
        await pass(register);
        return own.ask(register, people);
      },
    }),
    close() {
      isClosed = true;
    },
    open() {
      isClosed = false;
      for (const go of waiting) {
        go();
      }
      waiting.clear();
    },
    /** Questions that have no answer yet. */
    waiting: () => waiting.size,
    /** Questions so far. */
    asked: () => asked,
  };
}
