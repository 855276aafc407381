import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrganCode, Role } from '../../../domain/codes.ts';
import { sealerOf } from '../../../main/office/process-parts.ts';
import { createAccountsStore } from '../../../prisma/people/accounts-store.ts';
import { until } from '../../../scripts/demo/office-client.ts';
import { BONDS } from '../../support/act-keys.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import { httpClient, type HttpClient } from '../../support/http-client.ts';
import { PRACTICE_HASH } from '../../support/practice-hash.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';

const REGION = '990000';
const PACK = readFileSync(new URL('../../support/third-region.yaml', import.meta.url), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'butie-third-region-'));

interface Desk {
  readonly name: string;
  readonly organ: OrganCode | null;
  readonly section?: string;
  readonly roles: readonly Role[];
}
const DESKS: readonly Desk[] = [
  { name: 'works', organ: null, roles: ['applicant'] },
  { name: 'officer', organ: 'HRSS', section: '职业能力建设处', roles: ['grantOfficer', 'noticeOfficer'] },
  { name: 'lead', organ: 'HRSS', section: '厅办公室', roles: ['grantApprover'] },
  { name: 'finance', organ: 'FINANCE', section: '社会保障处', roles: ['grantOfficer', 'noticeOfficer'] },
  { name: 'maker', organ: 'FINANCE', section: '国库处', roles: ['financeMaker'] },
  { name: 'checker', organ: 'FINANCE', section: '国库处', roles: ['financeChecker'] },
  { name: 'expert1', organ: 'HRSS', section: '专家库', roles: ['expert'] },
  { name: 'expert2', organ: 'HRSS', section: '专家库', roles: ['expert'] },
];

let running: RunningOffice;
beforeAll(async () => {
  const policies = join(folder, 'policies');
  await mkdir(join(policies, REGION), { recursive: true });
  await writeFile(join(policies, REGION, '2024-trial-region.yaml'), PACK);
  running = await runOffice({ policies });
  const accounts = createAccountsStore(running.pool, sealerOf(running.config), BONDS);
  await accounts.addParty({ id: 'pty_works', kind: 'enterprise', name: '虚构工厂', jurisdiction: REGION });
  for (const { name, organ, section = null, roles } of DESKS) {
    await accounts.addPerson({
      id: `per_third${name}`,
      username: `third.${name}`,
      displayName: name,
      passwordHash: PRACTICE_HASH,
      organ,
      section,
      roles,
      jurisdiction: REGION,
      partyId: organ === null ? 'pty_works' : null,
    });
  }
  await running.pool.query('UPDATE machine_client SET jurisdictions = array_append(jurisdictions, $1)', [REGION]);
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
  rmSync(folder, { recursive: true });
});

/** A session of its own for each act, because one that idles ends. */
async function as(name: string): Promise<HttpClient> {
  const { url } = running.office;
  const signIn = { username: `third.${name}`, password: 'practice' };
  const { body } = await httpClient(url, null).send('POST', '/api/v1/session', signIn);
  return httpClient(url, body.token);
}

const setTime = (to: string) => running.office.moveClock({ advanceTo: to });
const callsOf = async () =>
  (await (await as('officer')).send('GET', '/api/v1/grant-calls?route=CHIEF_STUDIO_GRANT')).body.items;
const grantSeen = async (grantId: string) =>
  (await (await as('officer')).send('GET', `/api/v1/grants/${grantId}`)).body;

async function decide(name: string, grantId: string, body: object) {
  const client = await as(name);
  const task = await until(`a task of ${name}`, async () => {
    const { items } = (await client.send('GET', `/api/v1/tasks?box=todo&grantId=${grantId}`)).body;
    return items[0] ?? null;
  });
  const seen = { 'If-Match': `"${task.revision}"` };
  const answer = await client.send('POST', `/api/v1/tasks/${task.id}/decision`, body, seen);
  expect([answer.status, answer.body.code]).toEqual([200, undefined]);
}

const act = async (name: string, path: string, body: object = {}) =>
  (await as(name)).act('POST', `/api/v1/${path}`, body);

describe('a region that only a pack of the office knows', () => {
  it(
    'R-153 to R-158: opens its calls on its own day, scores, pays and builds by its own law',
    { timeout: 600_000 },
    async () => {
      await setTime('2025-05-19T23:00:00+08:00');
      expect(await callsOf()).toEqual([]);
      await setTime('2025-05-20T09:00:00+08:00');
      const [opened] = await callsOf();
      const { body: call } = await (await as('officer')).send('GET', `/api/v1/grant-calls/${opened.id}`);
      expect(call).toMatchObject({
        state: 'open',
        late: false,
        jurisdiction: REGION,
        designation: { kind: 'CHIEF_TECHNICIAN_STUDIO', level: 'REGIONAL' },
        grantFen: 3_000_001,
        passMarkCenti: 5_000,
        criteria: [
          { key: 'craft', maxPoints: 70 },
          { key: 'heritage', maxPoints: 30 },
        ],
        instalments: [
          { no: 1, shareBp: 7_500, dueEvent: 'agreement' },
          { no: 2, shareBp: 2_500, dueEvent: 'acceptance' },
        ],
      });
      const grantId = await applied(call);
      await setTime('2025-05-27T09:00:00+08:00');
      const quota = await act('officer', `grant-calls/${call.id}/quota`, { places: 1, reason: '年度名额' });
      expect([quota.status, quota.body.code]).toEqual([200, undefined]);
      const experts = ['per_thirdexpert1', 'per_thirdexpert2'];
      const panel = await act('officer', `grant-calls/${call.id}/panel`, { experts });
      expect([panel.status, panel.body.code]).toEqual([200, undefined]);
      const declaration = { noConflict: true };
      await decide('expert1', grantId, { act: 'score', declaration, points: { craft: 41, heritage: 20 } });
      expect((await act('officer', `grant-calls/${call.id}/scoring-close`)).body.code).toBe('QUORUM_MISSING');
      await decide('expert2', grantId, { act: 'score', declaration, points: { craft: 30, heritage: 10 } });
      expect((await act('officer', `grant-calls/${call.id}/scoring-close`)).status).toBe(200);
      await until('the score', async () => {
        const { review } = await grantSeen(grantId);
        return review.score?.scoreCenti === 5_050 ? review : null;
      });
      await publishedForThreeDays(call.id, grantId);
      await designatedAndPaid(grantId);
    },
  );
});

async function applied(call: { readonly id: string }): Promise<string> {
  const holder = await as('works');
  const drafted = await holder.send('POST', '/api/v1/grants', {
    callId: call.id,
    designation: { name: '虚构首席技师工作室' },
    plan: { goals: '带徒传艺', backbonesTarget: 6 },
    budget: { ownFundsFen: 0, items: [{ purpose: '设备', fen: 3_000_001 }] },
    leader: { name: '苏示例', idNumber: '159901198003070016', honours: [] },
    payeeAccount: { holder: '虚构工厂', bank: '中国银行', number: '6216610200000000018' },
  });
  expect([drafted.status, drafted.body.code]).toEqual([201, undefined]);
  const at = `/api/v1/grants/${drafted.body.id}`;
  for (const { kind } of (await holder.send('GET', `/api/v1/grant-calls/${call.id}`)).body.documents) {
    await holder.send('PUT', `${at}/documents/${kind}`, { text: '练习文本' });
  }
  const submitted = await holder.act('POST', `${at}/submission`, { pledge: true });
  expect([submitted.status, submitted.body.code, submitted.body.state]).toEqual([200, undefined, 'recommended']);
  return drafted.body.id;
}

async function publishedForThreeDays(callId: string, grantId: string): Promise<void> {
  const proposed = await act('officer', `grant-calls/${callId}/proposal`, { grantIds: [grantId] });
  expect([proposed.status, proposed.body.code]).toEqual([200, undefined]);
  const noticeId = proposed.body.proposalNoticeId;
  await act('officer', `notices/${noticeId}/confirmation`);
  const published = await act('finance', `notices/${noticeId}/confirmation`);
  expect(published.body).toMatchObject({ state: 'published', endsOn: '2025-05-30' });
  await setTime('2025-05-31T09:00:00+08:00');
  await until('the notice to end', async () => {
    const seen = await grantSeen(grantId);
    return seen.state === 'designation' ? seen : null;
  });
}

async function designatedAndPaid(grantId: string): Promise<void> {
  await decide('lead', grantId, { act: 'designate', documentNo: '虚构1号' });
  const agreed = await act('works', `grants/${grantId}/agreement`, { pledge: true, separateAccount: true });
  expect([agreed.status, agreed.body.code]).toEqual([200, undefined]);
  await decide('officer', grantId, { act: 'sign', agreementNo: 'X-1' });
  expect(await grantSeen(grantId)).toMatchObject({
    state: 'building',
    agreement: { buildEndsOn: '2026-05-31' },
    instalments: [
      { amountFen: 2_250_001, state: 'due' },
      { amountFen: 750_000, state: 'notDue' },
    ],
  });
  const drafted = await (await as('maker')).send('POST', '/api/v1/payout-batches', { grantIds: [grantId] });
  expect([drafted.status, drafted.body.code, drafted.body.controlSumFen]).toEqual([201, undefined, 2_250_001]);
  expect((await act('checker', `payout-batches/${drafted.body.id}/release`)).status).toBe(200);
  const sent = await until('the payment to be sent', async () => {
    const page = await (await as('maker')).send('GET', `/api/v1/payout-batches/${drafted.body.id}/instructions`);
    const [instruction] = page.body.items;
    return instruction?.state === 'instructed' ? instruction : null;
  });
  const { id: instructionId, amountFen } = sent;
  await running.office.reportPayout('payout.settled', { instructionId, amountFen, valueDate: '2025-05-31' });
  await until('the instalment to be paid', async () => {
    const seen = await grantSeen(grantId);
    return seen.paidFen === 2_250_001 ? seen : null;
  });
}
