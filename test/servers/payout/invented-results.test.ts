import { WorkflowUpdateFailedError } from '@temporalio/client';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { workflowIdOf } from '../../../domain/entities.ts';
import { untilState } from '../../../scripts/demo/class-play.ts';
import { failedWorkflowTasks } from '../../support/histories.ts';
import {
  bankSays,
  claimSeen,
  draftedBatch,
  dueClaims,
  officeWithClasses,
  releasedBatch,
  type Instruction,
  type OfficeOfClasses,
} from '../../support/office-lives.ts';

let running: OfficeOfClasses;
let batchId: string;
let payment: Instruction;
/** The attacker: the application's login to the database, and a client of Temporal with the certificate. */
let application: pg.Pool;

beforeAll(async () => {
  running = await officeWithClasses([1]);
  application = new pg.Pool({ connectionString: running.config.databaseUrl, max: 1 });
  const claims = await dueClaims(running, [1]);
  batchId = await draftedBatch(
    running,
    claims.map(({ id }) => id),
  );
  const [first] = await releasedBatch(running, batchId);
  if (first === undefined) {
    throw new RangeError('A batch without instructions');
  }
  payment = first;
  await untilState(await running.office.desk('school'), payment.claimId, 'paymentSent');
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await application.end();
  await running.stop();
});

async function invented(id: string): Promise<string> {
  await application.query(
    `INSERT INTO payout_inbox (id, source, sender_id, type, instruction_id, said_instruction_id, amount_fen, body, received_at,
       state, batch_id, signature)
     VALUES ($1, 'webhook', $1, 'payout.settled', $2, $2, $3, '{}', now(), 'new', $4, $5)`,
    [id, payment.id, payment.amountFen, batchId, Buffer.alloc(64, 1)],
  );
  return id;
}

/** Says to the claim that a report pays it, as anybody does who reaches Temporal. @returns the code of the refusal */
async function told(inboxId: string): Promise<string> {
  const { id: instructionId, purpose } = payment;
  const said = {
    kind: 'payoutReported',
    actId: `payout/${inboxId}`,
    atMs: Date.now(),
    purpose,
    instructionId,
    inboxId,
  };
  try {
    const handle = running.client.workflow.getHandle(workflowIdOf('claim', payment.claimId));
    await handle.executeUpdate('payoutReported', { args: [{ ...said, outcome: 'settled' }] });
    return 'done';
  } catch (error) {
    if (!(error instanceof WorkflowUpdateFailedError)) {
      throw error;
    }
    const { cause } = error;
    return cause !== undefined && 'type' in cause ? String(cause.type) : 'refused';
  }
}

const read = async (sql: string, id: string) => (await running.pool.query(sql, [id])).rows;

async function recorded() {
  return {
    claim: await read('SELECT state, revision, course, paid_fen FROM claim WHERE id = $1', payment.claimId),
    instruction: await read('SELECT state FROM payout_instruction WHERE id = $1', payment.id),
    ledger: await read('SELECT id FROM ledger_entry WHERE claim_id = $1 ORDER BY id', payment.claimId),
    audit: await read('SELECT seq, hash FROM audit_entry WHERE entity_id = $1 ORDER BY seq', payment.claimId),
  };
}

const stateOf = async (inboxId: string) =>
  (await read('SELECT state FROM payout_inbox WHERE id = $1', inboxId))[0]?.state;

describe('S1: a result of a payment that the bank never sent', () => {
  it('pays nobody over Temporal and SQL, wedges neither claim, batch nor clock, and the true one pays', async () => {
    const before = await recorded();
    expect(await told('evt_none')).toBe('FORGED_ACT');
    const id = await invented('evt_invented');
    expect(await told(id)).toBe('FORGED_ACT');
    await running.client.workflow.getHandle(workflowIdOf('batch', batchId)).signal('inboxChanged');
    await expect.poll(() => stateOf(id), { timeout: 120_000, interval: 200 }).toBe('refused');
    expect(await told(id)).toBe('FORGED_ACT');
    // No signal tells the batch of this one: the sweep finds it.
    const unheard = await invented('evt_unheard');
    await expect.poll(() => stateOf(unheard), { timeout: 120_000, interval: 200 }).toBe('refused');
    expect(await recorded()).toEqual(before);

    const ops = await running.office.desk('ops');
    const stuck = (await ops.get('/api/v1/stuck?cause=forgedAct')).body.items;
    expect(stuck).toMatchObject([{ cause: 'forgedAct', count: 1, claims: [{ claimId: payment.claimId }] }]);
    await running.office.moveClock({ advanceDays: 1 });
    await bankSays(running, payment, 'accepted', 'settled');
    await expect
      .poll(async () => (await claimSeen(running, payment.claimId)).totals.paidFen, { timeout: 120_000, interval: 200 })
      .toBe(payment.amountFen);
  });
});
