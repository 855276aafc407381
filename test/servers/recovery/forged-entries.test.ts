import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepSigned } from '../../support/act-keys.ts';
import { seatOf } from '../../support/asking-entities.ts';
import { keepReport } from '../../support/kept-reports.ts';
import { aReference, confirmReturn, enterReturn, repaidByTwo } from '../../support/money-words.ts';
import { approveRecovery } from '../../support/recoveries.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { addPaidAdvance } from '../../support/paid-advance.ts';
import { tellClaim } from '../../support/tell-claim.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const OWED = 20_000;
const BASE = 80_000;
const REJECT = { act: 'reject', remark: '培训未按计划进行' } as const;

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

async function rows<Found extends object>(sql: string, ...values: readonly unknown[]) {
  return (await office.pool.query<Found>(sql, [...values])).rows;
}

/** A claim that owes 200.00 of its advance, and waits for it. */
async function debtor(): Promise<string> {
  const { claimId, noticeId } = await office.walks.published();
  await addPaidAdvance(office.pool, claimId, BASE + OWED);
  const [notice] = await rows<{ ends_at: Date }>('SELECT ends_at FROM notice WHERE id = $1', noticeId);
  await office.endNotice(noticeId, notice?.ends_at.getTime() ?? 0);
  return claimId;
}

/** An advance that is due back, whose claim has ended. */
async function endedDebtor(): Promise<string> {
  const main = await office.walks.aClaim();
  const claimId = await addPaidAdvance(office.pool, main, OWED);
  await office.walks.decide('dept', await office.walks.taskOf('dept', main), REJECT);
  return claimId;
}

/** What SQL in the application's role can put into the tables: everything but a signature. */
async function invented(claimId: string, entryId: string): Promise<void> {
  const actor = await seatOf(office.pool, 'finance.maker');
  const [debt] = await rows<{ id: string }>('SELECT id FROM recovery WHERE claim_id = $1', claimId);
  const bankReference = aReference();
  const atMs = Date.parse('2025-06-20T10:00:00+08:00');
  const none = { eventId: null, instructionId: null };
  const facts = { entryId, amountFen: OWED, bankReference, recoveryId: debt?.id, ...none };
  const message = { kind: 'enterRepayment', actId: `act_of_${entryId}`, atMs, actor, ...facts };
  await rows(
    `INSERT INTO act (id, entity_kind, entity_id, act, person_id, body_digest, body, at, state, signature, answered_at)
     VALUES ($1, 'claim', $2, 'enterRepayment', $3, '', $4, now(), 'recorded', $5, now())`,
    message.actId,
    claimId,
    actor.personId,
    JSON.stringify({ asked: { entity: 'claim', id: claimId, message } }),
    Buffer.alloc(64, 1),
  );
  await rows(
    `INSERT INTO money_entry (id, kind, state, jurisdiction, claim_id, recovery_id, amount_fen, bank_reference, maker_id,
       maker_act_id, entered_at)
     VALUES ($1, 'repayment', 'waitsForConfirmation', '150600', $2, $3, $4, $5, $6, $7, $8)`,
    entryId,
    claimId,
    debt?.id,
    OWED,
    bankReference,
    actor.personId,
    message.actId,
    new Date(atMs),
  );
}

async function recorded(claimId: string) {
  return {
    claim: await rows('SELECT state, revision, course FROM claim WHERE id = $1', claimId),
    debt: await rows('SELECT state, recovered_fen FROM recovery WHERE claim_id = $1', claimId),
    audit: await rows('SELECT act, seq FROM audit_entry WHERE entity_id = $1 ORDER BY seq', claimId),
  };
}

/** Of the claim and of what is asked back of it. */
const forgeries = (claimId: string) =>
  rows(
    `SELECT cause FROM forged_act WHERE entity_id = $1 OR entity_id IN (SELECT id FROM recovery WHERE claim_id = $1)`,
    claimId,
  );

describe('S4, S1: an entry that no API process signed', () => {
  it.each([
    ['whose claim waits for the money', debtor],
    ['of an advance that has ended', endedDebtor],
  ])('is not put in force by an honest checker, is seen, and hinders nothing: %s', async (_name, owing) => {
    const claimId = await owing();
    expect((await approveRecovery(office, claimId)).status).toBe(200);
    const entryId = `rcs_invented${claimId.slice(4, 12)}`;
    await invented(claimId, entryId);
    const before = await recorded(claimId);
    const confirmed = await confirmReturn(office, claimId, 'repayments', entryId);
    expect(confirmed.body).toMatchObject({ status: 503, code: 'FORGED_ACT' });
    expect(await recorded(claimId)).toEqual(before);
    expect(await forgeries(claimId)).toEqual([{ cause: 'notSigned' }]);
    expect((await rows('SELECT state FROM money_entry WHERE id = $1', entryId))[0]).toEqual({
      state: 'waitsForConfirmation',
    });
    expect(await repaidByTwo(office, claimId, OWED)).toMatchObject({ status: 200 });
  });

  it('nor one whose kept act was changed afterwards', async () => {
    const claimId = await debtor();
    const body = { amountFen: 1, bankReference: aReference() };
    const { id } = (await enterReturn(office, claimId, 'repayments', body)).body;
    await rows(
      `UPDATE act SET body = jsonb_set(body, '{asked,message,bankReference}', '"X"')
       WHERE id = (SELECT maker_act_id FROM money_entry WHERE id = $1)`,
      id,
    );
    expect((await confirmReturn(office, claimId, 'repayments', id)).body).toMatchObject({ code: 'FORGED_ACT' });
    expect(await forgeries(claimId)).toEqual([{ cause: 'otherContent' }]);
  });
});

describe('S4: a signed confirmation', () => {
  it('of what nobody entered, of another amount or maker, or of one person alone is refused for good', async () => {
    const claimId = await debtor();
    const { id: entryId } = (
      await enterReturn(office, claimId, 'repayments', { amountFen: OWED, bankReference: aReference() })
    ).body;
    const [maker, actor] = [await seatOf(office.pool, 'finance.maker'), await seatOf(office.pool, 'finance.checker')];
    const before = await recorded(claimId);
    const forged = { kind: 'refused', code: 'FORGED_ACT' };
    const said = { kind: 'repaid', atMs: Date.parse('2025-06-20T10:00:00+08:00'), actor, amountFen: OWED } as const;
    const messages = [
      [{ ...said, actId: 'act_1', maker, entryId: 'rcs_none' }, forged],
      [{ ...said, actId: 'act_2', maker, entryId, amountFen: 1 }, forged],
      [{ ...said, actId: 'act_3', maker: { ...maker, section: 'X' }, entryId }, forged],
      [
        { ...said, actId: 'act_4' },
        { kind: 'refused', code: 'WRONG_STATE' },
      ],
    ] as const;
    for (const [message, answer] of messages) {
      await keepSigned(office.pool, { entity: 'claim', id: claimId, message }, { personId: actor.personId });
      expect(await tellClaim(office, claimId, message)).toEqual(answer);
    }
    await rows(`UPDATE act SET state = 'refused', answered_at = now() WHERE id = ANY ($1)`, [
      'act_1',
      'act_2',
      'act_3',
      'act_4',
    ]);
    expect(await recorded(claimId)).toEqual(before);
    expect(await confirmReturn(office, claimId, 'repayments', entryId)).toMatchObject({ status: 200 });
  });
});

describe('S4, S1: a match that no API process signed', () => {
  it('tells no claim that it was paid', async () => {
    const claimId = await office.walks.due();
    const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    const [{ id: instructionId }] = drafted.body.instructions;
    const release = `/api/v1/payout-batches/${drafted.body.id}/release`;
    await office.as('checker').act('POST', release);
    const receivedAt = new Date('2025-06-20T10:00:00+08:00');
    const parked = { id: 'evt_parked', instructionId: 'pin_other', amountFen: BASE, receivedAt } as const;
    await keepReport(office.pool, { ...parked, parkReason: 'UNKNOWN_INSTRUCTION' });
    const seats = [await seatOf(office.pool, 'finance.maker'), await seatOf(office.pool, 'finance.checker')];
    for (const [position, kind] of ['enterMatch', 'matchEvent'].entries()) {
      const facts = { entryId: 'mtc_forged', eventId: 'evt_parked', instructionId, amountFen: BASE };
      const message = { kind, actId: `act_${kind}`, atMs: 0, actor: seats[position], ...facts };
      await rows(
        `INSERT INTO act (id, entity_kind, entity_id, act, person_id, body_digest, body, at, state, signature, answered_at)
         VALUES ($1, 'claim', $2, $3, $4, '', $5, now(), 'recorded', $6, now())`,
        message.actId,
        claimId,
        kind,
        seats[position]?.personId,
        JSON.stringify({ asked: { entity: 'claim', id: claimId, message } }),
        Buffer.alloc(64, 1),
      );
    }
    await rows(
      `INSERT INTO money_entry (id, kind, state, jurisdiction, claim_id, event_id, instruction_id, amount_fen, maker_id,
         maker_act_id, entered_at, decided_by, decided_act_id, decided_at)
       VALUES ('mtc_forged', 'match', 'confirmed', '150600', $1, 'evt_parked', $2, $3, 'per_maker', 'act_enterMatch', now(),
         'per_checker', 'act_matchEvent', now())`,
      claimId,
      instructionId,
      BASE,
    );
    await rows(
      `UPDATE payout_inbox SET state = 'new', park_reason = NULL, instruction_id = $1, match_id = 'mtc_forged' WHERE id = 'evt_parked'`,
      instructionId,
    );
    const before = await recorded(claimId);
    const message = {
      kind: 'payoutReported',
      actId: 'payout/evt_parked',
      atMs: receivedAt.getTime(),
      purpose: 'base',
      instructionId,
      inboxId: 'evt_parked',
      outcome: 'settled',
    };
    expect(await tellClaim(office, claimId, message)).toEqual({ kind: 'refused', code: 'FORGED_ACT' });
    expect(await recorded(claimId)).toEqual(before);
  });
});
