import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  decide,
  fileClass,
  fileOf,
  runClass,
  submitClaim,
  untilState,
  type PlayedClass,
} from '../../scripts/demo/class-play.ts';
import type { Answer, Desk } from '../../scripts/demo/office-client.ts';
import { createClassMaker, type MadeClass } from './made-class.ts';
import { runOffice, type OfficeOptions, type RunningOffice } from './running-office.ts';

/** A made class that has run, and its claim, submitted or not. */
export interface AssessedClass extends MadeClass {
  readonly filingId: string;
}

export interface OfficeOfClasses extends RunningOffice {
  /** The claim of the next class of this size, submitted: it waits for the department. */
  claimOf(size: number): Promise<ClaimOfClass>;
  /** A class of this size that has run, without a claim. */
  assessedClass(size: number): AssessedClass;
}

export interface ClaimOfClass {
  readonly id: string;
  readonly trainees: MadeClass['trainees'];
  readonly filingId: string;
}

/** An office with made classes of these sizes that have all run; it is 2025-06-20, nine o'clock. */
export async function officeWithClasses(
  sizes: readonly number[],
  options: OfficeOptions = {},
): Promise<OfficeOfClasses> {
  const running = await runOffice(options);
  const { office } = running;
  const folder = mkdtempSync(join(tmpdir(), 'butie-classes-'));
  const make = createClassMaker(folder);
  const waiting: AssessedClass[] = [];
  for (const size of sizes) {
    const made = make(size);
    await loadRegister(running, made);
    waiting.push({ ...made, filingId: await fileClass(office, made, () => undefined) });
  }
  await office.moveClock({ advanceTo: '2025-06-20T09:00:00+08:00' });
  for (const made of waiting) {
    await runClass(office, made, made.filingId, '2025-06-05');
  }
  const assessedClass = (size: number): AssessedClass => {
    const found = waiting.findIndex(({ trainees }) => trainees.length === size);
    const [made] = found < 0 ? [] : waiting.splice(found, 1);
    if (made === undefined) {
      throw new RangeError(`No class of ${size} is left`);
    }
    return made;
  };
  return {
    ...running,
    assessedClass,
    async claimOf(size) {
      const made = assessedClass(size);
      const id = await submitClaim(office, made, made.filingId);
      await untilState(await office.desk('school'), id, 'departmentReview');
      return { id, trainees: made.trainees, filingId: made.filingId };
    },
    async stop() {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function loadRegister({ office }: RunningOffice, made: PlayedClass): Promise<void> {
  const operator = await office.desk('ops');
  const file = fileOf(made, 'register-certificates.csv');
  await operator.upload('/api/v1/practice/registers/certificates', file, 'PUT');
}

export const APPROVE_DEPARTMENT = {
  act: 'approve',
  answers: { classPlan: 'true', trainingProcess: 'true', supportingEvidence: 'true' },
} as const;

export const APPROVE_BUREAU = { act: 'approve', answers: { complete: 'true', procedure: 'true' } } as const;

export async function claimSeen({ office }: RunningOffice, claimId: string): Promise<Answer['body']> {
  return (await (await office.desk('school')).get(`/api/v1/claims/${claimId}`)).body;
}

/** As `desk.post`, without a look at the status; on the revision that is read right before, unless the headers name one. */
export async function tryPost(
  desk: Desk,
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Answer> {
  return desk.ask('POST', path, {
    body: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      ...('if-match' in headers ? {} : await revisionSeen(desk, path)),
      ...headers,
    },
  });
}

/** `If-Match` for an act on a claim, task, notice or batch; nothing for any other path or where it does not show. */
export async function revisionSeen(desk: Desk, path: string): Promise<Record<string, string>> {
  const resource = /^\/api\/v1\/(?:claims|tasks|notices|payout-batches)\/\w+/.exec(path)?.[0];
  const etag = resource === undefined ? null : (await desk.ask('GET', resource)).etag;
  return etag === null ? {} : { 'if-match': etag };
}

/** Both reviews of the base, approved. */
export async function reviewed({ office }: RunningOffice, claimId: string): Promise<void> {
  await decide(office, 'dept.hr', `claimId=${claimId}&stage=departmentReview`, APPROVE_DEPARTMENT);
  await decide(office, 'bureau.review', `claimId=${claimId}&stage=bureauReview`, APPROVE_BUREAU);
  await untilState(await office.desk('school'), claimId, 'noticePending');
}

/** One notice for these claims, confirmed by both sides: published. */
export async function publishedNotice(running: RunningOffice, claimIds: readonly string[]): Promise<PublishedNotice> {
  const department = await running.office.desk('dept.hr');
  const { id } = (await department.post('/api/v1/notices', { claimIds })).body;
  for (const username of ['dept.hr', 'bureau.review']) {
    await noticeAct(running, { username, noticeId: id, act: 'confirmation' });
  }
  const { state, endsAt, items } = (await department.get(`/api/v1/notices/${id}`)).body;
  if (state !== 'published') {
    throw new RangeError(`The notice is ${state}`);
  }
  return { id, endsAt, items };
}

export interface PublishedNotice {
  readonly id: string;
  readonly endsAt: string;
  readonly items: readonly { readonly itemNo: number; readonly claimId: string; readonly lineId: string }[];
}

export async function noticeAct(
  { office }: RunningOffice,
  asked: { readonly username: string; readonly noticeId: string; readonly act: string; readonly body?: object },
): Promise<Answer['body']> {
  const desk = await office.desk(asked.username);
  const { etag } = await desk.get(`/api/v1/notices/${asked.noticeId}`);
  const path = `/api/v1/notices/${asked.noticeId}/${asked.act}`;
  return (await desk.post(path, asked.body ?? {}, { ifMatch: etag ?? '' })).body;
}

/** Moves the clock to nine o'clock after the notice's end. */
export async function endNotice({ office }: RunningOffice, { endsAt }: PublishedNotice): Promise<void> {
  await office.moveClock({ advanceTo: new Date(Date.parse(endsAt) + 9 * 3_600_000).toISOString() });
}

/** Submitted claims of these sizes that Finance may pay. */
export async function dueClaims(running: OfficeOfClasses, sizes: readonly number[]): Promise<readonly ClaimOfClass[]> {
  const claims: ClaimOfClass[] = [];
  for (const size of sizes) {
    const claim = await running.claimOf(size);
    await reviewed(running, claim.id);
    claims.push(claim);
  }
  const notice = await publishedNotice(
    running,
    claims.map(({ id }) => id),
  );
  await endNotice(running, notice);
  for (const { id } of claims) {
    await untilState(await running.office.desk('school'), id, 'finance');
  }
  return claims;
}

export interface Instruction {
  readonly id: string;
  readonly claimId: string;
  readonly purpose: string;
  readonly amountFen: number;
  readonly state: string;
}

/** A batch of these claims, drafted by the maker. */
export async function draftedBatch({ office }: RunningOffice, claimIds: readonly string[]): Promise<string> {
  const maker = await office.desk('finance.maker');
  return (await maker.post('/api/v1/payout-batches', { claimIds })).body.id;
}

/** Releases a batch and gives its instructions as they stand then. */
export async function releasedBatch({ office }: RunningOffice, batchId: string): Promise<readonly Instruction[]> {
  const checker = await office.desk('finance.checker');
  const { etag } = await checker.get(`/api/v1/payout-batches/${batchId}`);
  await checker.post(`/api/v1/payout-batches/${batchId}/release`, {}, { ifMatch: etag ?? '' });
  return (await checker.get(`/api/v1/payout-batches/${batchId}/instructions`)).body.items;
}

/** What the bank says of an instruction, in signed events. */
export async function bankSays(
  { office }: RunningOffice,
  { id: instructionId, amountFen }: Instruction,
  ...types: readonly string[]
): Promise<void> {
  for (const type of types) {
    await office.reportPayout(`payout.${type}`, { instructionId, amountFen, valueDate: '2025-07-01' });
  }
}
