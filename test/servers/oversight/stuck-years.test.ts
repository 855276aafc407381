import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGrantOffice, YEARS, type GrantOffice } from '../../support/grant-office.ts';
import { addCall } from '../../support/grant-rows.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: GrantOffice;
let grantId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  office = await startGrantOffice(database.url);
  const callId = await office.openCall();
  const application = YEARS.grants.applications.find(({ key }: { key: string }) => key === 'base-college');
  grantId = await office.apply(callId, application);
  await office.submit(application.who, grantId);
});
afterAll(async () => {
  await office.close();
  await database.drop();
});

interface Shown {
  readonly cause: string;
  readonly waitingFor: string;
  readonly count: number;
  readonly reasons: readonly string[];
  readonly claims: readonly object[];
  readonly entities?: readonly { readonly kind: string; readonly id: string; readonly reasons: readonly string[] }[];
}

async function stuck(query = '', who = 'ops'): Promise<readonly Shown[]> {
  const { status, body } = await (await office.as(who)).send('GET', `/api/v1/stuck?limit=200${query}`);
  expect(status).toBe(200);
  return body.items;
}

const heartbeat = () =>
  office.pool.query(
    `INSERT INTO worker_heartbeat (id, started_at, at) VALUES ('w', now(), now())
     ON CONFLICT (id) DO UPDATE SET at = now()`,
  );

describe('the stuck list of grants, calls, plans and cycles', () => {
  it('R-148: shows an application whose city is late, with its cause, to the offices that may see it', async () => {
    expect(await stuck('&entity=grant')).toEqual([]);
    await office.setTime('2025-07-31T10:00:00+08:00');
    const [late, ...others] = await stuck('&entity=grant');
    const { rows } = await office.pool.query('SELECT grant_no FROM base_grant WHERE id = $1', [grantId]);
    expect(others).toEqual([]);
    expect(late).toMatchObject({
      cause: 'taskOpen',
      waitingFor: 'person',
      count: 1,
      reasons: ['TASK_OVERDUE'],
      claims: [],
      entities: [
        { kind: 'grant', id: grantId, number: rows[0].grant_no, jurisdiction: '150000', reasons: ['TASK_OVERDUE'] },
      ],
    });
    expect(await stuck('&cause=taskOpen')).toHaveLength(1);
    expect(await stuck('&cause=timerMissed')).toEqual([]);
    expect(await stuck('&cause=taskOpen&olderThanDays=400')).toEqual([]);
    expect((await stuck('&cause=taskOpen', 'region.auditor')).map(({ count }) => count)).toEqual([1]);
    // Who sees stuck claims and reads no grants hears nothing of one.
    await office.pool.query(`UPDATE person SET roles = '{bureauReviewer}' WHERE username = 'bureau.review2'`);
    expect(await stuck('&entity=grant', 'bureau.review2')).toEqual([]);
    const elsewhere = await (await office.as('college')).send('GET', '/api/v1/stuck');
    expect(elsewhere.status).toBe(403);
  }, 120_000);

  it('D4: shows a call whose workflow nobody started, and says when no worker runs at all', async () => {
    const callId = await addCall(office.pool, 'STUDIO_GRANT_REGIONAL', 2025);
    const ofCall = async () =>
      (await stuck('&entity=grantCall', 'region.auditor')).find(({ entities }) =>
        entities?.some(({ id }) => id === callId),
      );
    await office.pool.query('DELETE FROM worker_heartbeat');
    expect(await ofCall()).toMatchObject({ cause: 'workerDown', waitingFor: 'worker' });
    await heartbeat();
    const named = { kind: 'grantCall', id: callId, number: '2025', jurisdiction: '150000' };
    expect(await ofCall()).toMatchObject({ cause: 'startLost', waitingFor: 'error', entities: [named] });
    // The city sees no calls of the region.
    expect(await stuck('&entity=grantCall')).toEqual([]);
    await office.pool.query('UPDATE grant_call SET started_at = now() WHERE id = $1', [callId]);
    // Its last day is over, and it has not heard of that.
    await office.setTime('2025-08-05T10:00:00+08:00');
    await heartbeat();
    expect(await ofCall()).toMatchObject({ cause: 'timerMissed', reasons: ['TIMER_MISSED'] });
  }, 120_000);

  it('D2: shows an act that nobody recorded, and a message that did not count before all others', async () => {
    await heartbeat();
    await office.pool.query(
      `INSERT INTO act (id, entity_kind, entity_id, act, body_digest, body, at, state, created_at)
       VALUES ('act_lost', 'grant', $1, 'withdraw', '', '{}', now(), 'accepted', now() - interval '1 hour')`,
      [grantId],
    );
    const causeOf = async () =>
      (await stuck('&entity=grant')).find(({ entities }) => entities?.some(({ id }) => id === grantId));
    expect(await causeOf()).toMatchObject({ cause: 'actNotRecorded', waitingFor: 'error' });
    await office.pool.query(
      `INSERT INTO forged_act (entity_kind, entity_id, act, cause, count, first_at, last_at)
       VALUES ('grant', $1, 'resume', 'notSigned', 1, now(), now())`,
      [grantId],
    );
    const forged = await causeOf();
    expect(forged?.cause).toBe('forgedAct');
    expect(forged?.reasons).toContain('ACT_NOT_RECORDED');
    await office.pool.query(`DELETE FROM act WHERE id = 'act_lost'`);
    await office.pool.query('DELETE FROM forged_act WHERE entity_id = $1', [grantId]);
  }, 120_000);

  it('shows what the engine says of an application, on the list and as its own cause', async () => {
    await heartbeat();
    const why = async () => (await (await office.as('ops')).send('GET', `/api/v1/grants/${grantId}/diagnosis`)).body;
    const before = await why();
    await office.pool.query(
      `INSERT INTO workflow_standing (entity_kind, entity_id, status, row_revision, fault, fault_since, fault_looks, seen_at)
       SELECT 'grant', id, 'absent', revision, 'workflowMissing', now() - interval '1 hour', 3, now()
       FROM base_grant WHERE id = $1`,
      [grantId],
    );
    const [gone] = await stuck('&cause=workflowMissing');
    expect(gone).toMatchObject({ waitingFor: 'error', count: 1, entities: [{ kind: 'grant', id: grantId }] });
    expect(gone?.reasons).toContain('WORKFLOW_MISSING');
    expect(await why()).toMatchObject({
      cause: 'workflowMissing',
      waitingFor: 'error',
      owner: { kind: 'operator' },
      suggestedActs: ['repair'],
      sentences: { official: { zh: expect.stringContaining('没有该事项的流程') } },
    });
    // The row has moved since then, so a workflow moved it.
    await office.pool.query('UPDATE base_grant SET revision = revision + 1 WHERE id = $1', [grantId]);
    expect(await stuck('&cause=workflowMissing')).toEqual([]);
    expect((await why()).cause).toBe(before.cause);
    await office.pool.query('UPDATE base_grant SET revision = revision - 1 WHERE id = $1', [grantId]);
    await office.pool.query('DELETE FROM workflow_standing');
  }, 120_000);

  it('S11: are counted in the metrics by state, without ids', async () => {
    const headers = { authorization: 'Bearer metrics-token-of-tests' };
    const text = await (await fetch(`${office.base}/metrics`, { headers })).text();
    expect(text).toContain('butie_entities_open{entity="grant",state="cityRecommendation"} 1');
    expect(text).not.toContain(grantId);
  });
});
