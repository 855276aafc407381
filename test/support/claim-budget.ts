import type { Counted } from './histories.ts';

export interface Budget {
  readonly events: number;
  readonly workflowTasks: number;
  readonly transitions: number;
  readonly bytes: number;
}

/** Design §5: the way of a claim to its base payment. */
export const STANDARD: Budget = { events: 42, workflowTasks: 7, transitions: 11, bytes: 14 * 1024 };

/** Design §5: the same with the contract check and the second payment. */
export const WHOLE_LIFE: Budget = { events: 94, workflowTasks: 15, transitions: 20, bytes: 29 * 1024 };

const EVENTS_PER_JUMP = 3;

const EVENTS_PER_HEARTBEAT = 3;

/**
 * What is above its limit, with every event of the life beneath it. A jump of the practice clock adds its own events,
 * which no live claim has; so does a machine that is too slow for one workflow task (design §5: undisturbed runs).
 */
export function above(life: Counted, limit: Budget): readonly string[] {
  const { events, jumps, heartbeats, bytes } = life;
  const counts = {
    events: events.length - EVENTS_PER_JUMP * jumps - EVENTS_PER_HEARTBEAT * heartbeats,
    workflowTasks: life.workflowTasks - heartbeats,
    transitions: life.transitions - heartbeats,
    bytes,
  };
  const exceeded = (['events', 'workflowTasks', 'transitions', 'bytes'] as const)
    .filter((what) => counts[what] > limit[what])
    .map((what) => `${counts[what]} ${what}, at most ${limit[what]}`);
  return exceeded.length === 0 ? [] : [...exceeded, ...events];
}
