import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStandingTurns } from '../../../activities/standing.ts';
import { createStandingEngine } from '../../../main/office/standing-engine.ts';
import { createStandingStore } from '../../../prisma/standing/standing-store.ts';
import type { Desk } from '../../../scripts/demo/office-client.ts';
import { claimsInReview } from '../../support/claims-in-review.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';

const PATIENCE_MS = 600_000;
const STRAY = 'clm_000000000000000000000000';

let running: RunningOffice;
let operator: Desk;
let claims: readonly string[];

beforeAll(async () => {
  running = await runOffice();
  claims = (await claimsInReview(running, 5)).map(({ claimId }) => claimId);
  operator = await running.office.desk('ops');
}, PATIENCE_MS);
afterAll(() => running.stop());

const workflowOf = (position: number) => running.client.workflow.getHandle(`claim/${claims[position]}`);

/** Turns as the worker makes them, that many ms before now. */
function turns(beforeMs = 0) {
  const { connection, client, pool, taskQueue } = running;
  return createStandingTurns({
    engine: createStandingEngine({ connection, client }, taskQueue),
    store: createStandingStore(pool),
    systemNow: () => Date.now() - beforeMs,
    log: { warn: (facts) => expect(facts).toBeUndefined() },
  });
}
const still = new AbortController().signal;

const diagnosisOf = async (position: number, query = '') =>
  (await operator.get(`/api/v1/claims/${claims[position]}/diagnosis${query}`)).body;

async function stuckClaims(cause: string): Promise<readonly string[]> {
  const { body } = await operator.get(`/api/v1/stuck?cause=${cause}`);
  return body.items.flatMap((group: { claims: readonly { claimId: string }[] }) =>
    group.claims.map((one) => one.claimId),
  );
}

const standingOf = async (id: string) =>
  (await running.pool.query('SELECT status, row_revision, fault FROM workflow_standing WHERE entity_id = $1', [id]))
    .rows;

describe('a claim in review whose workflow is damaged', { timeout: PATIENCE_MS }, () => {
  it('says that it is gone or has ended, and no other claim does', async () => {
    await workflowOf(0).terminate('a trial');
    const { connection, client, pool } = running;
    await connection.workflowService.deleteWorkflowExecution({
      namespace: client.options.namespace,
      workflowExecution: { workflowId: `claim/${claims[1]}` },
    });
    await expect
      .poll(
        async () => {
          await turns().turn(still);
          return [(await diagnosisOf(0)).cause, (await diagnosisOf(1)).cause, (await diagnosisOf(2)).cause];
        },
        { timeout: PATIENCE_MS },
      )
      .toEqual(['workflowEnded', 'workflowMissing', 'reviewOpen']);
    expect(await diagnosisOf(0)).toMatchObject({
      waitingFor: 'error',
      owner: { kind: 'operator', role: 'operator' },
      nextAutomaticEvent: null,
      suggestedActs: ['repair'],
      evidence: expect.arrayContaining([{ fact: 'workflowStatus', value: 'terminated' }]),
    });
    expect(await stuckClaims('workflowEnded')).toEqual([claims[0]]);
    expect(await stuckClaims('workflowMissing')).toEqual([claims[1]]);
    const { rows } = await pool.query('SELECT pages, runs > 0 AS has_runs FROM standing_turn');
    expect(rows).toEqual([{ pages: 1, has_runs: true }]);
  });

  it('says that workflow and record differ, once a second look finds it as well', async () => {
    await running.pool.query('UPDATE claim SET revision = revision + 1 WHERE id = $1', [claims[2]]);
    // It was asked a moment ago; its next turn is in minutes.
    await running.pool.query(`UPDATE workflow_standing SET seen_at = seen_at - interval '1 hour'`);
    await turns(60_000).turn(still);
    expect((await diagnosisOf(2)).cause).toBe('reviewOpen');
    await turns().turn(still);
    const { cause, evidence, sentence } = await diagnosisOf(2);
    expect(cause).toBe('workflowBehind');
    expect(evidence).toEqual(expect.arrayContaining([{ fact: 'recordRevision', value: '2' }]));
    expect(sentence).toContain('2');
    await running.pool.query('UPDATE claim SET revision = revision - 1 WHERE id = $1', [claims[2]]);
    // The row is where its workflow is again, so the fault of the last look says nothing of it.
    expect((await diagnosisOf(2)).cause).toBe('reviewOpen');
  });

  it('is asked now where the reader wants it', async () => {
    await workflowOf(3).terminate('a trial');
    expect((await diagnosisOf(3)).cause).toBe('reviewOpen');
    expect((await diagnosisOf(3, '?fresh=true')).cause).toBe('workflowEnded');
    expect((await diagnosisOf(4, '?fresh=true')).cause).toBe('reviewOpen');
    expect(await standingOf(claims[4] ?? '')).toEqual([{ status: 'running', row_revision: 1, fault: null }]);
  });

  it('is not the fault of a run without a row, which has a standing until it is gone', async () => {
    const { client, taskQueue } = running;
    const stray = await client.workflow.start('claimWorkflow', { workflowId: `claim/${STRAY}`, taskQueue, args: [{}] });
    const own = turns();
    await expect
      .poll(
        async () => {
          await own.turn(still);
          return standingOf(STRAY);
        },
        { timeout: PATIENCE_MS },
      )
      .toEqual([{ status: 'running', row_revision: null, fault: null }]);
    await stray.terminate('a trial');
    await own.turn(still);
    expect(await standingOf(STRAY)).toEqual([]);
  });
});
