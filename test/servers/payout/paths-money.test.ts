import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { actOnClaim, decide, payClaim, untilState } from '../../../scripts/demo/class-play.ts';
import { counted, failedWorkflowTasks, historyText, keepHistory } from '../../support/histories.ts';
import {
  APPROVE_BUREAU,
  bankSays,
  claimSeen,
  draftedBatch,
  dueClaims,
  officeWithClasses,
  releasedBatch,
  tryPost,
  type OfficeOfClasses,
} from '../../support/office-lives.ts';
import { addPaidAdvance } from '../../support/paid-advance.ts';
import { laterDay, recoveryWalks } from '../../support/recovery-walks.ts';

const NEW_ACCOUNT = { holder: '鄂尔多斯市示范职业技能培训学校', bank: '示范银行', number: '6200000000000000026' };

let running: OfficeOfClasses;
let claims: readonly string[];

beforeAll(async () => {
  // The last class is never claimed.
  running = await officeWithClasses([1, 1, 1, 1, 1, 1, 1, 2]);
  claims = (await dueClaims(running, [1, 1, 1, 1, 1, 1, 1])).map(({ id }) => id);
});
afterAll(async () => {
  expect(await failedWorkflowTasks(running)).toEqual([]);
  await running.stop();
});

const claimAt = (position: number): string => claims[position] ?? '';

async function correctAccount(claimId: string): Promise<void> {
  const school = await running.office.desk('school');
  const { etag } = await school.get(`/api/v1/claims/${claimId}`);
  const answer = await school.ask('PUT', `/api/v1/claims/${claimId}/payee-account`, {
    body: JSON.stringify(NEW_ACCOUNT),
    headers: { 'content-type': 'application/json', 'if-match': etag ?? '' },
  });
  expect([answer.status, answer.body.code]).toEqual([200, undefined]);
}

const confirmAccount = (claimId: string) =>
  decide(running.office, 'bureau.review', `claimId=${claimId}`, { act: 'approve', remark: '账户已核对' });

/** The claim that is paid and then asked back, with what people do about that. */
async function paidAndAskedBack() {
  const claimId = claimAt(6);
  if ((await claimSeen(running, claimId)).state === 'finance') {
    await payClaim(running.office, claimId, () => undefined);
  }
  return recoveryWalks(running.office, claimId);
}

/** An advance of a class that nobody claims, paid and closed. */
async function advanceOf(filingId: string): Promise<string> {
  const advanceId = await addPaidAdvance(running.pool, claimAt(6), 70_000);
  await running.pool.query('UPDATE claim SET filing_id = $1 WHERE id = $2', [filingId, advanceId]);
  return advanceId;
}

async function noticesOf(claimId: string): Promise<number> {
  const found = await running.pool.query('SELECT FROM notice_claim WHERE claim_id = $1 AND drop_reason IS NULL', [
    claimId,
  ]);
  return found.rowCount ?? 0;
}

describe('money', () => {
  it('that Finance returns is due again after the bureau’s correction, without a second notice (R-101)', async () => {
    const claimId = claimAt(0);
    const school = await running.office.desk('school');
    const notices = await noticesOf(claimId);
    const returned = { act: 'returnToBureau', remark: '账号与户名不符' };
    await decide(running.office, 'finance.maker', `claimId=${claimId}&stage=disbursement`, returned);
    expect((await claimSeen(running, claimId)).state).toBe('returnedToBureau');
    const toSchool = { act: 'returnForCorrection', remark: '请更正账户', corrections: [] };
    await decide(running.office, 'bureau.review', `claimId=${claimId}`, toSchool);
    expect((await claimSeen(running, claimId)).state).toBe('returnedToApplicant');
    await correctAccount(claimId);
    await actOnClaim(school, claimId, 'resubmission', {});
    expect((await claimSeen(running, claimId)).state).toBe('returnedToBureau');
    await decide(running.office, 'bureau.review', `claimId=${claimId}`, APPROVE_BUREAU);
    expect((await claimSeen(running, claimId)).state).toBe('finance');
    expect(await noticesOf(claimId)).toBe(notices);
    await keepHistory(running, 'claim-returned-by-finance', `claim/${claimId}`);
  });

  it('that fails is paid again after the account was corrected and confirmed (R-146)', async () => {
    const claimId = claimAt(1);
    const [failing] = await releasedBatch(running, await draftedBatch(running, [claimId]));
    expect((await claimSeen(running, claimId)).state).toBe('paymentSent');
    await bankSays(running, failing ?? never(), 'accepted', 'failed');
    await untilState(await running.office.desk('school'), claimId, 'paymentFailed');
    await correctAccount(claimId);
    await confirmAccount(claimId);
    expect((await claimSeen(running, claimId)).state).toBe('finance');
    const [again] = await releasedBatch(running, await draftedBatch(running, [claimId]));
    await bankSays(running, again ?? never(), 'settled');
    await untilState(await running.office.desk('school'), claimId, 'postCheck');
    expect((await claimSeen(running, claimId)).totals.paidFen).toBe(80_000);
    await keepHistory(running, 'claim-payment-failed', `claim/${claimId}`);
  });

  it('that comes back after its settlement opens a correction of its own and moves no stage (design §5a)', async () => {
    const claimId = claimAt(2);
    const school = await running.office.desk('school');
    const batchId = await draftedBatch(running, [claimId]);
    const [paid] = await releasedBatch(running, batchId);
    await bankSays(running, paid ?? never(), 'settled');
    await untilState(school, claimId, 'postCheck');
    await bankSays(running, paid ?? never(), 'returned');
    await expect.poll(async () => (await claimSeen(running, claimId)).totals.paidFen, { timeout: 20_000 }).toBe(0);
    expect((await claimSeen(running, claimId)).state).toBe('postCheck');
    await correctAccount(claimId);
    await confirmAccount(claimId);
    const [again] = await releasedBatch(running, await draftedBatch(running, [claimId]));
    expect(again?.id).not.toBe(paid?.id);
    await bankSays(running, again ?? never(), 'settled');
    await expect.poll(async () => (await claimSeen(running, claimId)).totals.paidFen, { timeout: 20_000 }).toBe(80_000);
    expect((await claimSeen(running, claimId)).state).toBe('postCheck');
    await keepHistory(running, 'claim-payment-returned-later', `claim/${claimId}`);
    await keepHistory(running, 'payout-batch-returned-later', `payout-batch/${batchId}`);
  });

  it('F2: that comes back after the claim has closed starts its workflow again and is paid again (R-147)', async () => {
    const claimId = claimAt(5);
    const school = await running.office.desk('school');
    const [paid] = await releasedBatch(running, await draftedBatch(running, [claimId]));
    await bankSays(running, paid ?? never(), 'settled');
    await untilState(school, claimId, 'postCheck');
    await actOnClaim(school, claimId, 'contract-check', { complete: true });
    await untilState(school, claimId, 'closed');
    const found = await running.pool.query<{ id: string }>(
      `SELECT id FROM payout_instruction WHERE claim_id = $1 AND state = 'settled'`,
      [claimId],
    );
    const data = { instructionId: found.rows[0]?.id, amountFen: 80_000, valueDate: '2025-07-02' };
    await running.office.reportPayout('payout.returned', data);
    await untilState(school, claimId, 'paymentFailed');
    const seen = await claimSeen(running, claimId);
    expect([seen.totals.paidFen, seen.diagnosis.cause]).toEqual([0, 'accountCorrection']);
    await running.office.moveClock({ advanceDays: 1 });
    await correctAccount(claimId);
    await confirmAccount(claimId);
    const [again] = await releasedBatch(running, await draftedBatch(running, [claimId]));
    await bankSays(running, again ?? never(), 'settled');
    await untilState(school, claimId, 'closed');
    expect((await claimSeen(running, claimId)).totals.paidFen).toBe(80_000);
    await keepHistory(running, 'claim-opened-again', `claim/${claimId}`);
  });

  it('of a claim on hold is dropped from the batch, which pays the others, and is due when the hold ends by the clock', async () => {
    const [held, free] = [claimAt(3), claimAt(4)];
    const operator = await running.office.desk('ops');
    const batchId = await draftedBatch(running, [held, free]);
    const { now } = (await operator.get('/api/v1/practice/clock')).body;
    const until = new Date(Date.parse(now) + 3 * 86_400_000).toISOString();
    await actOnClaim(operator, held, 'holds', { category: 'COMPLAINT', reason: '群众举报，核查中', until });
    expect((await claimSeen(running, held)).state).toBe('suspended');
    expect((await claimSeen(running, held)).diagnosis.waitingFor).toBe('hold');
    const instructions = await releasedBatch(running, batchId);
    expect(Object.fromEntries(instructions.map(({ claimId, state }) => [claimId, state]))).toEqual({
      [held]: 'cancelled',
      [free]: 'instructed',
    });
    await bankSays(running, instructions.find(({ claimId }) => claimId === free) ?? never(), 'settled');
    await untilState(await running.office.desk('school'), free, 'postCheck');
    const maker = await running.office.desk('finance.maker');
    expect((await tryPost(maker, '/api/v1/payout-batches', { claimIds: [held] })).body.code).toBe('CLAIM_HELD');
    await running.office.moveClock({ advanceDays: 4 });
    await untilState(await running.office.desk('school'), held, 'finance');
    await releasedBatch(running, await draftedBatch(running, [held]));
    expect((await claimSeen(running, held)).state).toBe('paymentSent');
    await keepHistory(running, 'claim-held-and-dropped', `claim/${held}`);
    await keepHistory(running, 'payout-batch-with-a-dropped-claim', `payout-batch/${batchId}`);
  });

  // The last ones, because they move the clock of the office by months.
  it('that was asked back is refused, or written off by a document and two persons (R-074)', async () => {
    const { found, act, untilState: untilRecovery } = await paidAndAskedBack();
    const refused = await found(1_000);
    await act('finance.checker', refused, 'refusal', { reason: '计算有误' });
    await untilRecovery(refused, 'annulled');
    await keepHistory(running, 'recovery-refused', `recovery/${refused}`);
    const lost = await found(2_000);
    await act('finance.checker', lost, 'approval', { amountFen: 1_500 });
    await act('finance.maker', lost, 'write-off', { reason: '单位已注销', documentNo: '鄂财〔2025〕7号' });
    await act('ops2', lost, 'write-off/confirmation');
    expect(await untilRecovery(lost, 'writtenOff')).toMatchObject({ openFen: 0, amountFen: 1_500 });
    expect(await historyText(running, `recovery/${lost}`)).not.toMatch(/注销|鄂财/);
    await keepHistory(running, 'recovery-written-off', `recovery/${lost}`);
  });

  it('that is owed is told, appealed, reduced, paid in parts, missed, reminded of, set off and repaid; an advance is found to be owed once its class has expired (R-074)', async () => {
    const { found, act, ruleAppeal, repay, setOff, untilState: untilRecovery, ofClaim } = await paidAndAskedBack();
    const advanceId = await advanceOf(running.assessedClass(2).filingId);
    const id = await found(30_000);
    const { payBy, appealBy } = await act('finance.checker', id, 'approval');
    expect(payBy > appealBy).toBe(true);
    await act('school', id, 'appeal', { statement: '人数计算有误' });
    await ruleAppeal('dept.hr2', { act: 'uphold', amountFen: 20_000, remark: '部分成立' });
    expect(await untilRecovery(id, 'noticed')).toMatchObject({ amountFen: 20_000 });
    const days = [laterDay(payBy, -5), laterDay(payBy, 5)] as const;
    const plan = [12_000, 8_000].map((amountFen, position) => ({ dueOn: days[position], amountFen }));
    await act('finance.maker', id, 'instalments', { plan });
    await act('finance.checker', id, 'instalments/confirmation');
    await repay(id, 12_000);
    expect(await untilRecovery(id, 'instalments')).toMatchObject({ openFen: 8_000 });
    expect(await ofClaim(advanceId)).toEqual([]);
    // Beyond the second instalment, the first reminder and the end of the window in which the last class may be claimed.
    await running.office.moveClock({ advanceTo: `${laterDay(days[1], 35)}T09:00:00+08:00` });
    expect(await untilRecovery(id, 'due')).toMatchObject({ dunningLevel: 1, openFen: 8_000 });
    // Nobody asked: the worker found the debt, and gave it its workflow.
    await expect
      .poll(() => ofClaim(advanceId), { timeout: 60_000 })
      .toMatchObject([{ cause: 'ADVANCE_NEVER_CLAIMED', amountFen: 70_000, state: 'found' }]);
    const [{ id: owedId }] = await ofClaim(advanceId);
    const begun = async () => (await counted(running, `recovery/${owedId}`)).events.at(0);
    await expect.poll(begun, { timeout: 60_000 }).toBe('WORKFLOW_EXECUTION_STARTED');
    await setOff(id, claimAt(0), 3_000);
    await repay(id, 5_000);
    expect(await untilRecovery(id, 'recovered')).toMatchObject({ openFen: 0 });
    expect(await historyText(running, `recovery/${id}`)).not.toMatch(/多付|有误|部分成立|示范/);
    await keepHistory(running, 'recovery-whole-life', `recovery/${id}`);
  });

  it('never adds up to more than was approved, and the ledger balances', async () => {
    const sums = await running.pool.query(
      'SELECT transaction_id FROM ledger_entry GROUP BY 1 HAVING sum(amount_fen) <> 0',
    );
    expect(sums.rows).toEqual([]);
    const above = await running.pool.query('SELECT FROM claim_fund WHERE settled_fen > approved_fen');
    expect(above.rowCount).toBe(0);
  });
});

function never(): never {
  throw new RangeError('The batch has no instruction');
}
