import { REGISTER_NAMES, type RegisterName } from '../domain/line/register-answers.ts';
import type { RegisterAnswerStore, RegisterAsker, RegisterQuestion, Registers } from './register-ports.ts';

export interface AskerDependencies {
  readonly registers: Registers;
  readonly store: RegisterAnswerStore;
  /** Business time. */
  readonly now: () => Promise<Date>;
  /** Real time in ms. */
  readonly systemNow: () => number;
  readonly log: { warn(facts: object, sentence: string): void };
}

/** A question without an answer is asked again after this time: the process that asked may no longer run. */
const OPEN_FOR_MS = 120_000;
/** The pause after a register could not answer; it doubles each time, up to the longest pause. */
const PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 8_000;
/** People in one question. */
const AT_ONCE = 500;

export function createRegisterAsker(parts: AskerDependencies): RegisterAsker {
  const pauses = new Map<RegisterName, { readonly untilMs: number; readonly ms: number }>();

  const askAbout = async (register: RegisterName, question: RegisterQuestion): Promise<void> => {
    const pause = pauses.get(register);
    if (pause !== undefined && pause.untilMs > parts.systemNow()) {
      return;
    }
    if (await askOne(parts, register, question)) {
      pauses.delete(register);
    } else {
      const ms = pause === undefined ? PAUSE_MS : Math.min(2 * pause.ms, LONGEST_PAUSE_MS);
      pauses.set(register, { untilMs: parts.systemNow() + ms, ms });
    }
  };

  return {
    async ask({ people, freshSince, jurisdiction }, limitMs) {
      const parted = Array.from({ length: Math.ceil(people.length / AT_ONCE) }, (_one, part) => ({
        people: people.slice(part * AT_ONCE, (part + 1) * AT_ONCE),
        freshSince,
        jurisdiction,
      }));
      const asked = REGISTER_NAMES.map(async (register) => {
        for (const question of parted) {
          await askAbout(register, question);
        }
      });
      await withinLimit(Promise.all(asked), limitMs);
    },
  };
}

/**
 * Returns false if the register did not answer; its question is then closed and may be asked again. While the practice
 * clock jumps, a claim's own time is ahead of the office's: an answer counts from the instant that was asked for.
 */
async function askOne(
  { registers, store, now, log }: AskerDependencies,
  register: RegisterName,
  question: RegisterQuestion,
): Promise<boolean> {
  const askedAt = await now();
  const openSince = new Date(askedAt.getTime() - OPEN_FOR_MS);
  const people = await store.open(register, question, { askedAt, openSince });
  if (people.length === 0) {
    return true;
  }
  try {
    const rows = await registers.ask(register, people);
    if (rows !== null) {
      const { jurisdiction, freshSince } = question;
      const answeredAt = new Date(Math.max((await now()).getTime(), freshSince.getTime()));
      await store.keep(register, people, rows, { askedAt, answeredAt, jurisdiction });
      return true;
    }
  } catch (error) {
    log.warn({ register, reason: error instanceof Error ? error.name : 'unknown' }, 'A register failed to answer');
  }
  await store.giveUp(register, people, askedAt);
  return false;
}

/** Work that takes longer goes on in the background and logs its own failure. */
async function withinLimit(work: Promise<unknown>, limitMs: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, limitMs);
  });
  await Promise.race([work, limit]);
  clearTimeout(timer);
}
