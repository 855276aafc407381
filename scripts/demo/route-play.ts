import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { actOnClaim, type Say } from './class-play.ts';
import { linesOf, putPapers } from './demo-lines.ts';
import { until, type Answer, type Desk, type Office } from './office-client.ts';

/** The input of a demo life: an office and the files of its route. */
export interface Stage {
  readonly office: Office;
  readonly folder: string;
  readonly say: Say;
}

/** The accounts for the two reviews and for confirming the notice. */
export interface Seats {
  readonly department: string;
  /** Absent where one office decides alone. */
  readonly bureau?: string;
}

export const HR: Seats = { department: 'dept.hr', bureau: 'bureau.review' };

/** The class documents of R-031 besides the roster. */
const CLASS_DOCUMENTS = ['TEACHING_PLAN', 'TEACHER_LIST', 'MATERIALS_LIST', 'ASSESSMENT_PLAN'];
const VISITS = ['CLASS_PLAN', 'TEACHING_ORGANISATION', 'GRADUATION_ASSESSMENT'];
const NINE_HOURS_MS = 9 * 3_600_000;
const STANDING = ['postCheck', 'closed', 'recoveryDue', 'recovered'];

/** Everything `register-*.csv` in the folder and below goes into the practice registers. */
export async function loadRegisters({ office, folder }: Omit<Stage, 'say'>): Promise<void> {
  const operator = await office.desk('ops');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).toSorted();
  for (const path of files.filter((file) => basename(file).startsWith('register-'))) {
    const name = basename(path);
    const register = name.slice('register-'.length, -'.csv'.length);
    await operator.upload(`/api/v1/practice/registers/${register}`, fileIn(join(folder, dirname(path)), name), 'PUT');
  }
}

/** Files the class of `filing.json` with its documents and roster; the department accepts it. */
export async function fileTheClass(stage: Stage, applicant: string, department: string): Promise<string> {
  const { office, folder, say } = stage;
  const desk = await office.desk(applicant);
  const body: unknown = JSON.parse(readFileSync(join(folder, 'filing.json'), 'utf8'));
  const filing = (await desk.post('/api/v1/class-filings', body)).body;
  for (const kind of CLASS_DOCUMENTS) {
    await desk.put(`/api/v1/class-filings/${filing.id}/documents/${kind}`, { text: `${kind} 练习文本` });
  }
  const path = `/api/v1/class-filings/${filing.id}`;
  const report = withoutErrors((await desk.upload(`${path}/roster`, fileIn(folder, 'roster.csv'))).body);
  const filed = (await desk.post(`${path}/submission`, { pledge: true })).body;
  say(`开班备案 filed ${filing.id}: ${report.imported} trainees, ${filed.responsibleDepartment?.organ}`);
  await settleTask(stage, department, { query: `filingId=${filing.id}`, act: 'accept' });
  return filing.id;
}

/** Attendance and the three visits; the results where the folder has them. */
export async function runTheClass(
  { office, folder }: Stage,
  filingId: string,
  { applicant, department, visitedOn = '2025-05-27', attendance = 'attendance.csv' }: ClassRun,
): Promise<void> {
  const desk = await office.desk(applicant);
  const visitor = await office.desk(department);
  const path = `/api/v1/class-filings/${filingId}`;
  withoutErrors((await desk.upload(`${path}/attendance`, fileIn(folder, attendance))).body);
  for (const kind of VISITS) {
    await visitor.post(`${path}/supervision`, { kind, visitedOn, note: '现场检查，情况属实' });
  }
}

export interface ClassRun {
  readonly applicant: string;
  readonly department: string;
  readonly visitedOn?: string;
  readonly attendance?: string;
}

export async function sendResults({ office, folder }: Stage, filingId: string, applicant: string): Promise<void> {
  const desk = await office.desk(applicant);
  const path = `/api/v1/class-filings/${filingId}/results`;
  withoutErrors((await desk.upload(path, fileIn(folder, 'results.csv'))).body);
}

/** Counts, prices and submits the claim of a class. */
export async function claimTheClass(stage: Stage, filingId: string, applicant: string): Promise<string> {
  const desk = await stage.office.desk(applicant);
  return submit(stage, desk, (await desk.post('/api/v1/claims', { filingId })).body.id);
}

/** Drafts a claim without a class from a file of rows, adds the documents that the route requires, and submits it. */
export async function claimByFile(
  stage: Stage,
  applicant: string,
  asked: {
    readonly body: object;
    readonly file: string;
    readonly documents?: readonly string[];
    /** Papers of every person. */
    readonly papers?: readonly string[];
  },
): Promise<string> {
  const desk = await stage.office.desk(applicant);
  const { id } = (await desk.post('/api/v1/claims', asked.body)).body;
  withoutErrors((await desk.upload(`/api/v1/claims/${id}/entries`, fileIn(stage.folder, asked.file))).body);
  for (const kind of asked.documents ?? []) {
    await desk.put(`/api/v1/claims/${id}/documents/${kind}`, { text: `${kind} 练习文本` });
  }
  await putPapers(desk, id, asked.papers ?? []);
  return submit(stage, desk, id);
}

async function submit({ say }: Stage, desk: Desk, claimId: string): Promise<string> {
  await actOnClaim(desk, claimId, 'submission', { pledge: true });
  const claim = (await desk.get(`/api/v1/claims/${claimId}`)).body;
  say(`补贴申请 claim ${claim.claimNo}: ${claim.lines.eligible} of ${claim.lines.total} lines`);
  return claimId;
}

/** Both reviews, the notice and the payment of the current purpose, for several claims at the same time. */
export async function throughTheOffice(stage: Stage, claimIds: readonly string[], seats: Seats = HR): Promise<void> {
  await reviewAndPublish(stage, claimIds, seats);
  for (const claimId of claimIds) {
    await pay(stage, claimId);
  }
}

/** What a notice shows the public of a person, as long as it runs. */
export interface ShownPerson {
  readonly name: string;
  readonly idNumber: string;
  readonly amountFen: number;
}

/**
 * Reviewed and published; the clock goes to the morning after the notices. Returns whom each notice showed while it ran,
 * because they leave its page at its end.
 */
export async function reviewAndPublish(
  stage: Stage,
  claimIds: readonly string[],
  seats: Seats = HR,
): Promise<readonly (readonly ShownPerson[])[]> {
  const shown: (readonly ShownPerson[])[] = [];
  const ends: number[] = [];
  for (const claimId of claimIds) {
    await approve(stage, seats.department, claimId);
    if (seats.bureau !== undefined) {
      await approve(stage, seats.bureau, claimId);
    }
    const notice = await publish(stage, claimId, seats);
    const reader = await stage.office.desk('auditor');
    shown.push((await reader.get(`/public/notices/${notice.id}`)).body.items);
    ends.push(Date.parse(notice.endsAt));
  }
  await stage.office.moveClock({ advanceTo: new Date(Math.max(...ends) + NINE_HOURS_MS).toISOString() });
  const desk = await stage.office.desk(seats.department);
  for (const claimId of claimIds) {
    await until(`claim ${claimId} to come to Finance`, async () => {
      const { state } = (await desk.get(`/api/v1/claims/${claimId}`)).body;
      return ['finance', ...STANDING].includes(state) ? state : null;
    });
  }
  return shown;
}

/** Approves the open review of a claim: every question is answered, lines that want a decision are accepted by name. */
async function approve(stage: Stage, username: string, claimId: string): Promise<void> {
  const desk = await stage.office.desk(username);
  const waiting = (await linesOf(desk, claimId)).filter(
    (line) => line.state !== 'refused' && line.findings.some((finding) => finding.wantsDecision),
  );
  const acceptLines = waiting.map((line) => ({ lineId: line.id, remark: '已核对原件' }));
  await settleTask(stage, username, {
    query: `claimId=${claimId}`,
    act: 'approve',
    more: acceptLines.length > 0 ? { acceptLines } : {},
  });
  stage.say(`审核通过 approved by ${username}`);
}

/** Decides the open task of a query, other than confirming a notice; every question is answered yes. */
export async function settleTask(
  { office }: Stage,
  username: string,
  asked: { readonly query: string; readonly act: string; readonly more?: object },
): Promise<void> {
  const desk = await office.desk(username);
  const task = await until(`a task of ${username} for ${asked.query}`, async () => {
    const { items } = (await desk.get(`/api/v1/tasks?box=todo&${asked.query}`)).body;
    return items.find((one: { kind: string }) => one.kind !== 'notice') ?? null;
  });
  const { body, etag } = await desk.get(`/api/v1/tasks/${task.id}`);
  const answers = Object.fromEntries(body.questions.map((key: string) => [key, 'true']));
  const decision = { act: asked.act, answers, ...asked.more };
  await desk.post(`/api/v1/tasks/${task.id}/decision`, decision, { ifMatch: etag ?? '' });
}

/** Both sides confirm the automatic draft. */
async function publish(
  { office, say }: Stage,
  claimId: string,
  { department, bureau = 'bureau.review' }: Seats,
): Promise<{ readonly id: string; readonly endsAt: string }> {
  const desk = await office.desk(department);
  const notice = await until('the automatic draft of the notice', async () => {
    const { items } = (await desk.get(`/api/v1/notices?claimId=${claimId}&state=draft`)).body;
    return items[0] ?? null;
  });
  for (const username of [department, bureau]) {
    const officer = await office.desk(username);
    const { etag } = await officer.get(`/api/v1/notices/${notice.id}`);
    await officer.post(`/api/v1/notices/${notice.id}/confirmation`, {}, { ifMatch: etag ?? '' });
  }
  const published = await until('the notice to be published', async () => {
    const { body } = await desk.get(`/api/v1/notices/${notice.id}`);
    return body.endsAt === null ? null : body;
  });
  say(`公示 ${published.state} ${notice.id}, ends ${published.endsAt}`);
  return { id: notice.id, endsAt: published.endsAt };
}

/** Pays all due payments batch by batch: a claim may have several funds. The bank settles every instruction. */
export async function pay(stage: Stage, claimId: string): Promise<void> {
  const maker = await stage.office.desk('finance.maker');
  await until('the payment to reach the claim', async () => {
    const { state } = (await maker.get(`/api/v1/claims/${claimId}`)).body;
    if (state === 'finance') {
      const drafted = await maker.ask('POST', '/api/v1/payout-batches', posted({ claimIds: [claimId] }));
      await releaseAndSettle(stage, expectCreated(drafted));
    }
    return STANDING.includes(state) ? state : null;
  });
}

async function releaseAndSettle({ office, say }: Stage, batchId: string): Promise<void> {
  const checker = await office.desk('finance.checker');
  const { etag } = await checker.get(`/api/v1/payout-batches/${batchId}`);
  await checker.post(`/api/v1/payout-batches/${batchId}/release`, {}, { ifMatch: etag ?? '' });
  const { items } = (await checker.get(`/api/v1/payout-batches/${batchId}/instructions`)).body;
  for (const { id: instructionId, amountFen, purpose, fund } of items) {
    const data = { instructionId, amountFen, valueDate: '2025-07-01', bankReference: 'DEMO' };
    await office.reportPayout('payout.settled', data);
    say(`财政核拨 settled ${instructionId}: ${purpose} ${(amountFen / 100).toFixed(2)} CNY, ${fund}`);
  }
}

/** The applicant sends contracts or none; lines that earn the +50 % pass through the office again. */
export async function contractCheck(
  stage: Stage,
  claimId: string,
  { applicant, seats = HR }: { readonly applicant: string; readonly seats?: Seats },
): Promise<void> {
  const desk = await stage.office.desk(applicant);
  const hasContracts = existsSync(join(stage.folder, 'contracts.csv'));
  if (hasContracts) {
    const path = `/api/v1/claims/${claimId}/contract-evidence`;
    withoutErrors((await desk.upload(path, fileIn(stage.folder, 'contracts.csv'))).body);
  }
  await actOnClaim(desk, claimId, 'contract-check', { complete: true });
  if (hasContracts) {
    await throughTheOffice(stage, [claimId], seats);
  }
}

/** The answer to a request that must be refused, e.g. `422 ADVANCE_TOO_HIGH`. */
export async function refusalOf(desk: Desk, path: string, body: object, ifMatch?: string): Promise<string> {
  const { status, body: answer } = await desk.ask('POST', path, posted(body, ifMatch));
  return `${status} ${answer?.code ?? ''}`.trim();
}

function posted(body: object, ifMatch?: string) {
  const headers: Record<string, string> = {
    'content-type': 'application/json',
    'idempotency-key': crypto.randomUUID(),
    ...(ifMatch === undefined ? {} : { 'if-match': ifMatch }),
  };
  return { body: JSON.stringify(body), headers };
}

function expectCreated({ status, body }: Answer): string {
  if (status !== 201) {
    throw new Error(`POST /api/v1/payout-batches → ${status} ${JSON.stringify(body)}`);
  }
  return body.id;
}

function withoutErrors<Report extends { readonly errors: readonly unknown[] }>(report: Report): Report {
  if (report.errors.length > 0) {
    throw new Error(`The file has errors: ${JSON.stringify(report.errors)}`);
  }
  return report;
}

function fileIn(folder: string, name: string): { readonly name: string; readonly content: Buffer } {
  return { name, content: readFileSync(join(folder, name)) };
}
