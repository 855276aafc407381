import { describe, expect, it } from 'vitest';
import { createRegisterAsker } from '../../activities/register-asker.ts';
import type { RegisterAnswerStore, Registers } from '../../activities/register-ports.ts';
import type { RegisterName } from '../../domain/line/register-answers.ts';

const PERSON = Buffer.from('aa', 'hex');
const QUESTION = { people: [PERSON], freshSince: new Date(0), jurisdiction: '150600' };
const LONG_MS = 60_000;

/** A promise that the test resolves. */
function createPromise() {
  const resolvers: (() => void)[] = [];
  const promise = new Promise<void>((resolve) => {
    resolvers.push(resolve);
  });
  return {
    promise,
    resolve: () => {
      resolvers.forEach((resolve) => {
        resolve();
      });
    },
  };
}

/** Remembers what is open and what was kept, as the table does. */
function createMemory() {
  const answeredAtMs: number[] = [];
  const open = new Set<RegisterName>();
  const kept = new Set<RegisterName>();
  const changed: (() => void)[] = [];
  const store: RegisterAnswerStore = {
    async open(register, { people }) {
      const isNew = !open.has(register) && !kept.has(register);
      open.add(register);
      return Promise.resolve(isNew ? people : []);
    },
    async keep(register, _people, _rows, { answeredAt }) {
      answeredAtMs.push(answeredAt.getTime());
      open.delete(register);
      kept.add(register);
      changed.splice(0).forEach((tell) => {
        tell();
      });
      return Promise.resolve();
    },
    async giveUp(register) {
      open.delete(register);
      return Promise.resolve();
    },
  };
  /** When the next answer is kept. */
  const nextKept = () =>
    new Promise<void>((resolve) => {
      changed.push(resolve);
    });
  return { store, kept, open, nextKept, answeredAtMs };
}

function asker(registers: Registers, store: RegisterAnswerStore) {
  const warned: object[] = [];
  let nowMs = 0;
  const made = createRegisterAsker({
    registers,
    store,
    now: () => Promise.resolve(new Date(1_000)),
    systemNow: () => nowMs,
    log: { warn: (facts) => warned.push(facts) },
  });
  return {
    ...made,
    warned,
    passMs(ms: number) {
      nowMs += ms;
    },
  };
}

describe('asking the registers', () => {
  it('keeps what all four answer', async () => {
    const { store, kept } = createMemory();
    await asker({ ask: () => Promise.resolve(new Map()) }, store).ask(QUESTION, LONG_MS);
    expect([...kept].toSorted()).toEqual(['certificates', 'identity', 'insurance', 'subsidies']);
  });

  it('waits for a slow one no longer than its limit, lets the others answer, and keeps the late answer all the same', async () => {
    const { store, kept, nextKept } = createMemory();
    const late = createPromise();
    const asked: RegisterName[] = [];
    const registers: Registers = {
      async ask(register) {
        asked.push(register);
        if (register === 'identity') {
          await late.promise;
        }
        return new Map();
      },
    };
    const one = asker(registers, store);
    await one.ask(QUESTION, 20);
    expect(kept.has('identity')).toBe(false);
    await one.ask(QUESTION, LONG_MS);
    expect(asked.filter((register) => register === 'identity')).toHaveLength(1);
    const told = nextKept();
    late.resolve();
    await told;
    expect([...kept]).toContain('identity');
  });

  it('closes the question of a register that is down or fails, names it, and leaves it alone for a moment', async () => {
    const { store, kept, open } = createMemory();
    const asked: RegisterName[] = [];
    const registers: Registers = {
      ask(register) {
        asked.push(register);
        if (register === 'insurance') {
          return Promise.reject(new TypeError('no route'));
        }
        return Promise.resolve(register === 'subsidies' ? null : new Map());
      },
    };
    const one = asker(registers, store);
    await one.ask(QUESTION, LONG_MS);
    expect([[...kept].toSorted(), [...open]]).toEqual([['certificates', 'identity'], []]);
    expect(one.warned).toEqual([{ register: 'insurance', reason: 'TypeError' }]);
    await one.ask(QUESTION, LONG_MS);
    expect(asked).toHaveLength(4);
    one.passMs(1_000);
    await one.ask(QUESTION, LONG_MS);
    expect(asked.slice(4).toSorted()).toEqual(['insurance', 'subsidies']);
    one.passMs(1_999);
    await one.ask(QUESTION, LONG_MS);
    expect(asked).toHaveLength(6);
  });

  it('counts an answer from now, or from the asked instant if a jump of the clock has brought a claim ahead of it', async () => {
    const registers: Registers = { ask: () => Promise.resolve(new Map()) };
    const [now, ahead] = [createMemory(), createMemory()];
    await asker(registers, now.store).ask(QUESTION, LONG_MS);
    await asker(registers, ahead.store).ask({ ...QUESTION, freshSince: new Date(5_000) }, LONG_MS);
    expect([new Set(now.answeredAtMs), new Set(ahead.answeredAtMs)]).toEqual([new Set([1_000]), new Set([5_000])]);
  });

  it('asks nothing about nobody', async () => {
    const registers: Registers = { ask: () => Promise.reject(new Error('asked')) };
    const one = asker(registers, createMemory().store);
    await one.ask({ ...QUESTION, people: [] }, LONG_MS);
    expect(one.warned).toEqual([]);
  });
});
