import { isDeepStrictEqual } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide, submitClaim, untilState } from '../../../scripts/demo/class-play.ts';
import type { Answer } from '../../../scripts/demo/office-client.ts';
import { readStartInput } from '../../../prisma/kernel/start-inputs.ts';
import { ENTITIES, workflowIdOf, type EntityKind } from '../../../domain/entities.ts';
import {
  APPROVE_DEPARTMENT,
  claimSeen,
  draftedBatch,
  endNotice,
  officeWithClasses,
  publishedNotice,
  releasedBatch,
  reviewed,
  tryPost,
  type OfficeOfClasses,
} from '../../support/office-lives.ts';

let running: OfficeOfClasses;
/** The application's real login: of API and worker, and of somebody who has their password. */
let login: pg.Client;

beforeAll(async () => {
  running = await officeWithClasses([1, 1, 2]);
  login = new pg.Client(running.config.databaseUrl);
  await login.connect();
});
afterAll(async () => {
  await login.end();
  await running.stop();
});

async function rows<Row extends object>(sql: string, ...values: readonly unknown[]): Promise<readonly Row[]> {
  return (await running.pool.query<Row>(sql, [...values])).rows;
}

interface Standing {
  readonly course: { readonly revision: number };
  readonly revision: number;
  readonly state: string;
}

async function standing(entity: EntityKind, id: string): Promise<Standing> {
  const [row] = await rows<Standing>(`SELECT course, revision, state FROM ${entity} WHERE id = $1`, id);
  if (row === undefined) {
    throw new RangeError(`No ${entity} ${id}`);
  }
  return row;
}

/** One transaction as the application's login: the row gets another course, which no act recorded, and what else is said. */
async function attack(
  entity: EntityKind,
  id: string,
  course: object,
  ...more: readonly (readonly [sql: string, ...values: unknown[]])[]
): Promise<void> {
  const row = await standing(entity, id);
  const forged = { ...row.course, lastActId: 'act_forged', ...course };
  await login.query('BEGIN');
  try {
    await login.query(`UPDATE ${entity} SET course = $2, revision = $3 WHERE id = $1`, [
      id,
      JSON.stringify(forged),
      forged.revision,
    ]);
    for (const [sql, ...values] of more) {
      await login.query(sql, values);
    }
    await login.query('COMMIT');
  } catch (error) {
    await login.query('ROLLBACK');
    throw error;
  }
}

/** The owner of the tables puts the row back. */
async function restore(entity: EntityKind, id: string, { course, revision, state }: Standing): Promise<void> {
  await rows(
    `UPDATE ${entity} SET course = $2, revision = $3, state = $4 WHERE id = $1`,
    id,
    JSON.stringify(course),
    revision,
    state,
  );
}

/** Ends a workflow, and starts it from its row. */
async function startAgain(entity: EntityKind, id: string): Promise<void> {
  const workflowId = workflowIdOf(entity, id);
  const input = await readStartInput(running.pool, entity, id);
  const { course } = await standing(entity, id);
  await running.client.workflow.getHandle(workflowId).terminate();
  await running.client.workflow.start(ENTITIES[entity].workflowType, {
    workflowId,
    taskQueue: running.taskQueue,
    args: [{ ...input, course }],
  });
}

const causes = (id: string) =>
  rows<{ act: string; cause: string }>('SELECT DISTINCT act, cause FROM forged_act WHERE entity_id = $1', id);

const courseOf = (entity: EntityKind, id: string) =>
  running.client.workflow.getHandle(workflowIdOf(entity, id)).query('current');

const audited = (entity: EntityKind, id: string) =>
  rows('SELECT seq, act, hash FROM audit_entry WHERE entity_kind = $1 AND entity_id = $2 ORDER BY seq', entity, id);

const seen = (answer: Answer) => [answer.status, answer.body.code];

/**
 * Plays an ordinary act of an honest person on an entity whose course was changed, and again once the row is put back.
 * @returns what was answered, and what became of the workflow and the audit in between
 */
async function played(
  entity: EntityKind,
  id: string,
  { course, ask }: { readonly course: object; readonly ask: () => Promise<Answer> },
): Promise<object> {
  // The first record of a new entity comes after the answer that made it.
  await expect
    .poll(() => audited(entity, id), { timeout: 120_000 })
    .toContainEqual(expect.objectContaining({ act: 'begin' }));
  const before = await standing(entity, id);
  const [own, audit] = [await courseOf(entity, id), await audited(entity, id)];
  await attack(entity, id, course);
  const refused = seen(await ask());
  const isAdopted = !isDeepStrictEqual(await courseOf(entity, id), own);
  const isWritten = !isDeepStrictEqual(await audited(entity, id), audit);
  const forged = await causes(id);
  await restore(entity, id, before);
  // A busy worker answers later; the same key is the same act.
  await expect.poll(async () => seen(await ask()), { timeout: 120_000, interval: 500 }).toEqual([200, undefined]);
  return { refused, isAdopted, isWritten, forged };
}

const refusedBy = (act: string) => ({
  refused: [503, 'FORGED_ACT'],
  isAdopted: false,
  isWritten: false,
  forged: [{ act, cause: 'otherCourse' }],
});

/** The same request each time: the same key, on the revision that was read before the attack. */
async function asker(username: string, path: string, body: object): Promise<() => Promise<Answer>> {
  const desk = await running.office.desk(username);
  const { etag } = await desk.get(path.slice(0, path.lastIndexOf('/')));
  const headers = { 'if-match': etag ?? '', 'idempotency-key': crypto.randomUUID() };
  return () => tryPost(desk, path, body, headers);
}

describe('S1: with the login of the application alone', () => {
  it('a claim does not come past its reviews: nothing adopts the course, nothing is paid, and it goes on', async () => {
    const claim = await running.claimOf(2);
    await decide(running.office, 'dept.hr', `claimId=${claim.id}&stage=departmentReview`, APPROVE_DEPARTMENT);
    const before = await standing('claim', claim.id);
    const own = await courseOf('claim', claim.id);
    const forged = {
      revision: before.revision + 1,
      state: 'finance',
      stageIndex: 3,
      payments: { base: { state: 'due', amountFen: 160_000, accountCorrected: false } },
    };
    const approvedBy = (act: string) =>
      [
        [`UPDATE claim_line SET state = 'approved' WHERE claim_id = $1`, claim.id],
        [`SELECT bind_fund($1, 'base', 'EMPLOYMENT_SUBSIDY', 160000, NULL, $2, false)`, claim.id, act],
        ['SELECT count_approved($1, $2, true)', claim.id, act],
        [
          `INSERT INTO act (id, entity_kind, entity_id, act, body_digest, body, at, state)
           VALUES ($2, 'claim', $1, 'timerFired', '', '{}', now(), 'recorded')`,
          claim.id,
          act,
        ],
        [`UPDATE claim SET state = 'finance', stage = 'disbursement' WHERE id = $1`, claim.id],
      ] as const;
    const timer = `${claim.id}/timer/9`;
    // The database refuses an approval with an id of nobody, and one that leaves no audit entry.
    await expect(attack('claim', claim.id, forged, ...approvedBy('act_forged'))).rejects.toThrow('is not under way');
    await expect(attack('claim', claim.id, forged, ...approvedBy(timer))).rejects.toThrow('no a');
    // It cannot check a keyed hash. The recording can, and so does the verification of the audit.
    await attack('claim', claim.id, forged, ...approvedBy(timer), [
      `INSERT INTO audit_entry (entity_kind, entity_id, act, act_id, at, facts, seq, previous_hash, hash, mac)
       SELECT 'claim', $1, 'timerFired', $2, now(), '{}', max(seq) + 1, '\\x00', '\\x00', '\\x00'
       FROM audit_entry WHERE entity_kind = 'claim' AND entity_id = $1`,
      claim.id,
      timer,
    ]);

    const hold = await asker('ops', `/api/v1/claims/${claim.id}/holds`, { category: 'CHECK', reason: '核查' });
    expect(seen(await hold())).toEqual([503, 'FORGED_ACT']);
    expect(await courseOf('claim', claim.id)).toEqual(own);
    expect(await causes(claim.id)).toEqual([{ act: 'hold', cause: 'otherCourse' }]);
    // Maker and checker believe what they see. The claim does not, and its payment ends.
    const batchId = await draftedBatch(running, [claim.id]);
    const left = await releasedBatch(running, batchId);
    expect(left).toMatchObject([{ claimId: claim.id, state: 'cancelled' }]);
    const ops = await running.office.desk('ops');
    const stuck = (await ops.get('/api/v1/stuck?cause=forgedAct')).body.items;
    expect(stuck).toMatchObject([{ cause: 'forgedAct' }]);
    expect(stuck[0].claims).toContainEqual(expect.objectContaining({ claimId: claim.id }));
    const metrics = await (await fetch(`http://127.0.0.1:${running.config.port}/metrics`)).text();
    expect(metrics).toMatch(/butie_forged_acts\{entity="claim",cause="otherCourse"\} [1-9]/);
    const verified = (await (await running.office.desk('auditor')).get('/api/v1/audit/verification')).body;
    expect(verified.intact).toBe(false);

    await rows('UPDATE claim_fund SET approved_fen = 0 WHERE claim_id = $1', claim.id);
    await rows(`UPDATE claim_line SET state = 'eligible' WHERE claim_id = $1`, claim.id);
    await rows(`UPDATE claim SET stage = 'bureauReview', approved_fen = 0, lines_approved = 0 WHERE id = $1`, claim.id);
    await restore('claim', claim.id, before);
    // The row has its former revision again, so the operator reads it anew.
    await tryPost(ops, `/api/v1/claims/${claim.id}/holds`, { category: 'CHECK', reason: '核查' });
    await expect
      .poll(async () => (await claimSeen(running, claim.id)).state, { timeout: 120_000, interval: 500 })
      .toBe('suspended');
  });

  it('a class filing does not expire: its claim is not noted there until the row is put back', async () => {
    const made = running.assessedClass(1);
    const { filingId } = made;
    const [before, own] = [await standing('filing', filingId), await courseOf('filing', filingId)];
    await attack('filing', filingId, { revision: before.revision + 1, state: 'expired' });
    const claimId = await submitClaim(running.office, made, filingId);
    await expect
      .poll(() => causes(filingId), { timeout: 120_000, interval: 500 })
      .toEqual([{ act: 'claimOpened', cause: 'otherCourse' }]);
    expect(await courseOf('filing', filingId)).toEqual(own);
    await restore('filing', filingId, before);
    // The same question gets the same refusal from the same run, so the operator starts another one.
    await startAgain('filing', filingId);
    await untilState(await running.office.desk('school'), claimId, 'departmentReview');
    await expect
      .poll(() => standing('filing', filingId), { timeout: 120_000, interval: 500 })
      .toMatchObject({ revision: before.revision + 1 });
  });

  it('a notice does not end, and a batch is not sent', async () => {
    const { id: claimId } = await running.claimOf(1);
    await reviewed(running, claimId);
    const { id: noticeId } = await publishedNotice(running, [claimId]);
    const withdraw = await asker('dept.hr', `/api/v1/notices/${noticeId}/withdrawal`, { reason: '名单有误' });
    const ended = { course: { endsAtMs: 1 }, ask: withdraw };
    expect(await played('notice', noticeId, ended)).toEqual(refusedBy('withdraw'));

    await untilState(await running.office.desk('school'), claimId, 'noticePending');
    await endNotice(running, await publishedNotice(running, [claimId]));
    await untilState(await running.office.desk('school'), claimId, 'finance');
    const batchId = await draftedBatch(running, [claimId]);
    const release = await asker('finance.checker', `/api/v1/payout-batches/${batchId}/release`, {});
    const other = { course: { lastActId: 'act_forged' }, ask: release };
    expect(await played('batch', batchId, other)).toEqual(refusedBy('release'));
  });
});
