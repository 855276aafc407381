import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPeriodWorkflow } from '../../workflows/index.ts';
import { NOMINAL_START } from '../../workflows/period-messages.ts';
import { createWorkflowHost, type WorkflowHost } from '../support/workflow-host.ts';

const OF = { kind: 'ANNUAL_PLAN', jurisdiction: '150600', route: null } as const;
const NOMINAL = new Date('2027-01-01T00:00:00+08:00');
const STARTED = new Date('2027-03-07T09:00:00+08:00');

let host: WorkflowHost;
let asked: unknown[];

beforeEach(() => {
  asked = [];
  host = createWorkflowHost({
    workflows: { openPeriodWorkflow },
    activities: () => ({
      openPeriod: async (input: unknown) => {
        asked.push(input);
        return 'opened';
      },
    }),
  });
});
afterEach(() => host.stop());

describe('the action of a Schedule', () => {
  it('R-153: records the period of its nominal instant, whenever it runs, and ends', async () => {
    const searchAttributes = { [NOMINAL_START]: [NOMINAL] };
    await host.start('openPeriodWorkflow', 'period/1', OF, { searchAttributes, startTime: STARTED });
    expect(asked).toEqual([{ ...OF, atMs: NOMINAL.getTime() }]);
    expect(host.resultOf('period/1')).toBe('opened');
  });

  it('takes the instant of its start where the server says no other', async () => {
    await host.start('openPeriodWorkflow', 'period/2', OF, { startTime: STARTED });
    expect(asked).toEqual([{ ...OF, atMs: STARTED.getTime() }]);
  });
});
