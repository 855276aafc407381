import { describe, expect, it } from 'vitest';
import { carryOutJump } from '../../activities/sweeps.ts';
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
});
