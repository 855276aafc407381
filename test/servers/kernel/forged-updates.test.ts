import { randomUUID } from 'node:crypto';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ENTITIES, workflowIdOf, type EntityKind } from '../../../domain/entities.ts';
import { payClaim, untilState } from '../../../scripts/demo/class-play.ts';
import { ANNUAL_PLAN_UPDATES } from '../../../workflows/annual-plan-messages.ts';
import { BATCH_UPDATES } from '../../../workflows/batch-messages.ts';
import { CLAIM_UPDATES } from '../../../workflows/claim-messages.ts';
import { DEMAND_CYCLE_UPDATES } from '../../../workflows/demand-cycle-messages.ts';
import { RECOVERY_UPDATES } from '../../../workflows/recovery-messages.ts';
import { FILING_UPDATES } from '../../../workflows/filing-messages.ts';
import { CALL_UPDATES, GRANT_UPDATES } from '../../../workflows/grant-messages.ts';
import { NOTICE_UPDATES } from '../../../workflows/notice-messages.ts';
import { seatOf } from '../../support/asking-entities.ts';
import { forgedMessage } from '../../support/forged-message.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import {
  claimSeen,
  draftedBatch,
  dueClaims,
  endNotice,
  noticeAct,
  officeWithClasses,
  reviewed,
  type OfficeOfClasses,
} from '../../support/office-lives.ts';

const UPDATES: Readonly<Record<EntityKind, readonly string[]>> = {
  claim: CLAIM_UPDATES,
  filing: FILING_UPDATES,
  notice: NOTICE_UPDATES,
  batch: BATCH_UPDATES,
  grantCall: CALL_UPDATES,
  grant: GRANT_UPDATES,
  annualPlan: ANNUAL_PLAN_UPDATES,
  demandCycle: DEMAND_CYCLE_UPDATES,
  recovery: RECOVERY_UPDATES,
};

/** Who would send it, if not the department's reviewer. */
const SENDERS: Readonly<Record<string, string>> = {
  withdraw: 'school',
  resubmit: 'school',
  recordResults: 'school',
  contractEvidence: 'school',
  correctAccount: 'school',
  hold: 'ops',
  release: 'ops',
};

/** Kinds that carry a maker beside the person who sends them. */
const OF_TWO = ['setOff', 'repaid', 'payoutReported'];

let running: OfficeOfClasses;
/** As somebody who has the application's login to the database. */
let application: pg.Pool;
const lines: string[] = [];

beforeAll(async () => {
  running = await officeWithClasses([1, 2, 3, 4], { onLog: (line) => lines.push(line) });
  application = new pg.Pool({ connectionString: running.config.databaseUrl, max: 2 });
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await application.end();
  await running.stop();
});

/** Sends it as anybody does who reaches Temporal. @returns the code of the refusal */
async function sent(entity: EntityKind, id: string, message: { readonly kind: string }): Promise<string> {
  try {
    await running.client.workflow.getHandle(workflowIdOf(entity, id)).executeUpdate(message.kind, { args: [message] });
    return 'done';
  } catch (error) {
    if (!(error instanceof WorkflowUpdateFailedError)) {
      throw error;
    }
    const { cause } = error;
    return cause !== undefined && 'type' in cause ? String(cause.type) : 'refused';
  }
}

/** What SQL can put into the table of acts: everything but a signature of its own. */
async function keep(entity: EntityKind, id: string, message: { readonly kind: string; readonly actId: string }) {
  const body = JSON.stringify({ asked: { entity, id, message } });
  await application.query(
    `INSERT INTO act (id, entity_kind, entity_id, act, person_id, body_digest, body, at, state, signature)
     VALUES ($1, $2, $3, $4, $5, sha256($6::text::bytea), $6::jsonb, now(), 'accepted',
       (SELECT signature FROM act WHERE signature IS NOT NULL LIMIT 1))`,
    [message.actId, entity, id, message.kind, await personId('dept.hr'), body],
  );
}

async function personId(username: string): Promise<string> {
  const { rows } = await application.query<{ id: string }>('SELECT id FROM person WHERE username = $1', [username]);
  return rows[0]?.id ?? '';
}

async function state() {
  const { rows: audit } = await application.query(
    `SELECT entity_kind, entity_id, seq, hash FROM audit_entry WHERE entity_kind <> 'access' ORDER BY entity_kind, entity_id, seq`,
  );
  const courses: unknown[] = [];
  for (const { table } of Object.values(ENTITIES)) {
    courses.push((await application.query(`SELECT id, revision, course FROM ${table} ORDER BY id`)).rows);
  }
  return { audit, courses };
}

/** Entities whose start was asked for and which have not written their first record. */
async function unbegun(): Promise<readonly string[]> {
  const ids: string[] = [];
  for (const { table } of Object.values(ENTITIES)) {
    const waiting = `SELECT id FROM ${table} WHERE start_requested_at IS NOT NULL AND started_at IS NULL`;
    ids.push(...(await application.query<{ id: string }>(waiting)).rows.map(({ id }) => id));
  }
  return ids;
}

/**
 * Every Update of an entity's workflow, once with an act that nobody kept and once with one that SQL has put there. All
 * entities have written their first record before, so only the messages could change anything.
 */
async function attack(
  entity: EntityKind,
  id: string,
  about: Readonly<Record<string, unknown>> = {},
): Promise<readonly string[]> {
  await expect.poll(unbegun, { timeout: 60_000 }).toEqual([]);
  const before = await state();
  const [{ revision, at } = { revision: 0, at: '0' }] = (
    await application.query<{ revision: number; at: string }>(
      `SELECT revision, (extract(epoch FROM now()) * 1000)::bigint + (SELECT clock_offset_ms FROM environment) AS at
       FROM ${ENTITIES[entity].table} WHERE id = $1`,
      [id],
    )
  ).rows;
  const answers: string[] = [];
  for (const kind of UPDATES[entity]) {
    for (const isKept of [false, true]) {
      const actId = `act_${randomUUID()}`;
      const actor = await seatOf(application, entity === 'batch' ? 'finance.checker' : (SENDERS[kind] ?? 'dept.hr'));
      const words = OF_TWO.includes(kind) ? {} : { maker: undefined };
      const known = {
        expectedRevision: revision,
        atMs: Number(at),
        actId,
        actor,
        organ: undefined,
        ...words,
        ...about,
      };
      const message = await forgedMessage(application, kind, known);
      if (isKept) {
        await keep(entity, id, message);
      }
      answers.push(`${kind} ${isKept ? 'kept' : 'not kept'}: ${await sent(entity, id, message)}`);
    }
  }
  expect(answers.filter((answer) => answer.endsWith(': done'))).toEqual([]);
  expect(await state()).toEqual(before);
  return answers;
}

const FORGED: unknown = expect.stringMatching(/: FORGED_ACT$/);

describe('S1: every Update that a plain client sends, with rows that the application’s login has put there', () => {
  it('to a filing and a claim under review is refused and seen in the log, and both go on without any help', async () => {
    const claim = await running.claimOf(1);
    const logged = lines.length;
    expect(await attack('filing', running.assessedClass(2).filingId, { claimId: claim.id })).toContainEqual(FORGED);
    expect(await attack('claim', claim.id)).toContainEqual(FORGED);
    const said = lines.slice(logged).filter((line) => line.includes('does not count'));
    for (const cause of ['notKept', 'notSigned']) {
      expect(said.filter((line) => line.includes(cause))).not.toEqual([]);
    }
    await reviewed(running, claim.id);
  });

  it('to a notice, before and after it is published, is refused, and the notice ends as it would', async () => {
    const claim = await running.claimOf(3);
    await reviewed(running, claim.id);
    const department = await running.office.desk('dept.hr');
    const { id: noticeId } = (await department.post('/api/v1/notices', { claimIds: [claim.id] })).body;
    expect(await attack('notice', noticeId, { noticeId })).toContainEqual(FORGED);
    expect(await attack('claim', claim.id, { noticeId })).toContainEqual(FORGED);
    for (const username of ['dept.hr', 'bureau.review']) {
      await noticeAct(running, { username, noticeId, act: 'confirmation' });
    }
    expect(await attack('notice', noticeId, { noticeId })).toContainEqual(FORGED);
    expect(await attack('claim', claim.id, { noticeId, outcome: 'clean' })).toContainEqual(FORGED);
    const { endsAt } = (await department.get(`/api/v1/notices/${noticeId}`)).body;
    await endNotice(running, { id: noticeId, endsAt, items: [] });
    await untilState(department, claim.id, 'finance');
  });

  it('to a batch and the claim that it pays is refused, and the claim is paid once', async () => {
    const [claim] = await dueClaims(running, [4]);
    const claimId = claim?.id ?? '';
    const batchId = await draftedBatch(running, [claimId]);
    const { rows } = await application.query<{ id: string; amount: string }>(
      'SELECT id, amount_fen AS amount FROM payout_instruction WHERE batch_id = $1',
      [batchId],
    );
    const [instruction] = rows;
    expect(await attack('batch', batchId, { batchId })).toContainEqual(FORGED);
    const about = { batchId, instructionId: instruction?.id, amountFen: Number(instruction?.amount) };
    expect(await attack('claim', claimId, about)).toContainEqual(FORGED);
    const maker = await running.office.desk('finance.maker');
    const { etag } = await maker.get(`/api/v1/payout-batches/${batchId}`);
    const checker = await running.office.desk('finance.checker');
    await checker.post(`/api/v1/payout-batches/${batchId}/rejection`, { reason: '练习' }, { ifMatch: etag ?? '' });
    await payClaim(running.office, claimId, () => undefined);
    expect((await claimSeen(running, claimId)).totals.paidFen).toBeGreaterThan(0);
  });
});
