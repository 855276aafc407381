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

const at = (grantId: string): string => `/api/v1/grants/${grantId}`;
const answered = ({ status, body }: { readonly status: number; readonly body: { readonly code?: string } }) =>
  body.code === undefined ? status : `${status} ${body.code}`;
const read = async (grantId: string) => (await office.readGrant(grantId)).body;
const act = async (who: string, grantId: string, path: string, body: object = {}) =>
  (await office.as(who)).act('POST', `${at(grantId)}/${path}`, body);
const decide = async (who: string, grantId: string, body: object) => answered(await office.decide(who, grantId, body));

const draft = async (grantId: string) =>
  (await office.as('region.pay.maker')).send('POST', '/api/v1/payout-batches', { grantIds: [grantId] });

/** The due instalment through a batch; returns its instruction. */
async function send(grantId: string) {
  const batch = await draft(grantId);
  expect(answered(batch)).toBe(201);
  const released = await (
    await office.as('region.pay.checker')
  ).act('POST', `/api/v1/payout-batches/${batch.body.id}/release`);
  expect([released.status, released.body.state]).toEqual([200, 'sent']);
  const [instruction] = released.body.instructions;
  return { ...instruction, batchId: batch.body.id };
}

interface Sent {
  readonly id: string;
  readonly batchId: string;
  readonly amountFen: number;
}

/** A result of the bank, entered by one person and confirmed by another. */
async function result({ id, batchId, amountFen }: Sent, state: string, valueDate: string): Promise<void> {
  const path = `/api/v1/payout-batches/${batchId}/results`;
  const reason = state === 'settled' ? {} : { reasonCode: 'ACCOUNT_CLOSED' };
  const rows = [{ instructionId: id, state, amountFen, valueDate, ...reason }];
  const entered = await (await office.as('region.pay.maker')).send('POST', path, { rows });
  expect(answered(entered)).toBe(201);
  const confirmed = await (
    await office.as('region.pay.checker')
  ).send('POST', `${path}/${entered.body.resultId}/confirmation`);
  expect(answered(confirmed)).toBe(200);
}

const instalments = async (grantId: string) =>
  (await read(grantId)).instalments.map(({ state }: { readonly state: string }) => state);

const report = async (query = '') => {
  const { body } = await (await office.as('region.hr')).send('GET', `/api/v1/reports/designations${query}`);
  return body.items.find(
    ({ kind, level }: { kind: string; level: string }) => kind === 'HIGH_SKILL_BASE' && level === 'REGIONAL',
  );
};

const ACCEPTANCE = { built: true, fundsAsAgreed: true, equipmentInPlace: true };
const YEAR = { figuresProved: true, fundsAsAgreed: true };

describe('a title that takes every turn, over HTTP', () => {
  it('R-112, R-157 to R-161: suspended, paid after a failed and a returned payment, excused, kept, accepted, given back', async () => {
    const { grantId } = await walks.agreement('base-college');
    await suspendAndResume(grantId);
    await payUntilItStays(grantId);
    await goOnWhileSuspended(grantId);
    await acceptAtLast(grantId);
    await readReports();
    await giveBack(grantId);
    expect((await read(grantId)).state).toBe('relinquished');
  });
});

describe('a title that is revoked while its money comes back', () => {
  it('R-147, R-160: what the bank gave back is not asked back, and a debt that it empties ends the grant', async () => {
    await office.setTime('2032-06-05T10:00:00+08:00');
    const { grantId } = await walks.agreement('base-chain', 2032);
    const first = await send(grantId);
    await result(first, 'settled', '2032-08-12');
    await walks.goTo('2034-02-02');
    expect(await walks.yearOf(grantId, 2033)).toMatchObject({ state: 'overdue' });
    expect(await decide('region.hr', grantId, { act: 'pass', answers: YEAR })).toBe('422 THRESHOLD_NOT_MET');
    expect(await decide('region.hr', grantId, { act: 'fail', answers: YEAR, remark: '未报告' })).toBe(200);
    const revocation = { act: 'revoke', recoverFen: 60_000_000, documentNo: '内人社撤3号' };
    expect(await decide('region.lead', grantId, revocation)).toBe(200);
    expect(await decide('region.finance2', grantId, { act: 'confirm' })).toBe(200);
    expect(await read(grantId)).toMatchObject({
      state: 'recoveryDue',
      designation: { state: 'revoked' },
      recovery: { amountFen: 60_000_000, openFen: 60_000_000 },
    });
    expect(await instalments(grantId)).toEqual(['settled', 'cancelled']);
    await result(first, 'returned', '2034-02-10');
    expect(await read(grantId)).toMatchObject({
      state: 'ended',
      paidFen: 0,
      recoveredFen: 0,
      instalments: [{ state: 'cancelled' }, { state: 'cancelled' }],
    });
    const unbalanced = await office.pool.query(
      'SELECT account FROM ledger_entry WHERE grant_id = $1 GROUP BY account HAVING sum(amount_fen) <> 0',
      [grantId],
    );
    expect(unbalanced.rows).toEqual([]);
    expect(answered(await draft(grantId))).toBe('409 INSTALMENT_NOT_DUE');
  });
});

describe('an agreement that nobody signs in its days', () => {
  it('R-157: lapses: there was no title, and its place is free for the next', async () => {
    await office.setTime('2030-06-05T10:00:00+08:00');
    const callId = await office.openCall('BASE_GRANT_REGIONAL', 2030);
    const [school = '', chain = ''] = await office.scored(callId, ['base-school', 'base-chain'], '2030');
    const proposed = await office.callAct('region.hr', callId, 'proposal', { grantIds: [school], reason: '名次' });
    await office.publish(proposed.body.proposalNoticeId);
    await walks.goTo('2030-08-05');
    expect(await decide('region.lead', school, { act: 'designate', documentNo: '内人社发2号' })).toBe(200);
    const call = async () => (await (await office.as('region.hr')).send('GET', `/api/v1/grant-calls/${callId}`)).body;
    expect(await call()).toMatchObject({ quota: { places: 1, taken: 1 } });
    await walks.goTo('2030-10-15');
    expect(await read(school)).toMatchObject({ state: 'lapsed', designation: { state: 'none', from: null } });
    expect(answered(await act('school', school, 'agreement', { pledge: true, separateAccount: true }))).toBe(
      '409 WRONG_STATE',
    );
    expect(await call()).toMatchObject({ quota: { places: 1, taken: 0 } });
    expect(['ranked', 'notSelected']).toContain((await read(chain)).state);
    const listed = await office.nobody.send('GET', '/public/designations?city=150600&on=2030-10-15');
    expect(JSON.stringify(listed.body)).not.toContain('示范培训学校');
  });
});

function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** while it is suspended no instalment is paid, and its end is an officer’s or its day. */
async function suspendAndResume(grantId: string): Promise<void> {
  expect(answered(await act('region.finance', grantId, 'suspension', { reason: '核查' }))).toBe('403 OTHER_ORGAN');
  const suspended = await act('region.hr', grantId, 'suspension', { reason: '核查资金' });
  expect([suspended.status, suspended.body.suspended, suspended.body.designation.state]).toEqual([
    200,
    true,
    'suspended',
  ]);
  expect(answered(await act('region.hr', grantId, 'suspension', { reason: '再次' }))).toBe('409 WRONG_STATE');
  expect(answered(await draft(grantId))).toBe('409 GRANT_SUSPENDED');
  expect(await report()).toMatchObject({ active: 0, suspended: 1, committedFen: 100_000_000 });
  const resumed = await (await office.as('region.hr')).act('DELETE', `${at(grantId)}/suspension`);
  expect([resumed.status, resumed.body.suspended, resumed.body.designation.state]).toEqual([200, false, 'designated']);
  const over = await act('region.hr', grantId, 'suspension', {
    reason: '核查资金',
    until: '2025-01-01T00:00:00+08:00',
  });
  expect([answered(over), over.body.errors]).toMatchObject(['422 INVALID', [{ pointer: '/until', code: 'NOT_LATER' }]]);
  // A batch that was drafted before is not released while the title is suspended.
  const batch = await draft(grantId);
  await act('region.hr', grantId, 'suspension', { reason: '核查资金', until: '2025-09-01T00:00:00+08:00' });
  const path = `/api/v1/payout-batches/${batch.body.id}`;
  const released = await (await office.as('region.pay.checker')).act('POST', `${path}/release`);
  expect(released.body.state).not.toBe('sent');
  expect(await instalments(grantId)).toEqual(['due', 'notDue']);
  await walks.goTo('2025-09-02');
  expect(await read(grantId)).toMatchObject({ suspended: false, designation: { state: 'designated' } });
}

/** an instalment that failed or came back is due again, and is paid once. */
async function payUntilItStays(grantId: string): Promise<void> {
  const first = await send(grantId);
  await result(first, 'failed', '2025-09-03');
  expect(await instalments(grantId)).toEqual(['failed', 'notDue']);
  const second = await send(grantId);
  await result(second, 'settled', '2025-09-04');
  expect(await read(grantId)).toMatchObject({ paidFen: 60_000_000, instalments: [{ state: 'settled' }, {}] });
  expect(answered(await draft(grantId))).toBe('409 INSTALMENT_NOT_DUE');
  await result(second, 'returned', '2025-09-05');
  expect(await read(grantId)).toMatchObject({ paidFen: 0, instalments: [{ state: 'failed' }, {}] });
  const third = await send(grantId);
  await result(third, 'settled', '2025-09-08');
  expect(await read(grantId)).toMatchObject({ paidFen: 60_000_000, instalments: [{ state: 'settled' }, {}] });
  const { rows } = await office.pool.query(
    `SELECT account, sum(amount_fen)::text AS sum FROM ledger_entry
     WHERE grant_id = $1 GROUP BY account HAVING sum(amount_fen) <> 0 ORDER BY account`,
    [grantId],
  );
  expect(rows.map(({ sum }) => Math.abs(Number(sum)))).toEqual([60_000_000, 60_000_000]);
}

/** years go on while the title is suspended; a year without figures is excused with a remark. */
async function goOnWhileSuspended(grantId: string): Promise<void> {
  await act('region.hr', grantId, 'suspension', { reason: '核查资金' });
  await walks.goTo('2027-02-01');
  expect(await walks.yearOf(grantId, 2026)).toMatchObject({ state: 'overdue', opensOn: '2027-01-01' });
  expect(await decide('region.hr', grantId, { act: 'excuse', answers: YEAR })).toBe('422 REASON_MISSING');
  expect(await decide('region.hr', grantId, { act: 'excuse', answers: YEAR, remark: '场地改建，全年未招生' })).toBe(
    200,
  );
  expect(await walks.yearOf(grantId, 2026)).toMatchObject({ state: 'excused', outcome: 'excuse' });
  const resumed = await (await office.as('region.hr')).act('DELETE', `${at(grantId)}/suspension`);
  expect(resumed.status).toBe(200);
}

/** an acceptance is put right once asked again, fails, and the approver keeps the title. */
async function acceptAtLast(grantId: string): Promise<void> {
  const asked = { report: '建成', spentFen: 50_000_000 };
  expect(answered(await act('college', grantId, 'acceptance-request', asked))).toBe(200);
  expect(await decide('region.hr', grantId, { act: 'rectify', answers: ACCEPTANCE, remark: '设备未到位' })).toBe(200);
  const rectifying = (await read(grantId)).acceptance;
  expect(rectifying).toMatchObject({ state: 'rectifying', round: 2 });
  expect(rectifying.rectifyDueOn > '2027-02-01').toBe(true);
  // Nothing comes: at the end of its days the task opens by itself.
  await walks.goTo(dayAfter(rectifying.rectifyDueOn));
  expect((await read(grantId)).acceptance).toMatchObject({ state: 'requested', rectifyDueOn: null });
  expect(await decide('region.hr', grantId, { act: 'fail', answers: ACCEPTANCE, remark: '仍未到位' })).toBe(200);
  expect(await read(grantId)).toMatchObject({
    state: 'withdrawalProposed',
    acceptance: { state: 'failed' },
    designation: { state: 'designated' },
  });
  const stated = await act('college', grantId, 'statements', { text: '设备已到港，请求保留' });
  expect([stated.status, stated.body.statements]).toMatchObject([201, [{ text: '设备已到港，请求保留' }]]);
  expect(answered(await draft(grantId))).toBe('409 INSTALMENT_NOT_DUE');
  expect(await decide('region.lead', grantId, { act: 'keep', remark: '保留' })).toBe(200);
  expect(await read(grantId)).toMatchObject({ state: 'building', acceptance: { state: 'requested' } });
  expect(await decide('region.hr', grantId, { act: 'accept', answers: ACCEPTANCE })).toBe(200);
  expect(await read(grantId)).toMatchObject({ state: 'active', acceptance: { state: 'accepted' } });
  expect(await instalments(grantId)).toEqual(['settled', 'due']);
}

/** the report shows it in csv and xlsx, as it does in the answer. */
async function readReports(): Promise<void> {
  const row = await report();
  expect(row).toMatchObject({ active: 1, suspended: 0, ended: 0, paidFen: 60_000_000 });
  const client = await office.as('region.hr');
  const csv = await client.send('GET', '/api/v1/reports/designations?format=csv');
  expect(csv.headers.get('content-type')).toContain('text/csv');
  const line = String(csv.body)
    .split('\n')
    .find((one) => one.startsWith('HIGH_SKILL_BASE,REGIONAL'));
  expect(line).toContain(`HIGH_SKILL_BASE,REGIONAL,1,0,0,${row.committedFen},60000000,0,`);
  expect(line).toContain('2015: 25');
  const xlsx = await client.send('GET', '/api/v1/reports/designations?format=xlsx');
  expect([xlsx.status, xlsx.headers.get('content-type')]).toEqual([
    200,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ]);
  expect(String(xlsx.body).slice(0, 2)).toBe('PK');
}

/** its holder gives it back: open instalments are cancelled, tasks go, and no year opens. */
async function giveBack(grantId: string): Promise<void> {
  expect(answered(await act('school', grantId, 'relinquishment', { reason: '转型' }))).toBe('404 NOT_FOUND');
  const given = await act('college', grantId, 'relinquishment', { reason: '转型' });
  expect([given.status, given.body.state, given.body.designation.state]).toEqual([200, 'relinquished', 'relinquished']);
  expect(await instalments(grantId)).toEqual(['settled', 'cancelled']);
  expect(answered(await draft(grantId))).toMatch(/^409/);
  await walks.goTo('2029-03-01');
  expect((await read(grantId)).years.map(({ year }: { readonly year: number }) => year)).toEqual([2026]);
  const open = await office.pool.query("SELECT FROM task WHERE entity_id = $1 AND state = 'open'", [grantId]);
  expect(open.rowCount).toBe(0);
  const listed = await office.nobody.send('GET', '/public/designations?state=relinquished');
  expect(listed.body.items).toMatchObject([
    { state: 'relinquished', from: '2025-08-04', to: given.body.designation.to },
  ]);
}
