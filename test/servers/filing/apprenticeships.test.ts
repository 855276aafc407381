import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, Desk } from '../../../scripts/demo/office-client.ts';
import {
  attendanceOf,
  CLASS,
  createFactoryClasses,
  ENTERPRISE_CLASS,
  resultsOf,
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

const APPRENTICES = peopleOf(910, 2);
const SHORT = peopleOf(920, 1);

const APPRENTICESHIP = {
  ...CLASS,
  route: 'NEW_APPRENTICESHIP',
  planLine: '150600/2025/HRSS/NEW_APPRENTICESHIP',
  occupation: { code: '6-18-01-01', name: '车工' },
  skillLevel: 'LEVEL_4',
  classHours: 160,
  opensOn: '2025-06-01',
  endsOn: '2027-05-31',
};

/** Two years. */
const LATE = { ...APPRENTICESHIP, opensOn: '2025-07-01', endsOn: '2027-06-30' };
const TEN_DAYS = ['01', '02', '03', '04', '07', '08', '09', '10', '11', '14'].map((one) => `2025-07-${one}`);

async function attended(path: string, days: readonly string[]): Promise<Answer['body']> {
  return (await factory.upload(`${path}/attendance`, attendanceOf(APPRENTICES, days))).body;
}

async function submit(claimId: string): Promise<void> {
  const path = `/api/v1/claims/${claimId}`;
  const { etag } = await factory.get(path);
  await factory.post(`${path}/submission`, { pledge: true }, { ifMatch: etag ?? '' });
}

/** The apprentices of the first year, attended for ten days, on the day after that year. */
async function firstYear(): Promise<string> {
  const path = await classes.acceptedClass(LATE, APPRENTICES);
  await running.office.moveClock({ advanceTo: '2026-07-02T09:00:00+08:00' });
  await classes.untilFiling(path, 'open');
  expect(await attended(path, TEN_DAYS)).toMatchObject({ imported: 20, errors: [] });
  return path;
}

/** Its first year, claimed. */
async function firstYearClaimed(): Promise<{ readonly path: string; readonly claim: Answer }> {
  const path = await firstYear();
  const claim = await classes.claimOf(path);
  await submit(claim.body.id);
  return { path, claim };
}

describe('an apprenticeship (C05)', () => {
  it('L7, R-044 lasts at most two years, and half a year where internships may come before', async () => {
    const opensOn = { ...APPRENTICESHIP, opensOn: '2025-07-01' };
    for (const [endsOn, status] of [
      ['2025-07-30', 422],
      ['2025-12-31', 201],
      ['2026-06-30', 201],
      ['2027-06-30', 201],
      ['2027-07-31', 422],
    ] as const) {
      const answer = await tryPost(factory, '/api/v1/class-filings', { ...opensOn, endsOn });
      expect([endsOn, answer.status]).toEqual([endsOn, status]);
      expect(answer.body.code).toBe(status === 422 ? 'APPRENTICESHIP_LENGTH' : undefined);
    }
  });

  it('is filed with its training years, and not claimed before the first is over', async () => {
    const path = await classes.acceptedClass(LATE, APPRENTICES);
    expect((await factory.get(path)).body.trainingYears).toBe(2);
    await running.office.moveClock({ advanceTo: '2026-06-29T09:00:00+08:00' });
    await classes.untilFiling(path, 'open');
    expect(await attended(path, TEN_DAYS)).toMatchObject({ imported: 20, errors: [] });
    const early = await classes.claimOf(path);
    expect([early.status, early.body.code]).toEqual([409, 'WRONG_STATE']);
  });

  it('has its first year claimed while it goes on, whose attendance then stays', async () => {
    const { path, claim } = await firstYearClaimed();
    expect([claim.status, claim.body.state]).toEqual([201, 'draft']);
    expect(claim.body.totals.claimedFen).toBe(2 * 500_000);
    expect((await factory.get(path)).body).toMatchObject({ state: 'open', claim: { instalment: 1 } });
    expect(await classes.lineStatesOf(claim.body.id)).toEqual(['eligible', 'eligible']);
    const report = await attended(path, ['2025-07-15', '2026-07-01']);
    expect(report.errors.map(({ code }: { code: string }) => code)).toEqual([
      'DATE_OUTSIDE_CLASS',
      'DATE_OUTSIDE_CLASS',
    ]);
    expect(await attended(path, ['2026-07-01'])).toMatchObject({ imported: 2 });
    const twice = await classes.claimOf(path);
    // L12: a class with a claim has supplementary ones; here nobody is left.
    expect([twice.status, twice.body.code]).toEqual([409, 'NOTHING_LEFT_TO_CLAIM']);
  });

  it('C05 bars its apprentices from other training of the occupation meanwhile', async () => {
    await firstYearClaimed();
    const days = { opensOn: '2026-07-06', endsOn: '2026-07-10' };
    const { occupation } = APPRENTICESHIP;
    const other = await classes.acceptedClass(
      { ...ENTERPRISE_CLASS, ...days, occupation, skillLevel: 'LEVEL_5' },
      APPRENTICES,
    );
    await running.office.moveClock({ advanceTo: '2026-07-11T09:00:00+08:00' });
    for (const { refusals } of await classes.draftedLines(other, APPRENTICES, ['2026-07-06', '2026-07-10'])) {
      expect(refusals).toContainEqual(expect.objectContaining({ code: 'APPRENTICE_ALREADY', rule: 'C05' }));
    }
  });

  it('L7 of eighteen months has its first year claimed while it goes on', async () => {
    const path = await classes.acceptedClass({ ...LATE, endsOn: '2026-12-31', classHours: 12 }, SHORT);
    expect((await factory.get(path)).body.trainingYears).toBe(2);
    await running.office.moveClock({ advanceTo: '2026-07-11T09:00:00+08:00' });
    await classes.untilFiling(path, 'open');
    await factory.upload(`${path}/attendance`, attendanceOf(SHORT, ['2025-07-01']));
    const first = await classes.claimOf(path);
    expect([first.status, first.body.totals?.claimedFen]).toEqual([201, 500_000]);
  });

  it('L7 of half a year refuses in its claim who had no internship before it', async () => {
    const path = await classes.acceptedClass({ ...LATE, endsOn: '2025-12-31', classHours: 12 }, SHORT);
    expect((await factory.get(path)).body.trainingYears).toBe(1);
    await running.office.moveClock({ advanceTo: '2026-01-05T09:00:00+08:00' });
    const lines = await classes.draftedLines(path, SHORT, ['2025-12-30', '2025-12-31']);
    expect(lines.map(({ refusals }: { refusals: unknown }) => refusals)).toEqual([
      expect.arrayContaining([expect.objectContaining({ code: 'TRAINING_TOO_SHORT', rule: 'R-044' })]),
    ]);
  });

  it('has its second year claimed when it is assessed, and is claimed then', async () => {
    const { path } = await firstYearClaimed();
    await running.office.moveClock({ advanceTo: '2027-07-01T09:00:00+08:00' });
    await classes.untilFiling(path, 'ended');
    const days = ['02', '03', '06', '07', '08', '09', '10', '13', '14'].map((one) => `2026-07-${one}`);
    expect(await attended(path, days)).toMatchObject({ imported: 18 });
    expect((await classes.claimOf(path)).body.code).toBe('WRONG_STATE');
    await factory.upload(`${path}/results`, resultsOf(APPRENTICES, '2027-06-30'));
    await classes.untilFiling(path, 'assessed');
    const drafted = await classes.claimOf(path);
    expect([drafted.status, drafted.body.totals?.claimedFen]).toEqual([201, 2 * 500_000]);
    await submit(drafted.body.id);
    expect(await classes.untilFiling(path, 'claimed')).toMatchObject({ claim: { instalment: 2 } });
    expect(await classes.lineStatesOf(drafted.body.id)).toEqual(['eligible', 'eligible']);
  });
});
