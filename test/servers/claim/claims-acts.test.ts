import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startClaimApp, type ClaimApp } from '../../support/claim-app.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let app: ClaimApp;
let school: HttpClient;
let dept: HttpClient;
let bureau: HttpClient;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startClaimApp(database.url);
  school = app.school;
  [dept, bureau] = await Promise.all([app.as('dept.hr'), app.as('bureau.review')]);
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

async function aClaim(): Promise<string> {
  await app.clearSlots();
  const path = await app.aDraft(await app.freshClass());
  await app.submitted(path);
  return path;
}

describe('acts on a claim', () => {
  it('are told for the person who asks, with the reason of each that is not theirs', async () => {
    const path = await aClaim();
    const acts = async (client: HttpClient) => {
      const claim = await client.send('GET', path);
      return Object.fromEntries(
        claim.body.acts.map((one: { act: string; allowed: boolean; why?: { code: string } }) => [
          one.act,
          one.allowed || one.why?.code,
        ]),
      );
    };
    expect(await acts(school)).toMatchObject({
      withdraw: true,
      resubmit: 'WRONG_STATE',
      approve: 'FORBIDDEN',
      hold: 'FORBIDDEN',
    });
    expect(await acts(dept)).toMatchObject({
      approve: true,
      withdraw: 'ROLE_REQUIRED',
      returnToDepartment: 'WRONG_STATE',
    });
  });

  it('are judged by state before the tag, and a stale tag changes nothing', async () => {
    const path = await aClaim();
    const resubmit = await school.send('POST', `${path}/resubmission`, undefined, { 'If-Match': '"9"' });
    expect(resubmit.body).toMatchObject({ status: 409, code: 'WRONG_STATE' });
    const withdraw = (headers: object) =>
      school.send('POST', `${path}/withdrawal`, { reason: '不办了' }, { ...headers });
    expect((await withdraw({})).status).toBe(428);
    expect((await withdraw({ 'If-Match': '"0"' })).status).toBe(412);
    expect((await dept.send('POST', `${path}/withdrawal`, { reason: 'x' }, { 'If-Match': '"1"' })).status).toBe(403);
    expect((await withdraw({ 'If-Match': '"1"' })).body).toMatchObject({
      state: 'withdrawn',
      outcomeCode: 'WITHDRAWN',
    });
  });

  it('are hidden with their claim from another department, institution and jurisdiction', async () => {
    const path = await aClaim();
    for (const name of ['school2', 'dept.union', 'elsewhere']) {
      const other = await app.as(name);
      expect((await other.send('GET', path)).body.code).toBe('NOT_FOUND');
      expect((await other.send('GET', `${path}/diagnosis`)).status).toBe(404);
      expect((await other.act('POST', `${path}/withdrawal`, { reason: 'x' })).status).toBe(404);
      expect((await other.send('GET', '/api/v1/claims')).body.items).toEqual([]);
    }
  });

  it('hold a claim until it is released, and the diagnosis says so', async () => {
    const path = await aClaim();
    const ops = await app.as('ops');
    const hold = { category: 'CASE', reason: '核查', until: '2025-07-01' };
    const made = await ops.send('POST', `${path}/holds`, hold, { 'If-Match': '"1"' });
    expect(made.body).toMatchObject({
      category: 'CASE',
      until: '2025-07-01T16:00:00.000Z',
      claim: { state: 'suspended', diagnosis: { waitingFor: 'hold', nextAutomaticEvent: 'holdEnds' } },
    });
    const withdraw = await school.send('POST', `${path}/withdrawal`, { reason: 'x' }, { 'If-Match': '"2"' });
    expect(withdraw.body.code).toBe('CLAIM_HELD');
    const key = { 'Idempotency-Key': 'release-1', 'If-Match': '"2"' };
    const released = await ops.send('DELETE', `${path}/holds/${made.body.id}`, undefined, key);
    expect(released.body).toMatchObject({ state: 'departmentReview', holds: [] });
  });

  it('wait for a register that is down, and the diagnosis says outside (R-110)', async () => {
    await app.clearSlots();
    await app.registers.setAvailable('certificates', false, new Date());
    const path = await app.aDraft(await app.freshClass());
    const claim = await app.submitted(path);
    expect(claim).toMatchObject({ state: 'submitted', waitingRegister: 'certificates', lines: { eligible: 1 } });
    expect(claim.diagnosis).toMatchObject({ waitingFor: 'outside', cause: 'registerDown' });
    const stuck = await bureau.send('GET', '/api/v1/stuck?cause=registerDown');
    expect(stuck.body.items).toMatchObject([{ cause: 'registerDown', count: 1, reasons: ['REGISTER_DOWN'] }]);
    expect(
      (await bureau.send('GET', '/api/v1/claims?stuck=true')).body.items.map((one: { id: string }) => one.id),
    ).toEqual([claim.id]);

    await app.registers.setAvailable('certificates', true, new Date());
    await app.claims.askRegisters(claim.id, new Date('2025-06-23T10:00:00+08:00'), 'any');
    const atMs = Date.parse('2025-06-23T10:00:00+08:00');
    await app.ask({
      entity: 'claim',
      id: claim.id,
      message: { kind: 'registerAnswered', actId: `${claim.id}/register/${atMs}`, atMs },
    });
    const after = await school.send('GET', path);
    expect(after.body).toMatchObject({ state: 'departmentReview', waitingRegister: null });
  });
});
