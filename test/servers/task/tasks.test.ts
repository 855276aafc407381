import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listValues, taskList } from '../../../prisma/task/task-list.ts';
import { APPROVE_BUREAU, APPROVE_DEPARTMENT, startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: Office;
let walks: Office['walks'];

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  ({ walks } = office);
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

describe('tasks', () => {
  it('are listed for the people who may decide them, and an applicant has none', async () => {
    const claimId = await walks.aClaim();
    const todo = await office.as('dept').send('GET', `/api/v1/tasks?claimId=${claimId}`);
    expect(todo.body.items).toMatchObject([{ kind: 'review', stage: 'departmentReview', dueState: 'ok', claimId }]);
    expect((await office.as('bureau').send('GET', `/api/v1/tasks?claimId=${claimId}`)).body.items).toEqual([]);
    expect((await office.as('school').send('GET', '/api/v1/tasks?box=team')).body.items).toEqual([]);
    const { id } = todo.body.items[0];
    expect((await office.as('school').send('GET', `/api/v1/tasks/${id}`)).status).toBe(404);
    expect((await office.as('union').send('GET', `/api/v1/tasks/${id}`)).status).toBe(404);
    const task = await office.as('dept').send('GET', `/api/v1/tasks/${id}`);
    expect(task.headers.get('etag')).toBe(`"${task.body.revision}"`);
    expect(task.body.acts).toContainEqual(expect.objectContaining({ act: 'approve', allowed: true }));
    expect(task.body.questions).toEqual(['classPlan', 'trainingProcess', 'supportingEvidence']);
    const labels = task.body.questionLabels.map(({ label }: { label: string }) => label);
    expect(task.body.questionLabels.map(({ key }: { key: string }) => key)).toEqual(task.body.questions);
    expect(labels.every((label: string) => /\p{Script=Han}/u.test(label))).toBe(true);
    expect([task.body.title, task.body.stageLabel]).toEqual([todo.body.items[0].title, '责任部门真实性审核']);
  });

  it('refuse in the order: state, duties, seat, tag, sense (R-091 to R-094, R-037)', async () => {
    const claimId = await walks.aClaim(false);
    const task = await walks.taskOf('dept', claimId);
    const path = `/api/v1/tasks/${task.id}/decision`;
    expect((await office.as('bureau').send('POST', path, APPROVE_DEPARTMENT)).body.status).toBe(403);
    expect((await office.as('dept').send('POST', path, APPROVE_DEPARTMENT)).status).toBe(428);
    expect((await walks.decide('dept', { ...task, revision: 9 }, APPROVE_DEPARTMENT)).status).toBe(412);
    const half = await walks.decide('dept', task, { act: 'approve', answers: { classPlan: 'true' } });
    expect(half.body).toMatchObject({ status: 422, code: 'ANSWERS_MISSING' });
    expect(half.body.errors[0]).toMatchObject({ pointer: '/answers/trainingProcess', code: 'QUESTION_UNANSWERED' });
    const doubtful = { act: 'approve', answers: { ...APPROVE_DEPARTMENT.answers, classPlan: 'cannotTell' } };
    expect((await walks.decide('dept', task, doubtful)).body.code).toBe('ANSWER_FORBIDS_APPROVAL');
    const undecided = await walks.decide('dept', task, APPROVE_DEPARTMENT);
    expect(undecided.body).toMatchObject({ code: 'FINDINGS_UNDECIDED', errors: [{ code: 'FINDING_UNDECIDED' }] });
    const unvisited = await walks.decide('dept', task, await walks.approval(claimId));
    expect(unvisited.body).toMatchObject({ code: 'SUPERVISION_MISSING' });
    expect(unvisited.body.errors).toHaveLength(3);
    expect((await walks.decide('dept', task, { act: 'reject' })).body.code).toBe('REASON_MISSING');
    const stranger = { ...APPROVE_DEPARTMENT, refuseLines: [{ lineId: 'lin_unknown', code: 'ATTENDANCE_TOO_LOW' }] };
    expect((await walks.decide('dept', task, stranger)).body.code).toBe('LINE_UNKNOWN');
    expect((await walks.decide('dept', task, { act: 'uphold' })).body.code).toBe('WRONG_STATE');
  });

  it('R-009 keep the two reviews apart by person and section', async () => {
    const claimId = await walks.aClaim();
    const first = await walks.taskOf('dept', claimId);
    const { answers, ...approval } = await walks.approval(claimId);
    // JSON's own true is as good as the word.
    const booleans = Object.fromEntries(Object.keys(answers).map((key) => [key, true]));
    expect((await walks.decide('dept', first, { ...approval, answers: booleans })).status).toBe(200);
    const { stageLabel } = (await office.as('dept').send('GET', `/api/v1/tasks/${first.id}`)).body;
    const timeline = await office.as('bureau').send('GET', `/api/v1/claims/${claimId}/timeline`);
    expect(timeline.body.items.at(-1).sentence).toContain(`${stageLabel}：核准 `);
    expect((await walks.decide('dept', first, await walks.approval(claimId))).body.code).toBe('WRONG_STATE');
    const second = await walks.taskOf('bureau', claimId);
    expect((await walks.decide('dept', second, APPROVE_BUREAU)).body.code).toBe('SAME_PERSON_FORBIDDEN');
    expect((await walks.decide('dept2', second, APPROVE_BUREAU)).body.code).toBe('SAME_SECTION_FORBIDDEN');
    const headers = { 'Idempotency-Key': `again-${claimId}` };
    expect((await walks.decide('bureau', second, APPROVE_BUREAU, headers)).status).toBe(200);
    const replayed = await walks.decide('bureau', second, APPROVE_BUREAU, headers);
    expect([replayed.status, replayed.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
  });

  it('are claimed, handed on by an operator with a reason, extended and reminded of (R-149)', async () => {
    const claimId = await walks.aClaim();
    const { id } = await walks.taskOf('dept', claimId);
    const path = `/api/v1/tasks/${id}`;
    expect((await office.as('dept2').send('POST', `${path}/claim`)).body).toMatchObject({ assignee: 'per_depthr2' });
    expect((await office.as('dept').send('POST', `${path}/claim`)).body.code).toBe('TASK_ASSIGNED');
    expect((await walks.decide('dept', await walks.taskOf('dept', claimId), APPROVE_DEPARTMENT)).body.code).toBe(
      'TASK_ASSIGNED',
    );
    expect((await office.as('ops').send('POST', `${path}/transfer`, { to: 'dept.hr' })).body.code).toBe(
      'REASON_MISSING',
    );
    const reason = '休假';
    expect((await office.as('ops').send('POST', `${path}/transfer`, { to: 'finance.maker', reason })).status).toBe(422);
    const moved = await office.as('ops').send('POST', `${path}/transfer`, { to: 'dept.hr', reason });
    expect(moved.body).toMatchObject({ assignee: 'per_depthr' });
    expect((await office.as('ops').send('POST', `${path}/extension`, { dueOn: '2025-06-23', reason })).status).toBe(
      422,
    );
    const extended = await office.as('ops').send('POST', `${path}/extension`, { dueOn: '2025-08-01', reason });
    expect(extended.body).toMatchObject({ dueAt: '2025-08-01T16:00:00.000Z', dueState: 'ok' });
    expect((await office.as('ops').send('POST', `${path}/remind`)).status).toBe(200);
    expect((await office.as('dept').send('POST', `${path}/extension`, { dueOn: '2025-08-02', reason })).status).toBe(
      403,
    );
    expect((await office.as('dept2').send('GET', `${path}/recipients`)).status).toBe(403);
    const recipients = await office.as('dept').send('GET', `${path}/recipients`);
    expect(recipients.body.items).toMatchObject([{ id: 'per_depthr2', name: 'dept.hr2', section: '就业服务' }]);
    expect((await office.as('dept').send('GET', path)).body.fundChoices).toEqual([]);
    const mine = await office.as('dept').send('GET', `/api/v1/tasks?box=mine&claimId=${claimId}`);
    expect(mine.body.items).toHaveLength(1);
  });

  it('say to an operator who of their seat may decide them, and who may not and why', async () => {
    const claimId = await walks.aClaim();
    const { id } = await walks.taskOf('dept', claimId);
    const eligible = async () => (await office.as('ops').send('GET', `/api/v1/tasks/${id}/eligible`)).body;
    const [one, other] = [
      { personId: 'per_depthr', displayName: 'dept.hr' },
      { personId: 'per_depthr2', displayName: 'dept.hr2' },
    ];
    expect(await eligible()).toEqual({ may: [one, other], mayNot: [] });
    await office.pool.query(`INSERT INTO declared_relation VALUES ('per_depthr2', 'pty_school', now())`);
    await office.pool.query(
      `INSERT INTO absence (id, person_id, from_on, until_on, created_at)
       VALUES ('abs_eligible', 'per_depthr', '2025-06-01', '2025-12-31', now())`,
    );
    expect(await eligible()).toMatchObject({
      may: [],
      mayNot: [
        { ...one, code: 'ABSENT' },
        { ...other, code: 'CONFLICT_OF_INTEREST' },
      ],
    });
    expect((await office.as('dept').send('GET', `/api/v1/tasks/${id}/eligible`)).status).toBe(403);
    await office.pool.query(`DELETE FROM absence; DELETE FROM declared_relation`);
  });

  it('say of each closed act which condition is missing (X5)', async () => {
    const claimId = await walks.aClaim();
    const { id } = await walks.taskOf('dept', claimId);
    const whys = async (seat: 'dept' | 'dept2' | 'bureau' | 'ops') => {
      const { body } = await office.as(seat).send('GET', `/api/v1/tasks/${id}`);
      return Object.fromEntries(
        body.acts.map(({ act, why }: { act: string; why?: { sentence: string } }) => [act, why?.sentence ?? '']),
      );
    };
    expect(await whys('dept')).toMatchObject({
      approve: '',
      release: '此件无人领取，无需放回',
      transfer: '您没有领取此件，不能转交',
      extension: '延期须由本地运维人员办理',
    });
    expect(await whys('bureau')).toMatchObject({ claim: '须由责任部门审核人办理', approve: '须由责任部门审核人办理' });
    const reason = '本人熟悉此单位';
    expect((await office.as('dept2').send('POST', `/api/v1/tasks/${id}/claim`, { reason })).status).toBe(200);
    expect(await whys('dept')).toMatchObject({
      approve: '此件已由 dept.hr2 领取，放回或转交后才能办理',
      release: '此件已由 dept.hr2 领取，放回或转交后才能办理',
    });
    expect(await whys('dept2')).toMatchObject({ claim: '您已领取此件', release: '', approve: '' });
    expect((await office.as('dept2').send('POST', `/api/v1/tasks/${id}/claim`)).status).toBe(200);
    const back = { reason: '明日外出检查' };
    expect((await office.as('dept2').send('POST', `/api/v1/tasks/${id}/release`, back)).status).toBe(200);
    // A reason is kept where one was given.
    const { rows } = await office.pool.query(
      `SELECT act, facts ->> 'reason' AS reason FROM audit_entry WHERE facts ->> 'taskId' = $1 AND act ~ '^task[.](claim|release)$' ORDER BY seq`,
      [id],
    );
    expect(rows).toEqual([
      { act: 'task.claim', reason },
      { act: 'task.claim', reason: null },
      { act: 'task.release', ...back },
    ]);
  });

  it('that somebody has done say how and when, and stand there with the newest first, page by page', async () => {
    const done: string[] = [];
    for (const minutes of [1, 2, 3]) {
      const claimId = await walks.reviewed();
      await office.pool.query(
        `UPDATE task SET done_at = done_at + $2 * interval '1 minute' WHERE entity_id = $1 AND done_by = 'per_depthr'`,
        [claimId, minutes],
      );
      done.unshift(claimId);
    }
    const pageOf = async (query: string) =>
      (await office.as('dept').send('GET', `/api/v1/tasks?box=done&sort=-decided${query}`)).body;
    const whole = (await pageOf('&limit=200')).items;
    expect(whole.slice(0, 3)).toMatchObject(done.map((claimId) => ({ claimId, doneAct: 'approve' })));
    const days = whole.map(({ doneAt }: { doneAt: string }) => doneAt);
    expect(days).toEqual(days.toSorted().toReversed());
    const first = await pageOf('&limit=2');
    const next = await pageOf(`&limit=1&cursor=${first.nextCursor}`);
    expect([...first.items, ...next.items]).toMatchObject(done.map((claimId) => ({ claimId })));
    await walks.aClaim();
    const open = await office.as('dept').send('GET', '/api/v1/tasks?box=todo&sort=-decided&limit=1');
    expect(open.body.items).toMatchObject([{ doneAt: null, doneAct: null }]);
  });

  it('are one index-only page among ten thousand, and pages follow each other without a gap', async () => {
    const { pool } = office;
    await pool.query(
      `INSERT INTO task (id, kind, stage, round, entity_kind, entity_id, jurisdiction, organ, role, subject, state, starts_on, due_on, near_on, created_at)
       SELECT 'tsk_' || md5(n::text), 'review', 'bulk', 1, 'claim', 'clm_bulk' || n, '150600', CASE WHEN n % 2 = 0 THEN 'TRADE_UNION' ELSE 'EDUCATION' END,
         'departmentReviewer', 'x', 'open', '2025-06-01', CASE WHEN n % 7 = 0 THEN NULL ELSE date '2025-06-01' + n % 90 END,
         '2025-06-20', now() FROM generate_series(1, 10000) AS n`,
    );
    await vacuumTasks();
    const caller = {
      personId: 'per_deptunion',
      displayName: '',
      organ: 'TRADE_UNION',
      section: null,
      jurisdiction: '150600',
      partyId: null,
      roles: ['departmentReviewer', 'noticeOfficer'],
    } as const;
    const values = listValues(
      { box: 'todo', at: new Date('2025-06-23T02:00:00Z'), sort: 'due', limit: 50, after: null },
      caller,
    );
    const plan = await pool.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${taskList('todo')}`, [...values]);
    const scans = [
      ...JSON.stringify(plan.rows).matchAll(/"Node Type":"([^"]* Scan)"(?:(?!"Node Type").)*"Relation Name":"task"/gu),
    ];
    expect(new Set(scans.map(([, scan]) => scan))).toEqual(new Set(['Index Only Scan']));
    const seen = new Set<string>();
    for (let cursor = ''; ;) {
      const page = await office.as('union').send('GET', `/api/v1/tasks?stage=bulk&limit=200${cursor}`);
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
  const owner = new pg.Client(database.ownerUrl);
  await owner.connect();
  await owner.query('VACUUM ANALYZE task');
  await owner.end();
}
