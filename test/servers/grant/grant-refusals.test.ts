import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { personIdOf, startGrantOffice, YEARS, type GrantOffice } from '../../support/grant-office.ts';
import { addCall, addGrant } from '../../support/grant-rows.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: GrantOffice;
let base: string;
let national: string;
let studio: string;
let competition: string;
beforeEach(async () => {
  database = await createTestDatabase();
  office = await startGrantOffice(database.url);
  base = await office.openCall();
  national = await office.openCall('BASE_GRANT_NATIONAL');
  studio = await office.openCall('STUDIO_GRANT_REGIONAL');
  competition = await office.openCall('COMPETITION_BASE_GRANT_REGIONAL');
});
afterEach(async () => {
  await office.close();
  await database.drop();
});

const { grants, expected } = YEARS;
type Application = Parameters<GrantOffice['apply']>[1];
const applicationOf = (key: string): Application => grants.applications.find((one: Application) => one.key === key);
const answerOf = ({ status, body }: { status: number; body: { code?: string; state?: string } }) => [
  status,
  body.code ?? body.state,
];

describe('applications that the law refuses', () => {
  it('R-120: a studio needs its leader, and the amount is the document’s', async () => {
    const { leader, ...without } = applicationOf('studio-factory');
    expect(leader).toBeDefined();
    expect(answerOf(await office.draft(studio, without))).toEqual([422, 'LEADER_REQUIRED']);
    const client = await office.as('factory');
    const { body } = await office.draft(studio, applicationOf('studio-factory'));
    const patched = await client.act('PATCH', `/api/v1/grants/${body.id}`, {
      budget: { grantFen: 999, ownFundsFen: 0, items: [{ purpose: '设备', fen: 999 }] },
    });
    expect(answerOf(patched)).toEqual([422, 'AMOUNT_FIXED']);
    expect((await client.act('POST', `/api/v1/grants/${body.id}/withdrawal`, { reason: '重写' })).status).toBe(200);
  });

  it('R-119: a submitted application keeps its leader; the name may be corrected', async () => {
    const application = applicationOf('studio-factory');
    const grantId = await office.apply(studio, application);
    await office.submit('factory', grantId);
    const corrections = [{ pointer: '/leader/name', remark: '姓名有误' }];
    await office.decide('city.hr', grantId, { act: 'returnForCorrection', corrections, remark: '请更正' });
    const client = await office.as('factory');
    const patch = (leader: object) => client.act('PATCH', `/api/v1/grants/${grantId}`, { leader });
    const other = await patch({ ...application.leader, idNumber: '159901198505050038' });
    expect([other.status, other.body.errors]).toMatchObject([
      422,
      [{ pointer: '/leader/idNumber', code: 'HOLDER_KEPT' }],
    ]);
    expect((await patch({ ...application.leader, name: '苏示例二' })).status).toBe(200);
    await client.act('POST', `/api/v1/grants/${grantId}/withdrawal`, { reason: '重写' });
  });

  it('R-119: one level of a kind in a year, and one application of a call', async () => {
    const school = applicationOf('base-school');
    const first = await office.apply(base, school);
    const again = await office.apply(base, school);
    const other = await office.apply(national, school);
    expect((await office.submit('school', first)).status).toBe(200);
    expect(answerOf(await office.submit('school', again))).toEqual([422, 'APPLICATION_EXISTS']);
    expect(answerOf(await office.submit('school', other))).toEqual([422, 'BOTH_LEVELS_IN_ONE_CALL']);
    const late = await (await office.as('college')).send('GET', `/api/v1/grants/${first}`);
    expect(late.status).toBe(404);
  });

  it('R-120: a holder whose title of the kind and level lives', async () => {
    const earlier = await addCall(office.pool, 'BASE_GRANT_REGIONAL', 2031);
    const college = { partyId: 'pty_college', personId: personIdOf('college') };
    const titled = await addGrant(office.pool, office.sealer, { callId: earlier, ...college });
    await office.pool.query(
      "UPDATE base_grant SET title_state = 'designated', state = 'active', designated_on = '2025-01-01' WHERE id = $1",
      [titled],
    );
    const grantId = await office.apply(base, applicationOf('base-college'));
    expect(answerOf(await office.submit('college', grantId))).toEqual([422, 'ALREADY_DESIGNATED']);
  });
});

describe('acts on a call', () => {
  it('R-112: more places than the last goal leaves want the word that they are meant', async () => {
    const callId = await office.openCall('BASE_GRANT_REGIONAL', 2033);
    const read = async () => (await office.as('region.hr')).send('GET', `/api/v1/grant-calls/${callId}`);
    const { target } = (await read()).body;
    expect(target).toMatchObject({ number: 50, byYear: 2020 });
    expect(target.remaining).toBe(50 - target.active);
    const over = { places: target.remaining + 1, reason: '名额' };
    expect(answerOf(await office.callAct('region.hr', callId, 'quota', over))).toEqual([422, 'OVER_TARGET']);
    const meant = await office.callAct('region.hr', callId, 'quota', { ...over, overTarget: true });
    expect([meant.status, meant.body.quota.places]).toEqual([200, over.places]);
  });

  it('only the region’s HR sets places: others are refused before their tag is read', async () => {
    for (const who of ['region.finance', 'city.hr', 'city.finance']) {
      for (const [act, body] of [
        ['quota', { places: 1, reason: '名额' }],
        ['cancellation', { reason: '取消' }],
      ] as const) {
        const refused = await (
          await office.as(who)
        ).send('POST', `/api/v1/grant-calls/${base}/${act}`, body, { 'If-Match': '"999"' });
        expect([who, act, refused.status]).toEqual([who, act, 403]);
      }
    }
    expect((await office.callAct('region.hr', base, 'cancellation', { reason: '取消' })).status).toBe(403);
  });

  it('R-153: a call of studios gives the figures that were counted by hand, and one without applicants ends', async () => {
    const [, call] = grants.calls;
    const application = applicationOf('studio-factory');
    const grantId = await office.apply(studio, application);
    expect((await office.submit(application.who, grantId)).body.amountFen).toBe(
      expected.grants.first['studio-factory'].amountFen,
    );
    expect(await office.recommend(grantId)).toEqual([200, 200]);
    const late = await office.apply(base, applicationOf('base-chain'));
    await office.setTime('2025-07-16T10:00:00+08:00');
    expect(answerOf(await office.submit('chain', late))).toEqual([409, 'CALL_NOT_OPEN']);
    expect(answerOf(await office.draft(base, { ...applicationOf('base-college'), ...grants.late }))).toEqual([
      409,
      'CALL_NOT_OPEN',
    ]);
    const read = async (callId: string) => (await office.as('region.hr')).send('GET', `/api/v1/grant-calls/${callId}`);
    expect((await read(competition)).body.state).toBe('ended');
    await office.callAct('region.hr', studio, 'quota', { places: call.places, reason: '年度名额' });
    await office.callAct('region.hr', studio, 'panel', { experts: call.experts.map(personIdOf) });
    for (const [expert, points] of Object.entries<readonly number[]>(call.scores['studio-factory'])) {
      expect((await office.score(expert, grantId, points)).status).toBe(200);
    }
    // A second decision of an expert, and one of somebody who has another role in it.
    expect((await office.score('expert1', grantId, [1, 1, 1, 1])).status).not.toBe(200);
    expect((await office.callAct('region.hr', studio, 'scoring-close')).status).toBe(200);
    const ranking = await (await office.as('region.hr')).send('GET', `/api/v1/grant-calls/${studio}/ranking`);
    const [row] = ranking.body.items;
    expect([['studio-factory', row.scoreCenti, row.validScores, row.rank]]).toEqual(
      expected.grants.ranking.STUDIO_GRANT_REGIONAL,
    );
    await office.setTime('2025-07-21T10:00:00+08:00');
    const proposed = await office.callAct('region.hr', studio, 'proposal', { grantIds: [grantId] });
    expect(answerOf(proposed)).toEqual([200, 'proposed']);
  });

  it('R-156: the region’s lead cancels a call, and its applications end with it', async () => {
    const grantId = await office.apply(base, applicationOf('base-school'));
    expect((await office.submit('school', grantId)).status).toBe(200);
    const cancelled = await office.callAct('region.lead', base, 'cancellation', { reason: '年度不评' });
    expect(answerOf(cancelled)).toEqual([200, 'cancelled']);
    const client = await office.as('school');
    const after = await client.act('POST', `/api/v1/grants/${grantId}/withdrawal`, { reason: '撤回' });
    expect(answerOf(after)).toEqual([409, 'WRONG_STATE']);
    expect((await office.readGrant(grantId)).body.state).toBe('notSelected');
  });
});
