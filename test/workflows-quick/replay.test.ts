import { readdirSync } from 'node:fs';
import { bundleWorkflowCode, DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { describe, expect, it } from 'vitest';
import { dataConverter } from '../../main/office/payload-codec.ts';
import { WORKFLOWS_PATH } from '../../main/office/run-worker.ts';
import { HISTORIES } from '../support/histories.ts';
import { plainJson } from '../support/plain-payloads.ts';
import { encodingOf, payloadsOf, plainValues, recordedHistory, turnsOf } from '../support/recorded-turns.ts';

Runtime.install({ logger: new DefaultLogger('ERROR') });

/** One per path; recorded by `BUTIE_RECORD_HISTORIES=1 npx vitest run --project servers`. */
const RECORDED = readdirSync(HISTORIES).filter((name) => name.endsWith('.json'));

interface Recorded {
  readonly workflowId: string;
  readonly history: ReturnType<typeof recordedHistory>;
}

const recorded = (name: string, change?: (text: string) => string): Recorded => ({
  workflowId: name,
  history: recordedHistory(name, change),
});

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

const bundled = bundleWorkflowCode({ workflowsPath: WORKFLOWS_PATH, logger: new DefaultLogger('ERROR') });

describe('recorded histories (D11)', () => {
  it('are there for every kind of workflow and for every path that leaves the straight one', () => {
    for (const kind of ['claim', 'filing', 'notice', 'payout-batch', 'annual-plan', 'demand-cycle', 'recovery']) {
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

/** Lives of the years, each by the turns that make it what it is. */
const LIVES: readonly (readonly [life: string, name: string, turns: readonly string[]])[] = [
  ['a good year', 'grant-good-year', ['reportYear', 'decide pass', 'timer', 'goes on']],
  [
    'a year that is put right',
    'grant-year-rectified',
    ['reportYear', 'decide rectify', 'rectifyYear', 'decide pass', 'goes on'],
  ],
  [
    'a year without a report in time, failed, revoked and repaid',
    'grant-year-without-report-revoked',
    ['timer', 'decide rectify', 'timer', 'decide fail', 'decide revoke', 'decide confirm', 'repaid', 'ended'],
  ],
  ['years that are overdue at once', 'grant-overdue-years', ['goes on']],
  [
    'an application that is designated and paid',
    'grant-to-first-payment',
    [
      'noticeClosed clean',
      'decide designate',
      'signAgreement',
      'decide sign',
      'payoutReleasing',
      'payoutReported settled',
    ],
  ],
  [
    'an objection that is upheld',
    'grant-objection-upheld',
    ['proposed', 'noticeOpening', 'noticeClosed upheld', 'rejected'],
  ],
  ['its call', 'grant-call-objection-upheld', ['timer', 'closeScoring', 'propose', 'noticeSettled', 'end', 'decided']],
  ['a call without applicants', 'grant-call-without-applicants', ['timer', 'ended']],
  [
    'a plan of which one comes late',
    'annual-plan-whole-life',
    ['decidePlan returnForCorrection', 'timer', 'submitPlan', 'revisePlan', 'timer', 'closed'],
  ],
  ['a cycle that is published', 'demand-cycle-whole-life', ['timer', 'pushed']],
  [
    'a debt that is appealed, paid in part, missed, reminded of, set off and repaid',
    'recovery-whole-life',
    [
      'approve',
      'appeal',
      'ruleAppeal',
      'confirmInstalments',
      'repaid',
      'timer',
      'timer',
      'debtChanged',
      'repaid',
      'recovered',
    ],
  ],
  ['a debt that is refused', 'recovery-refused', ['refuse', 'annulled']],
  [
    'a debt that is written off',
    'recovery-written-off',
    ['approve', 'proposeWriteOff', 'confirmWriteOff', 'writtenOff'],
  ],
];

/** The turns that are not met in their order. */
function missing(turns: readonly string[], wanted: readonly string[]): readonly string[] {
  let from = 0;
  return wanted.filter((turn) => {
    const found = turns.indexOf(turn, from);
    from = found === -1 ? from : found + 1;
    return found === -1;
  });
}

describe('the recorded lives of the years', () => {
  it.each(LIVES)('have %s (%s)', (_life, name, wanted) => {
    expect(missing(turnsOf(recordedHistory(`${name}.json`)), wanted)).toEqual([]);
  });

  it('hold no name, number of an identity, phone or account (D10)', () => {
    for (const [, name] of LIVES) {
      const values = plainValues(recordedHistory(`${name}.json`));
      expect(values.length).toBeGreaterThan(2);
      expect([name, textsOf(values).filter((text) => PERSONAL.some((what) => what.test(text)))]).toEqual([name, []]);
    }
  });
});

/** Texts in Chinese, and numbers of a person that are no part of an id. */
const PERSONAL = [
  /[\u4E00-\u9FFF]/u,
  /(?<![\da-f])\d{17}[\dXx](?![\da-f])/,
  /(?<![\da-f])1[3-9]\d{9}(?![\da-f])/,
  /(?<![\da-f])\d{16,19}(?![\da-f])/,
];

/** Every text, and every number as text, but the section of an office and instants. */
function textsOf(value: unknown, key = ''): readonly string[] {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).flatMap(([name, inner]) => textsOf(inner, name));
  }
  return key === 'section' || key.endsWith('Ms') ? [] : [String(value)];
}
