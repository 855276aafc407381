import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { publishNotice, untilState } from '../../../scripts/demo/class-play.ts';
import type { Answer, Office } from '../../../scripts/demo/office-client.ts';
import { refusalOf, restedDigest, statusesOf } from '../../support/business-digest.ts';
import {
  claimSeen,
  draftedBatch,
  dueClaims,
  officeWithClasses,
  releasedBatch,
  reviewed,
  tryPost,
  type ClaimOfClass,
  type Instruction,
  type OfficeOfClasses,
} from '../../support/office-lives.ts';
import { reportPayout, type ReportedPayout } from '../../support/reported-payout.ts';

const quietly = (): void => undefined;

let running: OfficeOfClasses;
/** Claims that Finance may pay: each test takes one for itself. */
let due: ClaimOfClass[];

beforeAll(async () => {
  running = await officeWithClasses([2, 2, 2, 2, 2, 2, 2]);
  due = [...(await dueClaims(running, [2, 2, 2, 2, 2, 2]))];
});

afterAll(() => running.stop());

const refusal = (ask: () => Promise<Answer>) => refusalOf(running, ask);

interface Unmatched {
  readonly id: string;
  readonly reason: string;
  readonly instructionId: string | null;
}

async function unmatched(): Promise<readonly Unmatched[]> {
  const maker = await running.office.desk('finance.maker');
  return (await maker.get('/api/v1/unmatched-payout-events?limit=200')).body.items;
}

type Named = Pick<Instruction, 'id' | 'amountFen'>;

async function report(of: Named, reported: Omit<ReportedPayout, 'data'>, data: object = {}): Promise<number> {
  const { id: instructionId, amountFen } = of;
  return (await reportPayout(running, { ...reported, data: { instructionId, amountFen, ...data } })).status;
}

function dueClaim(): string {
  const claim = due.shift();
  if (claim === undefined) {
    throw new RangeError('No due claim is left');
  }
  return claim.id;
}

/** A claim whose only instruction was sent. */
async function sentClaim(): Promise<{ readonly claimId: string; readonly instruction: Instruction }> {
  const claimId = dueClaim();
  const [instruction] = await releasedBatch(running, await draftedBatch(running, [claimId]));
  if (instruction === undefined) {
    throw new RangeError('A batch without an instruction');
  }
  return { claimId, instruction };
}

describe('a payout', () => {
  it('is not drafted before its notice has ended (R-100)', async () => {
    const { office } = running;
    const { id: claimId } = await running.claimOf(2);
    await reviewed(running, claimId);
    const maker = await office.desk('finance.maker');
    const ask = () => tryPost(maker, '/api/v1/payout-batches', { claimIds: [claimId] });
    expect(await refusal(ask)).toMatchObject({ status: 409 });
    const beforeItEnds: Office = {
      ...office,
      async moveClock(to) {
        expect(await refusal(ask)).toEqual({ status: 409, code: 'NOTICE_OPEN' });
        return office.moveClock(to);
      },
    };
    await publishNotice(beforeItEnds, claimId, quietly);
    expect((await claimSeen(running, claimId)).state).toBe('finance');
  });

  it('is reported before its instruction is known: the report is parked, and nothing of it is lost', async () => {
    const unknown = { id: 'pin_notyetknown', amountFen: 160_000 };
    expect(await report(unknown, { id: 'msg_early', type: 'payout.settled' })).toBe(202);
    expect(await unmatched()).toContainEqual(
      expect.objectContaining({ reason: 'UNKNOWN_INSTRUCTION', instructionId: unknown.id }),
    );
  });

  it('is not released by its maker, nor on a stale tag, and is released once', async () => {
    const { office } = running;
    const claimId = dueClaim();
    const maker = await office.desk('finance.maker');
    const checker = await office.desk('finance.checker');
    const batch = (await maker.post('/api/v1/payout-batches', { claimIds: [claimId] })).body;
    const release = `/api/v1/payout-batches/${batch.id}/release`;
    expect(await refusal(() => tryPost(maker, '/api/v1/payout-batches', { claimIds: [claimId] }))).toEqual({
      status: 409,
      code: 'ALREADY_IN_BATCH',
    });
    expect(await refusal(() => tryPost(maker, release, {}))).toMatchObject({ status: 403 });
    expect(await refusal(() => tryPost(checker, release, {}, { 'if-match': '"99"' }))).toMatchObject({ status: 412 });
    const answers = await Promise.all([tryPost(checker, release, {}), tryPost(checker, release, {})]);
    expect(statusesOf(answers)).toEqual([200, 409]);
    expect(await refusal(() => tryPost(checker, release, {}))).toEqual({ status: 409, code: 'WRONG_STATE' });
    const { items } = (await maker.get(`/api/v1/payout-batches/${batch.id}/instructions`)).body;
    expect(items).toMatchObject([{ amountFen: 160_000, state: 'instructed' }]);
  });

  it('is believed from the finance system alone: a forged or an old report stores nothing', async () => {
    const { instruction } = await sentClaim();
    const before = await restedDigest(running);
    const forged = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    expect(await report(instruction, { id: 'msg_forged', type: 'payout.settled', secret: forged })).toBe(401);
    const old = new Date(Date.now() - 3_600_000);
    expect(await report(instruction, { id: 'msg_old', type: 'payout.settled', at: old })).toBe(401);
    const soon = new Date(Date.now() + 3_600_000);
    expect(await report(instruction, { id: 'msg_soon', type: 'payout.settled', at: soon })).toBe(401);
    expect(await restedDigest(running)).toEqual(before);
  });

  it('that is off by one fen is parked and pays nothing, however a person matches it', async () => {
    const { claimId, instruction } = await sentClaim();
    const amountFen = instruction.amountFen - 1;
    expect(await report(instruction, { id: 'msg_off', type: 'payout.settled' }, { amountFen })).toBe(202);
    const parked = (await unmatched()).find(({ reason }) => reason === 'AMOUNT_MISMATCH');
    const maker = await running.office.desk('finance.maker');
    const path = `/api/v1/unmatched-payout-events/${parked?.id}/match`;
    expect(await refusal(() => tryPost(maker, path, { instructionId: instruction.id }))).toEqual({
      status: 409,
      code: 'AMOUNT_MISMATCH',
    });
    expect(await claimSeen(running, claimId)).toMatchObject({ state: 'paymentSent', totals: { paidFen: 0 } });
  });

  it('settles when two persons match the report that came too early, and only then', async () => {
    const unknown = { id: 'pin_tooearly', amountFen: 160_000 };
    expect(await report(unknown, { id: 'msg_tooearly', type: 'payout.settled' })).toBe(202);
    const { claimId, instruction } = await sentClaim();
    const parked = (await unmatched()).find(({ instructionId }) => instructionId === unknown.id);
    expect((await claimSeen(running, claimId)).totals).toMatchObject({ paidFen: 0 });
    const maker = await running.office.desk('finance.maker');
    const path = `/api/v1/unmatched-payout-events/${parked?.id}/match`;
    const entered = await tryPost(maker, path, { instructionId: instruction.id });
    expect(entered.body).toMatchObject({ state: 'waitsForConfirmation', matched: false });
    expect((await claimSeen(running, claimId)).totals).toMatchObject({ paidFen: 0 });
    const checker = await running.office.desk('finance.checker');
    expect((await tryPost(checker, `${path}/confirmation`, {})).body).toMatchObject({ matched: true });
    await untilState(maker, claimId, 'postCheck');
    expect((await claimSeen(running, claimId)).totals).toMatchObject({ paidFen: 160_000, totalPaidFen: 160_000 });
    expect(await refusal(() => tryPost(maker, path, { instructionId: instruction.id }))).toEqual({
      status: 409,
      code: 'ALREADY_MATCHED',
    });
  });

  it('is paid once whatever is reported again: the same message, or the same fact in another one', async () => {
    const { claimId, instruction } = await sentClaim();
    expect(await report(instruction, { id: 'msg_first', type: 'payout.settled' })).toBe(202);
    await untilState(await running.office.desk('finance.maker'), claimId, 'postCheck');
    const before = await restedDigest(running);
    expect(await report(instruction, { id: 'msg_first', type: 'payout.settled' })).toBe(202);
    expect(await restedDigest(running)).toEqual(before);
    expect(await report(instruction, { id: 'msg_another', type: 'payout.settled' })).toBe(202);
    expect(await report(instruction, { id: 'msg_late', type: 'payout.accepted' })).toBe(202);
    await restedDigest(running);
    expect(await claimSeen(running, claimId)).toMatchObject({ state: 'postCheck', totals: { paidFen: 160_000 } });
    const sums = await running.pool.query<{ account: string; fen: number }>(
      'SELECT account, sum(amount_fen)::int AS fen FROM ledger_entry WHERE claim_id = $1 GROUP BY account ORDER BY account',
      [claimId],
    );
    expect(sums.rows.reduce((total, { fen }) => total + fen, 0)).toBe(0);
    expect(sums.rows.find(({ account }) => account === 'bank')?.fen).toBe(-160_000);
  });

  it('leaves a chain of audit entries without a break (R-109)', async () => {
    await sentClaim();
    const auditor = await running.office.desk('auditor');
    expect((await auditor.get('/api/v1/audit/verification')).body).toMatchObject({ intact: true, breaks: [] });
  });
});
