import { setTimeout as pause } from 'node:timers/promises';
import { inLanes } from '../../activities/in-lanes.ts';
import { PATIENCE_MS, WrongAnswer, type PatientDesk, type PatientOffice } from './chaos-office.ts';
import { CERTIFICATES_HEADER, type MadeClass } from '../demo/made-classes.ts';

/** The inputs for driving the claims. */
export interface Drive {
  readonly office: PatientOffice;
  /** How many claims are acted on at a time. */
  readonly lanes: number;
  /** Told after every answered step. */
  readonly stepped: () => void;
  /** Differences from the contract. */
  readonly wrong: (what: string) => void;
  readonly log: (line: string) => void;
}

/** An instruction that the finance system was given, and paid once. */
export interface Paid {
  readonly instructionId: string;
  readonly claimId: string;
  readonly amountFen: number;
}

export const STEPS_A_CLAIM = 8;

const APPROVALS = [
  {
    username: 'dept.hr',
    stage: 'departmentReview',
    answers: { classPlan: 'true', trainingProcess: 'true', supportingEvidence: 'true' },
  },
  { username: 'bureau.review', stage: 'bureauReview', answers: { complete: 'true', procedure: 'true' } },
] as const;
const CLAIMS_A_BATCH = 10;
const NINE_HOURS_MS = 9 * 3_600_000;
/** The first day on which every class has its results; the register knows the certificates from the day before. */
const RESULTS_ARE_IN = '2025-06-20T09:00:00+08:00';

/** Files, runs and assesses the classes without failures; returns the ids of their filings. */
export async function prepareFilings(drive: Drive, classes: readonly MadeClass[]): Promise<readonly string[]> {
  const { office } = drive;
  const operator = await office.desk('ops');
  const register = [CERTIFICATES_HEADER, ...classes.flatMap((made) => made.certificates)].join('\n');
  await operator.upload('/api/v1/practice/registers/certificates', `${register}\n`, 'PUT');
  const filingIds = await inLanes(drive.lanes, classes, (made) => fileClass(office, made));
  await jumpTo(office, RESULTS_ARE_IN);
  await inLanes(drive.lanes, filingIds, async (filingId, position) => {
    const made = classes[position];
    if (made !== undefined) {
      await assessClass(office, filingId, made);
    }
  });
  return filingIds;
}

async function fileClass(office: PatientOffice, made: MadeClass): Promise<string> {
  const school = await office.desk('school');
  const path = '/api/v1/class-filings';
  const filingId: string = (await school.post(path, made.filing)).body.id;
  for (const kind of ['TEACHING_PLAN', 'TEACHER_LIST', 'MATERIALS_LIST', 'ASSESSMENT_PLAN']) {
    await school.put(`${path}/${filingId}/documents/${kind}`, { text: `${kind} 练习文本` });
  }
  await school.upload(`${path}/${filingId}/roster`, made.roster);
  await school.post(`${path}/${filingId}/submission`, { pledge: true });
  const answers = { typicalTasks: 'true', safety: 'true', textbooks: 'true' };
  await decide(office, 'dept.hr', `filingId=${filingId}`, { act: 'accept', answers });
  return filingId;
}

async function assessClass(office: PatientOffice, filingId: string, made: MadeClass): Promise<void> {
  const school = await office.desk('school');
  const department = await office.desk('dept.hr');
  const path = `/api/v1/class-filings/${filingId}`;
  await school.upload(`${path}/attendance`, made.attendance);
  for (const kind of ['CLASS_PLAN', 'TEACHING_ORGANISATION', 'GRADUATION_ASSESSMENT']) {
    await department.post(`${path}/supervision`, { kind, visitedOn: '2025-06-05', note: '现场检查，情况属实' });
  }
  await school.upload(`${path}/results`, made.results);
}

/** From the draft to the published notice: six steps. Answers the claim and when its notice ends. */
export async function claimToNotice(drive: Drive, filingId: string): Promise<{ claimId: string; endsAt: string }> {
  const { office, stepped } = drive;
  const school = await office.desk('school');
  const claimId: string = (await school.post('/api/v1/claims', { filingId })).body.id;
  stepped();
  const claim = `/api/v1/claims/${claimId}`;
  await act(drive, school, { path: `${claim}/submission`, etagOf: claim, body: { pledge: true } });
  for (const { username, stage, answers } of APPROVALS) {
    await lenient(drive, () =>
      decide(office, username, `claimId=${claimId}&stage=${stage}`, { act: 'approve', answers }),
    );
    stepped();
  }
  const department = await office.desk('dept.hr');
  const notice = await appears(office, `the notice of ${claimId}`, async () => {
    const { items } = (await department.get(`/api/v1/notices?claimId=${claimId}`)).body;
    return items[0] ?? null;
  });
  const path = `/api/v1/notices/${notice.id}`;
  for (const username of ['dept.hr', 'bureau.review']) {
    await act(drive, await office.desk(username), { path: `${path}/confirmation`, etagOf: path, body: {} });
  }
  const endsAt = await appears(
    office,
    `the publication of ${notice.id}`,
    async () => (await department.get(path)).body.endsAt,
  );
  return { claimId, endsAt };
}

/** All notices end at one instant, so one jump brings every claim to Finance. */
export async function endNotices(drive: Drive, endsAt: readonly string[]): Promise<void> {
  const last = Math.max(...endsAt.map((instant) => Date.parse(instant)));
  await jumpTo(drive.office, new Date(last + NINE_HOURS_MS).toISOString());
}

/** Batches of ten, released and settled; returns the payments that the finance system was instructed to make. */
export async function payClaims(drive: Drive, claimIds: readonly string[]): Promise<readonly Paid[]> {
  const { office } = drive;
  const maker = await office.desk('finance.maker');
  await inLanes(drive.lanes, claimIds, (claimId) => reaches(office, maker, claimId, 'finance'));
  const batches = Array.from({ length: Math.ceil(claimIds.length / CLAIMS_A_BATCH) }, (_, n) =>
    claimIds.slice(n * CLAIMS_A_BATCH, (n + 1) * CLAIMS_A_BATCH),
  );
  const paid = await inLanes(3, batches, async (claims) => {
    const batch: { id: string } = (await maker.post('/api/v1/payout-batches', { claimIds: claims })).body;
    const path = `/api/v1/payout-batches/${batch.id}`;
    await act(drive, await office.desk('finance.checker'), { path: `${path}/release`, etagOf: path, body: {} });
    const instructions = await appears(office, `the instructions of ${batch.id}`, async () => {
      const { items } = (await maker.get(`${path}/instructions`)).body;
      return items.every((one: { state: string }) => one.state === 'instructed') ? items : null;
    });
    return inLanes(4, instructions, (instruction: { id: string; claimId: string; amountFen: number }) =>
      settle(drive, instruction),
    );
  });
  return paid.flat();
}

async function settle(drive: Drive, instruction: { id: string; claimId: string; amountFen: number }): Promise<Paid> {
  const { id: instructionId, claimId, amountFen } = instruction;
  const data = { instructionId, amountFen, valueDate: '2025-07-01', bankReference: 'CHAOS' };
  for (const type of ['payout.accepted', 'payout.settled']) {
    await drive.office.reportPayout(type, data);
    drive.stepped();
  }
  return { instructionId, claimId, amountFen };
}

/** Waits for a state that the system reaches by itself. */
export async function reaches(office: PatientOffice, desk: PatientDesk, claimId: string, state: string): Promise<void> {
  await appears(office, `${claimId} in ${state}`, async () => {
    const { body } = await desk.get(`/api/v1/claims/${claimId}`);
    return body.state === state ? body : null;
  });
}

interface Act {
  readonly path: string;
  readonly etagOf: string;
  readonly body: object;
}

/** Notes a refused act and continues: the next step shows whether it happened. */
async function act(drive: Drive, desk: PatientDesk, asked: Act): Promise<void> {
  await lenient(drive, () => desk.post(asked.path, asked.body, asked.etagOf));
  drive.stepped();
}

async function lenient(drive: Drive, work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof WrongAnswer)) {
      throw error;
    }
    drive.wrong(error.message);
  }
}

async function decide(office: PatientOffice, username: string, query: string, decision: object): Promise<void> {
  const desk = await office.desk(username);
  const task = await appears(office, `a task of ${username} for ${query}`, async () => {
    const { items } = (await desk.get(`/api/v1/tasks?box=todo&${query}`)).body;
    return items[0] ?? null;
  });
  await desk.post(`/api/v1/tasks/${task.id}/decision`, decision, `/api/v1/tasks/${task.id}`);
}

/** Repeats the request until the clock has arrived; a repeated jump to the same instant is safe. */
async function jumpTo(office: PatientOffice, advanceTo: string): Promise<void> {
  const operator = await office.desk('ops');
  await appears(office, `the clock at ${advanceTo}`, async () => {
    const { now } = (await operator.get('/api/v1/practice/clock')).body;
    if (Date.parse(now) >= Date.parse(advanceTo)) {
      return now;
    }
    await operator.post('/api/v1/practice/clock', { advanceTo }).catch((error: unknown) => {
      if (!(error instanceof WrongAnswer)) {
        throw error;
      }
    });
    return null;
  });
}

// The type of the awaited answer differs by route; the steps read it field by field.
// oxlint-disable-next-line typescript/no-explicit-any
async function appears({ endsAtMs }: PatientOffice, what: string, probe: () => Promise<any>): Promise<any> {
  const began = Date.now();
  const end = Math.min(began + PATIENCE_MS, endsAtMs);
  for (;;) {
    const found = await probe();
    if (found !== null && found !== undefined) {
      return found;
    }
    if (Date.now() > end) {
      throw new WrongAnswer(`Waited ${Math.round((Date.now() - began) / 1_000)} s in vain for ${what}`);
    }
    await pause(150);
  }
}
