import { setTimeout as pause } from 'node:timers/promises';
import type { ChildName, RunningStack } from '../../main/stack/supervisor.ts';

export const VICTIMS = ['worker', 'api', 'temporal', 'postgres'] as const satisfies readonly ChildName[];

export interface Killer {
  /** A step of some claim was answered. */
  stepped(): void;
  /** Kills one process now, outside the schedule. */
  strike(victim: ChildName): void;
  kills(): Readonly<Record<ChildName, number>>;
  /** No more kills; resolves once the last one has happened. */
  calm(): Promise<void>;
}

/**
 * Kills with SIGKILL in turn, spread evenly over the steps, each up to 200 ms after the step that causes it: so while
 * others are in flight. A child that has not come back since its last death is not killed again.
 */
export function createKiller(
  stack: Pick<RunningStack, 'kill' | 'pids'>,
  plan: { readonly steps: number; readonly kills: number; readonly random: () => number },
  log: (line: string) => void,
): Killer {
  const every = plan.steps / (plan.kills + 1);
  const counted: Record<ChildName, number> = { worker: 0, api: 0, temporal: 0, postgres: 0 };
  const lastPid = new Map<ChildName, number>();
  const waiting = new Set<Promise<void>>();
  let steps = 0;
  let done = 0;
  let isCalm = false;

  const strike = (victim: ChildName): boolean => {
    const pid = stack.pids()[victim];
    if (isCalm || pid === undefined || pid === lastPid.get(victim)) {
      return false;
    }
    lastPid.set(victim, pid);
    counted[victim] += 1;
    stack.kill(victim, 'SIGKILL');
    log(`kill -9 ${victim} at step ${steps}`);
    return true;
  };

  return {
    stepped() {
      steps += 1;
      if (done < plan.kills && steps >= (done + 1) * every) {
        const victim = VICTIMS[done % VICTIMS.length] ?? 'worker';
        done += 1;
        const later = pause(plan.random() * 200).then(() => {
          strike(victim);
        });
        waiting.add(later);
        void later.finally(() => waiting.delete(later));
      }
    },
    strike(victim) {
      strike(victim);
    },
    kills: () => ({ ...counted }),
    async calm() {
      await Promise.all(waiting);
      isCalm = true;
    },
  };
}

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
