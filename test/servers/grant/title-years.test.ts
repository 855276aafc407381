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

const ANSWERS = { figuresProved: true, fundsAsAgreed: true };

async function assess(grantId: string, year: number, act: string) {
  const client = await office.as('region.hr');
  const page = await client.send('GET', `/api/v1/tasks?box=todo&grantId=${grantId}`);
  const task = page.body.items.find((one: { round: number; year?: number }) => (one.year ?? one.round) === year);
  const body = { act, answers: ANSWERS };
  const answer = await client.send('POST', `/api/v1/tasks/${task?.id}/decision`, body, {
    'If-Match': `"${task?.revision}"`,
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
    expect(await walks.yearOf(grantId, 2027)).toMatchObject({ computed: { meets: false, averageCenti: 300 } });
    expect(await assess(grantId, 2027, 'pass')).toEqual([422, 'THRESHOLD_NOT_MET']);

    await report(grantId, 2026, 6);
    expect(await walks.yearOf(grantId, 2027)).toMatchObject({
      state: 'reported',
      report: { backbonesTrained: 6 },
      computed: { meets: true, averageCenti: 600 },
    });
    // A report that is returned counts no more, until it comes again.
    const returned = await office.decide('region.hr', grantId, { act: 'returnForCorrection', remark: '名单不全' });
    expect([returned.status, returned.body.code]).toEqual([200, undefined]);
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
