import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGrantOffice, YEARS, type GrantOffice } from '../../support/grant-office.ts';
import { titleWalks, type TitleWalks } from '../../support/title-walks.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: GrantOffice;
let walks: TitleWalks;
beforeAll(async () => {
  database = await createTestDatabase();
  office = await startGrantOffice(database.url);
  walks = titleWalks(office);
});
afterAll(async () => {
  await office.close();
  await database.drop();
});

const read = async (who: string, path: string) => (await office.as(who)).send('GET', `/api/v1${path}`);
const caused = async (who: string, grantId: string) => {
  await office.pool.query('UPDATE base_grant SET started_at = coalesce(started_at, created_at) WHERE id = $1', [
    grantId,
  ]);
  const { status, body } = await read(who, `/grants/${grantId}/diagnosis`);
  expect(status).toBe(200);
  return [body.waitingFor, body.cause];
};

describe('what happened to a grant, by which law, why it waits and what was paid', () => {
  it('R-109, R-150, R-159: is told from the agreement to the second year, and to the holder without its panel', async () => {
    const { grantId } = await walks.agreement('base-college');
    expect(await caused('region.hr', grantId)).toEqual(['person', 'instalmentDue']);
    await walks.pay(grantId, '2025-08-18');
    expect(await caused('college', grantId)).toEqual(['clock', 'titleRunning']);

    const paid = await read('region.hr', `/grants/${grantId}/payouts`);
    expect(paid.body.items).toMatchObject([
      { grantId, purpose: 'grant', instalmentNo: 1, amountFen: 60_000_000, state: 'settled' },
    ]);
    expect(paid.body.items[0].payee).not.toContain('6216610200000000018');

    const told = await read('region.hr', `/grants/${grantId}/timeline`);
    const sentences = told.body.items.map(({ sentence }: { sentence: string }) => sentence);
    expect(sentences).toContain('予以认定。');
    expect(sentences).toContain('银行回执：已到账，600,000.00 元。');
    const scores = told.body.items.filter(({ act }: { act: string }) => act === 'score');
    expect(scores.map(({ actor }: { actor: { displayName: string } | null }) => actor?.displayName)).toEqual([
      expect.any(String),
      expect.any(String),
      expect.any(String),
    ]);
    const own = await read('college', `/grants/${grantId}/timeline`);
    const ownScores = own.body.items.filter(({ sentence }: { sentence: string }) => sentence === '专家已打分。');
    expect(ownScores).toHaveLength(3);
    for (const { actor, facts } of ownScores) {
      expect([actor, facts]).toEqual([null, {}]);
    }
    expect(JSON.stringify(own.body)).not.toMatch(/scoreCenti|validScores/);
    const first = await read('region.hr', `/grants/${grantId}/timeline?limit=2`);
    const second = await read('region.hr', `/grants/${grantId}/timeline?limit=2&cursor=${first.body.nextCursor}`);
    expect([...first.body.items, ...second.body.items]).toEqual(told.body.items.slice(0, 4));

    const [year] = YEARS.grants.lives[0].years;
    await walks.goTo(year.reportOn);
    expect(await caused('region.hr', grantId)).toEqual(['person', 'yearReportOwed']);
    const paper = `/grants/${grantId}/years/2026/documents/YEAR_REPORT`;
    const holder = await office.as('college');
    const put = await holder.send('PUT', `/api/v1${paper}`, { text: '年度报告正文' });
    expect([put.status, put.body.kind, put.body.label]).toEqual([200, 'YEAR_REPORT', '年度报告']);
    expect((await holder.send('PUT', `/api/v1${paper.replace('2026', '2027')}`, { text: '一' })).body.code).toBe(
      'YEAR_NOT_OPEN',
    );
    expect((await read('region.hr', paper)).body).toBe('年度报告正文');
    expect((await read('region.pay.maker', paper)).status).toBe(403);
    expect((await read('region.auditor', paper)).body.code).toBe('PURPOSE_REQUIRED');
    const papers = await read('region.hr', `/grants/${grantId}/documents`);
    expect(papers.body.items).toContainEqual(
      expect.objectContaining({ kind: 'YEAR_REPORT_2026', label: '2026 年度报告' }),
    );
    await walks.holderAct('college', grantId, 'years/2026/report', year.report);
    // the assessment is due on 31 March, by the law of the year.
    expect(await office.taskOf('region.hr', grantId)).toMatchObject({
      stage: 'assessment',
      year: 2026,
      dueAt: '2027-03-31T16:00:00.000Z',
    });
    const late = await holder.send('PUT', `/api/v1${paper}`, { text: '又一份' });
    expect([late.status, late.body.code]).toEqual([409, 'WRONG_STATE']);
    const law = await read('college', `/grants/${grantId}/policy`);
    expect(law.body).toMatchObject({ route: 'BASE_GRANT_REGIONAL', jurisdiction: '150000' });
    const amount = law.body.parameters.find(({ key }: { key: string }) => key === 'grant.amount.BASE_GRANT_REGIONAL');
    expect(amount).toMatchObject({ value: 100_000_000, document: expect.any(String), clause: expect.any(String) });
    expect(law.body.years).toMatchObject([
      { year: 2026, measure: 'CAPACITY', thresholds: { persons: 500, personTimes: 800 }, reportDueOn: '2027-01-31' },
    ]);
    expect(law.body.years[0].parameters.map(({ key }: { key: string }) => key)).toContain('assessment.measure');
  }, 120_000);
});

describe('why an application and its call wait', () => {
  it('names the office whose turn it is, from the draft to the proposal', async () => {
    await office.setTime('2031-06-05T10:00:00+08:00');
    const callId = await office.openCall('BASE_GRANT_REGIONAL', 2031);
    await office.pool.query('UPDATE grant_call SET started_at = created_at WHERE id = $1', [callId]);
    const callCause = async () => {
      const { body } = await read('region.hr', `/grant-calls/${callId}/diagnosis`);
      return [body.waitingFor, body.cause, body.nextAutomaticEvent, body.owner?.role ?? null];
    };
    expect(await callCause()).toEqual(['clock', 'applicationsOpen', 'applicationsClose', null]);
    const application = YEARS.grants.applications.find(({ key }: { key: string }) => key === 'base-school');
    const grantId = await office.apply(callId, application);
    expect(await caused('school', grantId)).toEqual(['person', 'draftOpen']);
    await office.submit('school', grantId);
    expect(await caused('city.hr', grantId)).toEqual(['person', 'taskOpen']);
    const { body } = await read('city.hr', `/grants/${grantId}`);
    expect(body.diagnosis).toMatchObject({
      owner: { organ: 'HRSS', role: 'grantOfficer', displayName: null },
      sentence: '等待办理：盟市人社部门推荐。',
    });
    await office.recommend(grantId);
    expect(await caused('region.hr', grantId)).toEqual(['person', 'panelOwed']);
    await office.setTime('2031-07-01T01:00:00+08:00');
    expect(await callCause()).toEqual(['person', 'panelOwed', null, 'grantOfficer']);
    const outsiders = await Promise.all(
      ['school', 'expert1'].map((who) => read(who, `/grant-calls/${callId}/timeline`)),
    );
    expect(outsiders.map(({ status }) => status)).toEqual([403, 403]);
    const opened = await read('city.hr', `/grant-calls/${callId}/timeline`);
    expect(opened.status).toBe(200);
    expect((await read('factory', `/grants/${grantId}/timeline`)).status).toBe(404);
  }, 60_000);
});
