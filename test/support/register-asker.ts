import type pg from 'pg';
import { createRegisterAsker } from '../../activities/register-asker.ts';
import type { RegisterAsker, Registers } from '../../activities/register-ports.ts';
import { createRegisterAnswerStore } from '../../prisma/line/register-answers.ts';
import type { Sealer } from '../../prisma/kernel/sealing.ts';
import { createPracticeClock } from '../../prisma/practice/clock-store.ts';
import { createPracticeRegisters } from '../../prisma/practice/practice-registers.ts';

/** Asks the practice registers, or others, by the practice clock as it stands; a register that failed is asked again at once. */
export function testAsker(pool: pg.Pool, sealer: Sealer, registers?: Registers): RegisterAsker {
  const clock = createPracticeClock(pool);
  const parts = {
    registers: registers ?? createPracticeRegisters(pool, sealer),
    store: createRegisterAnswerStore(pool, sealer),
    now: () => {
      clock.forget();
      return clock.now();
    },
    systemNow: Date.now,
    log: { warn: () => undefined },
  };
  return { ask: (question, limitMs) => createRegisterAsker(parts).ask(question, limitMs) };
}
