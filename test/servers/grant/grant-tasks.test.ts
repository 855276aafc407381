import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CITY_ANSWERS, startGrantOffice, YEARS, type GrantOffice } from '../../support/grant-office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: GrantOffice;
let callId: string;
beforeAll(async () => {
  database = await createTestDatabase();
  office = await startGrantOffice(database.url);
  // A second desk of the city's HR bureau.
  await office.pool.query(`UPDATE person SET roles = roles || 'grantOfficer'::text WHERE username = 'dept.hr2'`);
  callId = await office.openCall();
});
afterAll(async () => {
  await office.close();
  await database.drop();
});

/** An application that waits for its city, and its open task. */
async function submitted(key: string) {
  const application = YEARS.grants.applications.find((one: { key: string }) => one.key === key);
  const grantId = await office.apply(callId, application);
  expect((await office.submit(application.who, grantId)).status).toBe(200);
  const { id } = await office.taskOf('city.hr', grantId);
  return { grantId, id: String(id), path: `/api/v1/tasks/${id}` };
}

const send = async (who: string, path: string, body?: object) => (await office.as(who)).send('POST', path, body);

describe('the tasks of a grant', () => {
  it('R-149: are claimed, released, handed on with a reason by an operator, extended and reminded of', async () => {
    const { grantId, id, path } = await submitted('base-college');
    expect((await send('dept.hr2', `${path}/claim`)).body).toMatchObject({ assignee: 'per_depthr2', grantId });
    expect((await send('city.hr', `${path}/claim`)).body.code).toBe('TASK_ASSIGNED');
    const decision = { act: 'recommend', answers: CITY_ANSWERS };
    const decided = await (await office.as('city.hr')).act('POST', `${path}/decision`, decision);
    expect([decided.status, decided.body.code]).toEqual([409, 'TASK_ASSIGNED']);
    expect((await send('dept.hr2', `${path}/release`)).status).toBe(200);
    expect((await send('dept.hr2', `${path}/claim`)).status).toBe(200);

    // Somebody is away: an operator hands the task on, to a person who may do it alone.
    const reason = '休假';
    expect((await send('ops', `${path}/transfer`, { to: 'city.hr' })).body.code).toBe('REASON_MISSING');
    expect((await send('ops', `${path}/transfer`, { to: 'city.finance', reason })).status).toBe(422);
    expect((await send('ops', `${path}/transfer`, { to: 'region.hr', reason })).status).toBe(422);
    expect((await send('ops', `${path}/transfer`, { to: 'city.hr', reason })).body.assignee).toBe('per_cityhr');
    expect((await send('ops', `${path}/extension`, { dueOn: '2025-06-05', reason })).status).toBe(422);
    const extended = await send('ops', `${path}/extension`, { dueOn: '2025-08-01', reason });
    expect(extended.body).toMatchObject({ dueAt: '2025-08-01T16:00:00.000Z', dueState: 'ok' });
    expect((await send('city.hr', `${path}/extension`, { dueOn: '2025-08-02', reason })).status).toBe(403);
    expect((await send('ops', `${path}/remind`)).status).toBe(200);
    const mine = await (await office.as('city.hr')).send('GET', `/api/v1/tasks?box=mine&grantId=${grantId}`);
    expect(mine.body.items).toMatchObject([{ id, grantId, stage: 'cityRecommendation' }]);
    const recommended = await office.decide('city.hr', grantId, { act: 'recommend', answers: CITY_ANSWERS });
    expect([recommended.status, recommended.body.code]).toEqual([200, undefined]);
    const done = await (await office.as('city.hr')).send('GET', `/api/v1/tasks?box=done&grantId=${grantId}`);
    expect(done.body.items.map((task: { id: string }) => task.id)).toEqual([id]);
    expect((await send('city.hr', `${path}/claim`)).status).toBe(409);
    const auditor = await office.as('region.auditor');
    expect((await auditor.send('GET', '/api/v1/audit/verification')).body.intact).toBe(true);
  }, 120_000);

  it('R-134: are hidden from who declared a relation to the applicant, and decided by nobody of them', async () => {
    const { grantId, id, path } = await submitted('base-school');
    const officer = await office.as('dept.hr2');
    const declare = (partyIds: readonly string[]) => officer.send('PUT', '/api/v1/relations', { partyIds });
    expect((await declare(['pty_school'])).status).toBe(200);
    expect((await officer.send('GET', `/api/v1/tasks?grantId=${grantId}`)).body.items).toEqual([]);
    expect((await send('dept.hr2', `${path}/claim`)).status).not.toBe(200);
    const decision = await officer.send(
      'POST',
      `${path}/decision`,
      { act: 'recommend', answers: CITY_ANSWERS },
      { 'If-Match': '"1"' },
    );
    expect([decision.status, decision.body.code]).toEqual([403, 'CONFLICT_OF_INTEREST']);
    const written = office.pool.query(
      `INSERT INTO grant_decider (grant_id, person_id, role) VALUES ($1, 'per_depthr2', 'cityHr')`,
      [grantId],
    );
    await expect(written).rejects.toMatchObject({ constraint: 'task_without_interest' });
    await declare([]);
    const seen = await officer.send('GET', `/api/v1/tasks?box=todo&grantId=${grantId}`);
    expect(seen.body.items.map((task: { id: string }) => task.id)).toEqual([id]);
  }, 120_000);

  it('R-149: of an expert are the own alone: nobody claims one for another, and none is handed on', async () => {
    const { grantId } = await submitted('base-chain');
    await office.recommend(grantId);
    await office.setTime('2025-07-16T10:00:00+08:00');
    const experts = ['expert1', 'expert2', 'expert3'].map((name) => `per_${name}`);
    expect((await office.callAct('region.hr', callId, 'panel', { experts })).status).toBe(200);
    const task = await office.taskOf('expert1', grantId);
    expect(task).toMatchObject({ stage: 'expertScore', grantId });
    const claimed = await send('expert2', `/api/v1/tasks/${task.id}/claim`);
    expect([403, 404]).toContain(claimed.status);
    const others = await (await office.as('expert2')).send('GET', `/api/v1/tasks?box=todo&grantId=${grantId}`);
    expect(others.body.items).toHaveLength(1);
    expect(others.body.items[0].id).not.toBe(task.id);
  }, 120_000);
});
