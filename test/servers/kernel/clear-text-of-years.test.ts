import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { withDatabase } from '../../../prisma/kernel/connection.ts';
import { until } from '../../../scripts/demo/office-client.ts';
import { columnsWith, finderOf } from '../../support/clear-text.ts';
import { grantWalks, YEARS } from '../../support/grant-office.ts';
import { failedWorkflowTasks, historyText, workflowIds } from '../../support/histories.ts';
import { httpClient, type HttpClient } from '../../support/http-client.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';

/** People and accounts of this life alone, so that no other test can have left them anywhere. */
const LEADER = { name: '尉迟试作匠', idNumber: '159901197603193343', honours: ['REGION_TECHNICAL_EXPERT'] };
const OBJECTOR = { name: '司马试作疑', contact: '19912340012' };
const WORKER = { name: '欧阳试作工', phone: '19912340013' };
const ACCOUNTS = ['6299000000000000035', '6299000000000000043'] as const;
const OWN = [LEADER.name, LEADER.idNumber, ...Object.values(OBJECTOR), ...Object.values(WORKER), ...ACCOUNTS];
const STATEMENT = '此工作室场地与申报不符（试作）';

const logged: string[] = [];
let running: RunningOffice;
let grantId: string;
let noticeId: string;

beforeAll(async () => {
  running = await runOffice({ onLog: (line) => logged.push(line) });
  ({ grantId, noticeId } = await liveThrough());
}, 600_000);
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

const nobody = () => httpClient(running.office.url, null);
const setTime = (to: string) => running.office.moveClock({ advanceTo: to });

/** A session of its own for each act, because one that idles ends. */
async function as(username: string): Promise<HttpClient> {
  const { body } = await nobody().send('POST', '/api/v1/session', { username, password: 'practice' });
  return httpClient(running.office.url, body.token);
}

/** An application for a studio with its leader, an objection, a title whose payment fails once, and a worker's entry. */
async function liveThrough() {
  await setTime('2025-06-05T09:00:00+08:00');
  await enterWorker();
  const { rows } = await running.pool.query<{ id: string; username: string }>('SELECT id, username FROM person');
  const ids = new Map(rows.map((row) => [row.username, row.id]));
  const walks = grantWalks({ pool: running.pool, as, setTime, personId: (name) => ids.get(name) ?? '' });
  const call = await until('the call of studios', async () => {
    const { body } = await (await as('region.hr')).send('GET', '/api/v1/grant-calls?route=STUDIO_GRANT_REGIONAL');
    return body.items[0] ?? null;
  });
  const studio = YEARS.grants.applications.find(({ key }: { key: string }) => key === 'studio-factory');
  const id = await walks.apply(call.id, { ...studio, leader: LEADER });
  const holder = await as('factory');
  await holder.send('PUT', `/api/v1/grants/${id}/documents/LEADER_HONOUR`, { text: `${LEADER.name}荣誉` });
  const payeeAccount = { holder: '示范公司', bank: '中国银行', number: ACCOUNTS[0] };
  expect((await holder.act('PATCH', `/api/v1/grants/${id}`, { payeeAccount })).status).toBe(200);
  expect((await walks.submit('factory', id)).status).toBe(200);
  expect(await walks.recommend(id)).toEqual([200, 200]);
  await setTime('2025-07-16T10:00:00+08:00');
  await walks.callAct('region.hr', call.id, 'quota', { places: 1, reason: '年度名额' });
  const experts = ['expert1', 'expert2', 'expert3'];
  await walks.callAct('region.hr', call.id, 'panel', { experts: experts.map((name) => ids.get(name) ?? '') });
  for (const expert of experts) {
    expect((await walks.score(expert, id, [35, 25, 15, 8])).status).toBe(200);
  }
  await walks.callAct('region.hr', call.id, 'scoring-close');
  const proposed = await walks.callAct('region.hr', call.id, 'proposal', { grantIds: [id] });
  const notice: string = proposed.body.proposalNoticeId;
  await walks.publish(notice);
  await objectAndReveal(walks, notice);
  await setTime('2025-08-04T10:00:00+08:00');
  const designated = await walks.decide('region.lead', id, { act: 'designate', documentNo: '试作1号' });
  expect([designated.status, designated.body.code]).toEqual([200, undefined]);
  const agreement = { pledge: true, separateAccount: true };
  await (await as('factory')).act('POST', `/api/v1/grants/${id}/agreement`, agreement);
  expect((await walks.decide('region.hr', id, { act: 'sign', agreementNo: 'XY-1' })).status).toBe(200);
  await payAfterFailure(walks, id);
  return { grantId: id, noticeId: notice };
}

async function enterWorker(): Promise<void> {
  const entered = await nobody().send('POST', '/public/demand-entries', {
    list: 'worker',
    jurisdiction: '150600',
    source: 'QR',
    industry: '餐饮业',
    post: '厨师',
    payFromFen: 400_000,
    payToFen: 500_000,
    hasSkill: false,
    wantsTraining: true,
    wantedOccupation: { code: '4-03-02-01', name: '中式烹调师' },
    person: WORKER,
  });
  expect([entered.status, entered.body.code]).toEqual([201, undefined]);
  const officer = await as('dept.hr');
  const { body } = await officer.send('GET', '/api/v1/demand-entries?jurisdiction=150600&state=unchecked');
  const checked = await officer.act('POST', `/api/v1/demand-entries/${body.items[0].id}/check`, { ok: true });
  expect([checked.status, checked.body.code]).toEqual([200, undefined]);
}

type Walks = ReturnType<typeof grantWalks>;

async function objectAndReveal(walks: Walks, notice: string): Promise<void> {
  const filed = await nobody().send('POST', `/public/notices/${notice}/objections`, {
    itemNo: 1,
    statement: STATEMENT,
    ...OBJECTOR,
  });
  expect(filed.status).toBe(202);
  const objection = await until('the objection to be routed', async () => {
    const { rows } = await running.pool.query<{ id: string }>(
      `SELECT o.id FROM objection o JOIN task t ON t.objection_id = o.id AND t.state = 'open' WHERE o.notice_id = $1`,
      [notice],
    );
    return rows[0] ?? null;
  });
  const seen = await (
    await as('region.hr2')
  ).send('POST', '/api/v1/reveals', {
    resource: `objections/${objection.id}`,
    fields: ['name', 'contact', 'statement'],
    purpose: 'objection',
    reference: filed.body.receiptNo,
  });
  expect([seen.status, seen.body.values?.name]).toEqual([200, OBJECTOR.name]);
  expect((await walks.rule('region.hr2', notice, { act: 'dismiss', remark: '不属实' })).status).toBe(200);
}

/** The first payment fails, the holder gives another account, an officer confirms it, and it is paid. */
async function payAfterFailure(walks: Walks, id: string): Promise<void> {
  const sent = async () => {
    const drafted = await (await as('region.pay.maker')).send('POST', '/api/v1/payout-batches', { grantIds: [id] });
    expect([drafted.status, drafted.body.code]).toEqual([201, undefined]);
    const path = `/api/v1/payout-batches/${drafted.body.id}`;
    expect((await (await as('region.pay.checker')).act('POST', `${path}/release`)).status).toBe(200);
    return until('the batch to be sent', async () => {
      const { body } = await (await as('region.pay.maker')).send('GET', `${path}/instructions`);
      const [instruction] = body.items;
      return instruction?.state === 'instructed' ? instruction : null;
    });
  };
  const untilInstalment = (state: string) =>
    until(`the instalment to be ${state}`, async () => {
      const { body } = await walks.readGrant(id);
      return body.instalments[0].state === state ? body : null;
    });
  const failed = await sent();
  const data = { instructionId: failed.id, amountFen: failed.amountFen, valueDate: '2025-08-05' };
  await running.office.reportPayout('payout.failed', { ...data, reasonCode: 'ACCOUNT_WRONG', payee: ACCOUNTS[0] });
  await untilInstalment('failed');
  const corrected = { holder: '示范公司', bank: '中国农业银行', number: ACCOUNTS[1] };
  const put = await (await as('factory')).act('PUT', `/api/v1/grants/${id}/payee-account`, corrected);
  expect([put.status, put.body.code]).toEqual([200, undefined]);
  expect((await walks.decide('region.hr', id, { act: 'confirm' })).status).toBe(200);
  const paid = await sent();
  await running.office.reportPayout('payout.settled', {
    instructionId: paid.id,
    amountFen: paid.amountFen,
    valueDate: '2025-08-06',
  });
  await untilInstalment('settled');
}

const businessUrl = () =>
  withDatabase(inject('stack').postgresUrl, new URL(running.config.databaseUrl).pathname.slice(1));

describe('S9: after a call, a title and a demand cycle', () => {
  it('nobody’s name, ID number, phone or account is in clear in any column of any table', async () => {
    const { body } = await (await as('factory')).send('GET', `/api/v1/grants/${grantId}`);
    expect([body.paidFen, body.payeeAccount.number, body.leader.name]).toEqual([6_000_000, ACCOUNTS[1], LEADER.name]);
    expect(await columnsWith(businessUrl(), finderOf([...OWN, STATEMENT]))).toEqual([]);
  });

  it('nor in any column of Temporal’s databases, its search attributes among them', async () => {
    const { postgresUrl } = inject('stack');
    for (const name of ['temporal', 'temporal_visibility']) {
      expect(await columnsWith(withDatabase(postgresUrl, name), finderOf([...OWN, STATEMENT]))).toEqual([]);
    }
  });

  it('nor in any history of a grant, a call, a plan or a cycle, nor in what API and worker log', async () => {
    const finder = finderOf([...OWN, STATEMENT]);
    const ids = await workflowIds(running);
    for (const kind of ['base-grant/', 'grant-call/', 'demand-cycle/', 'notice/', 'payout-batch/']) {
      expect(ids.filter((id) => id.startsWith(kind))).not.toEqual([]);
    }
    for (const id of ids) {
      expect(finder.test(`${id} ${await historyText(running, id)}`)).toBe(false);
    }
    // Something that is logged: a name that stands in another place than its own (S13).
    const { rows } = await running.pool.query<{ id: string; receipt_no: string }>(
      'UPDATE objection SET name_sealed = contact_sealed WHERE notice_id = $1 RETURNING id, receipt_no',
      [noticeId],
    );
    const seen = await (
      await as('region.hr2')
    ).send('POST', '/api/v1/reveals', {
      resource: `objections/${rows[0]?.id}`,
      fields: ['name'],
      purpose: 'objection',
      reference: rows[0]?.receipt_no,
    });
    expect([seen.status, seen.body.code]).toEqual([409, 'SEAL_BROKEN']);
    expect(logged.join('\n')).toContain('SealBroken');
    expect(logged.filter((line) => finder.test(line))).toEqual([]);
  });

  it('nor in any public list or page', async () => {
    const finder = finderOf([...OWN, STATEMENT]);
    const pages = [
      '/public/grant-calls',
      '/public/designations',
      '/public/notices',
      `/public/notices/${noticeId}`,
      '/public/demand?jurisdiction=150600&cycle=1&list=worker',
    ];
    for (const page of pages) {
      for (const accept of ['application/json', 'text/html']) {
        const answer = await fetch(`${running.office.url}${page}`, { headers: { accept } });
        const text = await answer.text();
        expect([page, answer.status]).toEqual([page, 200]);
        expect([page, finder.test(text)]).toEqual([page, false]);
      }
    }
  });

  it('and the scan finds what lies in clear: a name that somebody writes into a course', async () => {
    const owner = new pg.Client({ connectionString: businessUrl() });
    await owner.connect();
    await owner.query(
      'CREATE TABLE planted AS SELECT course || jsonb_build_object($1::text, $2::text) AS course FROM base_grant',
      ['name', LEADER.name],
    );
    const found = await columnsWith(businessUrl(), finderOf(OWN));
    await owner.query('DROP TABLE planted');
    await owner.end();
    expect(found).toEqual(['planted.course']);
  });
});
