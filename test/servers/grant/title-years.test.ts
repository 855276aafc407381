import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGrantOffice, type GrantOffice } from '../../support/grant-office.ts';
import { titleWalks, type TitleWalks } from '../../support/title-walks.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: GrantOffice;
let walks: TitleWalks;
beforeEach(async () => {
  database = await createTestDatabase();
  office = await startGrantOffice(database.url);
  walks = titleWalks(office);
});
afterEach(async () => {
  await office.close();
  await database.drop();
});

const NOT_BUILT = { built: false, fundsAsAgreed: false, equipmentInPlace: false };
const ANSWERS = { figuresProved: true, fundsAsAgreed: true };

/** A decision on the task of one year; several may be open. */
async function assess(grantId: string, year: number, act: string, words: object = {}) {
  const { rows } = await office.pool.query<{ id: string; revision: number }>(
    "SELECT id, revision FROM task WHERE entity_id = $1 AND state = 'open' AND round = $2",
    [grantId, year],
  );
  const client = await office.as('region.hr');
  const body = { act, answers: ANSWERS, ...words };
  const answer = await client.send('POST', `/api/v1/tasks/${rows[0]?.id}/decision`, body, {
    'If-Match': `"${rows[0]?.revision}"`,
  });
  return [answer.status, answer.body.code];
}

const report = async (grantId: string, year: number, backbonesTrained: number) => {
  const body = { backbonesTrained, spentFen: 0, achievements: [], remark: '' };
  const { status, body: answer } = await walks.holderAct('factory', grantId, `years/${year}/report`, body);
  expect([status, answer.code]).toEqual([200, undefined]);
};

describe('the years of a studio', () => {
  it('R-115: are judged by the sums as they are at the decision, also where an earlier report comes last', async () => {
    const { grantId } = await walks.agreement('studio-factory');
    await walks.goTo('2028-01-18');
    expect(await walks.yearOf(grantId, 2026)).toMatchObject({ state: 'overdue' });
    await report(grantId, 2027, 6);
    // The law by which it was computed stands there by the title of its paper.
    expect(await walks.yearOf(grantId, 2027)).toMatchObject({
      computed: { meets: false, averageCenti: 300, documentTitle: '关于加强高技能人才队伍建设的实施方案' },
    });
    expect(await assess(grantId, 2027, 'pass')).toEqual([422, 'THRESHOLD_NOT_MET']);

    await report(grantId, 2026, 6);
    expect(await walks.yearOf(grantId, 2027)).toMatchObject({
      state: 'reported',
      report: { backbonesTrained: 6 },
      computed: { meets: true, averageCenti: 600 },
    });
    // A report that is returned counts no more, until it comes again.
    expect(await assess(grantId, 2026, 'returnForCorrection', { remark: '名单不全' })).toEqual([200, undefined]);
    expect(await walks.yearOf(grantId, 2026)).toMatchObject({ state: 'overdue' });
    expect(await assess(grantId, 2027, 'pass')).toEqual([422, 'THRESHOLD_NOT_MET']);
    await report(grantId, 2026, 4);
    expect(await assess(grantId, 2027, 'pass')).toEqual([200, undefined]);
    expect(await walks.yearOf(grantId, 2027)).toMatchObject({
      state: 'passed',
      computed: { meets: true, averageCenti: 500 },
    });
  }, 120_000);
});

describe('the years of a title that is kept', () => {
  it('R-116, R-159: give the holder the days anew that passed while the revocation was proposed', async () => {
    const { grantId } = await walks.agreement('studio-factory');
    await walks.goTo('2028-01-18');
    expect(await assess(grantId, 2026, 'rectify', { remark: '补报' })).toEqual([200, undefined]);
    await walks.holderAct('factory', grantId, 'acceptance-request', { report: '建成', spentFen: 0 });
    const failed = await office.decide('region.hr', grantId, { act: 'fail', answers: NOT_BUILT, remark: '未建成' });
    expect([failed.status, failed.body.grant?.state]).toEqual([200, 'withdrawalProposed']);
    await walks.goTo('2029-03-05');
    const kept = await office.decide('region.lead', grantId, { act: 'keep', remark: '保留' });
    expect([kept.status, kept.body.code]).toEqual([200, undefined]);
    await walks.goTo('2029-04-03');
    const { years } = (await office.readGrant(grantId)).body;
    expect(years).toMatchObject([
      { year: 2026, state: 'rectifying', rectifyDueOn: '2029-06-03' },
      { year: 2027, state: 'open', late: false, opensOn: '2028-01-01', reportDueOn: '2029-04-04' },
      { year: 2028, state: 'open', late: false, opensOn: '2029-01-01', reportDueOn: '2029-04-04' },
    ]);
    await report(grantId, 2027, 6);
    expect(await walks.yearOf(grantId, 2027)).toMatchObject({ state: 'reported', late: false });
    await walks.goTo('2029-04-05');
    expect(await walks.yearOf(grantId, 2028)).toMatchObject({ state: 'overdue' });
    await report(grantId, 2028, 6);
    expect(await walks.yearOf(grantId, 2028)).toMatchObject({ state: 'reported', late: true });
    await walks.goTo('2029-06-04');
    expect(await walks.yearOf(grantId, 2026)).toMatchObject({ state: 'recheck' });
  }, 120_000);
});
