import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { until, type Answer, type Desk, type Office } from './office-client.ts';

/** A class on files and what to file it with. */
export interface PlayedClass {
  readonly folder: string;
  readonly filing: object;
  /** The applicant's account, e.g. `school`. */
  readonly applicant: string;
  /** The documents that its route requires with a filing; absent: the four of the region's document. */
  readonly documents?: readonly string[];
}

const DOCUMENTS = ['TEACHING_PLAN', 'TEACHER_LIST', 'MATERIALS_LIST', 'ASSESSMENT_PLAN'] as const;

export type Say = (line: string) => void;

/** The notice ends at 24:00; the office opens at nine. */
const NINE_HOURS_MS = 9 * 3_600_000;

const QUESTIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  departmentReview: { classPlan: 'true', trainingProcess: 'true', supportingEvidence: 'true' },
  bureauReview: { complete: 'true', procedure: 'true' },
};

/** Files a class with documents and roster, and has the department accept it. */
export async function fileClass(office: Office, played: PlayedClass, say: Say): Promise<string> {
  const school = await office.desk(played.applicant);
  const filing = (await school.post('/api/v1/class-filings', played.filing)).body;
  for (const kind of played.documents ?? DOCUMENTS) {
    await school.put(`/api/v1/class-filings/${filing.id}/documents/${kind}`, { text: `${kind} 练习文本` });
  }
  const report = (await school.upload(`/api/v1/class-filings/${filing.id}/roster`, fileOf(played, 'roster.csv'))).body;
  const filed = (await school.post(`/api/v1/class-filings/${filing.id}/submission`, { pledge: true })).body;
  say(`开班备案 filed ${filing.id}: ${report.imported} trainees, ${filed.responsibleDepartment?.organ}`);
  await decide(office, 'dept.hr', `filingId=${filing.id}`, {
    act: 'accept',
    answers: { typicalTasks: 'true', safety: 'true', textbooks: 'true' },
  });
  say('备案通过 accepted by the department');
  return filing.id;
}

/** Attendance, the three supervision visits and the results, once the class has ended. */
export async function runClass(
  office: Office,
  played: PlayedClass,
  filingId: string,
  visitedOn: string,
): Promise<void> {
  const school = await office.desk(played.applicant);
  const department = await office.desk('dept.hr');
  await school.upload(`/api/v1/class-filings/${filingId}/attendance`, fileOf(played, 'attendance.csv'));
  for (const kind of ['CLASS_PLAN', 'TEACHING_ORGANISATION', 'GRADUATION_ASSESSMENT']) {
    await department.post(`/api/v1/class-filings/${filingId}/supervision`, {
      kind,
      visitedOn,
      note: '现场检查，情况属实',
    });
  }
  await school.upload(`/api/v1/class-filings/${filingId}/results`, fileOf(played, 'results.csv'));
}

/** Counts, prices and submits the claim of an assessed class. */
export async function submitClaim(office: Office, played: PlayedClass, filingId: string): Promise<string> {
  const school = await office.desk(played.applicant);
  const claim = (await school.post('/api/v1/claims', { filingId })).body;
  await actOnClaim(school, claim.id, 'submission', { pledge: true });
  return claim.id;
}

/** Acts on the current revision of a claim: reads it, then sends the act with its ETag. */
export async function actOnClaim(desk: Desk, claimId: string, act: string, body: object): Promise<Answer['body']> {
  const { etag } = await desk.get(`/api/v1/claims/${claimId}`);
  return (await desk.post(`/api/v1/claims/${claimId}/${act}`, body, { ifMatch: etag ?? '' })).body;
}

/** Both reviews, the joint notice and the payment for the current purpose; prints each step. */
export async function reviewAndPay(office: Office, claimId: string, say: Say): Promise<void> {
  await decide(office, 'dept.hr', `claimId=${claimId}&stage=departmentReview`, {
    act: 'approve',
    answers: QUESTIONS['departmentReview'],
  });
  say('真实性审核 approved by the department (dept.hr)');
  await decide(office, 'bureau.review', `claimId=${claimId}&stage=bureauReview`, {
    act: 'approve',
    answers: QUESTIONS['bureauReview'],
  });
  say('完整性和程序性复核 approved by the HR bureau (bureau.review)');
  await publishNotice(office, claimId, say);
  await payClaim(office, claimId, say);
}

export async function publishNotice(office: Office, claimId: string, say: Say): Promise<void> {
  const department = await office.desk('dept.hr');
  const notice = await until('the automatic draft of the notice', async () => {
    const { items } = (await department.get(`/api/v1/notices?claimId=${claimId}&state=draft`)).body;
    return items[0] ?? null;
  });
  for (const username of ['dept.hr', 'bureau.review']) {
    const desk = await office.desk(username);
    const { etag } = await desk.get(`/api/v1/notices/${notice.id}`);
    await desk.post(`/api/v1/notices/${notice.id}/confirmation`, {}, { ifMatch: etag ?? '' });
  }
  const published = (await department.get(`/api/v1/notices/${notice.id}`)).body;
  say(`共同公示 ${published.state} ${notice.id}, ends ${published.endsAt}`);
  await office.moveClock({ advanceTo: new Date(Date.parse(published.endsAt) + NINE_HOURS_MS).toISOString() });
  await untilState(department, claimId, 'finance');
}

export async function payClaim(office: Office, claimId: string, say: Say): Promise<void> {
  const maker = await office.desk('finance.maker');
  const checker = await office.desk('finance.checker');
  const batch = (await maker.post('/api/v1/payout-batches', { claimIds: [claimId] })).body;
  const { etag } = await checker.get(`/api/v1/payout-batches/${batch.id}`);
  await checker.post(`/api/v1/payout-batches/${batch.id}/release`, {}, { ifMatch: etag ?? '' });
  const { items } = (await maker.get(`/api/v1/payout-batches/${batch.id}/instructions`)).body;
  for (const instruction of items) {
    const data = {
      instructionId: instruction.id,
      amountFen: instruction.amountFen,
      valueDate: '2025-07-01',
      bankReference: 'DEMO',
    };
    await office.reportPayout('payout.accepted', data);
    await office.reportPayout('payout.settled', data);
    say(`财政核拨 settled ${instruction.id}: ${instruction.purpose} ${(instruction.amountFen / 100).toFixed(2)} CNY`);
  }
  await until('the payment to reach the claim', async () => {
    const { body } = await maker.get(`/api/v1/claims/${claimId}`);
    return ['postCheck', 'closed'].includes(body.state) ? body : null;
  });
}

/** Takes the open task of a filing or claim and decides on it, as the responsible person. */
export async function decide(office: Office, username: string, query: string, decision: object): Promise<void> {
  const desk = await office.desk(username);
  const task = await until(`a task of ${username} for ${query}`, async () => {
    const { items } = (await desk.get(`/api/v1/tasks?box=todo&${query}`)).body;
    return items[0] ?? null;
  });
  const { etag } = await desk.get(`/api/v1/tasks/${task.id}`);
  await desk.post(`/api/v1/tasks/${task.id}/decision`, decision, { ifMatch: etag ?? '' });
}

export async function untilState(desk: Desk, claimId: string, state: string): Promise<Record<string, unknown>> {
  return until(`claim ${claimId} to be ${state}`, async () => {
    const { body } = await desk.get(`/api/v1/claims/${claimId}`);
    return body.state === state ? body : null;
  });
}

export function fileOf(played: PlayedClass, name: string): { readonly name: string; readonly content: Buffer } {
  return { name, content: readFileSync(join(played.folder, name)) };
}
