import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ANSWERS, BULK, CONTENT, endOf, planOf, pledgeOf, saidOf, withoutFindings } from '../../support/bulk-walks.ts';
import { createChance } from '../../support/chance.ts';
import { untilSomebodyWaits } from '../../support/lock-waits.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { shippedLibrary } from '../../support/policy-library.ts';
import { startHostedApp } from '../../support/hosted-app.ts';
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

/** A task that a bulk may decide, with its claim. */
async function aTask() {
  const claimId = await walks.aClaim();
  await withoutFindings(office, claimId);
  return { claimId, ...(await walks.taskOf('dept', claimId)) };
}

async function someTasks(count: number) {
  const tasks: Awaited<ReturnType<typeof aTask>>[] = [];
  for (let made = 0; made < count; made += 1) {
    tasks.push(await aTask());
  }
  return tasks;
}

const ids = (tasks: readonly { readonly id: string }[]) => tasks.map(({ id }) => id);

describe('a decision in bulk', () => {
  it('is planned, pledged and done; each task by an act of its own that the audit connects with it', async () => {
    const tasks = await someTasks(3);
    const dept = office.as('dept');
    const plan = await planOf(dept, ids(tasks), { ...CONTENT, remark: '逐件核对' });
    expect(plan.status).toBe(200);
    expect(plan.body).toMatchObject({ able: 3, planHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(plan.body.items).toMatchObject(tasks.map(({ id, revision }) => ({ taskId: id, revision, able: true })));
    const amounts = plan.body.items.map(({ amountFen }: { amountFen: number }) => amountFen);
    expect(plan.body.amountFen).toBe(amounts.reduce((sum: number, one: number) => sum + one, 0));
    expect(plan.body.amountFen).toBeGreaterThan(0);
    expect((await dept.send('GET', `${BULK}/${plan.body.planId}`)).status).toBe(404);
    const pledged = await pledgeOf(dept, saidOf(plan.body));
    expect([pledged.status, pledged.body]).toEqual([202, { id: plan.body.planId }]);
    const bulk = await endOf(dept, pledged.body.id);
    expect(bulk.items).toMatchObject(tasks.map(({ id }) => ({ taskId: id, result: 'done' })));
    const found = await office.pool.query(
      `SELECT e.entity_id, e.facts ->> 'bulkId' AS bulk, a.person_id, a.idempotency_key AS key, a.signature IS NOT NULL AS signed,
         a.body ->> 'remark' AS remark
       FROM audit_entry e JOIN act a ON a.id = e.act_id WHERE e.facts ->> 'bulkId' = $1 ORDER BY a.created_at, a.id`,
      [pledged.body.id],
    );
    expect(found.rows).toHaveLength(3);
    for (const { id, claimId } of tasks) {
      expect(found.rows).toContainEqual({
        entity_id: claimId,
        bulk: pledged.body.id,
        person_id: 'per_depthr',
        key: `bulk/${pledged.body.id}/${id}`,
        signed: true,
        remark: '逐件核对',
      });
      expect((await office.as('bureau').send('GET', `/api/v1/claims/${claimId}`)).body.stage).toBe('bureauReview');
    }
    expect((await office.as('dept2').send('GET', `${BULK}/${pledged.body.id}`)).status).toBe(404);
  });

  it('leaves alone what changed between plan and pledge, and says so', async () => {
    const all = await someTasks(5);
    const [, taken, given, returned, doubtful] = all;
    const plan = (await planOf(office.as('dept'), ids(all))).body;
    expect(plan.able).toBe(5);
    await office.as('dept2').act('POST', `/api/v1/tasks/${taken?.id}/claim`);
    for (const act of ['claim', 'release']) {
      await office.as('dept2').act('POST', `/api/v1/tasks/${given?.id}/${act}`);
    }
    const sent = { act: 'returnForCorrection', remark: '请补正' };
    expect((await office.as('dept2').act('POST', `/api/v1/tasks/${returned?.id}/decision`, sent)).status).toBe(200);
    await office.pool.query(
      `UPDATE claim_line SET findings = '[{"code": "X", "wantsDecision": true}]' WHERE claim_id = $1`,
      [doubtful?.claimId],
    );
    const { id } = (await pledgeOf(office.as('dept'), saidOf(plan))).body;
    const bulk = await endOf(office.as('dept'), id);
    expect(bulk).toMatchObject({ able: plan.able, amountFen: plan.amountFen });
    expect(bulk.items).toMatchObject([
      { result: 'done' },
      {
        result: 'changed',
        problem: { code: 'STALE', conflict: { act: 'task.claim', actor: { displayName: 'dept.hr2' } } },
      },
      { result: 'changed', problem: { code: 'STALE', conflict: { act: 'task.release' } } },
      {
        result: 'changed',
        problem: {
          code: 'STALE',
          conflict: { act: 'returnForCorrection', at: expect.any(String), sentence: expect.stringMatching(/退回/) },
        },
      },
      { result: 'notAble', problem: { code: 'BULK_UNDECIDED' } },
    ]);
    expect(bulk.items[0].problem).toBeUndefined();
    const acts = await office.pool.query('SELECT 1 FROM act WHERE person_id = $1 AND task_id = ANY ($2)', [
      'per_depthr',
      ids(all.slice(1)),
    ]);
    expect(acts.rowCount).toBe(0);
  });

  it('leaves alone what changes while it is pledged', async () => {
    const all = await someTasks(2);
    const plan = (await planOf(office.as('dept'), ids(all))).body;
    const other = await office.pool.connect();
    try {
      await other.query('BEGIN');
      await other.query('UPDATE task SET revision = revision + 1 WHERE id = $1', [all[1]?.id]);
      const pledging = pledgeOf(office.as('dept'), saidOf(plan));
      await untilSomebodyWaits(office.pool);
      await other.query('COMMIT');
      expect((await pledging).status).toBe(202);
    } finally {
      other.release();
    }
    const bulk = await endOf(office.as('dept'), plan.planId);
    expect(bulk.items).toMatchObject([{ result: 'done' }, { result: 'changed', problem: { code: 'STALE' } }]);
  });

  it('refuses a pledge of another number, plan, person or time, and a second one; each repeat of a key is one', async () => {
    const dept = office.as('dept');
    const plan = (await planOf(dept, ids(await someTasks(2)))).body;
    const said = saidOf(plan);
    const refusal = async (change: object, client = dept, headers = {}) => {
      const { status, body } = await pledgeOf(client, { ...said, ...change }, headers);
      return [status, body.code];
    };
    expect(await refusal({ confirmedCount: 1 })).toEqual([422, 'COUNT_DIFFERS']);
    expect(await refusal({ planHash: 'a'.repeat(64) })).toEqual([422, 'PLAN_DIFFERS']);
    expect(await refusal({ pledge: false })).toEqual([422, 'PLEDGE_MISSING']);
    expect(await refusal({ planId: `blk_${'0'.repeat(24)}` })).toEqual([404, 'NOT_FOUND']);
    expect(await refusal({ taskIds: [] })).toEqual([422, 'INVALID']);
    expect(await refusal({ planHash: undefined })).toEqual([422, 'INVALID']);
    expect(await refusal({}, office.as('dept2'))).toEqual([404, 'NOT_FOUND']);
    expect(await refusal({}, dept, { 'Idempotency-Key': '' })).toEqual([400, 'IDEMPOTENCY_KEY_MISSING']);
    const key = { 'Idempotency-Key': `pledge-${plan.planId}` };
    expect((await pledgeOf(dept, said, key)).status).toBe(202);
    await office.pool.query('DELETE FROM idempotent_request WHERE key = $1', [key['Idempotency-Key']]);
    expect((await pledgeOf(dept, said, key)).status).toBe(202);
    expect(await refusal({})).toEqual([409, 'WRONG_STATE']);
    const again = await pledgeOf(dept, said);
    expect(again.body.conflict).toMatchObject({ act: 'approve', actor: { organ: 'HRSS', section: '就业服务' } });
    expect((await endOf(dept, plan.planId)).items).toMatchObject([{ result: 'done' }, { result: 'done' }]);
    const acts = 'SELECT 1 FROM act WHERE idempotency_key LIKE $1';
    expect((await office.pool.query(acts, [`bulk/${plan.planId}/%`])).rowCount).toBe(2);
  });

  it('is pledged within fifteen minutes', async () => {
    const plan = (await planOf(office.as('dept'), ids(await someTasks(1)))).body;
    await office.pool.query("UPDATE bulk_decision SET expires_at = expires_at - interval '15 minutes' WHERE id = $1", [
      plan.planId,
    ]);
    const late = await pledgeOf(office.as('dept'), saidOf(plan));
    expect([late.status, late.body.code]).toEqual([409, 'PLAN_EXPIRED']);
    await planOf(office.as('dept'), ids(await someTasks(1)));
    const gone = await office.pool.query('SELECT 1 FROM bulk_decision WHERE id = $1', [plan.planId]);
    expect(gone.rowCount).toBe(0);
  });

  it('says of each task why it is decided by itself, and decides nothing when none is left', async () => {
    const [mine] = await someTasks(1);
    const doubtful = await walks.taskOf('dept', await walks.aClaim());
    const unvisited = await walks.aClaim(false);
    await withoutFindings(office, unvisited);
    const open = await walks.taskOf('dept', unvisited);
    const unknown = `tsk_${'0'.repeat(24)}`;
    const plan = (await planOf(office.as('dept'), [String(mine?.id), doubtful.id, open.id, unknown])).body;
    expect(plan.items.map(({ able, why }: { able: boolean; why?: { code: string } }) => [able, why?.code])).toEqual([
      [true, undefined],
      [false, 'BULK_UNDECIDED'],
      [false, 'SUPERVISION_MISSING'],
      [false, 'NOT_FOUND'],
    ]);
    const strangers = (await planOf(office.as('union'), [String(mine?.id), unknown])).body;
    const hidden = { able: false, revision: 0, amountFen: 0, why: { code: 'NOT_FOUND' } };
    expect(strangers.items).toMatchObject([hidden, hidden]);
    expect(plan.items[1].why.sentence).toMatch(/\p{Script=Han}/u);
    const unanswered = (await planOf(office.as('dept'), [String(mine?.id)], { act: 'approve' })).body;
    expect(unanswered.items).toMatchObject([{ able: false, why: { code: 'ANSWERS_MISSING' } }]);
    const none = await pledgeOf(office.as('dept'), saidOf(unanswered));
    expect(none.body.code).toBe('COUNT_DIFFERS');
  });

  it('passes the separation of duties task by task (R-009)', async () => {
    const [first, second] = await someTasks(2);
    const done = (await planOf(office.as('dept'), [String(first?.id)])).body;
    await pledgeOf(office.as('dept'), saidOf(done));
    await endOf(office.as('dept'), done.planId);
    await office.as('dept2').act('POST', `/api/v1/tasks/${second?.id}/decision`, CONTENT);
    const bureau = { act: 'approve', answers: { complete: 'true', procedure: 'true' } };
    const later = [
      await walks.taskOf('bureau', String(first?.claimId)),
      await walks.taskOf('bureau', String(second?.claimId)),
    ];
    await office.giveRoles('dept', ['departmentReviewer', 'noticeOfficer', 'bureauReviewer']);
    const plan = (await planOf(office.as('dept'), ids(later), bureau)).body;
    await office.giveRoles('dept', ['departmentReviewer', 'noticeOfficer']);
    expect(plan.items).toMatchObject([
      { able: false, why: { code: 'SAME_PERSON_FORBIDDEN' } },
      { able: false, why: { code: 'SAME_SECTION_FORBIDDEN' } },
    ]);
    expect((await planOf(office.as('bureau'), ids(later), bureau)).body.able).toBe(2);
  });

  it('takes tasks of one kind, stage and route, each once, and fifty at most', async () => {
    const [one, other] = await someTasks(2);
    await office.as('dept').act('POST', `/api/v1/tasks/${other?.id}/decision`, CONTENT);
    const bureau = await walks.taskOf('bureau', String(other?.claimId));
    const mixed = await planOf(office.as('dept'), [String(one?.id), bureau.id]);
    expect([mixed.status, mixed.body.code]).toEqual([422, 'BULK_MIXED']);
    const twice = await planOf(office.as('dept'), [String(one?.id), String(one?.id)]);
    expect([twice.status, twice.body.errors[0].code]).toEqual([422, 'TASK_TWICE']);
    const many = Array.from({ length: 51 }, (_one, n) => `tsk_${n}`);
    expect((await planOf(office.as('dept'), many)).status).toBe(422);
  });

  it('never has a task with an undecided finding, of a second round or above the limit', async () => {
    for (const seed of [1, 2]) {
      const chance = createChance(seed);
      const tasks: { id: string; isKeptOut: boolean }[] = [];
      for (let made = 0; made < 12; made += 1) {
        const [isDoubtful, isReturned, isLarge] = [chance.oneIn(3), chance.oneIn(3), chance.oneIn(3)];
        const claimId = await walks.aClaim();
        if (isReturned) {
          await returnedAndBack(claimId);
        }
        if (!isDoubtful) {
          await withoutFindings(office, claimId);
        }
        await office.pool.query('UPDATE claim SET claimed_fen = $2 WHERE id = $1', [
          claimId,
          isLarge ? 10_000_001 : chance.pick([10_000_000, 80_000]),
        ]);
        const { id } = await walks.taskOf('dept', claimId);
        tasks.push({ id, isKeptOut: isDoubtful || isReturned || isLarge });
      }
      const { items } = (await planOf(office.as('dept'), ids(tasks))).body;
      expect({ seed, able: items.map(({ able }: { able: boolean }) => able) }).toEqual({
        seed,
        able: tasks.map(({ isKeptOut }) => !isKeptOut),
      });
    }
  });
});

async function returnedAndBack(claimId: string): Promise<void> {
  const { id } = await walks.taskOf('dept', claimId);
  const back = { act: 'returnForCorrection', remark: '请补正' };
  expect((await office.as('dept').act('POST', `/api/v1/tasks/${id}/decision`, back)).status).toBe(200);
  const again = await office.as('school').act('POST', `/api/v1/claims/${claimId}/resubmission`, {});
  expect(again.status).toBe(200);
}

it('is closed in live mode until a pack of the place opens it', async () => {
  const closed = await createTestDatabase();
  const app = await startHostedApp(closed.url, { library: shippedLibrary({ practice: false }) });
  const answer = await planOf(await app.as('dept.hr'), ['tsk_one'], { act: 'approve', answers: ANSWERS });
  expect([answer.status, answer.body.code]).toEqual([422, 'BULK_CLOSED']);
  await app.close();
  await closed.drop();
});
