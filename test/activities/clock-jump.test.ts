import { describe, expect, it } from 'vitest';
import { carryOutJump, type JumpDependencies } from '../../activities/sweeps.ts';
import type { TimeSkipping } from '../../activities/sweep-ports.ts';

const HOUR_MS = 3_600_000;
const SLOW_MS = 40_000;

describe('a jump of the practice clock (D19)', () => {
  it('leaves no workflow ahead of the office, however long the others take', async () => {
    const system = { nowMs: 0 };
    const office = { offsetMs: 0, isDone: false };
    /** How far each workflow's own clock is from the system's. */
    const offsets = new Map([...Array(34).keys()].map((number) => [`claim/${number}`, 0]));
    const jump = { id: 'jmp_1', targetAtMs: HOUR_MS, offsetMs: HOUR_MS };
    const forward: TimeSkipping['forward'] = (workflowId, { targetAtMs, offsetMs }, deadlineMs) => {
      const ownMs = system.nowMs + (offsets.get(workflowId) ?? 0);
      if (ownMs < targetAtMs) {
        offsets.set(workflowId, offsetMs);
        system.nowMs += SLOW_MS / offsets.size;
      }
      return Promise.resolve(system.nowMs <= deadlineMs);
    };
    const finished = await carryOutJump({
      store: {
        next: () => Promise.resolve(jump),
        openWorkflowIds: () => Promise.resolve([...offsets.keys()]),
        setOffset: (offsetMs) => Promise.resolve(void (office.offsetMs = offsetMs)),
        late: (_jumpId, workflowId) => Promise.reject(new Error(`${workflowId} is late`)),
        finish: () => Promise.resolve(void (office.isDone = true)),
      },
      skipping: { forward },
      sweeps: { sweep: () => Promise.resolve(0) },
      periods: { complete: () => Promise.resolve({ opened: 0, missing: [] }) },
      systemNow: () => system.nowMs,
      forgetOffset: () => undefined,
    });

    expect([finished, office.isDone]).toEqual([true, true]);
    expect(system.nowMs).toBeGreaterThan(SLOW_MS - 1_000);
    expect(system.nowMs + office.offsetMs).toBeGreaterThanOrEqual(jump.targetAtMs);
    expect([...offsets.values()].filter((offsetMs) => offsetMs > office.offsetMs)).toEqual([]);
  });

  it('is not over before what its sweeps began is quiet, and nothing is left to sweep after that', async () => {
    const events: string[] = [];
    const left = { toStart: 1, toTell: 0 };
    await carryOutJump({
      ...still(events),
      store: {
        ...still(events).store,
        openWorkflowIds: () => Promise.resolve(left.toStart === 0 ? ['demand-cycle/1'] : []),
      },
      skipping: {
        forward(workflowId) {
          if (!events.includes(`${workflowId} is quiet`)) {
            events.push(`${workflowId} is quiet`);
            left.toTell = 1;
          }
          return Promise.resolve(true);
        },
      },
      sweeps: {
        sweep() {
          const found = left.toStart + left.toTell;
          left.toStart = 0;
          left.toTell = 0;
          events.push(`found ${found}`);
          return Promise.resolve(found);
        },
      },
    });
    expect(events).toEqual(['found 1', 'found 0', 'demand-cycle/1 is quiet', 'found 1', 'found 0', 'found 0', 'done']);
  });

  it('is late, and goes on with the next turn, while its sweeps still find work', async () => {
    const events: string[] = [];
    const system = { nowMs: 0 };
    const sweep = () => Promise.resolve((system.nowMs += 30_000));
    await carryOutJump({ ...still(events), sweeps: { sweep }, systemNow: () => system.nowMs });
    expect(events).toEqual(['sweeps is late']);
  });
});

/** A jump of an office in which nothing happens. */
function still(events: string[]): JumpDependencies {
  return {
    store: {
      next: () => Promise.resolve({ id: 'jmp_1', targetAtMs: HOUR_MS, offsetMs: HOUR_MS }),
      openWorkflowIds: () => Promise.resolve([]),
      setOffset: () => Promise.resolve(),
      late: (_jumpId, name) => Promise.resolve(void events.push(`${name} is late`)),
      finish: () => Promise.resolve(void events.push('done')),
    },
    skipping: { forward: () => Promise.resolve(true) },
    sweeps: { sweep: () => Promise.resolve(0) },
    periods: { complete: () => Promise.resolve({ opened: 0, missing: [] }) },
    systemNow: () => 0,
    forgetOffset: () => undefined,
  };
}
