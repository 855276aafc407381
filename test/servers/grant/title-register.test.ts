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

const FIRST = 60_000_000;
const NOT_BUILT = { built: false, fundsAsAgreed: false, equipmentInPlace: false };

async function decide(who: string, grantId: string, body: object): Promise<void> {
  const { status, body: answer } = await office.decide(who, grantId, body);
  expect([status, answer.code]).toEqual([200, undefined]);
}

async function report(on: string) {
  const { body } = await (await office.as('region.hr')).send('GET', `/api/v1/reports/designations?on=${on}`);
  const { active, suspended, ended, committedFen, paidFen, recoveredFen } = body.items.find(
    ({ kind, level }: { kind: string; level: string }) => kind === 'HIGH_SKILL_BASE' && level === 'REGIONAL',
  );
  return { active, suspended, ended, committedFen, paidFen, recoveredFen };
}

async function register(query: string) {
  const { body } = await (await office.as('region.hr')).send('GET', `/api/v1/designations?${query}`);
  return body.items.map(({ state, to, paidFen, recoveredFen }: Record<string, unknown>) => [
    state,
    to,
    paidFen,
    recoveredFen,
  ]);
}

/** Paid once and not built: its revocation is proposed on the day. */
async function proposed(on: string): Promise<string> {
  const { grantId } = await walks.agreement('base-college');
  await walks.pay(grantId, '2025-08-18');
  await walks.goTo(on);
  await walks.holderAct('college', grantId, 'acceptance-request', { report: '建成', spentFen: 0 });
  await decide('region.hr', grantId, { act: 'fail', answers: NOT_BUILT, remark: '未建成' });
  return grantId;
}

const REVOKE = { act: 'revoke', recoverFen: FIRST, documentNo: '撤1' };

describe('the register of titles and their report', () => {
  it('R-112, R-160: a title that Finance gave back and the approver kept stands, and ends again on a day of its own', async () => {
    const grantId = await proposed('2026-03-02');
    await decide('region.lead', grantId, REVOKE);
    expect((await office.readGrant(grantId)).body.designation).toMatchObject({ state: 'revoked', to: '2026-03-02' });
    await walks.goTo('2026-03-09');
    expect(await register('on=2026-03-09')).toEqual([]);
    await decide('region.finance2', grantId, { act: 'returnToHr', remark: '金额再核' });
    const { designation } = (await office.readGrant(grantId)).body;
    expect(designation).toMatchObject({ state: 'designated', to: null });
    await decide('region.lead', grantId, { act: 'keep', remark: '保留' });
    const kept = [['designated', null, FIRST, 0]];
    expect(await register('on=2026-03-09')).toEqual(kept);
    expect(await register('state=designated')).toEqual(kept);
    expect(await report('2026-03-09')).toMatchObject({ active: 1, ended: 0 });

    await walks.goTo('2026-05-11');
    await decide('region.hr', grantId, { act: 'fail', answers: NOT_BUILT, remark: '仍未建成' });
    await decide('region.lead', grantId, REVOKE);
    expect((await office.readGrant(grantId)).body.designation).toMatchObject({ state: 'revoked', to: '2026-05-11' });
    expect(await report('2026-05-11')).toMatchObject({ active: 0, ended: 1 });
  }, 120_000);

  it('R-112: are of the day that is asked for, also once the title has ended and its money came back', async () => {
    const grantId = await proposed('2026-03-02');
    await decide('region.lead', grantId, REVOKE);
    await walks.goTo('2026-03-09');
    await decide('region.finance2', grantId, { act: 'confirm' });
    await walks.goTo('2026-04-01');
    await walks.repay(grantId, 20_000_000, 'BANK-1');
    await walks.goTo('2026-05-06');
    await walks.repay(grantId, 40_000_000, 'BANK-2');
    const none = { active: 0, suspended: 0, ended: 0, committedFen: 0, paidFen: 0, recoveredFen: 0 };
    const stood = { ...none, active: 1, committedFen: 100_000_000 };
    const ended = { ...none, ended: 1, committedFen: FIRST, paidFen: FIRST };
    for (const [on, counted] of [
      ['2025-08-03', none],
      ['2025-08-04', stood],
      ['2025-08-18', { ...stood, paidFen: FIRST }],
      ['2026-03-01', { ...stood, paidFen: FIRST }],
      ['2026-03-02', ended],
      ['2026-04-01', { ...ended, recoveredFen: 20_000_000 }],
      ['2026-05-06', { ...ended, recoveredFen: FIRST }],
    ] as const) {
      expect([on, await report(on)]).toEqual([on, counted]);
      const listed = counted.active === 1 ? [['designated', '2026-03-02', counted.paidFen, 0]] : [];
      expect([on, await register(`on=${on}`)]).toEqual([on, listed]);
      expect(await register(`state=designated&on=${on}`)).toEqual(listed);
      expect(await register(`state=revoked&on=${on}`)).toEqual([]);
    }
    expect(await register('state=revoked')).toEqual([['revoked', '2026-03-02', FIRST, FIRST]]);
  }, 120_000);
});
