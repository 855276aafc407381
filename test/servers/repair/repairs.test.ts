import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { RepairCalls } from '../../../activities/repair-ports.ts';
import { businessDigest } from '../../support/business-digest.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { heldByCase, keepUnanswered, misplaceTask } from '../../support/damages.ts';
import { ofClaim, repairDesks, RESTART, type RepairDesks } from '../../support/repair-desks.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: Office;
let desks: RepairDesks;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  desks = await repairDesks(office);
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

describe('a repair', () => {
  it('shows what it would do and changes nothing by that; then it takes two people and heals, once, with proof', async () => {
    const claimId = await office.walks.aClaim();
    office.terminate('claim', claimId);
    const before = await businessDigest(office.pool);
    const dry = await office.as('ops').send('POST', `${ofClaim(claimId)}?dryRun=true`, RESTART);
    expect(dry).toMatchObject({
      status: 200,
      body: {
        difference: [{ what: 'run', before: 'none', after: 'open' }],
        moneyEffect: 'none',
        engineOperation: 'start',
        preconditions: [
          { code: 'WRONG_STATE', holds: true },
          { code: 'RUN_OPEN', holds: true },
        ],
      },
    });
    expect(await businessDigest(office.pool)).toEqual(before);

    const repairId = await desks.propose(ofClaim(claimId), RESTART);
    expect(await desks.approve(repairId, office.as('ops'))).toMatchObject({
      status: 403,
      body: { code: 'SAME_PERSON_FORBIDDEN' },
    });
    expect(await desks.approve(repairId, desks.approver, 7)).toMatchObject({ status: 412, body: { code: 'STALE' } });
    expect(await desks.approve(repairId)).toMatchObject({ status: 202, body: { state: 'applying' } });
    await desks.sweep();
    await desks.sweep();
    expect(await desks.repairOf(repairId)).toMatchObject({
      state: 'healed',
      proposedBy: { displayName: 'ops' },
      approvedBy: { displayName: 'ops2' },
      probe: {
        before: { cause: 'workflowMissing' },
        after: { cause: 'reviewOpen' },
        checks: [{ check: 'workflowMissing', before: true, after: false }],
      },
      acts: [
        { act: 'approval', allowed: false },
        { act: 'rejection', allowed: false },
      ],
    });
    expect(await desks.runOf(claimId)).toMatchObject({ kind: 'open' });
    const acts = ['repairProposed', 'repairApproved', 'repairApplied', 'repairProbed'];
    const own = await desks.auditor.send('GET', `/api/v1/audit?repairId=${repairId}`);
    expect(own.body.items.map(({ act }: { act: string }) => act)).toEqual(acts);
    const ofEntity = await desks.auditor.send('GET', `/api/v1/audit?claimId=${claimId}`);
    expect(ofEntity.body.items.map(({ act }: { act: string }) => act).slice(-4)).toEqual(acts);
    const told = await office.pool.query(
      `SELECT payload ->> 'result' AS result FROM outbox_message WHERE topic = 'repair.applied' AND entity_id = $1`,
      [repairId],
    );
    expect(told.rows).toEqual([{ result: 'healed' }]);
  });

  it('is refused by the first precondition that does not hold', async () => {
    const claimId = await office.walks.aClaim();
    const refused = (body: object) => desks.answer(ofClaim(claimId), { reason: '核对', ...body });
    expect(await refused(RESTART)).toEqual(['409 RUN_OPEN', '409 RUN_OPEN']);
    for (const command of ['terminateAndReplace', 'retryStep', 'rebuildProjection', 'closeOrphanTasks']) {
      expect(await refused({ command })).toEqual(['409 NOTHING_TO_REPAIR', '409 NOTHING_TO_REPAIR']);
    }
    expect(await refused({ command: 'releaseHold', holdId: 'hld_none' })).toEqual(['422 INVALID', '422 INVALID']);
    expect(await refused({ command: 'resendPayout' })).toEqual(['422 INVALID', '422 INVALID']);
    office.terminate('claim', claimId);
    expect(await refused({ command: 'retryStep' })).toEqual(['409 RUN_MISSING', '409 RUN_MISSING']);
  });

  it('does not release the hold of a case (R-126), and releases a forgotten one by the word of the approver', async () => {
    const held = await office.walks.aClaim();
    const hold = { category: 'CHECK', reason: '核查' };
    const { id: holdId } = (await office.as('ops').send('POST', `/api/v1/claims/${held}/holds`, hold)).body;
    const release = { command: 'releaseHold', reason: '已核实', holdId };
    const end = await desks.repaired(ofClaim(held), release);
    expect(end).toMatchObject({
      state: 'healed',
      probe: { before: { cause: 'held' }, after: { cause: 'reviewOpen' } },
    });
    const acts = await office.pool.query(
      `SELECT e.person_id FROM audit_entry e WHERE e.entity_id = $1 AND e.act = 'release'`,
      [held],
    );
    expect(acts.rows).toEqual([{ person_id: 'per_ops2' }]);

    const { claimId: suspected, holdId: ofCase } = await heldByCase(office);
    const of = { command: 'releaseHold', reason: '已核实', holdId: ofCase };
    expect(await desks.answer(ofClaim(suspected), of)).toEqual(['409 CASE_OPEN', '409 CASE_OPEN']);
  });

  it('makes the tasks that the course of a claim wants, and ends the others', async () => {
    const claimId = await office.walks.aClaim();
    const missing = await office.walks.taskOf('dept', claimId);
    await misplaceTask(office.pool, missing.id);
    const dry = await office
      .as('ops')
      .send('POST', `${ofClaim(claimId)}?dryRun=true`, { command: 'rebuildProjection', reason: '无任务' });
    expect(dry.body.difference).toEqual([
      { what: 'task', id: null, before: null, after: 'review departmentReview' },
      { what: 'task', id: 'tsk_orphan', before: 'disbursement', after: null },
    ]);
    const end = await desks.repaired(ofClaim(claimId), { command: 'rebuildProjection', reason: '无任务' });
    expect(end).toMatchObject({
      state: 'healed',
      probe: {
        checks: [
          { check: 'noOpenTask', before: true, after: false },
          { check: 'orphanTask', before: true, after: false },
        ],
      },
    });
    const again = await office.walks.taskOf('dept', claimId);
    expect(again.id).not.toBe(missing.id);
    expect((await office.walks.decide('dept', again, { act: 'reject', remark: '不符合条件' })).status).toBe(200);
  });

  it('gives the task of somebody who is gone to a person who may decide it, or back to its seat', async () => {
    const claimId = await office.walks.aClaim();
    const task = await office.walks.taskOf('dept', claimId);
    expect((await office.as('dept2').act('POST', `/api/v1/tasks/${task.id}/claim`)).status).toBe(200);
    const give = (to: string | null) => ({ command: 'reassignTask', reason: '人员离任', taskId: task.id, to });
    const asked = async (to: string | null) => (await desks.answer(ofClaim(claimId), give(to)))[0];
    expect(await asked(null)).toBe('409 NOTHING_TO_REPAIR');
    await office.pool.query(`UPDATE person SET disabled_at = now() WHERE id = 'per_depthr2'`);
    expect([await asked('per_auditor'), await asked('per_depthr2')]).toEqual(['422 INVALID', '422 INVALID']);
    const end = await desks.repaired(ofClaim(claimId), give('per_depthr'));
    expect(end).toMatchObject({
      state: 'healed',
      taskId: task.id,
      to: 'per_depthr',
      probe: { checks: [{ check: 'assigneeGone', before: true, after: false }] },
    });
    const taken = await office.pool.query('SELECT assignee_id FROM task WHERE id = $1', [task.id]);
    expect(taken.rows).toEqual([{ assignee_id: 'per_depthr' }]);
    await office.pool.query(`UPDATE task SET assignee_id = 'per_depthr2' WHERE id = $1`, [task.id]);
    expect(await desks.repaired(ofClaim(claimId), give(null))).toMatchObject({ state: 'healed', to: null });
    await office.pool.query(`UPDATE person SET disabled_at = NULL WHERE id = 'per_depthr2'`);
  });

  it('ends a task of a claim that has ended', async () => {
    const claimId = await office.walks.aClaim();
    const task = await office.walks.taskOf('dept', claimId);
    expect((await office.walks.decide('dept', task, { act: 'reject', remark: '不符合条件' })).status).toBe(200);
    await office.pool.query(
      `UPDATE task SET state = 'open', done_at = NULL, done_by = NULL, done_act = NULL WHERE id = $1`,
      [task.id],
    );
    const end = await desks.repaired(ofClaim(claimId), { command: 'closeOrphanTasks', reason: '已办结' });
    expect(end).toMatchObject({
      state: 'healed',
      probe: { before: { cause: 'rejected' }, after: { cause: 'rejected' } },
    });
    const after = await office.pool.query('SELECT state, done_act FROM task WHERE id = $1', [task.id]);
    expect(after.rows).toEqual([{ state: 'cancelled', done_act: 'repaired' }]);
  });

  it('makes no tasks by a course that no recording left', async () => {
    const claimId = await office.walks.aClaim();
    await office.pool.query(
      `UPDATE claim SET course = jsonb_set(course, '{state}', '"returnedToBureau"') WHERE id = $1`,
      [claimId],
    );
    const end = await desks.repaired(ofClaim(claimId), { command: 'rebuildProjection', reason: '无任务' });
    expect(end).toMatchObject({ state: 'failed', failure: 'otherCourse' });
  });

  it('is stale when what it was computed from has changed, and may be rejected by any operator', async () => {
    const claimId = await office.walks.aClaim();
    office.terminate('claim', claimId);
    const repairId = await desks.propose(ofClaim(claimId), RESTART);
    const beside = await desks.propose(ofClaim(claimId), RESTART);
    expect((await desks.approve(beside)).status).toBe(202);
    expect(await desks.approve(repairId)).toMatchObject({ status: 409, body: { code: 'REPAIR_OPEN' } });
    await desks.sweep();
    await desks.sweep();
    expect(await desks.approve(repairId, desks.approver, 1)).toMatchObject({ status: 409, body: { code: 'STALE' } });
    const said = await office
      .as('ops')
      .act('POST', `/api/v1/repairs/${repairId}/rejection`, { reason: '已恢复' }, { 'If-Match': '"1"' });
    expect(said).toMatchObject({ status: 200, body: { state: 'rejected', rejection: '已恢复' } });
    expect(await desks.approve(repairId, desks.approver, 2)).toMatchObject({
      status: 409,
      body: { code: 'WRONG_STATE' },
    });
  });

  it('replaces a run once, whatever crashes after it', async () => {
    const claimId = await office.walks.aClaim();
    await keepUnanswered(office.pool, claimId);
    const repairId = await desks.propose(ofClaim(claimId), { command: 'terminateAndReplace', reason: '流程停滞' });
    expect((await desks.approve(repairId)).status).toBe(202);
    const { replace } = office.repairing.parts.calls;
    const crashed = vi.fn<RepairCalls['replace']>(async (entity, id) => {
      await replace(entity, id);
      throw new Error('crashed');
    });
    await desks.sweep({ replace: crashed });
    expect(await desks.repairOf(repairId)).toMatchObject({ state: 'applying', appliedAt: null });
    const standing = await desks.runOf(claimId);
    await desks.sweep({ replace: crashed });
    expect(crashed).toHaveBeenCalledTimes(1);
    expect(await desks.runOf(claimId)).toEqual(standing);
    expect(await desks.repairOf(repairId)).toMatchObject({ state: 'applying', appliedAt: expect.any(String) });
  });

  it('has not healed when nothing was mended: the act still waits after a minute', async () => {
    const claimId = await office.walks.aClaim();
    await keepUnanswered(office.pool, claimId);
    const repairId = await desks.propose(ofClaim(claimId), { command: 'retryStep', reason: '重试' });
    expect((await desks.approve(repairId)).status).toBe(202);
    const unanswered = { deliver: () => Promise.resolve('unanswered' as const) };
    await desks.sweep(unanswered);
    await office.pool.query(
      `UPDATE repair SET applied_by_clock_at = now() - interval '61 seconds', probes = 3 WHERE id = $1`,
      [repairId],
    );
    await desks.sweep(unanswered);
    expect(await desks.repairOf(repairId)).toMatchObject({
      state: 'notHealed',
      probe: { checks: [{ check: 'actNotRecorded', before: true, after: true }] },
    });
  });

  it('does not count without the signatures of API processes, and is never approved by its proposer', async () => {
    const claimId = await office.walks.aClaim();
    office.terminate('claim', claimId);
    const repairId = await desks.propose(ofClaim(claimId), RESTART);
    const own = (await desks.approver.send('POST', ofClaim(claimId), RESTART)).body.id;
    const approving = (who: string, id = repairId) =>
      office.pool.query(
        `UPDATE repair SET state = 'applying', approved_by = $2, approved_at = now(), approval_signature = '\\x00' WHERE id = $1`,
        [id, who],
      );
    await expect(approving('per_ops2', own)).rejects.toMatchObject({ constraint: 'repair_two_persons' });
    await expect(approving('per_auditor')).rejects.toMatchObject({ constraint: 'repair_of_approver' });
    await approving('per_ops2');
    await desks.sweep();
    expect(await desks.repairOf(repairId)).toMatchObject({ state: 'failed', failure: 'notSigned' });
    expect(await desks.runOf(claimId)).toEqual({ kind: 'none' });
    await expect(
      office.pool.query(`UPDATE repair SET state = 'healed' WHERE id = $1`, [repairId]),
    ).rejects.toMatchObject({ constraint: 'repair_steps' });
  });

  it('heals the workflow of a notice, and is listed to operators of the place alone', async () => {
    const { noticeId } = await office.walks.published();
    office.terminate('notice', noticeId);
    expect(await desks.repaired(`/api/v1/notices/${noticeId}/repairs`, RESTART)).toMatchObject({
      state: 'healed',
      entity: { kind: 'notice', id: noticeId },
    });
    const listed = await desks.auditor.send('GET', '/api/v1/repairs?state=healed&limit=1');
    expect(listed.body.items).toMatchObject([{ entity: { id: noticeId } }]);
    expect((await office.as('dept').send('GET', '/api/v1/repairs')).status).toBe(403);
    expect(
      await office.as('ops').send('POST', `/api/v1/notices/${noticeId}/repairs`, {
        command: 'rebuildProjection',
        reason: '无',
      }),
    ).toMatchObject({ status: 422 });
  });

  it('lapses when nobody has approved it for five working days', async () => {
    const claimId = await office.walks.aClaim();
    office.terminate('claim', claimId);
    const repairId = await desks.propose(ofClaim(claimId), RESTART);
    expect(await desks.repairOf(repairId)).toMatchObject({ lapsesOn: '2025-06-30' });
    await office.setTime('2025-06-30T23:00:00+08:00');
    await desks.sweep();
    expect(await desks.repairOf(repairId)).toMatchObject({ state: 'proposed' });
    await office.setTime('2025-07-01T00:00:01+08:00');
    await desks.sweep();
    expect(await desks.repairOf(repairId)).toMatchObject({ state: 'lapsed' });
  });
});
