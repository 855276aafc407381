import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide } from '../../../scripts/demo/class-play.ts';
import { until, type Answer, type Desk } from '../../../scripts/demo/office-client.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import { peopleOf, type Trainee } from '../../support/made-class.ts';
import { tryPost } from '../../support/office-lives.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';

let running: RunningOffice;
let factory: Desk;
let school: Desk;

beforeAll(async () => {
  running = await runOffice();
  factory = await running.office.desk('factory');
  school = await running.office.desk('school');
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

const STAFF = peopleOf(900, 2);
const APPRENTICES = peopleOf(910, 2);
const SHORT = peopleOf(920, 1);

const CLASS = {
  jurisdiction: '150600',
  occupation: { code: '6-18-02-04', name: '焊工' },
  skillLevel: 'LEVEL_5',
  certificateKind: 'SKILL_LEVEL',
  classHours: 80,
  opensOn: '2025-05-26',
  endsOn: '2025-06-10',
  deliveryMode: 'ON_SITE',
  location: '鄂尔多斯市康巴什区示范路8号',
  payeeAccount: { holder: '鄂尔多斯市示范装备制造有限公司', bank: '示范银行', number: '6200000000000000026' },
};
const ENTERPRISE_CLASS = { ...CLASS, route: 'ENTERPRISE_TRAINING', facts: { demandEntries: ['XQ-1'] } };
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

const filed = (of: Desk, body: object) => tryPost(of, '/api/v1/class-filings', body);
const csv = (name: string, head: string, rows: readonly (readonly string[])[]) => ({
  name,
  content: Buffer.from([head, ...rows.map((row) => row.join(','))].join('\n')),
});

const rosterOf = (people: readonly Trainee[]) =>
  csv(
    'roster.csv',
    'name,idNumber,phone,categories,registeredAt,employer,employedOn,开户银行,银行账号',
    people.map(({ name, idNumber, phone }, position) => [
      name,
      idNumber,
      phone,
      'ENTERPRISE_EMPLOYEE',
      '内蒙古',
      '鄂尔多斯市示范装备制造有限公司',
      '2025-04-01',
      '示范银行',
      `62000000000000001${position}8`,
    ]),
  );
const attendanceOf = (people: readonly Trainee[], days: readonly string[]) =>
  csv(
    'attendance.csv',
    'idNumber,date,hours',
    people.flatMap(({ idNumber }) => days.map((one) => [idNumber, one, '8'])),
  );
const resultsOf = (people: readonly Trainee[], on: string) =>
  csv(
    'results.csv',
    'idNumber,assessed,certificateKind,certificateNo,certificateDate',
    people.map(({ idNumber, certificateNo }) => [idNumber, '合格', 'SKILL_LEVEL', certificateNo, on]),
  );

/** Files it with its documents and people; the department of HR accepts it. */
async function acceptedClass(asked: object, people: readonly Trainee[]): Promise<string> {
  const path = `/api/v1/class-filings/${(await factory.post('/api/v1/class-filings', asked)).body.id}`;
  for (const kind of ['TEACHING_PLAN', 'TEACHER_LIST', 'MATERIALS_LIST', 'ASSESSMENT_PLAN']) {
    await factory.put(`${path}/documents/${kind}`, { text: kind });
  }
  const report = (await factory.upload(`${path}/roster`, rosterOf(people))).body;
  expect(report).toMatchObject({ imported: people.length, errors: [], warnings: [] });
  await factory.post(`${path}/submission`, { pledge: true });
  await decide(running.office, 'dept.hr', `filingId=${path.split('/').at(-1) ?? ''}`, {
    act: 'accept',
    answers: { typicalTasks: 'true', safety: 'true', textbooks: 'true' },
  });
  await until('the class to be accepted', async () => {
    const { body } = await factory.get(path);
    return body.acceptedAt === null ? null : body;
  });
  return path;
}

/** The claim of a class that has ended, drafted with its attendance and results; its lines as the applicant sees them. */
async function draftedLines(path: string, people: readonly Trainee[], days: readonly string[]) {
  await untilFiling(path, 'ended');
  await factory.upload(`${path}/attendance`, attendanceOf(people, days));
  await factory.upload(`${path}/results`, resultsOf(people, days.at(-1) ?? ''));
  await untilFiling(path, 'assessed');
  const { body } = await factory.post('/api/v1/claims', { filingId: path.split('/').at(-1) });
  return (await factory.get(`/api/v1/claims/${body.id}/lines`)).body.items;
}

async function lineStatesOf(claimId: string): Promise<readonly string[]> {
  const { items } = (await factory.get(`/api/v1/claims/${claimId}/lines`)).body;
  return items.map(({ state }: { state: string }) => state);
}

function untilFiling(path: string, state: string): Promise<Answer['body']> {
  return until(`the class to be ${state}`, async () => {
    const { body } = await factory.get(path);
    return body.state === state ? body : null;
  });
}

describe('the class of an enterprise (C03)', () => {
  let path: string;

  it('is drafted by the enterprise itself, and refused to an institution (R-025)', async () => {
    const made = await filed(factory, ENTERPRISE_CLASS);
    expect(made.body).toMatchObject({
      state: 'draft',
      applicant: { kind: 'enterprise' },
      responsibleDepartment: { organ: 'HRSS', source: 'suggested' },
      facts: { demandEntries: ['XQ-1'] },
      trainingYears: null,
    });
    expect(made.body.warnings.map(({ code }: { code: string }) => code)).toEqual(['NO_PLAN']);
    const refused = await filed(school, ENTERPRISE_CLASS);
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
    path = await acceptedClass(ENTERPRISE_CLASS, STAFF);
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
    await running.office.moveClock({ advanceTo: '2025-06-11T09:00:00+08:00' });
    await untilFiling(path, 'ended');
    const days = ['26', '27', '28', '29', '30'].map((one) => `2025-05-${one}`);
    await factory.upload(`${path}/attendance`, attendanceOf(STAFF, days));
    await factory.upload(`${path}/results`, resultsOf(STAFF, '2025-06-10'));
    const assessed = await untilFiling(path, 'assessed');
    const claim = assessed.acts.find(({ act }: { act: string }) => act === 'claim');
    expect(claim).toEqual({ act: 'claim', allowed: true });
  });
});

describe('a class that is accepted after its opening day', () => {
  const late = { ...ENTERPRISE_CLASS, opensOn: '2025-06-09', endsOn: '2025-06-12' };

  it('R-032 is marked as opened before its filing, and so is each line of its claim', async () => {
    const path = await acceptedClass(late, STAFF);
    const { warnings } = (await factory.get(path)).body;
    expect(warnings).toContainEqual(expect.objectContaining({ code: 'OPENED_BEFORE_FILING', rule: 'R-032' }));
    await running.office.moveClock({ advanceTo: '2025-06-13T09:00:00+08:00' });
    for (const { findings } of await draftedLines(path, STAFF, ['2025-06-10', '2025-06-12'])) {
      expect(findings).toContainEqual(expect.objectContaining({ code: 'OPENED_BEFORE_FILING', wantsDecision: true }));
    }
  });
});

describe('an apprenticeship (C05)', () => {
  let path: string;
  let filingId: string;
  /** Eighteen months, of which one year is claimed. */
  let shortPath: string;
  const claimOf = () => tryPost(factory, '/api/v1/claims', { filingId });
  const attended = async (days: readonly string[]) =>
    (await factory.upload(`${path}/attendance`, attendanceOf(APPRENTICES, days))).body;

  it('R-044 lasts one to two years', async () => {
    const opensOn = { ...APPRENTICESHIP, opensOn: '2025-07-01' };
    for (const [endsOn, status] of [
      ['2026-05-31', 422],
      ['2026-06-30', 201],
      ['2027-06-30', 201],
      ['2027-07-31', 422],
    ] as const) {
      const answer = await filed(factory, { ...opensOn, endsOn });
      expect([endsOn, answer.status]).toEqual([endsOn, status]);
      expect(answer.body.code).toBe(status === 422 ? 'APPRENTICESHIP_LENGTH' : undefined);
    }
  });

  it('is filed with its training years, and not claimed before the first is over', async () => {
    const late = { ...APPRENTICESHIP, opensOn: '2025-07-01', endsOn: '2027-06-30' };
    path = await acceptedClass(late, APPRENTICES);
    filingId = path.split('/').at(-1) ?? '';
    expect((await factory.get(path)).body.trainingYears).toBe(2);
    shortPath = await acceptedClass({ ...late, endsOn: '2026-12-31', classHours: 12 }, SHORT);
    await running.office.moveClock({ advanceTo: '2026-06-29T09:00:00+08:00' });
    await untilFiling(path, 'open');
    const days = ['01', '02', '03', '04', '07', '08', '09', '10', '11', '14'].map((one) => `2025-07-${one}`);
    expect(await attended(days)).toMatchObject({ imported: 20, errors: [] });
    const early = await claimOf();
    expect([early.status, early.body.code]).toEqual([409, 'WRONG_STATE']);
  });

  it('has its first year claimed while it goes on, whose attendance then stays', async () => {
    await running.office.moveClock({ advanceTo: '2026-07-02T09:00:00+08:00' });
    const drafted = await claimOf();
    expect([drafted.status, drafted.body.state]).toEqual([201, 'draft']);
    expect(drafted.body.totals.claimedFen).toBe(2 * 500_000);
    await factory.post(`/api/v1/claims/${drafted.body.id}/submission`, { pledge: true }, { ifMatch: '*' });
    expect((await factory.get(path)).body).toMatchObject({ state: 'open', claim: { instalment: 1 } });
    expect(await lineStatesOf(drafted.body.id)).toEqual(['eligible', 'eligible']);
    const report = await attended(['2025-07-15', '2026-07-01']);
    expect(report.errors.map(({ code }: { code: string }) => code)).toEqual([
      'DATE_OUTSIDE_CLASS',
      'DATE_OUTSIDE_CLASS',
    ]);
    expect(await attended(['2026-07-01'])).toMatchObject({ imported: 2 });
    const twice = await claimOf();
    expect([twice.status, twice.body.code]).toEqual([409, 'ALREADY_CLAIMED']);
  });

  it('C05 bars its apprentices from other training of the occupation meanwhile', async () => {
    const days = { opensOn: '2026-07-06', endsOn: '2026-07-10' };
    const { occupation } = APPRENTICESHIP;
    const other = await acceptedClass({ ...ENTERPRISE_CLASS, ...days, occupation, skillLevel: 'LEVEL_5' }, APPRENTICES);
    await running.office.moveClock({ advanceTo: '2026-07-11T09:00:00+08:00' });
    for (const { refusals } of await draftedLines(other, APPRENTICES, ['2026-07-06', '2026-07-10'])) {
      expect(refusals).toContainEqual(expect.objectContaining({ code: 'APPRENTICE_ALREADY', rule: 'C05' }));
    }
  });

  it('R-070 of eighteen months has its only year claimed after the assessment', async () => {
    await factory.upload(`${shortPath}/attendance`, attendanceOf(SHORT, ['2025-07-01']));
    const early = await tryPost(factory, '/api/v1/claims', { filingId: shortPath.split('/').at(-1) });
    expect([early.status, early.body.code]).toEqual([409, 'WRONG_STATE']);
  });

  it('has its second year claimed when it is assessed, and is claimed then', async () => {
    await running.office.moveClock({ advanceTo: '2027-07-01T09:00:00+08:00' });
    await untilFiling(path, 'ended');
    const days = ['02', '03', '06', '07', '08', '09', '10', '13', '14'].map((one) => `2026-07-${one}`);
    expect(await attended(days)).toMatchObject({ imported: 18 });
    expect((await claimOf()).body.code).toBe('WRONG_STATE');
    await factory.upload(`${path}/results`, resultsOf(APPRENTICES, '2027-06-30'));
    await untilFiling(path, 'assessed');
    const drafted = await claimOf();
    expect([drafted.status, drafted.body.totals?.claimedFen]).toEqual([201, 2 * 500_000]);
    await factory.post(`/api/v1/claims/${drafted.body.id}/submission`, { pledge: true }, { ifMatch: '*' });
    expect(await untilFiling(path, 'claimed')).toMatchObject({ claim: { instalment: 2 } });
    expect(await lineStatesOf(drafted.body.id)).toEqual(['eligible', 'eligible']);
  });
});
