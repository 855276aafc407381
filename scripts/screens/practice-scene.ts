import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dayAt } from '../../domain/calendar.ts';
import { ROOT } from '../../main/config.ts';
import {
  decide,
  fileClass,
  fileOf,
  publishNotice,
  reviewAndPay,
  runClass,
  submitClaim,
  type PlayedClass,
} from '../demo/class-play.ts';
import { WELDERS } from '../demo/class-welders.ts';
import { CERTIFICATES_HEADER, makeClasses } from '../demo/made-classes.ts';
import { until, type Office } from '../demo/office-client.ts';
import { playOffices, type OfficesScene } from './practice-offices.ts';

/** Where the pictures find their cases. */
export interface Scene extends OfficesScene {
  readonly filingId: string;
  readonly claimId: string;
  readonly noticeId: string;
  readonly batchId: string;
  /** On which something was released, and reconciled. */
  readonly day: string;
  /** Of a system that does not answer yet. */
  readonly endpointId: string;
  /** A bank's table that waits for the checker. */
  readonly bankFileId: string;
  /** A claim in the department's review with findings, as `dept.hr` sees its task. */
  readonly reviewTaskId: string;
  /** A decision in bulk of `bureau.review` with its results. */
  readonly bulkId: string;
  /** What is asked back of the paid claim: its letter is out. */
  readonly recoveryId: string;
}

const ANSWERS = {
  departmentReview: { classPlan: 'true', trainingProcess: 'true', supportingEvidence: 'true' },
  bureauReview: { complete: 'true', procedure: 'true' },
} as const;

/** As a school would write it. */
const PAPER_TEXT = `焊工（五级）培训班

一、培训目标：掌握本职业五级的基本理论和操作技能。
二、课时：理论 24 课时，实训 48 课时，安全知识 8 课时，共 80 课时。
三、日程：5月26日至6月10日，每日 8 课时，节假日休息。
四、地点：康巴什区示范路 1 号实训楼。`;

const quiet = (): void => undefined;

/** Plays classes as far as each picture needs them: filed, in both reviews, in a notice, due, paid. */
export async function playScene(office: Office, say: (line: string) => void): Promise<Scene> {
  const welders: PlayedClass = {
    folder: join(ROOT, 'practice', 'class-welders'),
    filing: WELDERS,
    applicant: 'school',
  };
  const folder = mkdtempSync(join(tmpdir(), 'butie-screens-'));
  try {
    const classes = await madeClasses(office, folder);
    await fillRegisters(office, welders);
    const all = [welders, ...classes.slice(1)];
    const filings: string[] = [];
    for (const one of all) {
      filings.push(await fileClass(office, one, quiet));
    }
    say(`${filings.length} classes filed`);
    const waiting = await fileOnly(office, classes[0] ?? welders);
    await office.moveClock({ advanceTo: '2025-06-20T09:00:00+08:00' });
    const claims: string[] = [];
    for (const [position, one] of all.entries()) {
      const filingId = filings[position] ?? '';
      await runClass(office, one, filingId, '2025-06-05');
      claims.push(await submitClaim(office, one, filingId));
    }
    say(`${claims.length} claims submitted`);
    const offices = await playOffices(office, say);
    return { filingId: waiting, ...offices, ...(await bringAlong(office, claims, say)) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * The first claim stays in review, and so does the last, which has no finding; the second is approved by the bureau in
 * bulk, the third goes into a notice, the fourth is due, the fifth paid.
 */
async function bringAlong(
  office: Office,
  [review = '', bureau = '', notice = '', due = '', paid = '']: readonly string[],
  say: (line: string) => void,
): Promise<Omit<Scene, 'filingId' | keyof OfficesScene>> {
  await reviewAndPay(office, paid, quiet);
  const recoveryId = await askBack(office, paid);
  say('one claim paid, and a part of it asked back');
  await approveBoth(office, due);
  await publishNotice(office, due, quiet);
  const maker = await office.desk('finance.maker');
  const batch = (await maker.post('/api/v1/payout-batches', { claimIds: [due] })).body;
  const bankFileId = await bringBankFile(office, batch.instructions);
  await approveBoth(office, notice);
  const department = await office.desk('dept.hr');
  const draft = await until('the draft of the notice', async () => {
    const { items } = (await department.get(`/api/v1/notices?claimId=${notice}&state=draft`)).body;
    return items[0] ?? null;
  });
  await approve(office, 'dept.hr', bureau, 'departmentReview');
  const bulkId = await approveInBulk(office, bureau);
  const task = await until('the task of the department', async () => {
    const { items } = (await department.get(`/api/v1/tasks?box=todo&claimId=${review}`)).body;
    return items[0] ?? null;
  });
  const day = await reconcile(office, batch.id);
  const endpointId = await subscribe(office);
  say('a batch, a notice and both reviews wait');
  const ids = {
    claimId: review,
    noticeId: draft.id,
    batchId: batch.id,
    bankFileId,
    endpointId,
    reviewTaskId: task.id,
    bulkId,
  };
  return { ...ids, day, recoveryId };
}

/** Reconciles the day on which the paid batch was released, and returns it. */
async function reconcile(office: Office, draftId: string): Promise<string> {
  const maker = await office.desk('finance.maker');
  const { items } = (await maker.get('/api/v1/payout-batches')).body;
  const paid = items.find(({ id }: { readonly id: string }) => id !== draftId);
  const day = dayAt(Date.parse(paid.createdAt));
  await maker.post('/api/v1/reconciliations', { day });
  return day;
}

/** Another system is told, and has nobody at home; a test of it was tried. */
async function subscribe(office: Office): Promise<string> {
  const operator = await office.desk('ops');
  const wanted = { url: 'http://127.0.0.1:65000/butie', eventTypes: ['*'], description: '国库集中支付系统' };
  const { id } = (await operator.post('/api/v1/webhook-endpoints', wanted)).body;
  await operator.post(`/api/v1/webhook-endpoints/${id}/test`, {});
  await until('the test to be tried', async () => {
    const { items } = (await operator.get(`/api/v1/webhook-deliveries?endpointId=${id}`)).body;
    return items[0]?.attempts > 0 ? true : null;
  });
  return id;
}

/** What the bank says of payments that were not released, and of one that nobody knows. */
async function bringBankFile(office: Office, instructions: readonly { readonly id: string }[]): Promise<string> {
  const maker = await office.desk('finance.maker');
  const ids = [...instructions.slice(0, 4).map(({ id }) => id), `pin_${'0'.repeat(24)}`];
  const rows = ids.map((id) => `${id},成功,800.00,2025-06-20`);
  const content = Buffer.from(`${['指令编号,支付结果,金额,日期', ...rows].join('\n')}\n`);
  return (await maker.upload('/api/v1/bank-files', { name: '6月20日回单.csv', content })).body.id;
}

/** Found by the maker of Finance, approved by the checker. */
async function askBack(office: Office, claimId: string): Promise<string> {
  const maker = await office.desk('finance.maker');
  const finding = { claimId, cause: 'LINE_NOT_ELIGIBLE', amountFen: 20_000, note: '核查发现证书不符' };
  const { id } = (await maker.post('/api/v1/recoveries', finding)).body;
  await (await office.desk('finance.checker')).post(`/api/v1/recoveries/${id}/approval`, {});
  return id;
}

/** Returns the id of the bulk, once it has its results. */
async function approveInBulk(office: Office, claimId: string): Promise<string> {
  const bureau = await office.desk('bureau.review');
  const task = await until('the task of the bureau', async () => {
    const { items } = (await bureau.get(`/api/v1/tasks?box=todo&claimId=${claimId}`)).body;
    return items[0] ?? null;
  });
  const content = { taskIds: [task.id], act: 'approve', answers: ANSWERS.bureauReview };
  const plan = (await bureau.post('/api/v1/bulk-decisions?dryRun=true', content)).body;
  const pledge = { planId: plan.planId, planHash: plan.planHash, confirmedCount: plan.able, pledge: true };
  await bureau.post('/api/v1/bulk-decisions', pledge);
  await until('the results of the bulk', async () => {
    const { state } = (await bureau.get(`/api/v1/bulk-decisions/${plan.planId}`)).body;
    return state === 'done' ? true : null;
  });
  return plan.planId;
}

async function approveBoth(office: Office, claimId: string): Promise<void> {
  await approve(office, 'dept.hr', claimId, 'departmentReview');
  await approve(office, 'bureau.review', claimId, 'bureauReview');
}

async function approve(office: Office, username: string, claimId: string, stage: keyof typeof ANSWERS): Promise<void> {
  await decide(office, username, `claimId=${claimId}&stage=${stage}`, { act: 'approve', answers: ANSWERS[stage] });
}

/** A filing with documents and roster that waits for the department. */
async function fileOnly(office: Office, played: PlayedClass): Promise<string> {
  const school = await office.desk(played.applicant);
  const filing = (await school.post('/api/v1/class-filings', played.filing)).body;
  for (const kind of ['TEACHING_PLAN', 'TEACHER_LIST', 'MATERIALS_LIST', 'ASSESSMENT_PLAN']) {
    await school.put(`/api/v1/class-filings/${filing.id}/documents/${kind}`, { text: PAPER_TEXT });
  }
  await school.upload(`/api/v1/class-filings/${filing.id}/roster`, fileOf(played, 'roster.csv'));
  await school.post(`/api/v1/class-filings/${filing.id}/submission`, { pledge: true });
  return filing.id;
}

async function fillRegisters(office: Office, welders: PlayedClass): Promise<void> {
  const operator = await office.desk('ops');
  for (const register of ['certificates', 'identity', 'subsidies']) {
    await operator.upload(`/api/v1/practice/registers/${register}`, fileOf(welders, `register-${register}.csv`), 'PUT');
  }
}

/** Invented classes as files, with their certificates in the register. The first is filed late and so opens later. */
async function madeClasses(office: Office, folder: string): Promise<readonly PlayedClass[]> {
  const made = makeClasses({ count: 6, trainees: 12, seed: 7 });
  const operator = await office.desk('ops');
  const certificates = `${[CERTIFICATES_HEADER, ...made.flatMap((one) => one.certificates)].join('\n')}\n`;
  const file = { name: 'register-certificates.csv', content: Buffer.from(certificates) };
  await operator.upload('/api/v1/practice/registers/certificates', file, 'PUT');
  return made.map((one, position) => {
    const place = mkdtempSync(join(folder, `class-${position}-`));
    for (const name of ['roster', 'attendance', 'results'] as const) {
      writeFileSync(join(place, `${name}.csv`), one[name]);
    }
    return { folder: place, filing: one.filing, applicant: 'school' };
  });
}
