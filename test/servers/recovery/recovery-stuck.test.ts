import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOffice, type Office } from '../../support/office.ts';
import { settledClaim } from '../../support/recoveries.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const DAY_MS = 86_400_000;

let database: TestDatabase;
let office: Office;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  await office.pool.query(
    `INSERT INTO worker_heartbeat (id, started_at, at) VALUES ('w', now(), now() + interval '1 hour')`,
  );
});
afterAll(async () => {
  await office.close();
  await database.drop();
});

type Seat = Parameters<Office['as']>[0];

async function found(): Promise<string> {
  const claimId = await settledClaim(office);
  const finding = { claimId, cause: 'WRONG_AMOUNT', amountFen: 1_000, note: '核对' };
  return (await office.as('maker').send('POST', '/api/v1/recoveries', finding)).body.id;
}

async function noticed(): Promise<string> {
  const id = await found();
  expect((await office.as('checker').send('POST', `/api/v1/recoveries/${id}/approval`, {})).status).toBe(200);
  return id;
}

/** The groups of the stuck list that show this recovery. */
async function stuck(id: string, seat: Seat = 'ops', query = '&entity=recovery') {
  const { status, body } = await office.as(seat).send('GET', `/api/v1/stuck?limit=200${query}`);
  expect(status).toBe(200);
  return body.items.flatMap(({ cause, waitingFor, entities = [] }: StuckGroup) =>
    entities.filter((one) => one.id === id).map(({ kind, reasons }) => ({ cause, waitingFor, kind, reasons })),
  );
}

interface StuckGroup {
  readonly cause: string;
  readonly waitingFor: string;
  readonly entities?: readonly { readonly kind: string; readonly id: string; readonly reasons: readonly string[] }[];
}

async function afterDays(id: string, days: number) {
  const { rows } = await office.pool.query('SELECT clock_offset_ms::float8 AS ms FROM environment');
  await office.forward('recovery', id, Date.now() + rows[0].ms + days * DAY_MS);
}

describe('the stuck list of what is asked back', () => {
  it('R-148: shows what is due and did not come back, to the offices that read it, and no longer once it did', async () => {
    const id = await noticed();
    expect(await stuck(id)).toEqual([]);
    await afterDays(id, 31);
    const shown = [{ cause: 'recoveryOpen', waitingFor: 'person', kind: 'recovery', reasons: ['REPAYMENT_OVERDUE'] }];
    for (const seat of ['ops', 'maker', 'bureau2'] as const) {
      expect([seat, await stuck(id, seat)]).toEqual([seat, shown]);
    }
    expect(await stuck(id, 'ops', '&cause=recoveryOpen')).toEqual(shown);
    // A department reads what its own classes owe in the list of recoveries; the stuck list shows it no recovery.
    expect(await stuck(id, 'union')).toEqual([]);
    const path = `/api/v1/recoveries/${id}/repayments`;
    const entered = await office.as('maker').send('POST', path, { amountFen: 1_000, bankReference: 'ICBC 2025/1' });
    const confirmed = await office.as('checker').send('POST', `${path}/${entered.body.id}/confirmation`);
    expect(confirmed.status).toBe(200);
    expect(await stuck(id)).toEqual([]);
  });

  it('D4: shows a recovery that nobody started, an act that nobody recorded and a day that it missed', async () => {
    const id = await found();
    await office.pool.query(`UPDATE recovery SET started_at = NULL, start_requested_at = '2025-06-01' WHERE id = $1`, [
      id,
    ]);
    expect(await stuck(id)).toMatchObject([{ cause: 'startLost', waitingFor: 'error' }]);
    await office.pool.query('UPDATE recovery SET started_at = now() WHERE id = $1', [id]);
    await office.pool.query(
      `INSERT INTO act (id, entity_kind, entity_id, act, body_digest, body, at, state, created_at)
       VALUES ('act_lost', 'recovery', $1, 'approve', '', '{}', now(), 'accepted', now() - interval '1 hour')`,
      [id],
    );
    expect(await stuck(id)).toMatchObject([{ cause: 'actNotRecorded', reasons: ['ACT_NOT_RECORDED'] }]);
    await office.pool.query(`DELETE FROM act WHERE id = 'act_lost'`);
    expect(await stuck(id)).toEqual([]);
    const missed = await noticed();
    await office.pool.query(`UPDATE recovery SET pay_by = '2025-06-01' WHERE id = $1`, [missed]);
    expect(await stuck(missed)).toMatchObject([{ cause: 'timerMissed', reasons: ['TIMER_MISSED'] }]);
    await office.pool.query(`UPDATE task SET escalate_on = '2025-06-01' WHERE entity_id = $1 AND state = 'open'`, [id]);
    expect(await stuck(id)).toMatchObject([{ cause: 'taskOpen', waitingFor: 'person', reasons: ['TASK_OVERDUE'] }]);
  });

  it('R-074: shows the first instalment that did not come as missed, not one that did', async () => {
    const id = await noticed();
    const plan = ['2026-02-15', '2026-03-15'].map((dueOn) => ({ dueOn, amountFen: 500 }));
    expect((await office.as('maker').send('POST', `/api/v1/recoveries/${id}/instalments`, { plan })).status).toBe(201);
    const inForce = await office.as('checker').send('POST', `/api/v1/recoveries/${id}/instalments/confirmation`);
    expect(inForce.body.state).toBe('instalments');
    const path = `/api/v1/recoveries/${id}/repayments`;
    const entered = await office.as('maker').send('POST', path, { amountFen: 500, bankReference: 'ICBC 2026/2' });
    expect((await office.as('checker').send('POST', `${path}/${entered.body.id}/confirmation`)).status).toBe(200);
    /** The days of the plan as if its workflow slept through them. */
    const datedOn = (first: string, second: string) =>
      office.pool.query(
        `UPDATE recovery SET course = jsonb_set(jsonb_set(course, '{instalments,0,dueOn}', to_jsonb($2::text)),
           '{instalments,1,dueOn}', to_jsonb($3::text)) WHERE id = $1`,
        [id, first, second],
      );
    await datedOn('2025-06-01', '2026-03-15');
    expect(await stuck(id)).toEqual([]);
    await datedOn('2025-06-01', '2025-06-02');
    expect(await stuck(id)).toMatchObject([{ cause: 'timerMissed', reasons: ['TIMER_MISSED'] }]);
  });
});
