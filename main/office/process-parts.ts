import type pg from 'pg';
import { createRegisterAsker, type AskerDependencies } from '../../activities/register-asker.ts';
import type { RegisterAsker, Registers } from '../../activities/register-ports.ts';
import type { Clock } from '../../api/kernel/clock.ts';
import type { PracticeClock } from '../../api/practice/practice-ports.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { resolveParameter } from '../../domain/policy/resolve-parameter.ts';
import { dayAt } from '../../domain/calendar.ts';
import { newThreads } from '../../api/kernel/threads.ts';
import { createPracticeClock, createSystemClock } from '../../prisma/practice/clock-store.ts';
import { createRegisterAnswerStore } from '../../prisma/line/register-answers.ts';
import { createPracticeRegisters } from '../../prisma/practice/practice-registers.ts';
import { createSealer, type Sealer } from '../../prisma/kernel/sealing.ts';
import type { ReminderShares } from '../../prisma/worker/deadline-sweeps.ts';
import { readSealingKeys, type ProcessConfig } from '../config.ts';
import { officeLibrary } from './policy-packs.ts';

/** The parts of both processes besides their servers. */
export function sealerOf(config: ProcessConfig): Sealer {
  return createSealer(readSealingKeys(config), newThreads);
}

export interface LawAndClock {
  readonly library: PolicyLibrary;
  readonly clock: Clock;
  /** The same clock, where it can be moved; null in live mode. */
  readonly practiceClock: (Clock & PracticeClock) | null;
  readonly shares: ReminderShares;
}

export function lawAndClock(config: ProcessConfig, pool: pg.Pool): LawAndClock {
  const library = officeLibrary(config);
  const practiceClock = config.mode === 'practice' ? createPracticeClock(pool) : null;
  return { library, clock: practiceClock ?? createSystemClock(), practiceClock, shares: reminderShares(library) };
}

/** Practice mode uses register files. Live mode has no adapter yet: every register is unavailable (api §3). */
export function registersOf(config: ProcessConfig, pool: pg.Pool, sealer: Sealer): Registers {
  if (config.mode === 'practice') {
    return createPracticeRegisters(pool, sealer);
  }
  return { ask: () => Promise.resolve(null) };
}

/** Asks the registers of this process and stores their answers, on the process's own pool. */
export function askerOf(
  registers: Registers,
  { pool, sealer, clock }: { readonly pool: pg.Pool; readonly sealer: Sealer; readonly clock: Clock },
  log: AskerDependencies['log'],
): RegisterAsker {
  return createRegisterAsker({
    registers,
    store: createRegisterAnswerStore(pool, sealer),
    now: () => clock.now(),
    systemNow: Date.now,
    log,
  });
}

/** The default of the packs; a claim's own deadlines carry those of its snapshot. */
function reminderShares(library: PolicyLibrary): ReminderShares {
  const share = (key: string): number => {
    const question = { key, jurisdiction: '000000', route: 'INSTITUTION_PROJECT_TRAINING', on: dayAt(Date.now()) };
    const value = resolveParameter(library, question).winner?.value;
    if (typeof value !== 'number') {
      throw new RangeError(`policies/defaults has no ${key}`);
    }
    return value;
  };
  return { nearShareBp: share('reminder.nearShare'), escalateShareBp: share('reminder.escalateShare') };
}
