import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../../scripts/demo/office-client.ts';
import { BULK, CONTENT, planOf, pledgeOf, saidOf } from '../../support/bulk-walks.ts';
import { claimsInReview, type ClaimInReview } from '../../support/claims-in-review.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import { httpClient, type HttpClient } from '../../support/http-client.ts';
import { killableApi, type KillableApi } from '../../support/killable-api.ts';
import { killableWorker, type KillableWorker } from '../../support/killable-worker.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';
import { sessionToken } from '../../support/session-token.ts';

const PATIENCE_MS = 1_200_000;
const TASKS = 50;
/** How many are decided before both processes die: the recordings of the next ones wait for locks of the test. */
const BEFORE = 8;
/** As many as are sent at once, so that nothing overtakes them. */
const STUCK = 4;
const BACK = { act: 'returnForCorrection', remark: '请补正' };
/** What somebody else does with some of the fifty between plan and pledge. */
const CHANGES: readonly {
  readonly position: number;
  readonly acts: readonly (readonly [act: string, body?: object])[];
}[] = [
  { position: 0, acts: [['claim']] },
  { position: 20, acts: [['claim'], ['release']] },
  { position: 30, acts: [['decision', BACK]] },
  { position: 40, acts: [['decision', BACK]] },
  { position: 49, acts: [['decision', CONTENT]] },
];
const CHANGED = CHANGES.map(({ position }) => position);

let running: RunningOffice;
let claims: readonly ClaimInReview[];
let worker: KillableWorker;
let api: KillableApi;

beforeAll(async () => {
  running = await runOffice();
  claims = await claimsInReview(running, TASKS);
  worker = await killableWorker(running);
  api = await killableApi(running);
}, PATIENCE_MS);

afterAll(async () => {
  await api.kill();
  await worker.kill();
  await running.stop();
});

const clientOf = async (base: string, username: string): Promise<HttpClient> =>
  httpClient(base, await sessionToken(running.office.url, username));

async function changeSome(): Promise<void> {
  const other = await clientOf(running.office.url, 'dept.hr2');
  for (const { position, acts } of CHANGES) {
    for (const [act, body] of acts) {
      const path = `/api/v1/tasks/${claims[position]?.taskId}/${act}`;
      expect((await other.act('POST', path, body)).status).toBe(200);
    }
  }
}

const countOf = async (text: string, values: readonly unknown[]): Promise<number> =>
  (await running.pool.query(text, [...values])).rowCount ?? 0;

/** What an observer reads of a claim that the bulk must not have touched. */
async function seen(claimId: string) {
  const claim = await running.pool.query('SELECT revision, state, stage, round FROM claim WHERE id = $1', [claimId]);
  const acts = await running.pool.query('SELECT id, state FROM act WHERE entity_id = $1 ORDER BY id', [claimId]);
  return { claim: claim.rows, acts: acts.rows };
}

describe('a decision in bulk of fifty tasks, five of which change between plan and pledge', () => {
  it(
    'is carried out once for each of the forty-five others though API and worker are killed in the middle',
    { timeout: PATIENCE_MS },
    async () => {
      const { taskIds, claimIds } = {
        taskIds: claims.map(({ taskId }) => taskId),
        claimIds: claims.map(({ claimId }) => claimId),
      };
      const victim = await clientOf(api.base, 'dept.hr');
      const plan = (await planOf(victim, taskIds)).body;
      expect(plan.able).toBe(TASKS);
      await changeSome();
      const left = CHANGED.map((position) => claimIds[position] ?? '');
      const untouched = await Promise.all(left.map(seen));
      const others = claimIds.filter((claimId) => !left.includes(claimId));

      const recorded = () =>
        countOf("SELECT 1 FROM act WHERE idempotency_key LIKE $1 AND state = 'recorded'", [`bulk/${plan.planId}/%`]);
      const stuck = await running.pool.connect();
      await stuck.query('BEGIN');
      await stuck.query('SELECT 1 FROM claim WHERE id = ANY ($1) FOR UPDATE', [others.slice(BEFORE, BEFORE + STUCK)]);
      const pledged = await pledgeOf(victim, saidOf(plan));
      expect([pledged.status, pledged.body]).toEqual([202, { id: plan.planId }]);
      await until('some are decided', async () => ((await recorded()) >= BEFORE ? true : null));
      await Promise.all([api.kill(), worker.kill()]);
      await stuck.query('ROLLBACK');
      stuck.release();
      const atDeath = await recorded();
      expect([atDeath >= BEFORE, atDeath <= others.length - STUCK]).toEqual([true, true]);

      // Another process of the API, which did not take the pledge, and the worker that comes back.
      const alive = await clientOf(running.office.url, 'dept.hr');
      expect((await alive.send('GET', `${BULK}/${plan.planId}`)).body.state).toBe('running');
      await worker.start();
      const items = await until('something came of each task', async () => {
        const { body } = await alive.send('GET', `${BULK}/${plan.planId}`);
        return body.state === 'done' ? body.items : null;
      });

      const expected = claims.map(({ taskId }, position) => ({
        taskId,
        result: CHANGED.includes(position) ? 'changed' : 'done',
      }));
      expect(items).toMatchObject(expected);
      expect(await Promise.all(left.map(seen))).toEqual(untouched);
      expect(await recorded()).toBe(TASKS - CHANGED.length);
      const decided = await running.pool.query(
        `SELECT c.id, c.stage, (SELECT count(*)::int FROM act a WHERE a.entity_id = c.id AND a.act = 'decide') AS acts,
           (SELECT count(*)::int FROM audit_entry e WHERE e.entity_id = c.id AND e.facts ->> 'bulkId' = $2) AS entries,
           (SELECT count(*)::int FROM task t WHERE t.entity_id = c.id AND t.state = 'open') AS open
         FROM claim c WHERE c.id = ANY ($1)`,
        [others, plan.planId],
      );
      expect(decided.rows).toHaveLength(TASKS - CHANGED.length);
      for (const { stage, acts, entries, open } of decided.rows) {
        expect({ stage, acts, entries, open }).toEqual({ stage: 'bureauReview', acts: 1, entries: 1, open: 1 });
      }
      expect(await failedWorkflowTasks(running)).toEqual([]);
    },
  );
});
