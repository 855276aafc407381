import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActStore } from '../../../api/kernel/act-ports.ts';
import { createDesk, type WorkflowDesk } from '../../../api/kernel/entity-desk.ts';
import type { EntityAct } from '../../../api/kernel/desk-port.ts';
import type { ClaimCourse } from '../../../domain/claim/claim-course.ts';
import type { Role } from '../../../domain/codes.ts';
import { lawAndClock, sealerOf } from '../../../main/office/process-parts.ts';
import { createClaimStore } from '../../../prisma/claim/claim-store.ts';
import { createActStore } from '../../../prisma/kernel/act-store.ts';
import { answerDaysOf } from '../../../prisma/line/register-questions.ts';
import { createRecordings } from '../../../prisma/recordings/create-recordings.ts';
import { createTaskCases } from '../../../prisma/task/task-cases.ts';
import { actOnClaim, decide, untilState } from '../../../scripts/demo/class-play.ts';
import { currentClaimQuery } from '../../../workflows/claim-messages.ts';
import { API_KEYS, trust } from '../../support/act-keys.ts';
import { confirmNotice, endPublished } from '../../support/asking-entities.ts';
import { testAsker } from '../../support/register-asker.ts';
import { failedWorkflowTasks, keepHistory } from '../../support/histories.ts';
import {
  APPROVE_BUREAU,
  APPROVE_DEPARTMENT,
  claimSeen,
  officeWithClasses,
  tryPost,
  type OfficeOfClasses,
} from '../../support/office-lives.ts';

let running: OfficeOfClasses;
let desk: WorkflowDesk;

beforeAll(async () => {
  running = await officeWithClasses([1, 1, 1, 1, 1, 1, 1, 1]);
  desk = createDesk(running.client, createActStore(running.pool, API_KEYS), running.taskQueue);
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

interface Reviewer {
  readonly username: string;
  readonly roles: readonly Role[];
  readonly answers: Readonly<Record<string, 'true'>>;
}

const DEPARTMENT: Reviewer = {
  username: 'dept.hr',
  roles: ['departmentReviewer', 'noticeOfficer'],
  answers: APPROVE_DEPARTMENT.answers,
};
const BUREAU: Reviewer = {
  username: 'bureau.review',
  roles: ['bureauReviewer'],
  answers: APPROVE_BUREAU.answers,
};

/** An approval, the department's if nothing else is said, as the API keeps it before anybody is asked. */
async function keptApproval(claimId: string, { username, roles, answers }: Reviewer = DEPARTMENT) {
  const { rows } = await running.pool.query<{ id: string; section: string }>(
    `SELECT id, section FROM person WHERE username = $1`,
    [username],
  );
  const personId = rows[0]?.id ?? '';
  const known = await createTaskCases(running.pool).claimCase(claimId);
  if (known === null) {
    throw new RangeError(`No claim ${claimId}`);
  }
  const actor = {
    personId,
    organ: 'HRSS',
    section: rows[0]?.section ?? null,
    jurisdiction: '150600',
    roles,
    partyId: null,
  } as const;
  const atMs = Date.parse('2025-06-20T10:00:00+08:00');
  const decision = { kind: 'decide', task: 'review', purpose: 'base', decision: 'approve', refusedLines: 0 } as const;
  const asked = { ...decision, actor, atMs, expectedRevision: known.course.revision };
  const kept = await createActStore(running.pool, API_KEYS).keep({
    personId,
    idempotencyKey: `killed ${claimId}`,
    taskId: null,
    body: { answers },
    message: (actId): EntityAct => ({ entity: 'claim', id: claimId, message: { ...asked, actId } }),
  });
  return { ...known, actId: kept.actId, message: { ...asked, actId: kept.actId } };
}

/** The recordings as the worker has them, without its workflows. */
function recordings() {
  const { pool, config } = running;
  const { library } = lawAndClock(config, pool);
  const sealer = sealerOf(config);
  return createRecordings({
    pool,
    sealer,
    answerDaysOf: answerDaysOf(library),
    calendar: library.calendar,
    ...trust(),
  });
}

/** What a server leaves that is killed between the recording's commit and the end of the workflow task. */
async function recordedButForgotten(claimId: string): Promise<string> {
  const { course: before, plan, actId, message } = await keptApproval(claimId);
  expect(await recordings().recordClaim({ before, message, plan, isOwnTurn: false })).toMatchObject({
    kind: 'recorded',
  });
  return actId;
}

/** What a server leaves that is killed between a submission's commit and the start of the workflow. */
async function submittedWithoutStart(claimId: string) {
  const { pool, config } = running;
  const sealer = sealerOf(config);
  const { library } = lawAndClock(config, pool);
  const store = createClaimStore(pool, { sealer, library, asker: testAsker(pool, sealer) });
  const { rows } = await pool.query<{ id: string; party_id: string }>(
    `SELECT id, party_id FROM person WHERE username = 'school'`,
  );
  const caller = {
    personId: rows[0]?.id ?? '',
    displayName: 'school',
    organ: null,
    section: null,
    jurisdiction: '150600',
    roles: ['applicant'],
    partyId: rows[0]?.party_id ?? null,
  } as const;
  return store.submit({ claimId, caller, at: new Date('2025-06-20T10:00:00+08:00'), idempotencyKey: 'lost start' });
}

async function expectAgreement(claimId: string): Promise<void> {
  const course = await running.client.workflow.getHandle(`claim/${claimId}`).query<ClaimCourse>(currentClaimQuery);
  const { rows } = await running.pool.query('SELECT course, revision FROM claim WHERE id = $1', [claimId]);
  expect(rows).toEqual([{ course, revision: course.revision }]);
}

describe('an act that Postgres recorded and the history forgot (D2)', () => {
  it('is done when it is sent again, once, and history, Postgres and the next act agree', async () => {
    const { id } = await running.claimOf(1);
    const actId = await recordedButForgotten(id);
    expect(await desk.deliver(actId, 120_000)).toMatchObject({ kind: 'done', outcome: { state: 'inReview' } });
    expect(await desk.deliver(actId, 120_000)).toMatchObject({ kind: 'done' });
    await expectAgreement(id);
    await decide(running.office, 'bureau.review', `claimId=${id}`, APPROVE_BUREAU);
    expect((await claimSeen(running, id)).state).toBe('noticePending');
    await expectAgreement(id);
    const audit = await running.pool.query('SELECT FROM audit_entry WHERE act_id = $1', [actId]);
    expect(audit.rowCount).toBe(1);
    await keepHistory(running, 'claim-forgotten-act-repeated', `claim/${id}`);
  });

  it('is adopted when another act comes first, which is refused with WRONG_STATE; then all agree', async () => {
    const { id } = await running.claimOf(1);
    const operator = await running.office.desk('ops');
    const actId = await recordedButForgotten(id);
    const hold = { category: 'COMPLAINT', reason: '群众举报' };
    const refused = await tryPost(operator, `/api/v1/claims/${id}/holds`, hold);
    expect([refused.status, refused.body.code]).toEqual([409, 'WRONG_STATE']);
    await expectAgreement(id);
    expect((await claimSeen(running, id)).state).toBe('bureauReview');
    await actOnClaim(operator, id, 'holds', hold);
    expect((await claimSeen(running, id)).state).toBe('suspended');
    await expectAgreement(id);
    expect(await desk.deliver(actId, 120_000)).toMatchObject({ kind: 'done' });
    await expectAgreement(id);
    await keepHistory(running, 'claim-forgotten-act-adopted', `claim/${id}`);
  });
});

describe('an act that two senders bring (D2)', () => {
  it('is done, and not refused, when the other sender made up between for what the history forgot', async () => {
    const { id } = await running.claimOf(1);
    const forgottenId = await recordedButForgotten(id);
    const { actId } = await keptApproval(id, BUREAU);
    const acts = createActStore(running.pool, API_KEYS);
    const late: ActStore = {
      ...acts,
      async forgotten(...which) {
        // The workflow has refused the approval, which comes before the one it forgot; now the other sender is faster.
        expect(await desk.deliver(forgottenId, 120_000)).toMatchObject({ kind: 'done' });
        return acts.forgotten(...which);
      },
    };
    expect(await createDesk(running.client, late, running.taskQueue).deliver(actId, 120_000)).toMatchObject({
      kind: 'done',
      outcome: { state: 'noticePending' },
    });
    expect((await claimSeen(running, id)).state).toBe('noticePending');
    await expectAgreement(id);
  });

  it('stays refused when the slower one brings it after the refusal; only much later it is taken for a forgery', async () => {
    const { id } = await running.claimOf(1);
    const { course: before, plan, actId, message } = await keptApproval(id);
    await createActStore(running.pool, API_KEYS).answered(actId, 'WRONG_STATE');
    const recorded = await recordings().recordClaim({ before, message, plan, isOwnTurn: false });
    expect(recorded).toEqual({ kind: 'refused', code: 'WRONG_STATE' });
    const forged = () => running.pool.query('SELECT cause FROM forged_act WHERE entity_id = $1', [id]);
    expect((await forged()).rows).toEqual([]);
    await running.pool.query(`UPDATE act SET answered_at = now() - interval '1 hour' WHERE id = $1`, [actId]);
    expect(await recordings().recordClaim({ before, message, plan, isOwnTurn: false })).toMatchObject({
      code: 'FORGED_ACT',
    });
    expect((await forged()).rows).toEqual([{ cause: 'notAccepted' }]);
    await decide(running.office, 'dept.hr', `claimId=${id}`, APPROVE_DEPARTMENT);
    expect((await claimSeen(running, id)).state).toBe('bureauReview');
    await expectAgreement(id);
  });
});

describe('an act of a notice or batch that Postgres recorded and the history forgot (D2, D5)', () => {
  it('is asked again before the next one is refused, so the claim never hangs in its notice', async () => {
    const { id } = await running.claimOf(1);
    await decide(running.office, 'dept.hr', `claimId=${id}`, APPROVE_DEPARTMENT);
    await decide(running.office, 'bureau.review', `claimId=${id}`, APPROVE_BUREAU);
    const { rows } = await running.pool.query<{ notice_id: string }>(
      `SELECT notice_id FROM notice_claim WHERE claim_id = $1 AND state = 'drafted'`,
      [id],
    );
    const noticeId = rows[0]?.notice_id ?? '';
    // The first record of the notice's own workflow comes after the answer that drafted it.
    const begun = `SELECT FROM audit_entry WHERE entity_kind = 'notice' AND entity_id = $1 AND act = 'begin'`;
    await expect.poll(async () => (await running.pool.query(begun, [noticeId])).rowCount, { timeout: 120_000 }).toBe(1);
    const known = await createTaskCases(running.pool).claimCase(id);
    if (known === null) {
      throw new RangeError(`No claim ${id}`);
    }
    const atMs = Date.parse('2025-06-20T09:00:00+08:00');
    const periodMs = 30 * 86_400_000;
    await confirmNotice(running.pool, noticeId, ['dept.hr', 'bureau.review'], atMs - periodMs);
    const opening = { kind: 'noticeOpening', noticeId, actId: `${noticeId}/opening/${id}`, atMs } as const;
    const recorded = await recordings().recordClaim({
      before: known.course,
      message: opening,
      plan: known.plan,
      isOwnTurn: false,
    });
    expect(recorded.kind).toBe('recorded');

    await endPublished(running.pool, noticeId, new Date(atMs));
    const closed = {
      kind: 'noticeClosed',
      noticeId,
      outcome: 'clean',
      actId: `${noticeId}/clean/1/${id}`,
      atMs,
    } as const;
    expect(await desk.ask({ entity: 'claim', id, message: closed }, 120_000)).toMatchObject({
      kind: 'done',
      outcome: { state: 'finance' },
    });
    await expectAgreement(id);
    const unanswered = await running.pool.query('SELECT id FROM act WHERE entity_id = $1 AND answered_at IS NULL', [
      id,
    ]);
    expect(unanswered.rows).toEqual([]);
  });
});

describe('what was lost on the way', () => {
  it('an act that was kept and never asked is delivered by the relay', async () => {
    const { id } = await running.claimOf(1);
    await keptApproval(id);
    await untilState(await running.office.desk('school'), id, 'bureauReview');
    await expectAgreement(id);
    const acts = await running.pool.query(`SELECT state FROM act WHERE entity_id = $1 AND act = 'decide'`, [id]);
    expect(acts.rows).toEqual([{ state: 'recorded' }]);
  });

  it('a claim whose start was lost is started by the sweep (D4)', async () => {
    const made = running.assessedClass(1);
    const school = await running.office.desk('school');
    const claimId = (await school.post('/api/v1/claims', { filingId: made.filingId })).body.id;
    expect(await submittedWithoutStart(claimId)).toMatchObject({ ok: true });
    await untilState(school, claimId, 'departmentReview');
    await expectAgreement(claimId);
  });

  it('a decision while no worker runs answers 503, and its key applies it once when one is back (api §1)', async () => {
    const { id } = await running.claimOf(1);
    const department = await running.office.desk('dept.hr');
    const task = (await department.get(`/api/v1/tasks?box=todo&claimId=${id}`)).body.items[0];
    await running.stopWorker();
    const headers = { 'idempotency-key': `down-${id}`, 'if-match': `"${task.revision}"` };
    const down = await tryPost(department, `/api/v1/tasks/${task.id}/decision`, APPROVE_DEPARTMENT, headers);
    expect([down.status, down.body.code]).toEqual([503, 'WORKER_UNAVAILABLE']);
    await running.startWorker();
    const again = await tryPost(department, `/api/v1/tasks/${task.id}/decision`, APPROVE_DEPARTMENT, headers);
    expect(again.status).toBe(200);
    expect((await claimSeen(running, id)).state).toBe('bureauReview');
    await expectAgreement(id);
    const acts = await running.pool.query(`SELECT FROM act WHERE entity_id = $1 AND act = 'decide'`, [id]);
    expect(acts.rowCount).toBe(1);
  });
});
