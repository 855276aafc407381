import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { dataConverter } from '../../../main/office/payload-codec.ts';
import { temporalConnectionOptions } from '../../../main/office/temporal-connection.ts';
import { createTimeSkipping } from '../../../main/office/time-skipping.ts';
import { dynamicSettings } from '../../../main/stack/temporal-settings.ts';
import type { continuingWorkflow } from '../../support/continuing-workflow.ts';

const YEAR_MS = 365 * 86_400_000;
const taskQueue = `test-${randomUUID()}`;

let connection: Connection;
let client: Client;

beforeAll(async () => {
  const { temporal } = inject('stack');
  connection = await Connection.connect(temporalConnectionOptions(temporal));
  client = new Client({ connection, namespace: temporal.namespace, dataConverter });
});
afterAll(() => connection.close());

const skipping = () => createTimeSkipping(connection, client, inject('stack').temporal.namespace);

describe('a jump over a workflow that goes on as a new run', () => {
  it('wakes every run at its own instant: three years by one jump', { timeout: 120_000 }, async () => {
    const { temporal } = inject('stack');
    const worker = await Worker.create({
      connection: await NativeConnection.connect(temporalConnectionOptions(temporal)),
      namespace: temporal.namespace,
      taskQueue,
      dataConverter,
      workflowsPath: fileURLToPath(new URL('../../support/continuing-workflow.ts', import.meta.url)),
    });
    await worker.runUntil(async () => {
      const workflowId = `continuing/${randomUUID()}`;
      const beganMs = Date.now();
      const handle = await client.workflow.start<typeof continuingWorkflow>('continuingWorkflow', {
        workflowId,
        taskQueue,
        args: [3, []],
      });
      const targetAtMs = Date.now() + 3 * YEAR_MS + 3_600_000;
      const jump = { id: 'jmp_test', targetAtMs, offsetMs: targetAtMs - Date.now() };
      expect(await skipping().forward(workflowId, jump, Date.now() + 60_000)).toBe(true);
      const years = (await handle.result()).map((wokenAt) => (wokenAt - beganMs) / YEAR_MS);
      expect(years.map(Math.round)).toEqual([1, 2, 3]);
      // An hour at most passes beside the timers.
      expect(years.map((year) => Math.abs(year - Math.round(year)) < 3_600_000 / YEAR_MS)).toEqual([true, true, true]);
    });
  });

  it('is not over while nobody has worked on a run: it has its timers still before it', async () => {
    const workflowId = `waiting/${randomUUID()}`;
    const options = { workflowId, taskQueue: `nobody-${randomUUID()}`, args: [1, []] as [number, number[]] };
    const handle = await client.workflow.start<typeof continuingWorkflow>('continuingWorkflow', {
      ...options,
      startDelay: '10 minutes',
    });
    const targetAtMs = Date.now() - 1_000;
    const jump = { id: 'jmp_test', targetAtMs, offsetMs: 0 };
    expect(await skipping().forward(workflowId, jump, Date.now() + 500)).toBe(false);
    await handle.terminate();
  });

  it('the server begins a continued run at once: with its second between two runs, skipping passes the timers', () => {
    expect(dynamicSettings({ timeSkipping: true })).toMatchObject({
      'history.workflowIdReuseMinimalInterval': [{ value: '0s' }],
    });
  });
});
