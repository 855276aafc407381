import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOf } from '../../../prisma/kernel/sealed-places.ts';
import { untilSomebodyWaits } from '../../support/lock-waits.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const TYPED = {
  answers: { classPlan: 'true', trainingProcess: 'cannotTell' },
  refuseLines: [{ lineId: 'lin_half' }],
  acceptLines: [{ lineId: 'lin_one', remark: '  证书已核 ' }],
  openLines: [{ lineId: 'lin_other', remark: '待核' }],
  corrections: [{ pointer: '/documents/TEACHING_PLAN' }],
  remark: '教师欧阳试作师的资格待核',
  remarks: { reject: '资料不实', approve: '教师欧阳试作师的资格待核' },
};

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

async function aTask() {
  const claimId = await walks.aClaim();
  const task = await walks.taskOf('dept', claimId);
  const path = `/api/v1/tasks/${task.id}/draft`;
  const kept = async (): Promise<number> =>
    (await office.pool.query('SELECT 1 FROM task_draft WHERE task_id = $1', [task.id])).rowCount ?? 0;
  return { claimId, task, path, kept };
}

describe('what somebody has typed into a decision', () => {
  it('is kept as it was typed, the last one counts, and the task says so', async () => {
    const { task, path } = await aTask();
    expect((await office.as('dept').send('GET', path)).status).toBe(404);
    expect((await office.as('dept').send('GET', `/api/v1/tasks/${task.id}`)).body.hasDraft).toBe(false);
    expect((await office.as('dept').send('PUT', path, { remark: '先记下' })).status).toBe(200);
    const saved = await office.as('dept').send('PUT', path, TYPED);
    expect(saved.body).toMatchObject(TYPED);
    expect((await office.as('dept').send('GET', path)).body).toEqual(saved.body);
    const seen = (await office.as('dept').send('GET', `/api/v1/tasks/${task.id}`)).body;
    expect([seen.hasDraft, seen.revision]).toEqual([true, task.revision]);
    expect((await office.as('dept').send('DELETE', path)).status).toBe(204);
    expect((await office.as('dept').send('DELETE', path)).status).toBe(204);
    expect((await office.as('dept').send('GET', path)).status).toBe(404);
  });

  it('is seen by nobody else, and kept only by people who may decide the task', async () => {
    const { task, path } = await aTask();
    await office.as('dept').send('PUT', path, TYPED);
    expect((await office.as('dept2').send('GET', path)).status).toBe(404);
    expect((await office.as('dept2').send('GET', `/api/v1/tasks/${task.id}`)).body.hasDraft).toBe(false);
    expect((await office.as('dept2').send('PUT', path, { remark: '另一份' })).status).toBe(200);
    expect((await office.as('dept2').send('DELETE', path)).status).toBe(204);
    expect((await office.as('dept').send('GET', path)).body).toMatchObject(TYPED);
    expect((await office.as('bureau').send('PUT', path, TYPED)).body.code).toBe('FORBIDDEN');
    expect((await office.as('bureau').send('GET', path)).status).toBe(404);
    expect((await office.as('union').send('PUT', path, TYPED)).status).toBe(404);
    expect((await office.as('school').send('GET', path)).status).toBe(403);
  });

  it('is sealed, and opens for its own task and person alone (D10)', async () => {
    const { task, path } = await aTask();
    const other = await aTask();
    await office.as('dept').send('PUT', path, TYPED);
    const sealedOf = 'SELECT content_sealed AS sealed FROM task_draft WHERE task_id = $1';
    const [row] = (await office.pool.query<{ sealed: Buffer }>(sealedOf, [task.id])).rows;
    const sealed = row?.sealed ?? Buffer.alloc(0);
    expect(sealed.includes(Buffer.from('欧阳'))).toBe(false);
    const opened = office.sealer.open(sealed, placeOf('task_draft.content_sealed', task.id, 'per_depthr'));
    expect(JSON.parse(opened)).toEqual(TYPED);
    await office.pool.query(
      `INSERT INTO task_draft (task_id, person_id, content_sealed, saved_at)
       SELECT $2, person_id, content_sealed, saved_at FROM task_draft WHERE task_id = $1`,
      [task.id, other.task.id],
    );
    const moved = await office.as('dept').send('GET', other.path);
    expect([moved.status, moved.body.code]).toEqual([409, 'SEAL_BROKEN']);
  });

  it('is gone with the decision, everybody’s, and none is kept after it', async () => {
    const { claimId, task, path, kept } = await aTask();
    await office.as('dept').send('PUT', path, TYPED);
    await office.as('dept2').send('PUT', path, TYPED);
    expect(await kept()).toBe(2);
    expect((await walks.decide('dept', task, await walks.approval(claimId))).status).toBe(200);
    expect(await kept()).toBe(0);
    const late = await office.as('dept').send('PUT', path, TYPED);
    expect([late.status, late.body.code]).toEqual([409, 'WRONG_STATE']);
    expect(await kept()).toBe(0);
  });

  it('waits for a decision under way, and is not left behind by it', async () => {
    const { task, path, kept } = await aTask();
    const deciding = await office.pool.connect();
    try {
      await deciding.query('BEGIN');
      await deciding.query("UPDATE task SET state = 'done', done_at = now() WHERE id = $1", [task.id]);
      const putting = office.as('dept').send('PUT', path, TYPED);
      await untilSomebodyWaits(office.pool);
      await deciding.query('COMMIT');
      expect((await putting).body.code).toBe('WRONG_STATE');
    } finally {
      deciding.release();
    }
    expect(await kept()).toBe(0);
  });

  it('is gone when the claim is withdrawn', async () => {
    const { claimId, path, kept } = await aTask();
    await office.as('dept').send('PUT', path, TYPED);
    const withdrawal = `/api/v1/claims/${claimId}/withdrawal`;
    expect((await office.as('school').act('POST', withdrawal, { reason: '不办了' })).status).toBe(200);
    expect(await kept()).toBe(0);
  });

  it('has at most 64 KB', async () => {
    const { path } = await aTask();
    const remark = '核'.repeat(20_000);
    expect((await office.as('dept').send('PUT', path, { remark })).status).toBe(200);
    const more = { remark, acceptLines: [{ lineId: 'lin_one', remark: '核'.repeat(2_000) }] };
    const refused = await office.as('dept').send('PUT', path, more);
    expect([refused.status, refused.body.code, refused.body.detail]).toEqual([
      413,
      'DRAFT_TOO_LARGE',
      '一份草稿不得超过 64 KB，请缩短意见或更正内容后再保存。',
    ]);
    expect((await office.as('dept').send('PUT', path, { remarks: 'x' })).status).toBe(422);
    expect((await office.as('dept').send('GET', path)).body.remark).toBe(remark);
  });
});
