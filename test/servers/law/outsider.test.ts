import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileClass, fileOf, reviewAndPay, runClass, submitClaim } from '../../../scripts/demo/class-play.ts';
import { WELDERS } from '../../../scripts/demo/class-welders.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import { createClassMaker } from '../../support/made-class.ts';
import { README_ROUTE, readmePack } from '../../support/readme-pack.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';

const quietly = () => undefined;
const ORDOS = '150600';
const SIZE = 4;
/** 80 class hours at 9.00 yuan, as the page says. */
const EACH_FEN = 80 * 900;
/** As the page lists them for the filing, the imported list aside. */
const OWN_DOCUMENTS = ['TEACHING_PLAN', 'EVENING_ROOMS'];
const FILING = { ...WELDERS, route: README_ROUTE, planLine: `${ORDOS}/2025/HRSS/EVENING_CLASS` };
const folder = mkdtempSync(join(tmpdir(), 'butie-outsider-'));

interface Listed {
  readonly code: string;
  readonly when: string;
  readonly required: boolean;
}

let running: RunningOffice;
let claimId: string;

beforeAll(async () => {
  const own = join(folder, 'policies', ORDOS);
  mkdirSync(own, { recursive: true });
  writeFileSync(join(own, '2025-evening-classes.yaml'), readmePack(ORDOS));
  running = await runOffice({ policies: join(folder, 'policies') });
  const { office } = running;
  const made = {
    ...createClassMaker(folder)(SIZE),
    documents: OWN_DOCUMENTS,
    filing: FILING,
  };
  const operator = await office.desk('ops');
  const register = fileOf(made, 'register-certificates.csv');
  await operator.upload('/api/v1/practice/registers/certificates', register, 'PUT');
  const filingId = await fileClass(office, made, quietly);
  await office.moveClock({ advanceTo: '2025-06-20T09:00:00+08:00' });
  await runClass(office, made, filingId, '2025-06-05');
  claimId = await submitClaim(office, made, filingId);
  await reviewAndPay(office, claimId, quietly);
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
  rmSync(folder, { recursive: true });
});

describe('the class route that policies/README.md shows, saved as a pack and nothing else', () => {
  it('is paid by its own rate and closed, from filing to money over the API', async () => {
    const claim = (await (await running.office.desk('school')).get(`/api/v1/claims/${claimId}`)).body;
    expect(claim).toMatchObject({
      route: README_ROUTE,
      state: 'closed',
      lines: { total: SIZE, approved: SIZE },
      totals: { approvedFen: SIZE * EACH_FEN, totalPaidFen: SIZE * EACH_FEN },
    });
  });

  it('asks its filing for the documents of its own list, by their names, and takes no others (R-031)', async () => {
    const school = await running.office.desk('school');
    const listed = (await school.get(`/api/v1/routes?jurisdiction=${ORDOS}`)).body.items.find(
      ({ code }: { code: string }) => code === README_ROUTE,
    );
    const wanted = listed.documents.filter(({ when, required }: Listed) => when === 'filing' && required);
    expect(wanted.map(({ code }: Listed) => code)).toEqual([...OWN_DOCUMENTS, 'STUDENT_ROSTER']);
    const { id } = (await school.post('/api/v1/class-filings', FILING)).body;
    await school.put(`/api/v1/class-filings/${id}/documents/TEACHING_PLAN`, { text: '教学计划' });
    await expect(school.post(`/api/v1/class-filings/${id}/submission`, { pledge: true })).rejects.toThrow(
      '缺少：夜间教学场地协议、学员名册',
    );
    await expect(school.put(`/api/v1/class-filings/${id}/documents/PERMIT`, { text: 'x' })).rejects.toThrow(
      '此渠道可上传：教学计划、夜间教学场地协议',
    );
  });

  it('was published for the seven calendar days of its own clause', async () => {
    const { items } = (await (await running.office.desk('dept.hr')).get(`/api/v1/notices?claimId=${claimId}`)).body;
    expect(items.map(({ publishedAt }: { publishedAt: string }) => publishedAt.slice(0, 10))).toEqual(['2025-06-20']);
    // The page says nothing of the first day, so the default holds: counting begins with the day after.
    expect(Date.parse(items[0].endsAt)).toBe(Date.parse('2025-06-28T00:00:00+08:00'));
  });

  it('says by which clause of which document it was priced', async () => {
    const { body } = await (await running.office.desk('school')).get(`/api/v1/claims/${claimId}/policy`);
    const document = `${ORDOS}-2025-evening-classes`;
    expect(body.rate).toMatchObject({ kind: 'classHour', value: 900, clause: '4', document });
    const notice = body.stages.find(({ stage }: { stage: string }) => stage === 'jointNotice');
    expect(notice).toMatchObject({ days: 7, unit: 'calendarDays', clause: '5', document });
  });

  it('shows its plan line with what it has paid', async () => {
    const finance = await running.office.desk('finance.maker');
    const { items } = (await finance.get(`/api/v1/budgets?jurisdiction=${ORDOS}&year=2025`)).body;
    const own = items.find(({ planLine }: { planLine: string }) => planLine.endsWith('/EVENING_CLASS'));
    expect(own).toMatchObject({ budgetFen: 43_200_000, paidFen: SIZE * EACH_FEN, classes: 1 });
  });
});
