import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { personIdOf, startGrantOffice, YEARS, type GrantOffice } from '../../support/grant-office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: GrantOffice;
let callId: string;
let grantId: string;
beforeEach(async () => {
  database = await createTestDatabase();
  office = await startGrantOffice(database.url);
  callId = await office.openCall();
  const application = YEARS.grants.applications.find(({ key }: { key: string }) => key === 'base-college');
  grantId = await office.apply(callId, application);
  await office.submit(application.who, grantId);
  await office.recommend(grantId);
  await office.setTime('2025-07-16T10:00:00+08:00');
  const experts = ['expert1', 'expert2', 'expert3'].map(personIdOf);
  await office.callAct('region.hr', callId, 'panel', { experts });
});
afterEach(async () => {
  await office.close();
  await database.drop();
});

const POINTS = [35, 25, 15, 8];
const change = (body: object) => office.callAct('region.hr', callId, 'panel/changes', { reason: '调整', ...body });
const ofGrant = (expert: string) => [{ personId: personIdOf(expert), grantIds: [grantId] }];
const isAsked = async (expert: string) => (await office.taskOf(expert, grantId)) !== undefined;

async function withdrawScore(expert: string) {
  return (await office.as(expert)).act('POST', `/api/v1/grants/${grantId}/score-withdrawal`, { reason: '误评' });
}

async function close() {
  const closed = await office.callAct('region.hr', callId, 'scoring-close');
  return [closed.status, closed.body.code];
}

describe('an expert whose score does not count', () => {
  it('R-154: took it back: is asked again once the officer takes the expert out and in, and scores anew', async () => {
    expect((await office.score('expert1', grantId, [10, 10, 10, 5])).status).toBe(200);
    expect((await withdrawScore('expert1')).status).toBe(200);
    expect((await withdrawScore('expert1')).body.code).toBe('WRONG_STATE');
    expect(await isAsked('expert1')).toBe(false);
    expect((await change({ remove: ofGrant('expert1') })).status).toBe(200);
    expect((await change({ add: ofGrant('expert1') })).status).toBe(200);
    expect(await isAsked('expert1')).toBe(true);
    for (const expert of ['expert1', 'expert2', 'expert3']) {
      expect((await office.score(expert, grantId, POINTS)).status).toBe(200);
    }
    expect(await close()).toEqual([200, undefined]);
    const scores = await (await office.as('region.hr')).send('GET', `/api/v1/grants/${grantId}/scores`);
    expect(scores.body.items).toHaveLength(3);
    expect((await office.readGrant(grantId)).body.review.score).toMatchObject({ scoreCenti: 8300, validScores: 3 });
  }, 120_000);

  it('R-154: recused: is replaced by another one, counts nowhere, and may be asked again by the officer', async () => {
    const recused = await office.decide('expert2', grantId, { act: 'recuse', remark: '曾任顾问' });
    expect([recused.status, recused.body.code]).toEqual([200, undefined]);
    await office.score('expert1', grantId, POINTS);
    await office.score('expert3', grantId, POINTS);
    expect(await close()).toEqual([422, 'QUORUM_MISSING']);
    expect((await change({ add: ofGrant('expert4'), remove: ofGrant('expert2') })).status).toBe(200);
    expect([await isAsked('expert4'), await isAsked('expert2')]).toEqual([true, false]);
    expect((await change({ add: ofGrant('expert2') })).status).toBe(200);
    expect(await isAsked('expert2')).toBe(true);
    expect((await office.score('expert4', grantId, POINTS)).status).toBe(200);
    // The close takes what is open back: a missing score is no zero.
    expect(await close()).toEqual([200, undefined]);
    expect(await isAsked('expert2')).toBe(false);
    expect((await office.readGrant(grantId)).body.review.score).toMatchObject({ scoreCenti: 8300, validScores: 3 });
  }, 120_000);

  it('R-154: was taken out: a score that counted counts no more, and the expert has no task', async () => {
    await office.score('expert1', grantId, [40, 30, 20, 10]);
    const whole = await change({ remove: [{ personId: personIdOf('expert1') }] });
    expect([whole.status, whole.body.code]).toEqual([422, 'PANEL_TOO_SMALL']);
    expect((await change({ remove: ofGrant('expert1') })).status).toBe(200);
    for (const expert of ['expert2', 'expert3']) {
      await office.score(expert, grantId, POINTS);
    }
    expect(await close()).toEqual([422, 'QUORUM_MISSING']);
    expect((await withdrawScore('expert1')).status).not.toBe(200);
    expect((await change({ add: ofGrant('expert5') })).status).toBe(200);
    await office.score('expert5', grantId, POINTS);
    expect(await close()).toEqual([200, undefined]);
    expect((await office.readGrant(grantId)).body.review.score).toMatchObject({ scoreCenti: 8300, validScores: 3 });
  }, 120_000);
});
