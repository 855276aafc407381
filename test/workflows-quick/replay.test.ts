import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Payload } from '@temporalio/common';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils.js';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { describe, expect, it } from 'vitest';
import { dataConverter } from '../../main/office/payload-codec.ts';
import { WORKFLOWS_PATH } from '../../main/office/run-worker.ts';
import { isPayload, plainJson } from '../support/plain-payloads.ts';

Runtime.install({ logger: new DefaultLogger('ERROR') });

const HISTORIES = fileURLToPath(new URL('../workflows/histories/', import.meta.url));

/** One per path; recorded by `BUTIE_RECORD_HISTORIES=1 npx vitest run --project servers`. */
const RECORDED = readdirSync(HISTORIES).filter((name) => name.endsWith('.json'));

interface Recorded {
  readonly workflowId: string;
  readonly history: ReturnType<typeof historyFromJSON>;
}

function recorded(name: string, change: (text: string) => string = (text) => text): Recorded {
  const said: unknown = JSON.parse(change(readFileSync(join(HISTORIES, name), 'utf8')));
  return { workflowId: name, history: historyFromJSON(said) };
}

async function* each(histories: readonly Recorded[]) {
  yield* histories;
}

function asAnotherWorkflow(text: string): string {
  return text.replaceAll('publicNoticeWorkflow', 'payoutBatchWorkflow');
}

/** The histories that today's workflows would walk otherwise, with why. */
async function differing(histories: readonly Recorded[]): Promise<readonly string[]> {
  const options = { workflowBundle: await bundled, dataConverter };
  const failed: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories(options, each(histories))) {
    if (error !== undefined) {
      failed.push(`${workflowId}: ${error.message}`);
    }
  }
  return failed;
}

/** Every payload that stands in a history, wherever it does. */
function payloadsOf(value: unknown): readonly Payload[] {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) {
    return [];
  }
  return isPayload(value) ? [value] : Object.values(value).flatMap(payloadsOf);
}

const encodingOf = ({ metadata }: Payload) => Buffer.from(metadata?.['encoding'] ?? []).toString('utf8');

const bundled = bundleWorkflowCode({ workflowsPath: WORKFLOWS_PATH, logger: new DefaultLogger('ERROR') });

describe('recorded histories (D11)', () => {
  it('are there for every kind of workflow and for every path that leaves the straight one', () => {
    for (const kind of ['claim', 'filing', 'notice', 'payout-batch', 'annual-plan', 'demand-cycle']) {
      expect(RECORDED).toContain(`${kind}-whole-life.json`);
    }
    expect(RECORDED.length).toBeGreaterThanOrEqual(20);
  });

  it('are all walked again by the workflows as they are now', async () => {
    expect(await differing(RECORDED.map((name) => recorded(name)))).toEqual([]);
  }, 120_000);

  it('are packed where they are old and plain JSON where they are new, so both ways to read stay proven (ADR 0018)', () => {
    const old = payloadsOf(recorded('claim-whole-life.json').history);
    expect(old.map(encodingOf)).toContain('json/z1');
    for (const name of ['claim-standard-plain.json', 'claim-contract-check-plain.json']) {
      const payloads = payloadsOf(recorded(name).history);
      expect(payloads.length).toBeGreaterThan(20);
      for (const payload of payloads) {
        expect(() => plainJson(payload)).not.toThrow();
      }
    }
  });

  it('would tell of a workflow that walks otherwise', async () => {
    expect(await differing([recorded('notice-whole-life.json', asAnotherWorkflow)])).toHaveLength(1);
  }, 60_000);
});
