import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../../../main/config.ts';
import { addAnnualPlan } from '../../support/annual-plans.ts';
import { httpClient, type Answer, type HttpClient } from '../../support/http-client.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { signInAll } from '../../support/permissions/askers.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

interface Filed {
  readonly organ: string;
  readonly who: string;
  readonly on: string;
  readonly returned?: boolean;
  readonly lines: readonly object[];
}

// The practice files of the years: their shape is their README's.
const YEAR: { readonly submissions: readonly Filed[]; readonly revision: Filed & { readonly reason: string } } =
  fileOf('plan.json');
const EXPECTED: { readonly plan: Readonly<Record<string, unknown>> } = fileOf('expected.json');

function fileOf(name: string) {
  return JSON.parse(readFileSync(join(ROOT, 'practice/years', name), 'utf8'));
}

let database: TestDatabase;
let office: Office;
let clients: ReadonlyMap<string, HttpClient>;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  const askers = await signInAll(office);
  clients = new Map(askers.map(({ username, token }) => [username, httpClient(office.base, token)]));
});
afterAll(async () => {
  await office.close();
  await database.drop();
});

const as = (username: string): HttpClient => clients.get(username) ?? office.nobody;
const pathOf = (planId: string) => `/api/v1/annual-plans/${planId}`;

async function planOf(planId: string) {
  return (await as('auditor').send('GET', pathOf(planId))).body;
}

async function organOf(planId: string, organ: string) {
  const { organs } = await planOf(planId);
  return organs.find((one: { organ: string }) => one.organ === organ);
}

/** The ids of the plans among what is stuck. */
async function stuckPlans(): Promise<readonly string[]> {
  const { body } = await as('ops').send('GET', '/api/v1/stuck');
  const entities = body.items.flatMap((item: { entities?: readonly object[] }) => item.entities ?? []);
  return entities.filter(({ kind }: { kind: string }) => kind === 'annualPlan').map(({ id }: { id: string }) => id);
}

async function overdueOf(planId: string): Promise<string[]> {
  const { organs } = await planOf(planId);
  return organs.filter((one: { overdue: boolean }) => one.overdue).map(({ organ }: { organ: string }) => organ);
}

function submit(planId: string, { organ, who, lines }: Filed): Promise<Answer> {
  return as(who).act('POST', `${pathOf(planId)}/submissions`, { organ, lines });
}

/** What the task of an organ's filing says that an act on it does. */
async function effectSaid(planId: string, organ: string, act: string): Promise<string> {
  const query = `box=team&planId=${planId}&planOrgan=${organ}&stage=planReview`;
  const [task] = (await as('bureau.review').send('GET', `/api/v1/tasks?${query}`)).body.items;
  const { acts } = (await as('bureau.review').send('GET', `/api/v1/tasks/${task.id}`)).body;
  return acts.find((one: { readonly act: string }) => one.act === act).effect.sentence;
}

/** The bureau's word on what waits of an organ. */
async function decide(planId: string, organ: string, body: object, who = 'bureau.review'): Promise<Answer> {
  const query = `box=team&planId=${planId}&planOrgan=${organ}&stage=planReview`;
  const { items } = (await as(who).send('GET', `/api/v1/tasks?${query}`)).body;
  const [task] = items;
  return as(who).send('POST', `/api/v1/tasks/${task?.id}/decision`, body, { 'If-Match': `"${task?.revision}"` });
}

const codeOf = ({ status, body }: Answer) => [status, body.code];

const split = (personTimes: number) => ({
  lines: [{ organ: 'EMERGENCY_MGMT', program: 'SAFETY', personTimes }],
  reason: '年度分解',
});

describe('the plan of a year', () => {
  it('of the practice files says every figure that was counted by hand (R-012 to R-018)', async () => {
    await office.setTime('2027-01-01T09:00:00+08:00');
    const planId = await addAnnualPlan(office, 2027);
    const opened = await planOf(planId);
    expect([opened.opensOn, opened.dueOn]).toEqual(EXPECTED.plan['days']);
    const required = opened.organs.filter((one: { required: boolean }) => one.required);
    expect(required.map(({ organ }: { organ: string }) => organ)).toEqual(EXPECTED.plan['required']);
    const overdue: string[][] = [];
    const statuses: number[] = [];
    let stuckBefore: readonly string[] = [];
    for (const filed of YEAR.submissions.toSorted((a, b) => (a.on < b.on ? -1 : 1))) {
      await office.setTime(`${filed.on}T10:00:00+08:00`);
      overdue.push(await overdueOf(planId));
      stuckBefore = await stuckPlans();
      statuses.push((await submit(planId, filed)).status);
      if (filed.returned === true) {
        const returning = { act: 'returnForCorrection', remark: '请补充依据' };
        statuses.push((await decide(planId, filed.organ, returning)).status, (await submit(planId, filed)).status);
      }
      statuses.push((await decide(planId, filed.organ, { act: 'accept' })).status);
    }
    expect(new Set(statuses)).toEqual(new Set([200]));
    // Until the last day nobody is overdue.
    expect(overdue.slice(0, -1).flat()).toEqual([]);
    expect(overdue.at(-1)).toEqual(EXPECTED.plan['overdue']);
    // The list is told once, on 1 March, each organ is reminded from then on, and the plan stands among what is stuck.
    const { rows: told } = await office.pool.query<{ payload: { organs: string[] }; day: string }>(
      `SELECT payload, to_char(at AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD') AS day FROM outbox_message
       WHERE topic = 'annual_plan.overdue' AND entity_id = $1`,
      [planId],
    );
    expect(told.map(({ payload, day }) => [payload.organs, day])).toEqual([[EXPECTED.plan['overdue'], '2027-03-01']]);
    expect(stuckBefore).toEqual([planId]);
    const accepted = await planOf(planId);
    expect(accepted.totals).toEqual(EXPECTED.plan['totals']);
    const late = accepted.organs.filter((one: { late: boolean }) => one.late);
    expect(late.map(({ organ }: { organ: string }) => organ)).toEqual(['VETERANS']);
    const { revision } = YEAR;
    await office.setTime(`${revision.on}T10:00:00+08:00`);
    const { organ, lines, reason } = revision;
    expect(await as(revision.who).act('POST', `${pathOf(planId)}/revisions`, { organ, lines, reason })).toMatchObject({
      status: 200,
    });
    expect(await organOf(planId, organ)).toMatchObject({ state: 'accepted', version: 1, revision: { version: 2 } });
    expect(await decide(planId, organ, { act: 'accept' })).toMatchObject({ status: 200 });
    expect(await organOf(planId, organ)).toMatchObject({ state: 'accepted', version: 2, revision: null });
    expect((await planOf(planId)).totals).toEqual(EXPECTED.plan['totalsAfter']);
    const progress = await as('auditor').send('GET', '/api/v1/reports/plan-progress?jurisdiction=150600&year=2027');
    const planned = progress.body.planLines.map((one: { organ: string; program: string; planned: number }) => [
      `${one.organ}/${one.program}`,
      one.planned,
    ]);
    expect(Object.fromEntries(planned)).toEqual(EXPECTED.plan['planned']);
  });

  it('R-013: of 2019 says what was trained before; opened by an operator, it is late and open', async () => {
    await office.setTime('2027-07-01T09:00:00+08:00');
    const planId = await addAnnualPlan(office, 2019);
    const lines = [{ program: 'STAFF', personTimes: 500, budgetFen: 1 }];
    const filed = { organ: 'TRADE_UNION', lines };
    const path = `${pathOf(planId)}/submissions`;
    expect(await as('dept.union').act('POST', path, filed)).toMatchObject({
      status: 422,
      body: { code: 'TRAINING_DONE_REQUIRED' },
    });
    expect((await as('dept.union').act('POST', path, { ...filed, trainingDoneSoFar: 120 })).status).toBe(200);
    expect(await organOf(planId, 'TRADE_UNION')).toMatchObject({ state: 'submitted', late: true, overdue: false });
    const plan = await planOf(planId);
    expect(plan).toMatchObject({ state: 'open', dueOn: '2019-11-30', totals: { phaseTarget: 15_000, notSplit: 0 } });
    const versions = await as('auditor').send('GET', `${pathOf(planId)}/versions?organ=TRADE_UNION`);
    expect(versions.body.items).toMatchObject([{ version: 1, filing: 1, trainingDoneSoFar: 120, lines }]);
  });

  it('R-012: refuses who may not before what is stale, what is not open, and what is not whole', async () => {
    await office.setTime('2027-07-02T09:00:00+08:00');
    const planId = await addAnnualPlan(office, 2020);
    const path = `${pathOf(planId)}/submissions`;
    const lines = [{ program: 'STAFF', personTimes: 500, budgetFen: 1 }];
    const stale = { 'If-Match': '"999"' };
    const send = (who: string, body: object, headers: Record<string, string> = stale) =>
      as(who).send('POST', path, body, headers);
    expect(codeOf(await send('dept.justice', { organ: 'TRADE_UNION', lines }))).toEqual([403, 'OTHER_ORGAN']);
    expect(codeOf(await send('bureau.review', { organ: 'HRSS', lines }))).toEqual([403, 'FORBIDDEN']);
    expect(codeOf(await send('150000.dept.hr', { organ: 'HRSS', lines }))).toEqual([404, 'NOT_FOUND']);
    expect(codeOf(await send('990100.dept.hr', { organ: 'HRSS', lines }))).toEqual([404, 'NOT_FOUND']);
    expect(codeOf(await send('dept.union', { organ: 'TRADE_UNION', lines }))).toEqual([412, 'STALE']);
    expect(codeOf(await send('dept.union', { organ: 'TRADE_UNION', lines }, {}))).toEqual([428, 'IF_MATCH_MISSING']);
    expect(codeOf(await send('dept.union', { organ: 'TRADE_UNION', lines: [] }))).toEqual([422, 'INVALID']);
    expect(codeOf(await send('dept.union', { organ: 'TRADE_UNION', lines: [...lines, ...lines] }))).toEqual([
      422,
      'INVALID',
    ]);
    const first = await as('dept.union').act('POST', path, { organ: 'TRADE_UNION', lines });
    expect(first.status).toBe(200);
    expect(codeOf(await send('dept.union', { organ: 'TRADE_UNION', lines }))).toEqual([409, 'WRONG_STATE']);
    const revision = { organ: 'TRADE_UNION', lines, reason: '调整' };
    const revisions = `${pathOf(planId)}/revisions`;
    expect(codeOf(await as('dept.union').act('POST', revisions, revision))).toEqual([409, 'WRONG_STATE']);
    const returned = await decide(planId, 'TRADE_UNION', { act: 'returnForCorrection' });
    expect(codeOf(returned)).toEqual([422, 'REASON_MISSING']);
    expect(codeOf(await decide(planId, 'TRADE_UNION', { act: 'approve' }))).toEqual([409, 'WRONG_STATE']);
  });

  it('R-012: gives an organ its task, and the bureau one when it has filed', async () => {
    await office.setTime('2027-07-03T09:00:00+08:00');
    const planId = await addAnnualPlan(office, 2021);
    const tasksOf = async (who: string) => {
      const page = await as(who).send('GET', `/api/v1/tasks?box=todo&planId=${planId}`);
      return page.body.items.map((one: Record<string, unknown>) => [one['kind'], one['planOrgan'], one['organ']]);
    };
    expect(await tasksOf('dept.union')).toEqual([['planSubmission', 'TRADE_UNION', 'TRADE_UNION']]);
    await submit(planId, { ...unionOf(500), on: '' });
    expect(await tasksOf('dept.union')).toEqual([]);
    expect(await tasksOf('bureau.review')).toEqual([['planReview', 'TRADE_UNION', 'HRSS']]);
    expect(await effectSaid(planId, 'TRADE_UNION', 'accept')).toMatch(/其任务生效：500 人次，预算 [\d,]+\.00 元$/);
    const why = await as('dept.union').send('GET', `${pathOf(planId)}/diagnosis`);
    expect(why.body).toMatchObject({
      waitingFor: 'person',
      cause: 'planReviewOpen',
      owner: { organ: 'HRSS', role: 'bureauReviewer' },
      nextAutomaticEvent: 'planCloses',
    });
    const seen = await as('bureau.review').send('GET', `/api/v1/tasks?box=todo&planId=${planId}`);
    const task = await as('bureau.review').send('GET', `/api/v1/tasks/${seen.body.items[0].id}`);
    expect(task.body).toMatchObject({ planId, planOrgan: 'TRADE_UNION', role: 'bureauReviewer', state: 'open' });
    const acts = task.body.acts.filter(({ act }: { act: string }) => ['accept', 'returnForCorrection'].includes(act));
    expect(acts).toMatchObject([{ allowed: true }, { allowed: true }]);
  });

  it('R-165: shows 7,500 planned of a guidance of 8,000 of the split, and keeps the versions of the split', async () => {
    await office.setTime('2028-01-02T09:00:00+08:00');
    const planId = await addAnnualPlan(office, 2028);
    const path = `${pathOf(planId)}/split`;
    const before = await as('auditor').send('GET', path);
    expect(before.body).toMatchObject({ version: null, from: 'lastKnown' });
    expect((await as('dept.union').act('PUT', path, split(1))).body.code).toBe('OTHER_ORGAN');
    expect((await as('dept.hr').act('PUT', path, split(9_000))).status).toBe(200);
    expect((await as('dept.hr').act('PUT', path, split(8_000))).body).toMatchObject({ splitVersion: 2 });
    const after = await as('auditor').send('GET', path);
    expect(after.body).toMatchObject({ version: 2, from: 'split', versions: [{ version: 1 }, { version: 2 }] });
    const safety = { organ: 'EMERGENCY_MGMT', who: 'dept.emergency', on: '' };
    const lines = [{ program: 'SAFETY', personTimes: 7_500, budgetFen: 900_000_000 }];
    await submit(planId, { ...safety, lines });
    await decide(planId, 'EMERGENCY_MGMT', { act: 'accept' });
    const progress = await as('auditor').send('GET', '/api/v1/reports/plan-progress?jurisdiction=150600&year=2028');
    expect(progress.body.planLines).toMatchObject([
      { planLine: '150600/2028/EMERGENCY_MGMT/SAFETY', planned: 7_500, guidance: 8_000, guidanceFrom: 'split' },
    ]);
    const budgets = await as('auditor').send('GET', '/api/v1/budgets?jurisdiction=150600&year=2028');
    expect(budgets.body.items).toMatchObject([
      { personTimes: 7_500, budgetFen: 900_000_000, remainingFen: 900_000_000 },
    ]);
  });

  it('R-012: of a year before the birth is opened by an operator with a reason, once', async () => {
    await office.setTime('2028-07-02T12:00:00+08:00');
    const opening = { kind: 'ANNUAL_PLAN', jurisdiction: '150600', key: '2024', reason: '补录' };
    const opened = await as('ops').send('POST', '/api/v1/periods/openings', opening);
    expect(opened).toMatchObject({ status: 201, body: { kind: 'ANNUAL_PLAN', key: '2024' } });
    const again = await as('ops').send('POST', '/api/v1/periods/openings', opening);
    expect(again.body.code).toBe('PERIOD_EXISTS');
    const plans = await as('auditor').send('GET', '/api/v1/annual-plans?jurisdiction=150600&year=2024');
    expect(plans.body.items).toMatchObject([{ id: opened.body.entityId, year: 2024, dueOn: '2024-02-29' }]);
  });

  it('R-140: shows the shares that the HR bureau entered beside what documents ask for', async () => {
    await office.setTime('2028-07-03T09:00:00+08:00');
    const planId = await addAnnualPlan(office, 2023);
    const enter = (who: string, skilled: number) =>
      as(who).send('PUT', `${pathOf(planId)}/structure-indicators`, {
        employed: 15_980_000,
        skilled,
        highSkilled: 1_150_000,
        source: '年度统计',
      });
    expect((await enter('dept.union', 3_995_000)).body.code).toBe('OTHER_ORGAN');
    expect((await enter('dept.hr', 1)).body).toMatchObject({ code: 'INVALID', errors: [{ code: 'NOT_A_PART' }] });
    expect((await enter('dept.hr', 3_995_000)).body.structure).toMatchObject({
      version: 1,
      highSkillShareBp: 2_879,
      targets: [{ meets: false }, { measure: 'skilledShare', meets: true }, { targetBp: 3_500, meets: false }],
    });
    expect((await enter('dept.hr', 3_000_000)).body.structure).toMatchObject({ version: 2 });
  });

  it('R-020: attaches the forecast and the plan of a sector, by its organ or by the HR bureau', async () => {
    await office.setTime('2028-07-02T09:00:00+08:00');
    const planId = await addAnnualPlan(office, 2022);
    const put = (who: string, organ: string, plan: string) =>
      as(who).send('PUT', `${pathOf(planId)}/sector-plans/${organ}`, { forecast: '紧缺焊工', plan });
    expect((await put('dept.union', 'INDUSTRY_IT', '一')).body.code).toBe('OTHER_ORGAN');
    expect((await put('dept.union', 'TRADE_UNION', '一')).status).toBe(200);
    expect((await put('dept.hr', 'TRADE_UNION', '二')).status).toBe(200);
    expect(await organOf(planId, 'TRADE_UNION')).toMatchObject({ sectorPlan: { version: 2, plan: '二' } });
  });
});

function unionOf(personTimes: number) {
  const lines = [{ program: 'STAFF', personTimes, budgetFen: personTimes * 120_000 }];
  return { organ: 'TRADE_UNION', who: 'dept.union', lines };
}
