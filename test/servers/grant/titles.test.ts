import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startGrantOffice, YEARS, type GrantOffice } from '../../support/grant-office.ts';
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

const { grants, expected } = YEARS;
const [base, studio] = grants.lives;
const figures = expected.grants;

describe('the life of a base, as it was counted by hand', () => {
  it('R-111 to R-117, R-157 to R-160: from the agreement to the last repayment', async () => {
    const { grantId, signed } = await walks.agreement('base-college');
    const first = figures.first['base-college'];
    expect(signed.amountFen).toBe(first.amountFen);
    expect(
      signed.instalments.map((one: { no: number; amountFen: number; dueEvent: string; state: string }) => [
        one.no,
        one.amountFen,
        one.dueEvent,
        one.state,
      ]),
    ).toEqual(first.instalments);
    expect(signed.agreement.buildEndsOn).toBe(first.buildEndsOn);
    expect(signed.firstAssessedYear).toBe(first.firstAssessedYear);
    expect(signed.designation).toMatchObject({ state: 'designated', from: '2025-08-04' });

    await walks.pay(grantId, '2025-08-18');
    expect((await office.readGrant(grantId)).body).toMatchObject({
      paidFen: 60_000_000,
      instalments: [{ state: 'settled', settledOn: '2025-08-18' }, { state: 'notDue' }],
    });

    for (const year of base.years) {
      await walks.year('college', grantId, year, figures.years['base-college'][year.year]);
      if (year.year === 2026) {
        await walks.accept('college', grantId, base.acceptance[0]);
        await walks.pay(grantId, base.secondPayOn);
      }
    }

    const { end } = base;
    await walks.goTo(end.decideOn);
    const { id } = await office.taskOf('region.lead', grantId);
    const task = await (await office.as('region.lead')).send('GET', `/api/v1/tasks/${id}`);
    expect(task.body).toMatchObject({
      stage: 'withdrawalDecision',
      proposal: { recoverFen: figures.end['base-college'].proposedFen },
    });
    const decided = { act: 'revoke', recoverFen: end.recoverFen, documentNo: '撤1' };
    const dryRun = `/api/v1/tasks/${id}/decision?dryRun=true`;
    const ifMatch = { 'If-Match': `"${task.body.revision}"` };
    const said = await (await office.as('region.lead')).send('POST', dryRun, decided, ifMatch);
    expect(said.body.effect.sentence).toMatch(/^撤销称号并追回 [\d,]+\.00 元，由财政部门确认$/);
    const tooMuch = await office.decide('region.lead', grantId, {
      act: 'revoke',
      recoverFen: 100_000_001,
      documentNo: '撤1',
    });
    expect([tooMuch.status, tooMuch.body.code]).toEqual([422, 'RECOVER_OVER_PAID']);
    const revoked = await office.decide('region.lead', grantId, {
      act: 'revoke',
      recoverFen: end.recoverFen,
      documentNo: '内人社撤〔2029〕1号',
    });
    expect([revoked.status, revoked.body.grant.state]).toEqual([200, 'revoked']);
    await walks.goTo(end.confirmOn);
    const confirmed = await office.decide('region.finance2', grantId, { act: 'confirm' });
    expect([confirmed.status, confirmed.body.grant.state]).toEqual([200, 'recoveryDue']);
    await walks.goTo(end.repayOn);
    for (const [position, amountFen] of end.repayments.entries()) {
      await walks.repay(grantId, amountFen, `BANK-${position}`);
    }
    const owed = await (await office.as('region.pay.maker')).send('GET', '/api/v1/recoveries');
    expect(owed.body.items).toMatchObject([
      { grantId, claimId: null, state: 'recovered', recoveredFen: end.recoverFen, waiting: [], waitingRepayments: [] },
    ]);
    expect(owed.body.items[0].steps.map(({ amountFen }: { amountFen: number }) => amountFen)).toEqual(end.repayments);
    const elsewhere = await (await office.as('finance.maker')).send('GET', '/api/v1/recoveries');
    expect(elsewhere.body.items).toEqual([]);
    const { body: ended } = await office.readGrant(grantId);
    expect({ state: ended.state, paidFen: ended.paidFen, recoveredFen: ended.recoveredFen }).toEqual(
      figures.end['base-college'].ended,
    );
    expect(ended.designation).toMatchObject({ state: 'revoked', to: '2029-07-02' });

    await walks.goTo(end.noMoreOn);
    const { body: after } = await office.readGrant(grantId);
    expect(after.years.map(({ year }: { year: number }) => year)).toEqual(figures.end['base-college'].years);
    const report = await (await office.as('region.hr')).send('GET', '/api/v1/reports/designations?on=2029-12-03');
    const row = report.body.items.find(
      (item: { kind: string; level: string }) => item.kind === 'HIGH_SKILL_BASE' && item.level === 'REGIONAL',
    );
    const { targets, ...counted } = figures.report['HIGH_SKILL_BASE/REGIONAL'];
    expect(row).toMatchObject(counted);
    expect(row.targets.map((one: { byYear: number; number: number }) => [one.byYear, one.number])).toEqual(targets);
    expect(report.body.programmeFen).toBe(15_800_000_000);
  }, 240_000);
});

describe('the life of a studio, as it was counted by hand', () => {
  it('R-115: is judged by the average of all its full years', async () => {
    await office.setTime('2030-06-05T10:00:00+08:00');
    const { grantId } = await walks.agreement('studio-factory', 2030);
    await walks.pay(grantId, '2030-08-18');
    for (const year of studio.years) {
      await walks.year('factory', grantId, moved(year, 5), null);
      if (year.year === 2026) {
        await walks.accept('factory', grantId, later(studio.acceptance[0], 5));
        await walks.pay(grantId, '2032-08-09');
      }
    }
    const { body } = await office.readGrant(grantId);
    expect(body.state).toBe('active');
    expect(body.years.map(({ state }: { state: string }) => state)).toEqual(['passed', 'passed', 'passed']);
    expect(body.years.at(-1).recheck.computed).toMatchObject({ averageCenti: 500, meets: true });
    const listed = await office.nobody.send('GET', '/public/designations?kind=SKILL_MASTER_STUDIO');
    expect(listed.body.items).toHaveLength(1);
    expect(JSON.stringify(listed.body)).not.toMatch(/苏示例|1599|621661|Fen/);
  }, 240_000);
});

/** The same life some years later. */
function moved<Year extends { readonly year: number }>(year: Year, by: number): Year {
  return { ...later(year, by), year: year.year + by };
}

function later<Played>(played: Played, by: number): Played {
  return JSON.parse(
    JSON.stringify(played).replaceAll(/"(20\d{2})-/g, (_all, year: string) => `"${Number(year) + by}-`),
  );
}
