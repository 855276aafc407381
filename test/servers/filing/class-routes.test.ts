import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Desk } from '../../../scripts/demo/office-client.ts';
import {
  attendanceOf,
  CLASS,
  createFactoryClasses,
  ENTERPRISE_CLASS,
  resultsOf,
  rosterOf,
  type FactoryClasses,
} from '../../support/factory-classes.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import { peopleOf } from '../../support/made-class.ts';
import { tryPost } from '../../support/office-lives.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';

let running: RunningOffice;
let classes: FactoryClasses;
let factory: Desk;

// An office for each test: its clock moves in one direction only.
beforeEach(async () => {
  running = await runOffice();
  classes = await createFactoryClasses(running);
  ({ factory } = classes);
});
afterEach(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

const STAFF = peopleOf(900, 2);

const filed = (of: Desk, body: object) => tryPost(of, '/api/v1/class-filings', body);

describe('the class of an enterprise (C03)', () => {
  it('is drafted by the enterprise itself, and refused to an institution (R-025)', async () => {
    const made = await filed(factory, ENTERPRISE_CLASS);
    expect(made.body).toMatchObject({
      state: 'draft',
      applicant: { kind: 'enterprise' },
      responsibleDepartment: { organ: 'HRSS', source: 'suggested' },
      facts: { demandEntries: ['XQ-1'] },
      trainingYears: null,
    });
    expect(made.body.warnings.map(({ code }: { code: string }) => code)).toEqual(['NO_PLAN', 'NO_DEMAND_LINK']);
    const refused = await filed(await running.office.desk('school'), ENTERPRISE_CLASS);
    expect([refused.status, refused.body.code]).toEqual([403, 'APPLICANT_NOT_ADMITTED']);
    const noClass = await filed(factory, { ...CLASS, route: 'WORK_FOR_TRAINING' });
    expect([noClass.status, noClass.body.code]).toEqual([422, 'NOT_A_CLASS_ROUTE']);
  });

  it('says what it says strictly, and a correction replaces it whole (R-083)', async () => {
    const { id } = (await filed(factory, ENTERPRISE_CLASS)).body;
    const shares = { feeFen: 100_000, governmentFen: 60_000, enterpriseFen: 30_000, personFen: 10_000 };
    const patch = (facts: object) =>
      factory.ask('PATCH', `/api/v1/class-filings/${id}`, {
        body: JSON.stringify({ facts }),
        headers: { 'content-type': 'application/json' },
      });
    expect((await patch({ colour: 'red' })).body.errors).toMatchObject([{ pointer: '/facts/colour' }]);
    const wrong = await patch({ costSharing: { ...shares, personFen: 9_000 } });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'SHARES_DO_NOT_SUM']);
    expect(wrong.body.detail).toContain('990.00');
    expect((await patch({ costSharing: shares, stateOwned: true })).body).toMatchObject({
      facts: { costSharing: shares, stateOwned: true },
      responsibleDepartment: { organ: 'SASAC' },
    });
    expect((await factory.get(`/api/v1/class-filings/${id}`)).body.facts).not.toHaveProperty('demandEntries');
  });

  it('has the columns of its route and an account on its roster, in clear for its owner alone (R-096, R-107)', async () => {
    const path = await classes.acceptedClass(ENTERPRISE_CLASS, STAFF);
    const again = (await factory.upload(`${path}/roster`, rosterOf(STAFF))).body;
    expect(again).toMatchObject({ imported: 0, unchanged: 2, errors: [] });
    const [own] = (await factory.get(`${path}/roster`)).body.items;
    expect(own).toMatchObject({
      facts: { employedOn: '2025-04-01' },
      account: { holder: STAFF[0]?.name, bank: '示范银行', number: '6200000000000000108' },
    });
    const [seen] = (await (await running.office.desk('dept.hr')).get(`${path}/roster`)).body.items;
    expect(seen.facts).toEqual(own.facts);
    expect(seen.account.number).not.toContain('0000000000001');
    expect(seen.account.holder).not.toBe(own.account.holder);
  });

  it('runs, is assessed and may be claimed (R-038)', async () => {
    const path = await classes.acceptedClass(ENTERPRISE_CLASS, STAFF);
    await running.office.moveClock({ advanceTo: '2025-06-11T09:00:00+08:00' });
    await classes.untilFiling(path, 'ended');
    const days = ['26', '27', '28', '29', '30'].map((one) => `2025-05-${one}`);
    await factory.upload(`${path}/attendance`, attendanceOf(STAFF, days));
    await factory.upload(`${path}/results`, resultsOf(STAFF, '2025-06-10'));
    const assessed = await classes.untilFiling(path, 'assessed');
    const claim = assessed.acts.find(({ act }: { act: string }) => act === 'claim');
    expect(claim).toEqual({ act: 'claim', allowed: true });
  });
});

describe('a class that is accepted after its opening day', () => {
  const late = { ...ENTERPRISE_CLASS, opensOn: '2025-06-09', endsOn: '2025-06-12' };

  it('R-032 is marked as opened before its filing, and so is each line of its claim', async () => {
    await running.office.moveClock({ advanceTo: '2025-06-11T09:00:00+08:00' });
    const path = await classes.acceptedClass(late, STAFF);
    const { warnings } = (await factory.get(path)).body;
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'OPENED_BEFORE_FILING', rule: 'R-032' }));
    await running.office.moveClock({ advanceTo: '2025-06-13T09:00:00+08:00' });
    for (const { findings } of await classes.draftedLines(path, STAFF, ['2025-06-10', '2025-06-12'])) {
      expect(findings).toContainEqual(expect.objectContaining({ code: 'OPENED_BEFORE_FILING', wantsDecision: true }));
    }
  });
});
