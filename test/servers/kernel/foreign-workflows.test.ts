import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StartInput } from '../../../api/kernel/act-ports.ts';
import { ENTITIES, type EntityKind } from '../../../domain/entities.ts';
import { readStartInput } from '../../../prisma/kernel/start-inputs.ts';
import {
  APPROVE_DEPARTMENT,
  claimSeen,
  officeWithClasses,
  tryPost,
  type OfficeOfClasses,
} from '../../support/office-lives.ts';

let running: OfficeOfClasses;

beforeAll(async () => {
  running = await officeWithClasses([1, 1]);
});
afterAll(() => running.stop());

async function rows<Row extends object>(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> {
  return (await running.pool.query<Row>(sql, [...values])).rows;
}

/** The open task of the department's review, as its reviewer finds it. */
async function reviewOf(claimId: string): Promise<{ readonly id: string; readonly etag: string }> {
  const desk = await running.office.desk('dept.hr');
  const { items } = (await desk.get(`/api/v1/tasks?box=todo&claimId=${claimId}&stage=departmentReview`)).body;
  const { id } = items[0];
  return { id, etag: (await desk.get(`/api/v1/tasks/${id}`)).etag ?? '' };
}

async function ownStart(entity: EntityKind, id: string): Promise<StartInput> {
  const own = await readStartInput(running.pool, entity, id);
  if (own === null) {
    throw new RangeError(`${entity} ${id} was never started`);
  }
  const [row] = await rows<{ course: object | null }>(`SELECT course FROM ${entity} WHERE id = $1`, id);
  return { ...own, course: row?.course ?? own.course };
}

/** As anybody with a certificate of Temporal can: ends the workflow of an entity, and starts another one in its place. */
async function replace(entity: EntityKind, id: string, change: (own: StartInput) => object): Promise<void> {
  const workflowId = `${entity}/${id}`;
  const input = change(await ownStart(entity, id));
  await running.client.workflow.getHandle(workflowId).terminate();
  await running.client.workflow.start(ENTITIES[entity].workflowType, {
    workflowId,
    taskQueue: running.taskQueue,
    args: [input],
  });
}

const recorded = (entity: EntityKind, id: string) =>
  rows('SELECT seq, act, hash FROM audit_entry WHERE entity_kind = $1 AND entity_id = $2 ORDER BY seq', entity, id);

const forgeries = (id: string) =>
  rows<{ cause: string; act: string }>('SELECT DISTINCT cause, act FROM forged_act WHERE entity_id = $1', id);

describe('S1: a workflow of somebody else, started with the row’s own course', () => {
  it('with a plan of its own takes no decision further than the law does, and the claim goes on in its own one', async () => {
    const claim = await running.claimOf(1);
    const before = await recorded('claim', claim.id);
    await replace('claim', claim.id, ({ course, plan }) => {
      const stages = 'stages' in plan && Array.isArray(plan.stages) ? plan.stages.slice(0, 1) : [];
      return { course, plan: { ...plan, stages } };
    });

    const reviewer = await running.office.desk('dept.hr');
    const { id, etag } = await reviewOf(claim.id);
    const asked = { 'if-match': etag, 'idempotency-key': 'the-decision' };
    const answer = await tryPost(reviewer, `/api/v1/tasks/${id}/decision`, APPROVE_DEPARTMENT, asked);
    expect([answer.status, answer.body.code]).toEqual([503, 'FORGED_ACT']);
    expect(await forgeries(claim.id)).toEqual([{ cause: 'otherPlan', act: 'decide' }]);
    expect(await recorded('claim', claim.id)).toEqual(before);

    // The decision was kept, and is taken once the claim has its own workflow again.
    await replace('claim', claim.id, (own) => own);
    const repeated = await tryPost(reviewer, `/api/v1/tasks/${id}/decision`, APPROVE_DEPARTMENT, asked);
    expect([repeated.status, repeated.body.code]).toEqual([200, undefined]);
    expect((await claimSeen(running, claim.id)).state).toBe('bureauReview');
  });

  it('with a clock of its own ends no period before the office’s clock has come there', async () => {
    const { filingId } = running.assessedClass(1);
    const school = await running.office.desk('school');
    const before = await recorded('filing', filingId);
    const ahead = 400 * 86_400_000;
    await replace('filing', filingId, ({ course, plan }) => ({
      course,
      plan: { ...plan, clockOffsetMs: plan.clockOffsetMs + ahead },
    }));

    await expect
      .poll(() => forgeries(filingId), { timeout: 120_000, interval: 500 })
      .toEqual([{ cause: 'otherClock', act: 'timerFired' }]);
    expect((await school.get(`/api/v1/class-filings/${filingId}`)).body.state).toBe('assessed');
    expect(await recorded('filing', filingId)).toEqual(before);
  });
});
