import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untilState } from '../../../scripts/demo/class-play.ts';
import { until, type Answer } from '../../../scripts/demo/office-client.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import {
  APPROVE_DEPARTMENT,
  claimSeen,
  draftedBatch,
  dueClaims,
  officeWithClasses,
  tryPost,
  type ClaimOfClass,
  type OfficeOfClasses,
  revisionSeen,
} from '../../support/office-lives.ts';

let running: OfficeOfClasses;
/** Two claims that Finance may pay. */
let due: ClaimOfClass;
let dueToo: ClaimOfClass;
let reviewed: ClaimOfClass;
let partyId: string;

beforeAll(async () => {
  running = await officeWithClasses([1, 1, 2, 3]);
  const [one, other] = await dueClaims(running, [1, 1]);
  if (one === undefined || other === undefined) {
    throw new RangeError('No claim is due');
  }
  due = one;
  dueToo = other;
  reviewed = await running.claimOf(2);
  partyId =
    (await rows<{ id: string }>('SELECT applicant_party_id AS id FROM claim WHERE id = $1', due.id))[0]?.id ?? '';
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

async function rows<Row extends object>(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> {
  return (await running.pool.query<Row>(sql, [...values])).rows;
}

async function open(body: object, username = 'dept.hr'): Promise<Answer> {
  const found = { partyId, finding: 'SUBCONTRACTING', suspectedCrime: false, note: '经查，课程由他人承办', ...body };
  return tryPost(await running.office.desk(username), '/api/v1/cases', found);
}

async function close(caseId: string, body: object, username = 'bureau.review2'): Promise<Answer> {
  const said = { outcome: 'UNFOUNDED', reason: '核查完毕', ...body };
  return tryPost(await running.office.desk(username), `/api/v1/cases/${caseId}/closure`, said);
}

async function declare(username: string, partyIds: readonly string[]): Promise<Answer> {
  const body = JSON.stringify({ partyIds });
  return (await running.office.desk(username)).ask('PUT', '/api/v1/relations', {
    body,
    headers: { 'content-type': 'application/json' },
  });
}

const stateOf = async (claimId: string) => (await claimSeen(running, claimId)).state;

const suspended = async (claimId: string) => untilState(await running.office.desk('school'), claimId, 'suspended');

describe('a declared relation to the party', () => {
  it('R-134: hides its tasks from the reviewer and refuses his decision, in both languages, until it is taken back', async () => {
    const desk = await running.office.desk('dept.hr');
    const todo = async () => (await desk.get(`/api/v1/tasks?claimId=${reviewed.id}`)).body.items;
    const [task] = await todo();
    expect((await declare('dept.hr', [partyId])).body.items).toMatchObject([{ party: { id: partyId } }]);
    expect(await todo()).toEqual([]);
    expect((await desk.get('/api/v1/tasks?box=team')).body.items).toEqual([]);
    const refused = await tryPost(desk, `/api/v1/tasks/${task.id}/decision`, APPROVE_DEPARTMENT);
    expect([refused.status, refused.body.code, refused.body.title]).toEqual([403, 'CONFLICT_OF_INTEREST', '须回避']);
    const english = await tryPost(desk, `/api/v1/tasks/${task.id}/claim`, {}, { 'accept-language': 'en' });
    expect([english.status, english.body.title]).toEqual([403, 'A conflict of interest']);
    const { acts } = (await desk.get(`/api/v1/tasks/${task.id}`)).body;
    expect(acts.find(({ act }: { act: string }) => act === 'approve').why.code).toBe('CONFLICT_OF_INTEREST');
    expect(await stateOf(reviewed.id)).toBe('departmentReview');
    expect((await declare('dept.hr', [])).body.items).toEqual([]);
    expect(await todo()).toHaveLength(1);
  });

  it('R-134: is held by the database too, for tasks and for deciders, whatever was asked before', async () => {
    await declare('dept.hr', [partyId]);
    const [person] = await rows<{ id: string }>(`SELECT id FROM person WHERE username = 'dept.hr'`);
    const done = rows(
      `UPDATE task SET state = 'done', done_by = $2 WHERE entity_id = $1 AND state = 'open'`,
      reviewed.id,
      person?.id,
    );
    await expect(done).rejects.toMatchObject({ constraint: 'task_without_interest' });
    const decider = rows('INSERT INTO claim_decider VALUES ($1, $2, $3)', reviewed.id, person?.id, 'bureauReviewer');
    await expect(decider).rejects.toMatchObject({ constraint: 'task_without_interest' });
    expect((await open({}, 'dept.hr')).body.code).toBe('CONFLICT_OF_INTEREST');
    await declare('dept.hr', []);
    const unknown = await declare('dept.hr', [partyId, 'pty_nobody']);
    expect(unknown.body.errors).toMatchObject([{ pointer: '/partyIds/1', code: 'NOT_FOUND' }]);
    expect((await declare('school', [])).status).toBe(403);
  });
});

describe('a declared relation to a payee', () => {
  it('R-134: keeps the batch from the checker: hidden from his tasks, and released by somebody else', async () => {
    const batchId = await draftedBatch(running, [due.id]);
    const checker = await running.office.desk('finance.checker');
    const ofBatch = async () => {
      const { items } = (await checker.get('/api/v1/tasks?limit=200')).body;
      return items.filter((task: { batchId: string | null }) => task.batchId === batchId);
    };
    // The batch's workflow opens the task.
    await expect.poll(ofBatch, { timeout: 120_000 }).toHaveLength(1);
    await declare('finance.checker', [partyId]);
    expect(await ofBatch()).toEqual([]);
    const released = await tryPost(checker, `/api/v1/payout-batches/${batchId}/release`, {});
    expect([released.status, released.body.code]).toEqual([403, 'CONFLICT_OF_INTEREST']);
    await declare('finance.checker', []);
    expect(await ofBatch()).toHaveLength(1);
    expect(await stateOf(due.id)).toBe('finance');
  });
});

describe('an integrity case', () => {
  it('R-125: of subcontracting a class suspends its open claims and no other, also over a worker that was down', async () => {
    await running.stopWorker();
    const opened = await open({ filingId: reviewed.filingId }, 'dept.hr');
    expect([opened.status, opened.body.state]).toEqual([201, 'open']);
    expect(opened.body.claims).toMatchObject([{ claimId: reviewed.id, heldAt: null }]);
    await running.startWorker();
    await suspended(reviewed.id);
    expect(await stateOf(due.id)).toBe('finance');
    const hold = await holdOf(reviewed.id);
    expect(hold).toMatchObject({ category: 'case', until: null });
    expect(opened.body.outcomes[0]).toEqual({ code: 'UNFOUNDED', label: '查无实据' });
    expect((await close(opened.body.id, {})).body).toMatchObject({
      state: 'closed',
      outcome: 'UNFOUNDED',
      outcomeLabel: '查无实据',
    });
    await untilState(await running.office.desk('school'), reviewed.id, 'departmentReview');
    expect((await close(opened.body.id, {})).body.code).toBe('WRONG_STATE');
  });

  it('R-126: of a suspected crime is closed only with the number of the transfer, in the database as well', async () => {
    const { body } = await open({ filingId: reviewed.filingId, suspectedCrime: true, finding: 'FRAUD' });
    await suspended(reviewed.id);
    const refused = await close(body.id, { transferDocumentNo: ' ' });
    expect(refused.status).toBe(422);
    const missing = await close(body.id, {});
    expect([missing.status, missing.body.code]).toEqual([422, 'TRANSFER_DOCUMENT_MISSING']);
    const written = rows(
      `UPDATE integrity_case SET outcome = 'X', closing_reason = 'x', closed_at = now(),
         closed_by = (SELECT id FROM person WHERE username = 'bureau.review2') WHERE id = $1`,
      body.id,
    );
    await expect(written).rejects.toMatchObject({ constraint: 'integrity_case_transferred' });
    const half = rows('UPDATE integrity_case SET closed_at = now() WHERE id = $1', body.id);
    await expect(half).rejects.toMatchObject({ constraint: 'integrity_case_closed_whole' });
    const asked = await close(body.id, { transferDocumentNo: '移送〔2025〕3号' });
    expect(asked.body).toMatchObject({ id: body.id, state: 'waitsForConfirmation' });
    expect(await stateOf(reviewed.id)).toBe('suspended');
    const closed = await tryPost(
      await running.office.desk('bureau.review'),
      `/api/v1/cases/${body.id}/closure/confirmation`,
      {},
    );
    expect(closed.body).toMatchObject({ state: 'closed', transferDocumentNo: '移送〔2025〕3号' });
    await untilState(await running.office.desk('school'), reviewed.id, 'departmentReview');
  });

  it('R-127: lets no money out of any claim of the party, holds those submitted meanwhile, and ends with its closure', async () => {
    const batchId = await draftedBatch(running, [dueToo.id]);
    const { body } = await open({});
    await Promise.all([suspended(dueToo.id), suspended(reviewed.id)]);
    const later = await submittedUnderCase();
    const checker = await running.office.desk('finance.checker');
    await tryPost(checker, `/api/v1/payout-batches/${batchId}/release`, {});
    const [instruction] = await until('the batch to be done with the claim', async () => {
      const found = await rows<{ id: string; state: string; reason_code: string | null }>(
        `SELECT id, state, reason_code FROM payout_instruction WHERE claim_id = $1 AND state <> 'draft'`,
        dueToo.id,
      );
      return found.length === 0 ? null : found;
    });
    expect(instruction).toMatchObject({ state: 'cancelled', reason_code: 'CLAIM_HELD' });
    const data = { instructionId: instruction?.id, amountFen: 80_000, valueDate: '2025-07-01' };
    await running.office.reportPayout('payout.settled', data);
    const maker = await running.office.desk('finance.maker');
    const again = await tryPost(maker, '/api/v1/payout-batches', { claimIds: [dueToo.id] });
    expect([again.status, again.body.code]).toEqual([409, 'CLAIM_HELD']);
    expect(await claimSeen(running, dueToo.id)).toMatchObject({ state: 'suspended', totals: { totalPaidFen: 0 } });
    await nobodyReleases(dueToo.id);
    expect((await close(body.id, { outcome: 'TALK' }, 'bureau.review')).body.code).toBe('SAME_PERSON_FORBIDDEN');
    await close(body.id, { outcome: 'TALK' });
    const school = await running.office.desk('school');
    await Promise.all([due.id, dueToo.id].map((id) => untilState(school, id, 'finance')));
    await Promise.all([reviewed.id, later].map((id) => untilState(school, id, 'departmentReview')));
  });

  it('R-109: is read by the office with its claims and its audit entries, by nobody else, and changed by nobody', async () => {
    const opened = await open({ filingId: reviewed.filingId });
    const { id: caseId } = opened.body;
    await suspended(reviewed.id);
    await close(caseId, {});
    await untilState(await running.office.desk('school'), reviewed.id, 'departmentReview');
    const auditor = await running.office.desk('auditor');
    const { items } = (await auditor.get(`/api/v1/cases?partyId=${partyId}&state=closed`)).body;
    expect(items.map(({ id }: { id: string }) => id)).toContain(caseId);
    const seen = (await auditor.get(`/api/v1/cases/${caseId}`)).body;
    expect(seen.claims).toMatchObject([{ claimId: reviewed.id, releasedAt: expect.any(String) }]);
    expect(seen.audit.map(({ act, entityKind }: { act: string; entityKind: string }) => [entityKind, act])).toEqual([
      ['case', 'opened'],
      ['case', 'closed'],
    ]);
    expect((await auditor.get('/api/v1/audit/verification')).body.intact).toBe(true);
    const school = await running.office.desk('school');
    expect((await school.ask('GET', `/api/v1/cases/${caseId}`)).status).toBe(403);
    const changed = rows(`UPDATE integrity_case SET finding = 'FRAUD' WHERE id = $1`, caseId);
    await expect(changed).rejects.toThrow('keeps what was found');
  });
});

/** A class that nobody claimed before is claimed while the case is open: the sweep holds its claim. */
async function submittedUnderCase(): Promise<string> {
  const { filingId } = running.assessedClass(3);
  const school = await running.office.desk('school');
  const { id } = (await school.post('/api/v1/claims', { filingId })).body;
  await tryPost(school, `/api/v1/claims/${id}/submission`, { pledge: true });
  await suspended(id);
  return id;
}

/** As an operator sees it. */
async function holdOf(claimId: string) {
  return (await (await running.office.desk('ops')).get(`/api/v1/claims/${claimId}`)).body.holds[0];
}

async function nobodyReleases(claimId: string): Promise<void> {
  const operator = await running.office.desk('ops');
  const hold = await holdOf(claimId);
  const path = `/api/v1/claims/${claimId}/holds/${hold.id}`;
  const headers = { 'idempotency-key': crypto.randomUUID(), ...(await revisionSeen(operator, path)) };
  const refused = await operator.ask('DELETE', path, { headers });
  expect([refused.status, refused.body.code]).toEqual([409, 'CASE_OPEN']);
}
