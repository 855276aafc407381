import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { submitClaim, untilState } from '../../../scripts/demo/class-play.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import { claimSeen, officeWithClasses, type OfficeOfClasses } from '../../support/office-lives.ts';
import { createRegisterGate } from '../../support/register-gate.ts';

const gate = createRegisterGate('certificates');
let running: OfficeOfClasses;

beforeAll(async () => {
  running = await officeWithClasses([1, 2], { registersFrom: gate.registersFrom });
});
afterAll(async () => {
  gate.open();
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

async function historyOf(claimId: string) {
  const { raw, historyLength } = await running.client.workflow.getHandle(`claim/${claimId}`).describe();
  return { events: historyLength, isBusy: raw.pendingWorkflowTask != null, activities: raw.pendingActivities?.length };
}

/** Locks that a statement which only reads does not take. */
async function locksOnClaims(): Promise<readonly string[]> {
  const found = await running.pool.query<{ mode: string }>(
    `SELECT l.mode FROM pg_locks l JOIN pg_class t ON t.oid = l.relation
     WHERE t.relname = 'claim' AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
       AND l.pid <> pg_backend_pid() AND l.mode <> 'AccessShareLock'`,
  );
  return found.rows.map(({ mode }) => mode);
}

describe('a register that takes its time', () => {
  it('holds no lock and no workflow task, and other acts on the claim go through meanwhile (D19, R-110)', async () => {
    const { office, pool } = running;
    const [school, operator] = [await office.desk('school'), await office.desk('ops')];
    gate.close();
    const made = running.assessedClass(1);
    const claimId = await submitClaim(office, made, made.filingId);
    await expect
      .poll(async () => (await claimSeen(running, claimId)).diagnosis.cause, { timeout: 60_000 })
      .toBe('registerDown');
    expect(gate.waiting()).toBeGreaterThan(0);
    await expect
      .poll(
        async () => (await pool.query('SELECT started_at FROM claim WHERE id = $1', [claimId])).rows[0].started_at,
        {
          timeout: 60_000,
        },
      )
      .not.toBeNull();
    await expect.poll(() => historyOf(claimId), { timeout: 60_000 }).toMatchObject({ isBusy: false, activities: 0 });
    expect(await locksOnClaims()).toEqual([]);
    const free = await pool.query('SELECT FROM claim WHERE id = $1 FOR UPDATE NOWAIT', [claimId]);
    expect(free.rowCount).toBe(1);
    const seen = await (await office.desk('bureau.review')).get(`/api/v1/claims/${claimId}`);
    expect(seen.body.diagnosis.evidence).toMatchObject([
      { fact: 'register', value: 'certificates' },
      { fact: 'askedSince' },
    ]);

    const held = await operator.post(`/api/v1/claims/${claimId}/holds`, { category: 'other', reason: '核实' });
    expect((await claimSeen(running, claimId)).state).toBe('suspended');
    await operator.ask('DELETE', `/api/v1/claims/${claimId}/holds/${held.body.id}`, {
      headers: { 'idempotency-key': crypto.randomUUID() },
    });
    expect((await claimSeen(running, claimId)).state).toBe('submitted');
    expect(gate.waiting()).toBeGreaterThan(0);
    await expect.poll(async () => (await historyOf(claimId)).isBusy, { timeout: 60_000 }).toBe(false);
    const before = await historyOf(claimId);

    gate.open();
    await untilState(school, claimId, 'departmentReview');
    await expect
      .poll(() => historyOf(claimId), { timeout: 60_000 })
      .toEqual({ events: before.events + 6, isBusy: false, activities: 0 });
  });

  it('is not asked again about people whom it answered for this week', async () => {
    gate.open();
    const made = running.assessedClass(2);
    const school = await running.office.desk('school');
    const first = gate.asked();
    const claimId = await submitClaim(running.office, made, made.filingId);
    await untilState(school, claimId, 'departmentReview');
    expect(gate.asked() - first).toBe(1);
  });
});
