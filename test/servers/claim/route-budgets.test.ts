import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listRoutes } from '../../../domain/policy/route-list.ts';
import { actOnClaim } from '../../../scripts/demo/class-play.ts';
import { WELDERS } from '../../../scripts/demo/class-welders.ts';
import { shareClock } from '../../../scripts/demo/demo-clock.ts';
import { DEMO_ROUTES } from '../../../scripts/demo/demo-routes.ts';
import {
  claimTheClass,
  fileTheClass,
  HR,
  loadRegisters,
  runTheClass,
  sendResults,
  throughTheOffice,
  type Seats,
  type Stage,
} from '../../../scripts/demo/route-play.ts';
import { above, STANDARD, WHOLE_LIFE } from '../../support/claim-budget.ts';
import { counted, countedAtEnd, failedWorkflowTasks, type Counted } from '../../support/histories.ts';
import { contractsOf, createClassMaker, type MadeClass } from '../../support/made-class.ts';
import { day, PRACTICE_LIBRARY } from '../../support/policy-library.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';

interface ClassRoute {
  readonly route: string;
  readonly planLine: string;
  readonly applicant: 'school' | 'factory' | 'college';
  readonly seats: Seats;
  /** The group of all its trainees, where the route is for one group only (L6). */
  readonly category?: string;
}

const HOLDERS = {
  school: '鄂尔多斯市示范职业技能培训学校',
  factory: '鄂尔多斯市示范装备制造有限公司',
  college: '鄂尔多斯市示范职业学院',
} as const;

/** The class routes that no demo plays; those have their budgets counted in `demos.test.ts`, C01 in `budget.test.ts`. */
const ROUTES: Readonly<Record<string, ClassRoute>> = {
  C04: inDepartment('SAFETY_TRAINING', 'EMERGENCY_MGMT/SAFETY', 'dept.emergency'),
  C15: inDepartment('LABOUR_PREPARATION_TRAINING', 'HRSS/URBAN_EMPLOYMENT', 'dept.hr'),
  C17: inDepartment('FARMER_TRAINING', 'AGRICULTURE/FARMER', 'dept.agriculture'),
  C19: { ...inDepartment('VETERAN_TRAINING', 'VETERANS/VETERAN', 'dept.veterans'), category: 'VETERAN' },
  C20: { ...inDepartment('UNION_STAFF_TRAINING', 'TRADE_UNION/STAFF', 'dept.union'), applicant: 'factory' },
  C21: { ...inDepartment('COLLEGE_SUBSIDISED_TRAINING', 'EDUCATION/COLLEGE', 'dept.education'), applicant: 'college' },
};

function inDepartment(route: string, program: string, department: string): ClassRoute {
  return { route, planLine: `150600/2025/${program}`, applicant: 'school', seats: { ...HR, department } };
}

interface Lived {
  readonly paid: Counted;
  readonly closed: Counted;
}

const folder = mkdtempSync(join(tmpdir(), 'butie-budgets-'));
let running: RunningOffice;
let lives: ReadonlyMap<string, Lived>;

beforeAll(async () => {
  running = await runOffice();
  const make = createClassMaker(folder);
  const routes = Object.entries(ROUTES).map(([number, route]) => ({ number, route, made: make(2, route.category) }));
  const clock = shareClock(running.office, routes.length);
  const played = routes.map(async ({ number, route, made }) => {
    const stage = { office: clock.office, folder: made.folder, say: () => undefined };
    return [number, await live(stage, route, made).finally(() => clock.leave())] as const;
  });
  lives = new Map(await Promise.all(played));
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
  rmSync(folder, { recursive: true });
});

/** From the filing to the second payment; every trainee brings a contract. */
async function live(stage: Stage, { route, planLine, applicant, seats }: ClassRoute, made: MadeClass): Promise<Lived> {
  const payeeAccount = { ...WELDERS.payeeAccount, holder: HOLDERS[applicant] };
  writeFileSync(join(made.folder, 'filing.json'), JSON.stringify({ ...WELDERS, route, planLine, payeeAccount }));
  const { office } = stage;
  await loadRegisters(stage);
  const filingId = await fileTheClass(stage, applicant, seats.department);
  await office.moveClock({ advanceTo: '2025-06-20T09:00:00+08:00' });
  await runTheClass(stage, filingId, { applicant, department: seats.department });
  await sendResults(stage, filingId, applicant);
  const claimId = await claimTheClass(stage, filingId, applicant);
  await throughTheOffice(stage, [claimId], seats);
  const paid = await counted(running, `claim/${claimId}`);
  await office.moveClock({ advanceTo: '2025-12-12T09:00:00+08:00' });
  const desk = await office.desk(applicant);
  await desk.upload(`/api/v1/claims/${claimId}/contract-evidence`, contractsOf(made.trainees));
  await actOnClaim(desk, claimId, 'contract-check', { complete: true });
  await throughTheOffice(stage, [claimId], seats);
  return { paid, closed: await countedAtEnd(running, `claim/${claimId}`) };
}

describe('the budget of a claim’s history holds for class routes of every department (design §5)', () => {
  it.for(Object.keys(ROUTES))('%s keeps it to the base payment, and in its whole life', (number) => {
    const life = lives.get(number);
    expect(life === undefined ? ['not played'] : above(life.paid, STANDARD)).toEqual([]);
    expect(life === undefined ? ['not played'] : above(life.closed, WHOLE_LIFE)).toEqual([]);
  });

  it('is counted for every class route that an office in Ordos can open', () => {
    const listed = listRoutes(PRACTICE_LIBRARY, { jurisdiction: '150600', on: day('2025-05-26') });
    const classRoutes = listed.filter(({ route }) => route?.intake === 'class').flatMap(({ number }) => number ?? []);
    const countedHere = new Set([...Object.keys(ROUTES), ...DEMO_ROUTES, 'C01']);
    expect(classRoutes.length).toBeGreaterThan(12);
    expect(classRoutes.filter((number) => !countedHere.has(number))).toEqual([]);
  });
});
