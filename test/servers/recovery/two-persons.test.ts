import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aReference, confirmReturn, enterReturn, repaidByTwo, returnOfTwo } from '../../support/money-words.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { addPaidAdvance } from '../../support/paid-advance.ts';
import { approveRecovery } from '../../support/recoveries.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** What was advanced too much, in fen. */
const OWED = 20_000;
const BASE = 80_000;

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

const claimSeen = async (claimId: string, seat: 'maker' | 'school' = 'maker') =>
  (await office.as(seat).send('GET', `/api/v1/claims/${claimId}`)).body;

/** A claim that owes 200.00 of its advance. */
async function debtor(): Promise<string> {
  const { claimId, noticeId } = await office.walks.published();
  await addPaidAdvance(office.pool, claimId, BASE + OWED);
  const [notice] = await rows<{ ends_at: Date }>('SELECT ends_at FROM notice WHERE id = $1', noticeId);
  await office.endNotice(noticeId, notice?.ends_at.getTime() ?? 0);
  expect((await claimSeen(claimId)).state).toBe('recoveryDue');
  return claimId;
}

const repayment = (amountFen = OWED, bankReference = aReference()) => ({ amountFen, bankReference });
const enter = (claimId: string, body: object = repayment()) => enterReturn(office, claimId, 'repayments', body);
const confirm = (claimId: string, id: string) => confirmReturn(office, claimId, 'repayments', id);

async function debtOf(claimId: string) {
  const { body } = await office.as('maker').send('GET', '/api/v1/recoveries');
  return body.items.find((one: { claimId: string }) => one.claimId === claimId);
}

const deciders = (claimId: string) =>
  rows('SELECT person_id, role FROM claim_decider WHERE claim_id = $1 AND role LIKE $2 ORDER BY role', claimId, 'fin%');
const FINANCE_SEATS = [
  { person_id: 'per_checker', role: 'financeChecker' },
  { person_id: 'per_maker', role: 'financeMaker' },
];

describe('S4: a repayment', () => {
  it('that one person of Finance enters waits, is seen, and neither moves the claim nor the debt', async () => {
    const claimId = await debtor();
    const before = await claimSeen(claimId);
    const entered = await enter(claimId, repayment(OWED, 'ICBC 2026/0001'));
    expect(entered).toMatchObject({
      status: 201,
      body: { state: 'waitsForConfirmation', kind: 'repayment', amountFen: OWED, decidedBy: null },
    });
    const { id } = entered.body;
    const after = await claimSeen(claimId);
    expect(after).toMatchObject({ state: 'recoveryDue', revision: before.revision });
    expect(after.moneyEntries).toMatchObject([{ id, bankReference: 'ICBC 2026/0001', enteredBy: 'maker' }]);
    expect(after.diagnosis).toMatchObject({
      waitingFor: 'person',
      cause: 'entryConfirmation',
      owner: { organ: 'FINANCE', role: 'financeChecker' },
      suggestedActs: ['confirmEntry', 'rejectEntry'],
    });
    expect(await debtOf(claimId)).toMatchObject({ recoveredFen: 0, state: 'noticed', steps: [], waiting: [{ id }] });
    expect(await deciders(claimId)).toEqual([]);
    expect((await claimSeen(claimId, 'school')).moneyEntries).toEqual([]);
  });

  it('counts once another person of Finance confirms it; both stand among those who decided', async () => {
    const claimId = await debtor();
    const { id } = (await enter(claimId)).body;
    expect(await confirm(claimId, id)).toMatchObject({
      status: 200,
      body: { state: 'confirmed', enteredBy: 'maker', decidedBy: 'checker' },
    });
    expect(await debtOf(claimId)).toMatchObject({
      state: 'recovered',
      recoveredFen: OWED,
      waiting: [],
      steps: [{ kind: 'repaid', amountFen: OWED, enteredBy: 'maker', decidedBy: 'checker' }],
    });
    expect((await claimSeen(claimId)).state).not.toBe('recoveryDue');
    expect(await deciders(claimId)).toEqual(FINANCE_SEATS);
    expect((await confirm(claimId, id)).body).toMatchObject({ status: 409, code: 'ALREADY_CONFIRMED' });
  });

  it('is not confirmed by who entered it, nor by another maker, a reviewer or nobody, and its acts say so', async () => {
    const claimId = await debtor();
    const { id, acts } = (await enter(claimId)).body;
    expect(acts).toMatchObject([
      { act: 'confirmation', allowed: false, why: { code: 'SAME_PERSON_FORBIDDEN' } },
      { act: 'rejection', allowed: false },
      { act: 'withdrawal', allowed: true },
    ]);
    const path = `/api/v1/claims/${claimId}/repayments/${id}/confirmation`;
    expect((await office.as('maker').send('POST', path)).body).toMatchObject({
      status: 403,
      code: 'SAME_PERSON_FORBIDDEN',
    });
    for (const seat of ['bureau', 'dept', 'school', 'ops'] as const) {
      expect([403, 404]).toContain((await office.as(seat).send('POST', path)).status);
    }
    expect((await office.nobody.send('POST', path)).status).toBe(401);
    // One person with both roles is still one person.
    await office.giveRoles('maker', ['financeMaker', 'financeChecker']);
    expect((await office.as('maker').send('POST', path)).body).toMatchObject({ code: 'SAME_PERSON_FORBIDDEN' });
    await office.giveRoles('maker', ['financeMaker']);
    expect(await debtOf(claimId)).toMatchObject({ recoveredFen: 0, state: 'noticed' });
  });

  it('is refused at once: above what is owed, on another revision, without a reference, or with one that was used', async () => {
    const claimId = await debtor();
    expect((await enter(claimId, repayment(OWED + 1))).body).toMatchObject({ status: 422, code: 'AMOUNT_MISMATCH' });
    expect((await enter(claimId, { amountFen: 1 })).body).toMatchObject({ status: 422, code: 'INVALID' });
    const stale = { 'If-Match': '"99"' };
    const path = `/api/v1/claims/${claimId}/repayments`;
    expect((await office.as('maker').send('POST', path, repayment(), stale)).body).toMatchObject({ code: 'STALE' });
    expect((await office.as('checker').act('POST', path, repayment())).status).toBe(403);
    const reference = aReference();
    expect((await enter(claimId, repayment(1, reference))).status).toBe(201);
    const spelled = ` ${reference.toLowerCase().replaceAll('-', ' ')}`;
    expect((await enter(await debtor(), repayment(1, spelled))).body).toMatchObject({
      status: 409,
      code: 'BANK_REFERENCE_USED',
    });
  });

  it('is taken back by who entered it or rejected by another, with a reason; then its reference is free and it never counts', async () => {
    const claimId = await debtor();
    const path = (id: string, act: string) => `/api/v1/claims/${claimId}/repayments/${id}/${act}`;
    const said = repayment();
    const reason = { reason: '金额录入有误' };
    const first = (await enter(claimId, said)).body;
    expect((await office.as('maker').send('POST', path(first.id, 'withdrawal'))).status).toBe(422);
    expect((await office.as('checker').send('POST', path(first.id, 'withdrawal'), reason)).status).toBe(403);
    const taken = await office.as('maker').send('POST', path(first.id, 'withdrawal'), reason);
    expect(taken).toMatchObject({ status: 200, body: { state: 'withdrawn', ...reason } });
    expect((await confirm(claimId, first.id)).body).toMatchObject({ status: 409, code: 'WRONG_STATE' });
    const second = (await enter(claimId, said)).body;
    expect((await office.as('maker').send('POST', path(second.id, 'rejection'), reason)).status).toBe(403);
    const rejected = await office.as('checker').send('POST', path(second.id, 'rejection'), reason);
    expect(rejected).toMatchObject({ status: 200, body: { state: 'rejected', decidedBy: 'checker', ...reason } });
    expect(await debtOf(claimId)).toMatchObject({ recoveredFen: 0, waiting: [] });
    expect((await claimSeen(claimId)).diagnosis.cause).toBe('recoveryOpen');
    expect(await repaidByTwo(office, claimId, OWED)).toMatchObject({ status: 200 });
    const { items } = (await office.as('maker').send('GET', `/api/v1/claims/${claimId}/timeline?limit=200`)).body;
    const acts = items.map(({ act }: { act: string }) => act);
    expect(acts.filter((act: string) => /Entry$|Repayment$|^recovered$/.test(act))).toEqual([
      'enterRepayment',
      'withdrawEntry',
      'enterRepayment',
      'rejectEntry',
      'enterRepayment',
      'recovered',
    ]);
  });

  it('confirmed by twenty at once counts once, and two of which one is too much count once', async () => {
    const claimId = await debtor();
    const { id } = (await enter(claimId)).body;
    const other = (await enter(claimId)).body;
    const answers = await Promise.all([
      ...Array.from({ length: 20 }, () => confirm(claimId, id)),
      ...Array.from({ length: 5 }, () => confirm(claimId, other.id)),
    ]);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.every(({ status }) => [200, 409, 422].includes(status))).toBe(true);
    expect(await debtOf(claimId)).toMatchObject({ recoveredFen: OWED, steps: [{ amountFen: OWED }] });
    const [ledger] = await rows<{ n: number }>(
      `SELECT count(*)::int AS n FROM ledger_entry WHERE claim_id = $1 AND transaction_id LIKE '%/repaid/%'`,
      claimId,
    );
    expect(ledger).toEqual({ n: 2 });
  });

  it('is entered and confirmed once under one key', async () => {
    const claimId = await debtor();
    expect((await approveRecovery(office, claimId)).status).toBe(200);
    const path = `/api/v1/claims/${claimId}/repayments`;
    const said = repayment();
    const key = { 'Idempotency-Key': `one-key-${claimId}` };
    const [first, again] = [
      await office.as('maker').act('POST', path, said, key),
      await office.as('maker').act('POST', path, said, key),
    ];
    expect(again.body.id).toBe(first.body.id);
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    const of = `${path}/${first.body.id}/confirmation`;
    const confirming = { 'Idempotency-Key': `confirm-${claimId}` };
    const answers = [];
    for (let time = 0; time < 2; time += 1) {
      answers.push(await office.as('checker').send('POST', of, undefined, confirming));
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const keyless = await office.as('checker').send('POST', of, undefined, { 'Idempotency-Key': '' });
    expect(keyless.body).toMatchObject({ status: 400, code: 'IDEMPOTENCY_KEY_MISSING' });
  });
});

const setOff = (from: string) => ({ recoveryClaimId: from, amountFen: OWED });

describe('S4: a set-off', () => {
  it('counts once another person confirms it; both stand among those who decided on either claim', async () => {
    const [from, by] = [await debtor(), await office.walks.due()];
    const entered = await enterReturn(office, by, 'set-offs', setOff(from));
    expect(entered).toMatchObject({ status: 201, body: { state: 'waitsForConfirmation', recoveryClaimId: from } });
    expect((await claimSeen(by)).diagnosis.cause).toBe('entryConfirmation');
    expect((await claimSeen(from)).diagnosis.cause).toBe('entryConfirmation');
    expect(await debtOf(from)).toMatchObject({ recoveredFen: 0, waiting: [{ id: entered.body.id, kind: 'setOff' }] });
    const own = `/api/v1/claims/${by}/set-offs/${entered.body.id}/confirmation`;
    expect((await office.as('maker').send('POST', own)).body.code).toBe('SAME_PERSON_FORBIDDEN');
    expect(await confirmReturn(office, by, 'set-offs', entered.body.id)).toMatchObject({ status: 200 });
    expect(await debtOf(from)).toMatchObject({ recoveredFen: OWED, state: 'recovered' });
    expect(await deciders(by)).toEqual(FINANCE_SEATS);
    expect(await deciders(from)).toEqual(FINANCE_SEATS);
  });

  it('that was true when it was entered and is no longer is refused and changes nothing', async () => {
    const [from, by] = [await debtor(), await office.walks.due()];
    const { id } = (await enterReturn(office, by, 'set-offs', setOff(from))).body;
    expect(await repaidByTwo(office, from, OWED)).toMatchObject({ status: 200 });
    const due = await claimSeen(by);
    expect((await confirmReturn(office, by, 'set-offs', id)).body).toMatchObject({ status: 409, code: 'WRONG_STATE' });
    expect(await claimSeen(by)).toMatchObject({ revision: due.revision, state: 'finance' });
    const [entry] = await rows('SELECT state FROM money_entry WHERE id = $1', id);
    expect(entry).toEqual({ state: 'waitsForConfirmation' });
    const reason = { reason: '债务已退回' };
    const path = `/api/v1/claims/${by}/set-offs/${id}/rejection`;
    expect((await office.as('checker').send('POST', path, reason)).body.state).toBe('rejected');
  });

  it('is entered by nobody who decided on the claim that owes in another role', async () => {
    const [from, by] = [await debtor(), await office.walks.due()];
    await rows(`INSERT INTO claim_decider VALUES ($1, 'per_maker', 'financeChecker')`, from);
    expect((await returnOfTwo(office, by, 'set-offs', setOff(from))).body).toMatchObject({
      status: 403,
      code: 'SAME_PERSON_FORBIDDEN',
    });
  });
});

describe('S4: a plan of instalments', () => {
  it('that takes the place of another has its own task: who read the first one confirms none', async () => {
    const claimId = await debtor();
    const { id } = (await approveRecovery(office, claimId)).body;
    const path = `/api/v1/recoveries/${id}`;
    const propose = async (dueOn: string) => {
      const proposed = await office
        .as('maker')
        .send('POST', `${path}/instalments`, { plan: [{ dueOn, amountFen: OWED }] });
      expect(proposed.status).toBe(201);
      const open = `SELECT id, revision FROM task WHERE entity_id = $1 AND kind = 'recoveryPlan' AND state = 'open'`;
      return rows<{ id: string; revision: number }>(open, id);
    };
    const [first, ...others] = await propose('2026-01-15');
    const { revision } = (await rows<{ revision: number }>('SELECT revision FROM recovery WHERE id = $1', id))[0] ?? {};
    const [second, ...more] = await propose('2026-12-15');
    expect([others, more, first?.id === second?.id]).toEqual([[], [], false]);
    const decide = (task: typeof first) =>
      office
        .as('checker')
        .send('POST', `/api/v1/tasks/${task?.id}/decision`, { act: 'confirm' }, { 'If-Match': `"${task?.revision}"` });
    expect((await decide(first)).body).toMatchObject({ status: 409, code: 'WRONG_STATE' });
    const read = { 'If-Match': `"${revision}"` };
    const stale = await office.as('checker').send('POST', `${path}/instalments/confirmation`, undefined, read);
    expect(stale.body).toMatchObject({ status: 412, code: 'STALE' });
    // Every act takes the tag of what was read, and says who was faster.
    const writeOff = { reason: '单位已注销', documentNo: '鄂财〔2025〕7号' };
    for (const [act, body] of [
      ['repayments', repayment()],
      ['write-off', writeOff],
    ] as const) {
      const late = await office.as('maker').send('POST', `${path}/${act}`, body, read);
      expect(late.body).toMatchObject({ status: 412, code: 'STALE', conflict: { actor: { organ: 'FINANCE' } } });
    }
    expect((await decide(second)).status).toBe(200);
    expect((await office.as('maker').send('GET', path)).body).toMatchObject({
      state: 'instalments',
      instalments: [{ dueOn: '2026-12-15', amountFen: OWED }],
    });
  });
});
