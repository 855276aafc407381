import { createHash } from 'node:crypto';
import pg from 'pg';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../../prisma/password-hash.ts';
import { createPracticeRegisters } from '../../prisma/practice-registers.ts';
import { createPracticeClock } from '../../prisma/clock-store.ts';
import { connectDatabase, type Database } from '../../prisma/connection.ts';
import { createClaimStore } from '../../prisma/claim-store.ts';
import { createDiagnosisStore } from '../../prisma/diagnosis-facts.ts';
import { noticePage, noticePageDigest } from '../../prisma/notice-store.ts';
import { createSnapshotCache } from '../../prisma/recordings/recording-context.ts';
import { createSealer } from '../../prisma/sealing.ts';
import { listValues, TASK_LISTS } from '../../prisma/task-list.ts';
import { claimRoutes } from '../../api/routes/claims/claim-routes.ts';
import { addClass, addPeople } from '../support/claim-classes.ts';
import { WELDER } from '../support/claim-app.ts';
import { httpClient, type HttpClient } from '../support/http-client.ts';
import { startIntakeApp, type IntakeApp } from '../support/intake-app.ts';
import { createOfficeDesk, officeRoutes } from '../support/office-app.ts';
import { PRACTICE_LIBRARY, practiceCsv } from '../support/policy-library.ts';
import { createTestDatabase, type TestDatabase } from '../support/test-database.ts';

let testDatabase: TestDatabase;
let database: Database;
let outside: Database;
let app: IntakeApp;
let office: ReturnType<typeof createOfficeDesk>;
let refused: { signatures: number };
let people: Record<'school' | 'dept' | 'dept2' | 'union' | 'bureau' | 'maker' | 'checker' | 'ops' | 'nobody', HttpClient>;
const sealer = createSealer([{ id: 1, secret: Buffer.alloc(32, 7) }]);
let occupations = 0;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  database = connectDatabase(testDatabase.url);
  outside = connectDatabase(testDatabase.url);
  const { pool } = database;
  const registers = createPracticeRegisters(outside.pool, sealer);
  const clock = createPracticeClock(pool);
  const { calendar } = PRACTICE_LIBRARY;
  const context = { pool, sealer, registers, calendar, snapshots: createSnapshotCache() };
  office = createOfficeDesk(context, () => clock.now());
  const parts = officeRoutes(context, office, () => clock.now());
  ({ refused } = parts);
  const claims = createClaimStore(pool, { sealer, registers, library: PRACTICE_LIBRARY });
  const deps = { claims, diagnoses: createDiagnosisStore(pool, calendar), desk: office.desk };
  app = await startIntakeApp(testDatabase.url, [...claimRoutes(deps), ...parts.routes]);
  await setTime('2025-06-23T10:00:00+08:00');
  await addOfficers();
  for (const register of ['certificates', 'identity'] as const) {
    await registers.load(register, practiceCsv(`class-welders/register-${register}.csv`), true);
  }
  const as = async (username: string) => httpClient(app.base, await app.tokenOf(username));
  const [school, dept, dept2, union, bureau, maker, checker, ops] = await Promise.all(
    ['school', 'dept.hr', 'dept.hr2', 'dept.union', 'bureau.review', 'finance.maker', 'finance.checker', 'ops'].map(as),
  );
  if (!school || !dept || !dept2 || !union || !bureau || !maker || !checker || !ops) {
    throw new Error('Somebody is missing');
  }
  people = { school, dept, dept2, union, bureau, maker, checker, ops, nobody: httpClient(app.base, null) };
});

afterAll(async () => {
  await app.close();
  await database.close();
  await outside.close();
  await testDatabase.drop();
});

async function setTime(instant: string): Promise<void> {
  await database.pool.query('UPDATE environment SET clock_offset_ms = $1', [Date.parse(instant) - Date.now()]);
  app.clock.forget();
}

async function addOfficers(): Promise<void> {
  const hash = await hashPassword('practice');
  await database.pool.query(
    `INSERT INTO person (id, username, password_hash, display_name, organ, section, jurisdiction, roles) VALUES
       ('per_depthr2', 'dept.hr2', $1, 'dept.hr2', 'HRSS', '就业服务', '150600', '{departmentReviewer}'),
       ('per_maker', 'finance.maker', $1, 'maker', 'FINANCE', NULL, '150600', '{financeMaker}'),
       ('per_checker', 'finance.checker', $1, 'checker', 'FINANCE', NULL, '150600', '{financeChecker}'),
       ('per_ops', 'ops', $1, 'ops', NULL, NULL, '150600', '{operator}')`,
    [hash],
  );
}

/** A submitted claim of one welder, visited at all three links unless said. */
async function aClaim(isVisited = true): Promise<string> {
  const { pool } = database;
  await pool.query('DELETE FROM yearly_slot; DELETE FROM occupation_level_key');
  const occupationCode = `1-00-00-${(occupations += 1)}`;
  const filingId = await addClass(pool, sealer, { partyId: 'pty_school', personId: 'per_school', occupationCode });
  await addPeople(pool, sealer, filingId, [WELDER]);
  if (isVisited) {
    await pool.query(
      `INSERT INTO supervision_entry (id, filing_id, kind, visited_on, note, person_id, at)
       SELECT 'vis_' || md5($1 || kind), $1, kind, '2025-06-01', 'x', 'per_depthr', now()
       FROM unnest(ARRAY['CLASS_PLAN', 'TEACHING_ORGANISATION', 'GRADUATION_ASSESSMENT']) AS kind`,
      [filingId],
    );
  }
  const drafted = await people.school.send('POST', '/api/v1/claims', { filingId });
  const path = `/api/v1/claims/${drafted.body.id}`;
  const submitted = await people.school.send('POST', `${path}/submission`, { pledge: true }, { 'If-Match': '*' });
  expect(submitted.status).toBe(200);
  return drafted.body.id;
}

const APPROVE_DEPARTMENT = {
  act: 'approve',
  answers: { classPlan: 'true', trainingProcess: 'true', supportingEvidence: 'true' },
};
const APPROVE_BUREAU = { act: 'approve', answers: { complete: 'true', procedure: 'true' } };

async function taskOf(who: HttpClient, claimId: string) {
  const page = await who.send('GET', `/api/v1/tasks?box=team&claimId=${claimId}`);
  return page.body.items[0];
}

async function decide(who: HttpClient, task: { id: string; revision: number }, body: object, headers: object = {}) {
  return who.send('POST', `/api/v1/tasks/${task.id}/decision`, body, { 'If-Match': `"${task.revision}"`, ...headers });
}

/** The department's approval: the practice register does not know these occupations, so it accepts the line by name. */
async function approval(claimId: string) {
  const lines = await people.dept.send('GET', `/api/v1/claims/${claimId}/lines`);
  const acceptLines = lines.body.items.map(({ id: lineId }: { id: string }) => ({ lineId, remark: '已核对纸质证书' }));
  return { ...APPROVE_DEPARTMENT, acceptLines };
}

async function reviewed(): Promise<string> {
  const claimId = await aClaim();
  const first = await decide(people.dept, await taskOf(people.dept, claimId), await approval(claimId));
  expect(first.body).toMatchObject({ claim: { state: 'bureauReview' } });
  const second = await decide(people.bureau, await taskOf(people.bureau, claimId), APPROVE_BUREAU);
  expect(second.body.claim).toMatchObject({ state: 'noticePending', stage: 'jointNotice' });
  return claimId;
}

async function started(noticeId: string) {
  const begun = await people.dept.send('GET', `/api/v1/notices/${noticeId}`);
  if (begun.body.revision === 0) {
    await office.desk.start('notice', noticeId);
  }
}

async function noticeOf(claimId: string): Promise<string> {
  const notices = await people.dept.send('GET', `/api/v1/notices?claimId=${claimId}&state=draft`);
  const noticeId: string = notices.body.items[0].id;
  await started(noticeId);
  return noticeId;
}

async function confirm(who: HttpClient, noticeId: string) {
  return who.send('POST', `/api/v1/notices/${noticeId}/confirmation`, undefined, { 'If-Match': '*' });
}

async function published(): Promise<{ claimId: string; noticeId: string }> {
  const claimId = await reviewed();
  const noticeId = await noticeOf(claimId);
  expect((await confirm(people.dept, noticeId)).body.state).toBe('confirmedByOne');
  expect((await confirm(people.bureau, noticeId)).body.state).toBe('published');
  return { claimId, noticeId };
}

async function due(): Promise<string> {
  const { claimId, noticeId } = await published();
  const { rows } = await database.pool.query<{ ends_at: Date }>('SELECT ends_at FROM notice WHERE id = $1', [noticeId]);
  await office.endNotice(noticeId, rows[0]?.ends_at.getTime() ?? 0);
  return claimId;
}

async function event(body: object, id: string, secret = 'whsec_test', at = new Date()) {
  const text = JSON.stringify(body);
  const signature = new Webhook(secret).sign(id, at, text);
  return people.nobody.send('POST', '/api/v1/payout-events', text, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': signature,
  });
}

describe('tasks', () => {
  it('are listed for whoever may decide them, and an applicant has none', async () => {
    const claimId = await aClaim();
    const todo = await people.dept.send('GET', `/api/v1/tasks?claimId=${claimId}`);
    expect(todo.body.items).toMatchObject([{ kind: 'review', stage: 'departmentReview', dueState: 'ok', claimId }]);
    expect((await people.bureau.send('GET', `/api/v1/tasks?claimId=${claimId}`)).body.items).toEqual([]);
    expect((await people.school.send('GET', '/api/v1/tasks?box=team')).body.items).toEqual([]);
    const { id } = todo.body.items[0];
    expect((await people.school.send('GET', `/api/v1/tasks/${id}`)).status).toBe(404);
    expect((await people.union.send('GET', `/api/v1/tasks/${id}`)).status).toBe(404);
    const task = await people.dept.send('GET', `/api/v1/tasks/${id}`);
    expect(task.headers.get('etag')).toBe(`"${task.body.revision}"`);
    expect(task.body.acts).toContainEqual({ act: 'approve', allowed: true });
    expect(task.body.questions).toEqual(['classPlan', 'trainingProcess', 'supportingEvidence']);
  });

  it('refuse in the order: state, duties, seat, tag, sense (R-091 to R-094, R-037)', async () => {
    const claimId = await aClaim(false);
    const task = await taskOf(people.dept, claimId);
    const path = `/api/v1/tasks/${task.id}/decision`;
    expect((await people.bureau.send('POST', path, APPROVE_DEPARTMENT)).body.status).toBe(403);
    expect((await people.dept.send('POST', path, APPROVE_DEPARTMENT)).status).toBe(428);
    expect((await decide(people.dept, { ...task, revision: 9 }, APPROVE_DEPARTMENT)).status).toBe(412);
    const half = await decide(people.dept, task, { act: 'approve', answers: { classPlan: 'true' } });
    expect(half.body).toMatchObject({ status: 422, code: 'ANSWERS_MISSING' });
    expect(half.body.errors[0]).toMatchObject({ pointer: '/answers/trainingProcess', code: 'QUESTION_UNANSWERED' });
    const doubtful = { act: 'approve', answers: { ...APPROVE_DEPARTMENT.answers, classPlan: 'cannotTell' } };
    expect((await decide(people.dept, task, doubtful)).body.code).toBe('ANSWER_FORBIDS_APPROVAL');
    const undecided = await decide(people.dept, task, APPROVE_DEPARTMENT);
    expect(undecided.body).toMatchObject({ code: 'FINDINGS_UNDECIDED', errors: [{ code: 'FINDING_UNDECIDED' }] });
    const unvisited = await decide(people.dept, task, await approval(claimId));
    expect(unvisited.body).toMatchObject({ code: 'SUPERVISION_MISSING' });
    expect(unvisited.body.errors).toHaveLength(3);
    expect((await decide(people.dept, task, { act: 'reject' })).body.code).toBe('REASON_MISSING');
    const stranger = { ...APPROVE_DEPARTMENT, refuseLines: [{ lineId: 'lin_unknown', code: 'ATTENDANCE_TOO_LOW' }] };
    expect((await decide(people.dept, task, stranger)).body.code).toBe('LINE_UNKNOWN');
    expect((await decide(people.dept, task, { act: 'uphold' })).body.code).toBe('WRONG_STATE');
  });

  it('keep the two reviews apart by person and section (R-009)', async () => {
    const claimId = await aClaim();
    const first = await taskOf(people.dept, claimId);
    expect((await decide(people.dept, first, await approval(claimId))).status).toBe(200);
    expect((await decide(people.dept, first, await approval(claimId))).body.code).toBe('WRONG_STATE');
    const second = await taskOf(people.bureau, claimId);
    expect((await decide(people.dept, second, APPROVE_BUREAU)).body.code).toBe('SAME_PERSON_FORBIDDEN');
    expect((await decide(people.dept2, second, APPROVE_BUREAU)).body.code).toBe('SAME_SECTION_FORBIDDEN');
    const headers = { 'Idempotency-Key': `again-${claimId}` };
    expect((await decide(people.bureau, second, APPROVE_BUREAU, headers)).status).toBe(200);
    const replayed = await decide(people.bureau, second, APPROVE_BUREAU, headers);
    expect([replayed.status, replayed.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
  });

  it('are claimed, handed on by an operator with a reason, extended and reminded of (R-149)', async () => {
    const claimId = await aClaim();
    const { id } = await taskOf(people.dept, claimId);
    const path = `/api/v1/tasks/${id}`;
    expect((await people.dept2.send('POST', `${path}/claim`)).body).toMatchObject({ assignee: 'per_depthr2' });
    expect((await people.dept.send('POST', `${path}/claim`)).body.code).toBe('TASK_ASSIGNED');
    expect((await decide(people.dept, await taskOf(people.dept, claimId), APPROVE_DEPARTMENT)).body.code).toBe('TASK_ASSIGNED');
    expect((await people.ops.send('POST', `${path}/transfer`, { to: 'dept.hr' })).body.code).toBe('REASON_MISSING');
    const reason = '休假';
    expect((await people.ops.send('POST', `${path}/transfer`, { to: 'finance.maker', reason })).status).toBe(422);
    const moved = await people.ops.send('POST', `${path}/transfer`, { to: 'dept.hr', reason });
    expect(moved.body).toMatchObject({ assignee: 'per_depthr' });
    expect((await people.ops.send('POST', `${path}/extension`, { dueOn: '2025-06-23', reason })).status).toBe(422);
    const extended = await people.ops.send('POST', `${path}/extension`, { dueOn: '2025-08-01', reason });
    expect(extended.body).toMatchObject({ dueAt: '2025-08-01T16:00:00.000Z', dueState: 'ok' });
    expect((await people.ops.send('POST', `${path}/remind`)).status).toBe(200);
    expect((await people.dept.send('POST', `${path}/extension`, { dueOn: '2025-08-02', reason })).status).toBe(403);
    const mine = await people.dept.send('GET', `/api/v1/tasks?box=mine&claimId=${claimId}`);
    expect(mine.body.items).toHaveLength(1);
  });

  it('are one index-only page among ten thousand, and pages follow each other without a gap', async () => {
    const { pool } = database;
    await pool.query(
      `INSERT INTO task (id, kind, stage, round, jurisdiction, organ, role, subject, state, starts_on, due_on, near_on, created_at)
       SELECT 'tsk_' || md5(n::text), 'review', 'bulk', 1, '150600', CASE WHEN n % 2 = 0 THEN 'TRADE_UNION' ELSE 'EDUCATION' END,
         'departmentReviewer', 'x', 'open', '2025-06-01', CASE WHEN n % 7 = 0 THEN NULL ELSE date '2025-06-01' + n % 90 END,
         '2025-06-20', now() FROM generate_series(1, 10000) AS n`,
    );
    await vacuumTasks();
    const caller = { personId: 'per_deptunion', displayName: '', organ: 'TRADE_UNION', section: null, jurisdiction: '150600', partyId: null, roles: ['departmentReviewer', 'noticeOfficer'] } as const;
    const values = listValues({ box: 'todo', limit: 50, after: null }, caller);
    const plan = await pool.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${TASK_LISTS.todo}`, [...values]);
    const text = JSON.stringify(plan.rows);
    expect(text).toContain('Index Only Scan');
    expect(text).not.toContain('"Seq Scan"');
    const seen = new Set<string>();
    for (let cursor = ''; ;) {
      const page = await people.union.send('GET', `/api/v1/tasks?stage=bulk&limit=200${cursor}`);
      page.body.items.forEach((item: { id: string }) => seen.add(item.id));
      if (page.body.nextCursor === null) {
        break;
      }
      cursor = `&cursor=${page.body.nextCursor}`;
    }
    expect(seen.size).toBe(5_000);
    await pool.query(`DELETE FROM task WHERE stage = 'bulk'`);
  });
});

/** Only the owner of the tables may vacuum them. */
async function vacuumTasks(): Promise<void> {
  const owner = new pg.Client(testDatabase.ownerUrl);
  await owner.connect();
  await owner.query('VACUUM ANALYZE task');
  await owner.end();
}

describe('notices', () => {
  it('are published by two sides, masked, with a digest that can be computed again (R-095, R-096)', async () => {
    const claimId = await reviewed();
    const noticeId = await noticeOf(claimId);
    expect((await confirm(people.dept, noticeId)).body).toMatchObject({ state: 'confirmedByOne' });
    expect((await confirm(people.dept, noticeId)).body.code).toBe('SAME_PERSON_FORBIDDEN');
    const opened = await confirm(people.bureau, noticeId);
    expect(opened.body).toMatchObject({ state: 'published', endsOn: '2025-06-30', claimIds: [claimId] });
    expect(opened.body.items).toMatchObject([{ itemNo: 1, name: '额****尔', idNumber: '15*************286', amountFen: 80_000 }]);
    expect(opened.body.pageHash).toBe(noticePageDigest(await noticePage(database.pool, noticeId)));
    const seen = await people.nobody.send('GET', `/public/notices/${noticeId}`);
    expect(seen.body).toMatchObject({ id: noticeId, state: 'published' });
    const page = await people.nobody.send('GET', `/public/notices/${noticeId}`, undefined, { Accept: 'text/html' });
    expect(page.body).toContain('练习环境');
    expect(page.body).toContain('15*************286');
    expect(page.body).not.toContain(WELDER.idNumber);
    expect((await people.nobody.send('GET', '/public/notices')).body.items[0].id).toBe(noticeId);
    expect((await people.nobody.send('GET', '/public/pages.css')).status).toBe(200);
  });

  it('take the place of automatic drafts when claims are joined, and a claim is in one live notice', async () => {
    const claimIds = [await reviewed(), await reviewed()];
    const [single] = await Promise.all(claimIds.map(noticeOf));
    const joint = await people.bureau.send('POST', '/api/v1/notices', { claimIds });
    expect(joint.body).toMatchObject({ state: 'draft', claimIds: claimIds.toSorted() });
    expect(joint.body.items.map((item: { itemNo: number }) => item.itemNo)).toEqual([1, 2]);
    expect((await people.dept.send('GET', `/api/v1/notices/${single}`)).body).toMatchObject({ state: 'withdrawn', reason: 'REPLACED' });
    expect((await people.bureau.send('POST', '/api/v1/notices', { claimIds })).body.code).toBe('ALREADY_IN_NOTICE');
    expect((await people.union.send('POST', '/api/v1/notices', { claimIds })).body.code).toBe('INVALID');
    expect((await people.bureau.send('POST', '/api/v1/notices', { claimIds: [await aClaim()] })).body.code).toBe('WRONG_STATE');
  });

  it('take objections from anybody until they end, and the department rules on them (R-099)', async () => {
    const { claimId, noticeId } = await published();
    const path = `/public/notices/${noticeId}/objections`;
    const said = { itemNo: 1, statement: '此人未参加培训', contact: '13800138000' };
    expect((await people.nobody.send('POST', path, { ...said, itemNo: 9 })).status).toBe(422);
    const received = await people.nobody.send('POST', path, said);
    expect([received.status, typeof received.body.receiptNo]).toEqual([202, 'string']);
    const tasks = await people.dept.send('GET', '/api/v1/tasks?stage=jointNotice&limit=200');
    const task = tasks.body.items.find((item: { kind: string; noticeId: string }) => item.kind === 'objection' && item.noticeId === noticeId);
    expect((await decide(people.bureau, task, { act: 'uphold' })).status).toBe(403);
    const { objectionId } = (await people.dept.send('GET', `/api/v1/tasks/${task.id}`)).body;
    const revealed = await people.dept.send('POST', '/api/v1/reveals', { resource: `objections/${objectionId}`, fields: ['statement'], purpose: '核查异议' });
    expect(revealed.body.values).toEqual({ statement: said.statement });
    expect((await decide(people.dept, task, { act: 'dismiss', remark: '查无此事' })).status).toBe(200);
    const before = new Date(Date.now() + (await app.clock.offsetMs()));
    await setTime('2025-07-02T09:00:00+08:00');
    expect((await people.nobody.send('POST', path, said)).body.code).toBe('NOTICE_CLOSED');
    await setTime(before.toISOString());
    expect((await people.nobody.send('GET', `/public/notices/ntc_unknown`)).status).toBe(404);
    expect(claimId).toMatch(/^clm_/);
  });
});

describe('payouts', () => {
  it('are drafted once a notice has closed, and bound once (R-100, R-101)', async () => {
    const open = await published();
    const before = await people.maker.send('POST', '/api/v1/payout-batches', { claimIds: [open.claimId] });
    expect(before.body.code).toBe('NOTICE_OPEN');
    const claimId = await due();
    const drafted = await people.maker.send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    expect(drafted.body).toMatchObject({ state: 'draft', controlSumFen: 80_000, lineCount: 1, flags: [] });
    expect(drafted.body.instructions).toMatchObject([{ claimId, purpose: 'base', amountFen: 80_000, state: 'draft' }]);
    expect(JSON.stringify(drafted.body)).not.toContain('6216610200000000018');
    expect((await people.maker.send('POST', '/api/v1/payout-batches', { claimIds: [claimId] })).body.code).toBe('ALREADY_IN_BATCH');
    const path = `/api/v1/payout-batches/${drafted.body.id}`;
    const any = { 'If-Match': '*' };
    expect((await people.maker.send('POST', `${path}/release`, undefined, any)).body.code).toBe('SAME_PERSON_FORBIDDEN');
    expect((await people.checker.send('POST', `${path}/release`)).status).toBe(428);
    expect((await people.checker.send('POST', `${path}/release`, undefined, { 'If-Match': '"7"' })).status).toBe(412);
    const released = await people.checker.send('POST', `${path}/release`, undefined, any);
    expect(released.body).toMatchObject({ state: 'sent' });
    expect(released.body.instructions).toMatchObject([{ state: 'instructed' }]);
    expect((await people.checker.send('POST', `${path}/rejection`, { reason: 'x' }, any)).body.code).toBe('WRONG_STATE');
    const csv = await people.checker.send('GET', `${path}/file?format=csv`);
    expect(csv.body).toContain('6216610200000000018');
    expect((await people.checker.send('GET', `${path}/file?format=xlsx`)).status).toBe(200);
    expect((await people.checker.send('GET', `${path}/file?format=pain.001`)).body.code).toBe('FORMAT_NOT_YET');
    expect((await people.ops.send('GET', `${path}/file?format=csv`)).status).toBe(403);
  });

  it('hear signed events once, park what does not fit, and refuse forged or old ones (R-146, R-147)', async () => {
    const claimId = await due();
    const drafted = await people.maker.send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    const [{ id: instructionId }] = drafted.body.instructions;
    const say = (type: string, over: object = {}) => ({
      type: `payout.${type}`,
      timestamp: new Date().toISOString(),
      data: { instructionId, amountFen: 80_000, valueDate: '2025-07-01', ...over },
    });
    const id = (text: string) => `evt-${claimId}-${text}`;
    expect((await event(say('settled'), id('early'))).status).toBe(202);
    await people.checker.send('POST', `/api/v1/payout-batches/${drafted.body.id}/release`, undefined, { 'If-Match': '*' });
    const forged = `whsec_${createHash('sha256').update('other').digest('base64')}`;
    expect((await event(say('settled'), id('forged'), forged)).body.code).toBe('SIGNATURE_INVALID');
    const old = new Date(Date.now() - 3_600_000);
    expect((await event(say('settled'), id('old'), 'whsec_test', old)).status).toBe(401);
    expect(refused.signatures).toBe(2);
    expect((await event(say('settled', { amountFen: 79_999 }), id('off'))).status).toBe(202);
    expect((await event(say('settled', { instructionId: 'pin_unknown' }), id('unknown'))).status).toBe(202);
    expect((await event({ hello: [1] }, id('odd'))).status).toBe(202);
    const parked = await people.maker.send('GET', '/api/v1/unmatched-payout-events?limit=200');
    expect(parked.body.items.map((item: { reason: string }) => item.reason).toSorted()).toEqual(
      ['AMOUNT_MISMATCH', 'MALFORMED', 'NOT_RELEASED', 'UNKNOWN_INSTRUCTION'],
    );
    const claim = async () => (await people.maker.send('GET', `/api/v1/claims/${claimId}`)).body;
    expect((await claim()).totals.paidFen).toBe(0);
    const of = (reason: string) => parked.body.items.find((item: { reason: string }) => item.reason === reason).id;
    const match = (eventId: string) => people.maker.send('POST', `/api/v1/unmatched-payout-events/${eventId}/match`, { instructionId });
    expect((await match(of('AMOUNT_MISMATCH'))).body.code).toBe('AMOUNT_MISMATCH');
    expect((await match(of('UNKNOWN_INSTRUCTION'))).body.matched).toBe(true);
    expect((await match(of('UNKNOWN_INSTRUCTION'))).body.code).toBe('ALREADY_MATCHED');
    expect((await claim()).totals.paidFen).toBe(80_000);
    expect((await event(say('settled'), id('again'))).status).toBe(202);
    expect((await event(say('settled'), id('again'))).status).toBe(202);
    expect((await event(say('accepted'), id('late'))).status).toBe(202);
    const facts = await database.pool.query('SELECT state FROM payout_fact WHERE instruction_id = $1 ORDER BY id', [instructionId]);
    expect(facts.rows.map((row) => row.state)).toEqual(['settled', 'settled', 'accepted']);
    expect(await claim()).toMatchObject({ state: 'postCheck', totals: { paidFen: 80_000 } });
  });

  it('take results from the maker that the checker confirms', async () => {
    const claimId = await due();
    const drafted = await people.maker.send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    const path = `/api/v1/payout-batches/${drafted.body.id}`;
    const [{ id: instructionId }] = drafted.body.instructions;
    await people.checker.send('POST', `${path}/release`, undefined, { 'If-Match': '*' });
    const wrong = await people.maker.send('POST', `${path}/results`, { rows: [{ instructionId, state: 'settled', amountFen: 1 }] });
    expect(wrong.body).toMatchObject({ resultId: null, errors: [{ row: 2, column: 'amountFen', code: 'AMOUNT_MISMATCH' }] });
    const entered = await people.maker.upload('POST', `${path}/results`, `instructionId,state,amountFen\n${instructionId},settled,80000\n`);
    expect(entered.body).toMatchObject({ state: 'waitsForConfirmation', accepted: 1 });
    const confirmation = `${path}/results/${entered.body.resultId}/confirmation`;
    expect((await people.maker.send('POST', confirmation)).body.code).toBe('SAME_PERSON_FORBIDDEN');
    expect((await people.checker.send('POST', confirmation)).body).toMatchObject({ state: 'confirmed', rows: 1 });
    expect((await people.checker.send('POST', confirmation)).body.code).toBe('ALREADY_CONFIRMED');
    expect((await people.maker.send('GET', `/api/v1/claims/${claimId}`)).body.totals.paidFen).toBe(80_000);
  });
});

describe('reveals', () => {
  it('give single values for a purpose, record who and why, and never the value', async () => {
    const claimId = await aClaim();
    const lines = await people.dept.send('GET', `/api/v1/claims/${claimId}/lines`);
    const resource = `claims/${claimId}/lines/${lines.body.items[0].id}`;
    const asked = { resource, fields: ['idNumber'], purpose: '核对证件原件' };
    const revealed = await people.dept.send('POST', '/api/v1/reveals', asked);
    expect(revealed.body.values).toEqual({ idNumber: WELDER.idNumber });
    expect((await people.union.send('POST', '/api/v1/reveals', asked)).status).toBe(404);
    expect((await people.school.send('POST', '/api/v1/reveals', asked)).status).toBe(403);
    expect((await people.dept.send('POST', '/api/v1/reveals', { ...asked, purpose: 'abc' })).status).toBe(422);
    const { rows } = await database.pool.query(`SELECT person_id, facts FROM audit_entry WHERE entity_id = $1 AND act = 'reveal'`, [claimId]);
    expect(rows).toMatchObject([{ person_id: 'per_depthr', facts: { purpose: asked.purpose, fields: ['idNumber'] } }]);
    expect(JSON.stringify(rows)).not.toContain(WELDER.idNumber);
  });
});
