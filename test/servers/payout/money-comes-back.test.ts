import { randomBytes } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BASE, duePersons } from '../../support/line-claims.ts';
import { APPROVE_BUREAU, startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: Office;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

interface Instruction {
  readonly id: string;
  readonly lineId: string | null;
  readonly amountFen: number;
}

const claimOf = async (claimId: string) => (await office.as('school').send('GET', `/api/v1/claims/${claimId}`)).body;

async function say({ id: instructionId, amountFen }: Instruction, type: string): Promise<void> {
  const id = `evt-${randomBytes(6).toString('hex')}`;
  const at = new Date();
  const text = JSON.stringify({
    type: `payout.${type}`,
    timestamp: at.toISOString(),
    data: { instructionId, amountFen },
  });
  const answer = await office.nobody.send('POST', '/api/v1/payout-events', text, {
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook('whsec_test').sign(id, at, text),
  });
  expect(answer.status).toBe(202);
}

/** Drafts and releases what is due. */
async function allPaid(claimId: string): Promise<readonly Instruction[]> {
  const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
  expect([drafted.status, drafted.body.code]).toEqual([201, undefined]);
  const path = `/api/v1/payout-batches/${drafted.body.id}/release`;
  const sent = await office.as('checker').act('POST', path);
  return sent.body.instructions;
}

async function paid(claimId: string): Promise<Instruction> {
  const [instruction, ...others] = await allPaid(claimId);
  if (instruction === undefined || others.length > 0) {
    throw new RangeError('Not one payment');
  }
  return instruction;
}

async function checked(claimId: string): Promise<void> {
  const complete = { complete: true };
  await office.as('school').act('POST', `/api/v1/claims/${claimId}/contract-check`, complete);
  expect((await claimOf(claimId)).state).toBe('closed');
}

const OF_SCHOOL = { holder: '鄂尔多斯市示范职业技能培训学校' };

async function corrected(claimId: string): Promise<void> {
  const account = { ...OF_SCHOOL, bank: '新银行', number: '6200000000000000026' };
  const put = await office.as('school').act('PUT', `/api/v1/claims/${claimId}/payee-account`, account);
  expect([put.status, put.body.code]).toEqual([200, undefined]);
  await confirmed(claimId);
}

async function confirmed(claimId: string): Promise<void> {
  const task = await office.walks.taskOf('bureau', claimId);
  const answer = await office.walks.decide('bureau', task, { ...APPROVE_BUREAU, remark: '账户已核对' });
  expect([answer.status, answer.body.code]).toEqual([200, undefined]);
}

async function rowsOf(sql: string, ...values: readonly unknown[]) {
  return (await office.pool.query<Record<string, unknown>>(sql, [...values])).rows;
}

/** The parked reports on an instruction. */
async function unmatched({ id }: { readonly id: string }): Promise<readonly { readonly reason: string }[]> {
  const parked = await office.as('maker').send('GET', '/api/v1/unmatched-payout-events?limit=200');
  return parked.body.items.filter(({ instructionId }: { instructionId: string }) => instructionId === id);
}

/** A claim that was paid whole and has closed after its contract check. */
async function closedClaim(): Promise<{ readonly claimId: string; readonly instruction: Instruction }> {
  const claimId = await office.walks.due();
  const instruction = await paid(claimId);
  await say(instruction, 'settled');
  await checked(claimId);
  expect((await claimOf(claimId)).totals.paidFen).toBe(80_000);
  return { claimId, instruction };
}

describe('money that comes back after its claim was closed', () => {
  it('F2: opens the payment again: nothing is paid, the account is corrected, paid again, closed (R-147)', async () => {
    const { claimId, instruction } = await closedClaim();
    const keys = async () => [await rowsOf('TABLE occupation_level_key'), await rowsOf('TABLE yearly_slot')];
    const taken = await keys();
    expect(taken.flat()).not.toEqual([]);
    await say(instruction, 'returned');
    expect(await claimOf(claimId)).toMatchObject({
      state: 'paymentFailed',
      totals: { paidFen: 0 },
      diagnosis: { waitingFor: 'person', cause: 'accountCorrection', suggestedActs: ['correctAccount'], also: [] },
    });
    expect(await unmatched(instruction)).toEqual([]);
    expect(await keys()).toEqual(taken);
    expect(await rowsOf('SELECT closed_at FROM claim WHERE id = $1', claimId)).toEqual([{ closed_at: null }]);
    await corrected(claimId);
    expect(await claimOf(claimId)).toMatchObject({ state: 'finance', totals: { paidFen: 0 } });
    const again = await paid(claimId);
    expect(again.id).not.toBe(instruction.id);
    await say(again, 'settled');
    expect(await claimOf(claimId)).toMatchObject({ state: 'closed', totals: { paidFen: 80_000, approvedFen: 80_000 } });
    expect(await keys()).toEqual(taken);
    const ledger = 'SELECT sum(amount_fen)::bigint AS fen FROM ledger_entry WHERE claim_id = $1 GROUP BY account';
    expect(await rowsOf(`${ledger} ORDER BY fen`, claimId)).toEqual([-80_000, 0, 80_000].map((fen) => ({ fen })));
    // A second time, the other way.
    await say(again, 'reversed');
    expect(await claimOf(claimId)).toMatchObject({ state: 'paymentFailed', totals: { paidFen: 0 } });
  });

  it('F2: pays again only the persons whose money came back, to their corrected accounts (R-107)', async () => {
    const claimId = await duePersons(office);
    const instructions = await allPaid(claimId);
    for (const instruction of instructions) {
      await say(instruction, 'settled');
    }
    await checked(claimId);
    const [first, , third] = instructions;
    await say(first ?? never(), 'returned');
    await say(third ?? never(), 'reversed');
    expect(await claimOf(claimId)).toMatchObject({ state: 'paymentFailed', totals: { paidFen: BASE } });
    for (const [holder, lineId] of [
      ['张丽', first?.lineId],
      ['李小明', third?.lineId],
    ]) {
      const account = { holder, bank: '新银行', number: '6200000000000000026', lineId };
      const put = await office.as('school').act('PUT', `/api/v1/claims/${claimId}/payee-account`, account);
      expect([put.status, put.body.code]).toEqual([200, undefined]);
    }
    await confirmed(claimId);
    const again = await allPaid(claimId);
    expect(again.map(({ lineId }) => lineId)).toEqual([first?.lineId, third?.lineId]);
    for (const instruction of again) {
      await say(instruction, 'settled');
    }
    expect(await claimOf(claimId)).toMatchObject({ state: 'closed', totals: { paidFen: 3 * BASE } });
  });

  it('F2: the same report twice opens it once, and a late settlement of the first payment changes nothing', async () => {
    const { claimId, instruction } = await closedClaim();
    await Promise.all([say(instruction, 'returned'), say(instruction, 'returned')]);
    await say(instruction, 'settled');
    expect(await claimOf(claimId)).toMatchObject({ state: 'paymentFailed', totals: { paidFen: 0 } });
    const tasks = `SELECT kind FROM task WHERE entity_id = $1 AND state = 'open'`;
    expect(await rowsOf(tasks, claimId)).toEqual([{ kind: 'accountCorrection' }]);
  });
});

describe('money that is returned before it is said to have arrived', () => {
  it('F6: is judged again when the settlement comes, and the applicant is asked for another account', async () => {
    const claimId = await office.walks.due();
    const instruction = await paid(claimId);
    await say(instruction, 'returned');
    expect(await unmatched(instruction)).toMatchObject([{ reason: 'NOT_SETTLED', instructionId: instruction.id }]);
    expect((await claimOf(claimId)).state).toBe('paymentSent');
    await say(instruction, 'settled');
    expect(await unmatched(instruction)).toEqual([]);
    expect(await claimOf(claimId)).toMatchObject({
      state: 'postCheck',
      totals: { paidFen: 0 },
      diagnosis: {
        waitingFor: 'person',
        cause: 'accountCorrection',
        owner: { kind: 'applicant' },
        suggestedActs: ['correctAccount'],
        also: [{ cause: 'evidenceWindow' }],
      },
    });
    await corrected(claimId);
    await say(await paid(claimId), 'settled');
    expect(await claimOf(claimId)).toMatchObject({ state: 'postCheck', totals: { paidFen: 80_000 } });
  });

  it('F6: another amount stays parked, and a report on a draft is not believed once its batch is released', async () => {
    const claimId = await office.walks.due();
    const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    const path = `/api/v1/payout-batches/${drafted.body.id}`;
    const [draft] = (await office.as('maker').send('GET', path)).body.instructions;
    await say(draft, 'settled');
    await office.as('checker').act('POST', `${path}/release`);
    expect((await claimOf(claimId)).state).toBe('paymentSent');
    await say({ ...draft, amountFen: 79_999 }, 'returned');
    await say(draft, 'settled');
    expect((await unmatched(draft)).map(({ reason }) => reason).toSorted()).toEqual([
      'AMOUNT_MISMATCH',
      'NOT_RELEASED',
    ]);
    expect(await claimOf(claimId)).toMatchObject({ state: 'postCheck', totals: { paidFen: 80_000 } });
  });
});

function never(): never {
  throw new RangeError('The batch has no such instruction');
}
