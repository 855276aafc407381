import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ClaimState } from '../../../domain/claim/claim-state.ts';
import { createAdvanceStore } from '../../../prisma/recovery/advance-store.ts';
import { remind } from '../../../prisma/worker/deadline-sweeps.ts';
import { answerDaysOf } from '../../../prisma/line/register-questions.ts';
import { recordFiling } from '../../../prisma/recordings/filing-recording.ts';
import { createSnapshotCache } from '../../../prisma/recordings/recording-context.ts';
import { newId } from '../../../prisma/kernel/id-maker.ts';
import { keepSigned, trust } from '../../support/act-keys.ts';
import { vouchForCourses } from '../../support/arranged-courses.ts';
import { releaseBatch, seatOf } from '../../support/asking-entities.ts';
import { addPaidAdvance } from '../../support/paid-advance.ts';
import { returnOfTwo } from '../../support/money-words.ts';
import { forgetPlan } from '../../support/claim-plans.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { PRACTICE_LIBRARY } from '../../support/policy-library.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const BASE = 80_000;
const MAKER = {
  personId: 'per_maker',
  organ: 'FINANCE',
  section: null,
  jurisdiction: '150600',
  roles: ['financeMaker'],
  partyId: null,
} as const;

const SCHOOL = { ...MAKER, personId: 'per_school', organ: null, roles: ['applicant'], partyId: 'pty_school' } as const;

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

async function one(sql: string, ...values: readonly unknown[]) {
  const { rows } = await office.pool.query<Record<string, unknown>>(sql, [...values]);
  return rows[0] ?? {};
}

const nowMs = async () => Date.now() + Number((await one('SELECT clock_offset_ms AS ms FROM environment'))['ms']);

const paidAdvance = (claimId: string, fen: number, state?: ClaimState) =>
  addPaidAdvance(office.pool, claimId, fen, state);

const claimRow = (claimId: string) =>
  one(
    `SELECT state, course, advance_fen AS advance, timer_at AS timer,
       (SELECT approved_fen FROM claim_fund f WHERE f.claim_id = claim.id AND purpose = 'base') AS approved
     FROM claim WHERE id = $1`,
    claimId,
  );

async function endOf(noticeId: string): Promise<number> {
  const { ends_at: endsAt } = await one('SELECT ends_at FROM notice WHERE id = $1', noticeId);
  return endsAt instanceof Date ? endsAt.getTime() : 0;
}

describe('a settlement', () => {
  it('R-082 that needs no payment gives the days of grace for contracts, however late it comes', async () => {
    const { claimId, noticeId } = await office.walks.published();
    await paidAdvance(claimId, BASE);
    await office.pool.query(`UPDATE claim SET evidence_due_on = '2025-06-30' WHERE id = $1`, [claimId]);
    const endMs = await endOf(noticeId);
    await office.endNotice(noticeId, endMs);
    const settled = await claimRow(claimId);
    expect(settled).toMatchObject({ state: 'postCheck', advance: BASE });
    expect(settled['timer'] instanceof Date ? settled['timer'].getTime() : 0).toBeGreaterThan(endMs);
  });

  it('R-073 of two training years at once takes each fen of the advance once, and asks the rest back at the end (C05)', async () => {
    const [first, second] = [await office.walks.published(), await office.walks.published()];
    await office.pool.query(
      `UPDATE filing SET training_years = 2 WHERE id = (SELECT filing_id FROM claim WHERE id = $1)`,
      [first.claimId],
    );
    await office.pool.query(
      `UPDATE claim SET instalment = 2, filing_id = (SELECT filing_id FROM claim WHERE id = $1) WHERE id = $2`,
      [first.claimId, second.claimId],
    );
    await paidAdvance(first.claimId, 2 * BASE + 20_000);
    const ends = await Promise.all([first, second].map(({ noticeId }) => endOf(noticeId)));
    await Promise.all([first, second].map(({ noticeId }, position) => office.endNotice(noticeId, ends[position] ?? 0)));
    const claims = [await claimRow(first.claimId), await claimRow(second.claimId)];
    expect(claims.reduce((sum, { advance }) => sum + Number(advance), 0)).toBe(2 * BASE + 20_000);
    const due = await one(
      `SELECT (SELECT sum((course #>> '{payments,base,amountFen}')::bigint) FROM claim WHERE id = ANY ($1))::bigint AS pay,
         (SELECT sum(amount_fen) FROM recovery WHERE claim_id = ANY ($1))::bigint AS back,
         (SELECT array_agg(claim_id) FROM recovery WHERE claim_id = ANY ($1)) AS of`,
      [first.claimId, second.claimId],
    );
    // The last year alone asks back, whichever of the two came first.
    expect(due['of']).toEqual([second.claimId]);
    expect(Number(due['pay']) - Number(due['back'])).toBe(-20_000);
  });
});

describe('what is due back', () => {
  it('R-074 is reminded of in every period until it has come, and the operators hear of it once', async () => {
    const debtor = await office.walks.published();
    await paidAdvance(debtor.claimId, BASE + 20_000);
    await office.endNotice(debtor.noticeId, await endOf(debtor.noticeId));
    const task = await one(
      `SELECT starts_on::text AS starts, due_days, due_unit FROM task WHERE entity_id = $1 AND kind = 'recovery' AND state = 'open'`,
      debtor.claimId,
    );
    expect(task).toMatchObject({ due_days: 30, due_unit: 'calendarDays' });
    const after = (days: number) => Date.parse(`${String(task['starts'])}T10:00:00+08:00`) + days * 86_400_000;
    const heard = async (topic: string) =>
      (
        await one(
          `SELECT count(*)::int AS times FROM outbox_message WHERE topic = $2 AND payload ->> 'claimId' = $1`,
          debtor.claimId,
          topic,
        )
      )['times'];
    const times: unknown[] = [];
    for (const days of [14, 16, 31, 44, 46, 47, 62, 76]) {
      await remind(office.application, after(days));
      times.push(await heard('task.due'));
    }
    expect(times).toEqual([0, 1, 1, 1, 2, 2, 2, 3]);
    expect(await heard('task.overdue')).toBe(1);
  });
});

describe('a set-off', () => {
  it('R-074 ends the draft of a payment, is never paid again, and is told to a debtor who is held', async () => {
    const debtor = await office.walks.published();
    await paidAdvance(debtor.claimId, BASE + 20_000);
    await office.endNotice(debtor.noticeId, await endOf(debtor.noticeId));
    expect((await claimRow(debtor.claimId))['state']).toBe('recoveryDue');
    const hold = { category: 'CASE', reason: '核查' };
    await office.as('ops').act('POST', `/api/v1/claims/${debtor.claimId}/holds`, hold);

    const claimId = await office.walks.due();
    const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    expect(drafted.status).toBe(201);
    const setOff = { recoveryClaimId: debtor.claimId, amountFen: 20_000 };
    expect(await returnOfTwo(office, claimId, 'set-offs', setOff)).toMatchObject({ status: 200 });
    expect(await one('SELECT state FROM payout_instruction WHERE claim_id = $1', claimId)).toEqual({
      state: 'cancelled',
    });
    expect(await claimRow(claimId)).toMatchObject({ state: 'finance', approved: BASE - 20_000 });
    const task = await office.walks.taskOf('maker', claimId);
    const returned = { act: 'returnToBureau', remark: '账号与户名不符' };
    expect((await office.walks.decide('maker', task, returned)).status).toBe(409);
    expect((await returnOfTwo(office, claimId, 'set-offs', setOff)).body).toMatchObject({ code: 'WRONG_STATE' });

    const told = await one(
      `SELECT count(*)::int AS count FROM act WHERE entity_id = $1 AND act = 'recovered' AND state = 'recorded'`,
      debtor.claimId,
    );
    expect(told['count']).toBe(1);
    expect((await claimRow(debtor.claimId))['course']).toMatchObject({ recovery: { recoveredFen: 20_000 } });
    const ledger = await one(
      `SELECT coalesce(sum(amount_fen), 0)::bigint AS fen FROM ledger_entry WHERE claim_id = ANY ($1) AND account = 'recoverable'`,
      [debtor.claimId, claimId],
    );
    expect(ledger['fen']).toBe(0);
  });
});

describe('a class with an advance', () => {
  it('R-073 is not withdrawn: nobody would settle what was paid', async () => {
    const { claimId } = await office.walks.published();
    const { filing_id: filingId } = await one('SELECT filing_id FROM claim WHERE id = $1', claimId);
    const context = {
      pool: office.application,
      sealer: office.sealer,
      answerDaysOf: answerDaysOf(PRACTICE_LIBRARY),
      calendar: PRACTICE_LIBRARY.calendar,
      snapshots: createSnapshotCache(),
      ...trust(),
    };
    await paidAdvance(claimId, BASE);
    const { revision } = await one('SELECT revision FROM filing WHERE id = $1', filingId);
    const before = {
      revision: Number(revision),
      lastActId: '',
      state: 'accepted',
      round: 1,
      responsibleDepartment: 'HRSS',
      times: { opensAtMs: 0, endsAtMs: 0, windowEndsAtMs: 0 },
    } as const;
    await office.pool.query(
      `UPDATE filing SET state = 'accepted', course = $2,
         policy_snapshot_id = (SELECT policy_snapshot_id FROM claim WHERE id = $3) WHERE id = $1`,
      [filingId, JSON.stringify(before), claimId],
    );
    await vouchForCourses(office.pool);
    const message = { kind: 'withdraw', actId: newId('act'), atMs: await nowMs(), actor: SCHOOL } as const;
    await keepSigned(office.pool, { entity: 'filing', id: String(filingId), message }, { personId: SCHOOL.personId });
    const recorded = await recordFiling(context, {
      before,
      message,
      isOwnTurn: false,
      plan: { filingId: String(filingId), jurisdiction: '150600', applicantPartyId: 'pty_school', clockOffsetMs: 0 },
    });
    expect(recorded).toEqual({ kind: 'refused', code: 'ADVANCE_OPEN' });
  });
});

describe('an advance', () => {
  it('is refused by name where the law does not say for which routes (§5.3)', async () => {
    const claimId = await office.walks.aClaim();
    const { filing_id: filingId } = await one('SELECT filing_id FROM claim WHERE id = $1', claimId);
    await office.pool.query(`UPDATE filing SET state = 'open' WHERE id = $1`, [filingId]);
    const packs = PRACTICE_LIBRARY.packs.map((pack) => ({
      ...pack,
      parameters: pack.parameters.filter(({ key }) => key !== 'advance.routes'),
    }));
    const asked = {
      filingId: String(filingId),
      amountFen: 1_000,
      caller: { ...SCHOOL, displayName: 'school' },
      at: new Date(await nowMs()),
      key: 'advance-1',
    };
    expect(
      await createAdvanceStore(office.application, { ...PRACTICE_LIBRARY, packs }, office.sealer).request(asked),
    ).toEqual({
      ok: false,
      refusal: { code: 'ROUTE_NOT_OPEN', key: 'advance.routes' },
    });
  });
});

describe('the release of an advance', () => {
  it('R-071 is refused once the class can no longer be claimed: nothing would settle it', async () => {
    const claimId = await office.walks.due();
    const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    const batchId: string = drafted.body.id;
    await office.pool.query(
      `INSERT INTO claim_fund (claim_id, purpose, fund, approved_fen)
       SELECT claim_id, 'advance', fund, approved_fen FROM claim_fund WHERE claim_id = $1`,
      [claimId],
    );
    await office.pool.query(
      `INSERT INTO payout_instruction (id, batch_id, claim_id, purpose, fund, amount_fen, payee_sealed, payee_masked, state, state_since, created_at)
       SELECT 'pin_advance', batch_id, claim_id, 'advance', fund, amount_fen, payee_sealed, payee_masked, state, state_since, created_at
       FROM payout_instruction WHERE batch_id = $1`,
      [batchId],
    );
    await releaseBatch(office.pool, batchId, 'finance.checker');
    await office.pool.query(
      `UPDATE claim SET kind = 'advance', purpose = 'advance', course = course || '{"purpose": "advance"}'
         || jsonb_build_object('payments', course -> 'payments' || jsonb_build_object('advance', course #> '{payments,base}'))
       WHERE id = $1`,
      [claimId],
    );
    await vouchForCourses(office.pool);
    await forgetPlan(office.pool, claimId);
    await office.pool.query(
      `UPDATE filing SET state = 'expired' WHERE id = (SELECT filing_id FROM claim WHERE id = $1)`,
      [claimId],
    );
    const [maker, checker] = [await seatOf(office.pool, 'finance.maker'), await seatOf(office.pool, 'finance.checker')];
    const actId = `${batchId}/releasing/${claimId}/advance`;
    const releasing = { kind: 'payoutReleasing', batchId, purpose: 'advance', maker, checker, actId } as const;
    const released = office.ask({ entity: 'claim', id: claimId, message: { ...releasing, atMs: await nowMs() } });
    await expect(released).rejects.toMatchObject({ code: 'CLAIM_WINDOW_CLOSED' });
  });
});
