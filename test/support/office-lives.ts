import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileClass, fileOf, runClass, submitClaim, untilState, type PlayedClass } from '../../scripts/class-play.ts';
import type { Answer, Desk } from '../../scripts/office-client.ts';
import { createClassMaker, type MadeClass } from './made-class.ts';
import { runOffice, type RunningOffice } from './running-office.ts';

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
export async function officeWithClasses(sizes: readonly number[]): Promise<OfficeOfClasses> {
  const running = await runOffice();
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

/** As `desk.post`, without a look at the status. */
export function tryPost(desk: Desk, path: string, body: object, headers: Record<string, string> = {}): Promise<Answer> {
  return desk.ask('POST', path, {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID(), 'if-match': '*', ...headers },
  });
}
