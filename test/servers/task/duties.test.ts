import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bindPasswords } from '../../../prisma/people/password-bonds.ts';
import { until, type Answer, type Desk } from '../../../scripts/demo/office-client.ts';
import { BONDS } from '../../support/act-keys.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import {
  APPROVE_BUREAU,
  APPROVE_DEPARTMENT,
  claimSeen,
  draftedBatch,
  dueClaims,
  officeWithClasses,
  tryPost,
  type OfficeOfClasses,
} from '../../support/office-lives.ts';

let running: OfficeOfClasses;

beforeAll(async () => {
  running = await officeWithClasses([1, 1, 1, 2]);
  await addPeople();
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

/** Officials whom no practice office has: with two seats, in another section, of another place. */
async function addPeople(): Promise<void> {
  await running.pool.query(
    `INSERT INTO person (id, username, password_hash, display_name, organ, section, jurisdiction, roles)
     SELECT 'per_' || one.username, one.username, p.password_hash, one.username, one.organ, one.section, one.place, one.roles
     FROM person p, (VALUES
       ('both', 'HRSS', '就业服务', '150600', '{departmentReviewer,bureauReviewer}'::text[]),
       ('elsewhere.section', 'HRSS', '就业服务', '150600', '{bureauReviewer}'::text[]),
       ('elsewhere', 'HRSS', '基金监督', '150602', '{bureauReviewer}'::text[]),
       ('both.finance', 'FINANCE', '社保', '150600', '{financeMaker,financeChecker}'::text[])
     ) AS one (username, organ, section, place, roles) WHERE p.username = 'ops'`,
  );
  await bindPasswords(running.pool, BONDS);
}

interface OpenTask {
  readonly id: string;
  readonly revision: number;
}

async function openTask(desk: Desk, claimId: string): Promise<OpenTask> {
  return (await desk.get(`/api/v1/tasks?box=team&claimId=${claimId}`)).body.items[0];
}

/** A claim that a person with both seats has approved for the department. */
async function approvedByBoth(): Promise<string> {
  const { id } = await running.claimOf(1);
  const both = await running.office.desk('both');
  const approved = await decided(both, await openTask(both, id), APPROVE_DEPARTMENT);
  expect([approved.status, approved.body.code]).toEqual([200, undefined]);
  return id;
}

function decided(desk: Desk, task: OpenTask, body: object, headers: Record<string, string> = {}): Promise<Answer> {
  const path = `/api/v1/tasks/${task.id}/decision`;
  return tryPost(desk, path, body, { 'if-match': `"${task.revision}"`, ...headers });
}

describe('the separation of duties over HTTP on the real server (D12)', () => {
  it('lets nobody decide twice on a claim, and no section decide in both reviews; nothing changes by trying', async () => {
    const claimId = await approvedByBoth();
    const before = await claimSeen(running, claimId);
    const task = await openTask(await running.office.desk('bureau.review'), claimId);
    const refusals = [
      ['both', 403, 'SAME_PERSON_FORBIDDEN'],
      ['elsewhere.section', 403, 'SAME_SECTION_FORBIDDEN'],
      ['dept.hr', 403, 'SAME_SECTION_FORBIDDEN'],
    ] as const;
    for (const [username, status, code] of refusals) {
      const answer = await decided(await running.office.desk(username), task, APPROVE_BUREAU);
      expect([username, answer.status, answer.body.code]).toEqual([username, status, code]);
    }
    const elsewhere = await decided(await running.office.desk('elsewhere'), task, APPROVE_BUREAU);
    expect([403, 404]).toContain(elsewhere.status);
    expect(await claimSeen(running, claimId)).toMatchObject({ state: before.state, revision: before.revision });
  });

  it('answers a second decision, a stale one and a reused key as the contract says, and changes nothing', async () => {
    const claimId = await approvedByBoth();
    const bureau = await running.office.desk('bureau.review');
    const task = await openTask(bureau, claimId);
    const stale = await decided(bureau, { ...task, revision: task.revision + 7 }, APPROVE_BUREAU);
    expect([stale.status, stale.body.code]).toEqual([412, 'STALE']);
    const key = { 'idempotency-key': 'the-same-key-twice' };
    expect((await decided(bureau, task, APPROVE_BUREAU, key)).status).toBe(200);
    const { revision } = await claimSeen(running, claimId);
    expect((await decided(bureau, task, APPROVE_BUREAU, key)).status).toBe(200);
    const reused = await decided(bureau, task, { ...APPROVE_BUREAU, remark: 'x' }, key);
    expect([reused.status, reused.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
    const second = await decided(await running.office.desk('bureau.review2'), task, APPROVE_BUREAU);
    expect([second.status, second.body.code]).toEqual([409, 'WRONG_STATE']);
    expect(await claimSeen(running, claimId)).toMatchObject({ state: 'noticePending', revision });
  });

  it('lets nobody release the batch that they made, nor have its task handed to them', async () => {
    const [due] = await dueClaims(running, [2]);
    const maker = await running.office.desk('both.finance');
    const path = '/api/v1/payout-batches';
    const { id, revision } = (await maker.post(path, { claimIds: [due?.id] })).body;
    const own = await tryPost(maker, `${path}/${id}/release`, {}, { 'if-match': `"${revision}"` });
    expect([own.status, own.body.code]).toEqual([403, 'SAME_PERSON_FORBIDDEN']);
    const checker = await running.office.desk('finance.checker');
    const task = await until('the task of the batch', async () => {
      const { items } = (await checker.get('/api/v1/tasks?box=todo&limit=200')).body;
      return items.find((one: { batchId?: string }) => one.batchId === id)?.id ?? null;
    });
    await tryPost(checker, `/api/v1/tasks/${task}/claim`, {});
    const handed = await tryPost(checker, `/api/v1/tasks/${task}/transfer`, { to: 'both.finance' });
    expect([handed.status, handed.body.errors]).toMatchObject([422, [{ pointer: '/to', code: 'MAY_NOT_DECIDE' }]]);
    const twice = await tryPost(await running.office.desk('finance.maker'), path, { claimIds: [due?.id] });
    expect([twice.status, twice.body.code]).toEqual([409, 'ALREADY_IN_BATCH']);
    const unpublished = await approvedByBoth();
    const bureau = await running.office.desk('bureau.review');
    expect((await decided(bureau, await openTask(bureau, unpublished), APPROVE_BUREAU)).status).toBe(200);
    await expect(draftedBatch(running, [unpublished])).rejects.toThrow('NOTICE_OPEN');
  });
});
