import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../../scripts/demo/office-client.ts';
import { expectedKeys, periodKeys } from '../../support/expected-periods.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';

const PATIENCE_MS = 900_000;

let running: RunningOffice;
beforeAll(async () => {
  running = await runOffice();
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

const get = async (who: string, path: string) => (await (await running.office.desk(who)).get(path)).body;
const move = (to: string) => running.office.moveClock({ advanceTo: to });

describe('the Schedules of the packs', () => {
  it('a worker that is killed in a jump opens the same periods when it is back', { timeout: PATIENCE_MS }, async () => {
    await move('2025-06-20T09:00:00+08:00');
    await running.stopWorker();
    // Its request may be answered by 503 meanwhile, and a repeat then finds that the clock is there.
    const jumping = running.office.moveClock({ advanceTo: '2025-10-10T09:00:00+08:00' }).catch(() => 'late');
    await until('the jump to be asked for', async () => {
      const { rows } = await running.pool.query(`SELECT FROM clock_jump WHERE state IN ('requested', 'running')`);
      return rows.length > 0 ? true : null;
    });
    // Killed again in the middle, where the periods of the span are opened one after the other.
    await running.startWorker();
    await until('the first period of the span', async () => {
      const { rows } = await running.pool.query(`SELECT FROM period WHERE kind = 'DEMAND_CYCLE' AND key = '2'`);
      return rows.length > 0 ? true : null;
    });
    await running.stopWorker();
    await running.startWorker();
    await jumping;
    await until('the jump to be done', async () => {
      const { rows } = await running.pool.query(`SELECT FROM clock_jump WHERE state <> 'done'`);
      return rows.length === 0 ? true : null;
    });
    expect(await periodKeys(running)).toEqual(expectedKeys('2025-10-10T09:00:00+08:00'));
    const { items } = await get('auditor', '/api/v1/periods?late=true');
    expect(items).toEqual([]);
  });

  it(
    'one that is missing is told of, shown the same day, opened again, and late for good',
    { timeout: PATIENCE_MS },
    async () => {
      await running.stopWorker();
      await running.pool.query(`ALTER TABLE demand_cycle DISABLE TRIGGER USER`);
      const { rows } = await running.pool.query<{ id: string; entity_id: string }>(
        `SELECT id, entity_id FROM period WHERE kind = 'DEMAND_CYCLE' AND key = '5'`,
      );
      await running.pool.query('DELETE FROM period WHERE id = $1', [rows[0]?.id]);
      await running.pool.query('UPDATE demand_cycle SET no = 9005 WHERE id = $1', [rows[0]?.entity_id]);

      const stuck = await get('ops', '/api/v1/stuck?cause=periodNotOpened');
      expect(stuck.items).toMatchObject([
        {
          cause: 'periodNotOpened',
          count: 1,
          entities: [{ id: 'DEMAND_CYCLE/150600/5', jurisdiction: '150600', number: '5' }],
        },
      ]);
      const { items } = await get('auditor', '/api/v1/schedules');
      const ofDemand = items.find(({ kind }: { readonly kind: string }) => kind === 'DEMAND_CYCLE');
      expect(ofDemand).toMatchObject({ id: 'period/DEMAND_CYCLE/150600', paused: true, missing: ['5'] });

      await running.startWorker();
      await until('the missing period', async () => {
        const page = await get('auditor', '/api/v1/periods?kind=DEMAND_CYCLE&key=5');
        return page.items.length > 0 ? true : null;
      });
      const opened = await get('auditor', '/api/v1/periods?kind=DEMAND_CYCLE&late=true');
      expect(
        opened.items.map(({ key, late }: { readonly key: string; readonly late: boolean }) => [key, late]),
      ).toEqual([['5', true]]);
      expect((await get('ops', '/api/v1/stuck?cause=periodNotOpened')).items).toEqual([]);
      const told = await until('the event', async () => {
        const events = await running.pool.query(
          `SELECT payload ->> 'key' AS key FROM outbox_message WHERE topic = 'period.missing' AND payload ->> 'key' = '5'`,
        );
        return events.rows.length > 0 ? events.rows : null;
      });
      expect(told).toEqual([{ key: '5' }]);
    },
  );

  it('an operator opens one from before the birth with a reason, once, and only one that the rules have', async () => {
    const ops = await running.office.desk('ops');
    const open = (body: object) =>
      ops.ask('POST', '/api/v1/periods/openings', {
        body: JSON.stringify({ kind: 'ANNUAL_PLAN', jurisdiction: '150600', reason: '补录', ...body }),
        headers: { 'content-type': 'application/json' },
      });
    const opened = await open({ key: '2025' });
    expect([opened.status, opened.body.late, opened.body.opensAt]).toEqual([201, true, '2024-12-31T16:00:00.000Z']);
    expect((await open({ key: '2025' })).body.code).toBe('PERIOD_EXISTS');
    expect((await open({ key: '2018' })).body.code).toBe('PERIOD_NOT_IN_RULE');
    expect((await open({ key: '2099' })).body.code).toBe('PERIOD_NOT_IN_RULE');
    expect((await open({ key: '2024', jurisdiction: '150000' })).status).toBe(403);
  });
});
