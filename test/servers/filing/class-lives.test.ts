import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareClock } from '../../../scripts/demo/demo-clock.ts';
import { figuresOf, type ClaimFigures } from '../../../scripts/demo/demo-figures.ts';
import {
  claimTheClass,
  contractCheck,
  fileTheClass,
  HR,
  loadRegisters,
  runTheClass,
  sendResults,
  throughTheOffice,
} from '../../../scripts/demo/route-play.ts';
import { CLASS_LIVES, type ClassRoute } from '../../support/class-lives.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import { peopleOf } from '../../support/made-class.ts';
import { runOffice, type RunningOffice } from '../../support/running-office.ts';

const DAYS = ['2025-05-26', '2025-05-27', '2025-05-28'];
const CERTIFIED_ON = '2025-06-05';
const ASSESSED = '2025-06-06T09:00:00+08:00';

let running: RunningOffice;
let files: string;
let figures: ReadonlyMap<string, ClaimFigures | Error>;

beforeAll(async () => {
  running = await runOffice();
  files = mkdtempSync(join(tmpdir(), 'butie-lives-'));
  const clock = shareClock(running.office, CLASS_LIVES.length);
  const played = CLASS_LIVES.map(async (route, position): Promise<readonly [string, ClaimFigures | Error]> => {
    const stage = { office: clock.office, folder: writeClass(route, position), say: () => undefined };
    try {
      const id = await playLife(stage, route).finally(() => clock.leave());
      return [route.number, await figuresOf(running.office, { id, applicant: route.applicant })];
    } catch (error) {
      return [route.number, error instanceof Error ? error : new Error(String(error))];
    }
  });
  figures = new Map(await Promise.all(played));
});
afterAll(async () => {
  rmSync(files, { recursive: true, force: true });
  await running.stop();
});

describe('a class route that differs from others by its row alone', () => {
  it.for(CLASS_LIVES)('$number ends paid, by its organ, its fund and its amount', ({ number, expected }) => {
    expect(figures.get(number)).toMatchObject({
      ...expected,
      state: 'closed',
      findings: [],
      unequal: [],
      advanceFen: 0,
      floatFen: 0,
      totalPaidFen: (expected.baseFen ?? 0) + (expected.allowanceFen ?? 0),
    });
  });

  it('Q-19: the renewal of a permit is refused, a first one is not (C04)', () => {
    const found = figures.get('C04');
    const codes = found instanceof Error || found === undefined ? [] : found.refused.map((one) => one.split(' ')[1]);
    expect(codes).toContain('RENEWED_PERMIT');
  });

  it('L14: who came and failed is paid the allowance of 75.00 without a base (R-055, C15)', () => {
    const found = figures.get('C15');
    const codes = found instanceof Error || found === undefined ? [] : found.refused.map((one) => one.split(' ')[1]);
    expect(codes.filter((code) => code === 'NOT_CERTIFIED')).toHaveLength(1);
    expect(codes.filter((code) => code === 'NO_EVIDENCE')).toHaveLength(2);
  });

  it('has no failed workflow task in any history', async () => {
    expect(await failedWorkflowTasks(running)).toEqual([]);
  });
});

/** From the filing to the money; nobody sends contracts, which ends the wait for them. */
async function playLife(stage: Parameters<typeof fileTheClass>[0], route: ClassRoute): Promise<string> {
  const { applicant, department } = route;
  const seats = { ...HR, department };
  await loadRegisters(stage);
  const filingId = await fileTheClass(stage, applicant, department);
  await stage.office.moveClock({ advanceTo: ASSESSED });
  await runTheClass(stage, filingId, { applicant, department });
  await sendResults(stage, filingId, applicant);
  const id = await claimTheClass(stage, filingId, applicant);
  await throughTheOffice(stage, [id], seats);
  await contractCheck(stage, id, { applicant, seats });
  return id;
}

/** The files of a class, in a folder of its own. */
function writeClass(route: ClassRoute, position: number): string {
  const folder = join(files, route.number);
  const kind = route.certificateKind ?? 'SKILL_LEVEL';
  const isPermit = kind === 'SPECIAL_OPERATION';
  const occupation = isPermit
    ? { code: 'TZZY-01', name: '低压电工作业（特种作业）' }
    : { code: '6-31-01-03', name: '电工' };
  const skillLevel = isPermit ? 'NONE' : 'LEVEL_5';
  const people = peopleOf(700 + position * 10, 3);
  const more = {
    ...route.more,
    ...(route.hasAccounts === true && {
      accountBank: people.map(() => '示范银行鄂尔多斯分行'),
      accountNumber: people.map((_one, n) => `62179988000000${position}${n}11`),
    }),
  };
  const write = (name: string, head: string, rows: readonly (readonly string[])[]) =>
    writeFileSync(join(folder, name), `${[head, ...rows.map((row) => row.join(','))].join('\n')}\n`);
  mkdirSync(folder);
  writeFileSync(
    join(folder, 'filing.json'),
    JSON.stringify({
      route: route.route,
      jurisdiction: '150600',
      planLine: route.planLine,
      occupation,
      skillLevel,
      certificateKind: kind,
      classHours: DAYS.length * 8,
      opensOn: DAYS[0],
      endsOn: DAYS.at(-1),
      deliveryMode: 'ORDER',
      location: '鄂尔多斯市康巴什区示范路1号',
      payeeAccount: { holder: route.party, bank: '示范银行鄂尔多斯分行', number: '6200000000000000018' },
    }),
  );
  write(
    'roster.csv',
    ['name,idNumber,phone,categories,registeredAt,employer', ...Object.keys(more)].join(','),
    people.map(({ name, idNumber, phone }, n) => [
      name,
      idNumber,
      phone,
      route.category,
      '内蒙古自治区鄂尔多斯市',
      route.party,
      ...Object.values(more).map((values) => values[n] ?? ''),
    ]),
  );
  write(
    'attendance.csv',
    'idNumber,date,hours',
    people.flatMap(({ idNumber }) => DAYS.map((day) => [idNumber, day, '8'])),
  );
  write(
    'results.csv',
    'idNumber,assessed,certificateKind,certificateNo,certificateDate',
    people.map(({ idNumber, certificateNo }, n) =>
      route.hasFailure === true && n === people.length - 1
        ? [idNumber, '不合格', '', '', '']
        : [idNumber, '合格', kind, certificateNo, CERTIFIED_ON],
    ),
  );
  write(
    'register-certificates.csv',
    'certificateNo,idNumber,name,occupation,level,date',
    people.map(({ certificateNo, idNumber, name }) => [
      certificateNo,
      idNumber,
      name,
      occupation.code,
      skillLevel,
      CERTIFIED_ON,
    ]),
  );
  return folder;
}
