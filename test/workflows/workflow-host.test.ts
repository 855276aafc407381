import { describe, expect, it } from 'vitest';
import { sleep } from '@temporalio/workflow';
import { createWorkflowHost } from '../support/workflow-host.ts';

const HOUR_MS = 3_600_000;

describe('a workflow that runs in the process of its test', () => {
  it('reads one time until it waits, as on Temporal: a timer is due at its instant, however long the step took', async () => {
    let dueMs = 0;
    const waits = async (): Promise<string> => {
      dueMs = Date.now() + HOUR_MS;
      const left = dueMs - Date.now();
      untilTheClockMoves();
      await sleep(left);
      return 'woken';
    };
    const host = createWorkflowHost({ workflows: { waits }, activities: () => ({}) });
    await host.start('waits', 'one', {});
    await host.forward('one', dueMs);
    await host.quiet();
    expect(host.resultOf('one')).toBe('woken');
  });
});

function untilTheClockMoves(): void {
  for (const end = performance.now() + 5; performance.now() < end;);
}
