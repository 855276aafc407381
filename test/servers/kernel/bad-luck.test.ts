import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { decide, publishNotice, untilState } from '../../../scripts/demo/class-play.ts';
import type { Answer, Office } from '../../../scripts/demo/office-client.ts';
import { restedDigest } from '../../support/business-digest.ts';
import {
  APPROVE_BUREAU,
  APPROVE_DEPARTMENT,
  claimSeen,
  officeWithClasses,
  tryPost,
  type OfficeOfClasses,
} from '../../support/office-lives.ts';
import { sessionToken } from '../../support/session-token.ts';
import { reportPayout, type ReportedPayout } from '../../support/reported-payout.ts';

const quietly = (): void => undefined;

let running: OfficeOfClasses;
let claimId: string;
let instruction: { readonly id: string; readonly amountFen: number };

beforeAll(async () => {
  running = await officeWithClasses([1, 2, 3]);
  claimId = (await running.claimOf(2)).id;
  // The practice office knows nobody elsewhere.
  await running.pool.query(
    `INSERT INTO person (id, username, password_hash, display_name, organ, section, jurisdiction, roles)
     SELECT 'per_baotou', 'baotou', password_hash, 'baotou', organ, section, '150200', roles FROM person
     WHERE username = 'dept.hr'`,
  );
});

afterAll(() => running.stop());

interface Refused {
  readonly status: number;
  readonly code: string;
}

/** Carries out what is to be refused, and holds that no row of the office's business has changed. */
async function refusal(ask: () => Promise<Answer>): Promise<Refused> {
  const before = await restedDigest(running.pool);
  const { status, body } = await ask();
  expect(await restedDigest(running.pool)).toEqual(before);
  return { status, code: body.code };
}

function statusesOf(answers: readonly Answer[]): readonly number[] {
  return answers.map(({ status }) => status).toSorted((a, b) => a - b);
}

async function openTask(id = claimId): Promise<{ readonly path: string; readonly tag: string }> {
  const { rows } = await running.pool.query<{ id: string; revision: number }>(
    `SELECT id, revision FROM task WHERE entity_id = $1 AND state = 'open'`,
    [id],
  );
  return { path: `/api/v1/tasks/${rows[0]?.id}/decision`, tag: `"${rows[0]?.revision}"` };
}

/** The practice office has one section per role: who would review twice is made here, for a while. */
async function changeRoles(roles: string): Promise<void> {
  await running.pool.query(`UPDATE person SET roles = ${roles} WHERE username IN ('dept.hr', 'dept.hr2')`);
}

async function decided(username: string, path: string, body: object, headers: Record<string, string> = {}) {
  return tryPost(await running.office.desk(username), path, body, headers);
}

describe('a review', () => {
  it('that comes from another jurisdiction finds nothing there (I12)', async () => {
    const { path, tag } = await openTask();
    const ask = () => decided('baotou', path, APPROVE_DEPARTMENT, { 'if-match': tag });
    expect(await refusal(ask)).toEqual({ status: 404, code: 'NOT_FOUND' });
  });

  it('of a revision that is no longer the current one is stale', async () => {
    const { path } = await openTask();
    const ask = () => decided('dept.hr', path, APPROVE_DEPARTMENT, { 'if-match': '"99"' });
    expect(await refusal(ask)).toEqual({ status: 412, code: 'STALE' });
  });

  it('counts once however often it is sent, and its key takes no other body', async () => {
    const { path, tag } = await openTask();
    const headers = { 'if-match': tag, 'idempotency-key': randomUUID() };
    const first = await decided('dept.hr', path, APPROVE_DEPARTMENT, headers);
    expect(first.status).toBe(200);
    const before = await restedDigest(running.pool);
    const token = await sessionToken(running.office.url, 'dept.hr');
    const again = await fetch(`${running.office.url}${path}`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify(APPROVE_DEPARTMENT),
    });
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
    expect(await again.json()).toEqual(first.body);
    const ask = () => decided('dept.hr', path, { ...APPROVE_DEPARTMENT, remark: '另一内容' }, headers);
    expect(await refusal(ask)).toEqual({ status: 422, code: 'IDEMPOTENCY_KEY_REUSED' });
    expect(await restedDigest(running.pool)).toEqual(before);
  });

  it('of a task that is decided comes too late, for whoever tries', async () => {
    const { rows } = await running.pool.query<{ id: string }>(
      `SELECT id FROM task WHERE entity_id = $1 AND state = 'done'`,
      [claimId],
    );
    const path = `/api/v1/tasks/${rows[0]?.id}/decision`;
    for (const username of ['dept.hr', 'dept.hr2']) {
      const ask = () => decided(username, path, { act: 'reject', remark: '不同意' });
      expect(await refusal(ask)).toEqual({ status: 409, code: 'WRONG_STATE' });
    }
  });

  it('is forbidden to the person who decided before, and to everybody of the same section (R-009)', async () => {
    const { path } = await openTask();
    await changeRoles(`array_append(roles, 'bureauReviewer')`);
    const same = await refusal(() => decided('dept.hr', path, APPROVE_BUREAU));
    expect(same).toEqual({ status: 403, code: 'SAME_PERSON_FORBIDDEN' });
    const section = await refusal(() => decided('dept.hr2', path, APPROVE_BUREAU));
    expect(section).toEqual({ status: 403, code: 'SAME_SECTION_FORBIDDEN' });
    await changeRoles(`array_remove(roles, 'bureauReviewer')`);
  });

  it('that two people decide at the same instant counts once', async () => {
    const { id } = await running.claimOf(1);
    const { path, tag } = await openTask(id);
    const answers = await Promise.all(
      ['dept.hr', 'dept.hr2', 'dept.hr', 'dept.hr2'].map((username) =>
        decided(username, path, APPROVE_DEPARTMENT, { 'if-match': tag }),
      ),
    );
    expect(statusesOf(answers)).toEqual([200, 409, 409, 409]);
    expect((await claimSeen(running, id)).revision).toBe(2);
  });

  it('that one person sends many times at the same instant counts once', async () => {
    const { id } = await running.claimOf(3);
    const { path, tag } = await openTask(id);
    const headers = { 'if-match': tag, 'idempotency-key': randomUUID() };
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => decided('dept.hr', path, APPROVE_DEPARTMENT, headers)),
    );
    const others = answers.filter(({ status }) => status !== 200);
    expect(answers.length).toBeGreaterThan(others.length);
    expect(others.map(({ body }) => body.code)).toEqual(others.map(() => 'REQUEST_IN_PROGRESS'));
    expect((await claimSeen(running, id)).revision).toBe(2);
  });
});

async function unmatched(): Promise<readonly { readonly id: string; readonly reason: string }[]> {
  const maker = await running.office.desk('finance.maker');
  return (await maker.get('/api/v1/unmatched-payout-events?limit=200')).body.items;
}

async function report(reported: Omit<ReportedPayout, 'data'>, data: object = {}): Promise<number> {
  const { id, amountFen } = instruction;
  return (await reportPayout(running, { ...reported, data: { instructionId: id, amountFen, ...data } })).status;
}

describe('a payout', () => {
  it('is not drafted before its notice has ended (R-100)', async () => {
    const { office } = running;
    await decide(office, 'bureau.review', `claimId=${claimId}&stage=bureauReview`, APPROVE_BUREAU);
    const maker = await office.desk('finance.maker');
    const ask = () => tryPost(maker, '/api/v1/payout-batches', { claimIds: [claimId] });
    await untilState(maker, claimId, 'noticePending');
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
    instruction = { id: 'pin_notyetknown', amountFen: 160_000 };
    expect(await report({ id: 'msg_early', type: 'payout.settled' })).toBe(202);
    expect(await unmatched()).toMatchObject([{ reason: 'UNKNOWN_INSTRUCTION', instructionId: 'pin_notyetknown' }]);
    expect((await claimSeen(running, claimId)).state).toBe('finance');
  });

  it('is not released by its maker, nor on a stale tag, and is released once', async () => {
    const { office } = running;
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
    [instruction] = items;
    expect(instruction).toMatchObject({ amountFen: 160_000, state: 'instructed' });
  });

  it('is believed from the finance system alone: a forged or an old report stores nothing', async () => {
    const before = await restedDigest(running.pool);
    const forged = `whsec_${Buffer.alloc(32, 1).toString('base64')}`;
    expect(await report({ id: 'msg_forged', type: 'payout.settled', secret: forged })).toBe(401);
    const old = new Date(Date.now() - 3_600_000);
    expect(await report({ id: 'msg_old', type: 'payout.settled', at: old })).toBe(401);
    const soon = new Date(Date.now() + 3_600_000);
    expect(await report({ id: 'msg_soon', type: 'payout.settled', at: soon })).toBe(401);
    expect(await restedDigest(running.pool)).toEqual(before);
  });

  it('that is off by one fen is parked and pays nothing, however a person matches it', async () => {
    const amountFen = instruction.amountFen - 1;
    expect(await report({ id: 'msg_off', type: 'payout.settled' }, { amountFen })).toBe(202);
    const parked = (await unmatched()).find(({ reason }) => reason === 'AMOUNT_MISMATCH');
    const maker = await running.office.desk('finance.maker');
    const path = `/api/v1/unmatched-payout-events/${parked?.id}/match`;
    expect(await refusal(() => tryPost(maker, path, { instructionId: instruction.id }))).toEqual({
      status: 422,
      code: 'AMOUNT_MISMATCH',
    });
    expect(await claimSeen(running, claimId)).toMatchObject({ state: 'paymentSent', totals: { paidFen: 0 } });
  });

  it('settles when a person matches the report that came too early, and only then', async () => {
    const parked = (await unmatched()).find(({ reason }) => reason === 'UNKNOWN_INSTRUCTION');
    const maker = await running.office.desk('finance.maker');
    const path = `/api/v1/unmatched-payout-events/${parked?.id}/match`;
    expect((await tryPost(maker, path, { instructionId: instruction.id })).body).toMatchObject({ matched: true });
    await untilState(maker, claimId, 'postCheck');
    expect((await claimSeen(running, claimId)).totals).toMatchObject({ paidFen: 160_000, totalPaidFen: 160_000 });
    expect(await refusal(() => tryPost(maker, path, { instructionId: instruction.id }))).toEqual({
      status: 409,
      code: 'ALREADY_MATCHED',
    });
  });

  it('is paid once whatever is reported again: the same message, or the same fact in another one', async () => {
    const before = await restedDigest(running.pool);
    expect(await report({ id: 'msg_early', type: 'payout.settled' })).toBe(202);
    expect(await restedDigest(running.pool)).toEqual(before);
    expect(await report({ id: 'msg_another', type: 'payout.settled' })).toBe(202);
    expect(await report({ id: 'msg_late', type: 'payout.accepted' })).toBe(202);
    await restedDigest(running.pool);
    expect(await claimSeen(running, claimId)).toMatchObject({ state: 'postCheck', totals: { paidFen: 160_000 } });
    const sums = await running.pool.query<{ account: string; fen: number }>(
      'SELECT account, sum(amount_fen)::int AS fen FROM ledger_entry GROUP BY account ORDER BY account',
    );
    expect(sums.rows.reduce((total, { fen }) => total + fen, 0)).toBe(0);
    expect(sums.rows.find(({ account }) => account === 'bank')?.fen).toBe(-160_000);
  });

  it('and everything before it leaves a chain of audit entries without a break (R-109)', async () => {
    const auditor = await running.office.desk('auditor');
    expect((await auditor.get('/api/v1/audit/verification')).body).toMatchObject({ intact: true, breaks: [] });
  });
});
