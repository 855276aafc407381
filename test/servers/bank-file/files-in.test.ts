import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { httpClient } from '../../support/http-client.ts';
import { camt, pain002, type SaidPayment } from '../../support/bank-messages.ts';
import { BASE, duePersons } from '../../support/line-claims.ts';
import { startOffice, type Office } from '../../support/office.ts';
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

/** A released batch of one claim that pays three people. */
async function sent(names = ['张丽', '李明', '王芳']) {
  const claimId = await duePersons(office, names);
  const { body } = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
  const path = `/api/v1/payout-batches/${body.id}`;
  expect((await office.as('checker').act('POST', `${path}/release`)).status).toBe(200);
  const ids: readonly string[] = body.instructions.map(({ id }: { id: string }) => id);
  return { claimId, path, batchId: String(body.id), batchNo: String(body.batchNo), ids };
}

afterEach(() => {
  expect(office.logged).toEqual([]);
});

const machine = () => httpClient(office.base, 'bt_test');
const enter = (content: string | Buffer, name = 'file.xml') =>
  office.as('maker').upload('POST', '/api/v1/bank-files', content, name);
const enterByMachine = (content: string) => machine().upload('POST', '/api/v1/bank-files', content, 'file.xml');
const confirm = (id: string) => office.as('checker').send('POST', `/api/v1/bank-files/${id}/confirmation`);

async function states(path: string): Promise<readonly string[]> {
  const { body } = await office.as('maker').send('GET', path);
  return body.instructions.map(({ state }: { state: string }) => state);
}

async function parkedOf(fileId: string) {
  const { body } = await office.as('checker').send('GET', '/api/v1/unmatched-payout-events?limit=200');
  return body.items.filter((one: { bankFileId: string | null }) => one.bankFileId === fileId);
}

/** What the statement of the day says, and where it differs from what we booked. */
async function reconciled() {
  const { body } = await office.as('maker').send('POST', '/api/v1/reconciliations', { day: '2025-06-24' });
  const differing = body.differences.filter(({ kind }: { kind: string }) => kind === 'statementDiffers');
  const said = body.funds.reduce((sum: number, one: { statementFen: number }) => sum + one.statementFen, 0);
  return { differing, said };
}

const each = (ids: readonly string[], of: (id: string, at: number) => SaidPayment) => ids.map((id, at) => of(id, at));

describe('files of a bank', () => {
  it("of a maker move nothing until another person of Finance confirms them; a machine's count at once", async () => {
    const { path, ids, batchNo } = await sent();
    const file = pain002(
      batchNo,
      each(ids, (id) => ({ id, status: 'ACSP' })),
    );
    const entered = await enter(file);
    expect(entered).toMatchObject({
      status: 201,
      body: { kind: 'pain.002', state: 'waitsForConfirmation', entries: 3, matched: 3, unmatched: 0, duplicate: false },
    });
    expect(await states(path)).toEqual(['instructed', 'instructed', 'instructed']);
    const byMaker = await office.as('maker').send('POST', `/api/v1/bank-files/${entered.body.id}/confirmation`);
    expect(byMaker).toMatchObject({ status: 403, body: { code: 'SAME_PERSON_FORBIDDEN' } });
    expect(await confirm(entered.body.id)).toMatchObject({ status: 200, body: { state: 'inForce', matched: 3 } });
    expect(await states(path)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(await confirm(entered.body.id)).toMatchObject({ status: 409, body: { code: 'ALREADY_CONFIRMED' } });
    const settled = camt(
      '054',
      each(ids, (id, at) => ({ id, fen: BASE, reference: `R-${batchNo}-${at}` })),
    );
    expect(await enterByMachine(settled)).toMatchObject({
      status: 201,
      body: { kind: 'camt.054', state: 'inForce', entries: 3, matched: 3 },
    });
    expect(await states(path)).toEqual(['settled', 'settled', 'settled']);
  });

  it('of the same bytes answer with the first file, and the same booking in another file is a duplicate', async () => {
    const { path, ids, batchNo } = await sent();
    const bookings = each(ids, (id, at) => ({ id, fen: BASE, reference: `D-${batchNo}-${at}` }));
    const first = await enterByMachine(camt('054', bookings));
    const again = await enterByMachine(camt('054', bookings));
    expect(again).toMatchObject({ status: 200, body: { id: first.body.id, duplicate: true, matched: 3 } });
    const evening = await enterByMachine(camt('053', bookings));
    expect(evening).toMatchObject({ status: 201, body: { kind: 'camt.053', duplicates: 3, matched: 0, unmatched: 0 } });
    expect(await states(path)).toEqual(['settled', 'settled', 'settled']);
    const facts = await office.pool.query(
      'SELECT count(*)::int AS n FROM payout_fact WHERE instruction_id = ANY ($1)',
      [ids],
    );
    expect(facts.rows[0].n).toBe(3);
  });

  it('of the same bytes are one file, first brought by a person or by a machine; a file that still waits is no answer to a machine', async () => {
    const { path, ids, batchNo } = await sent();
    const said = (reference: string) =>
      camt(
        '054',
        each(ids, (id, at) => ({ id, fen: BASE, reference: `${reference}-${batchNo}-${at}` })),
      );
    const byMachine = await enterByMachine(said('M'));
    expect(await enter(said('M'))).toMatchObject({
      status: 200,
      body: { id: byMachine.body.id, state: 'inForce', duplicate: true, matched: 3 },
    });
    const notes = pain002(
      batchNo,
      each(ids, (id) => ({ id, status: 'ACSP' })),
    );
    const waiting = await enter(notes);
    const atOnce = await enterByMachine(notes);
    expect(atOnce).toMatchObject({ status: 201, body: { state: 'inForce' } });
    expect((await enter(notes)).body).toMatchObject({ id: waiting.body.id, duplicate: true });
    const byMaker = await enter(said('P'));
    expect((await confirm(byMaker.body.id)).status).toBe(200);
    expect(await enterByMachine(said('P'))).toMatchObject({
      status: 200,
      body: { id: byMaker.body.id, state: 'inForce', duplicate: true },
    });
    expect(await states(path)).toEqual(['settled', 'settled', 'settled']);
  });

  it('park parts, another amount, an unknown id, an entry without id and a lump, each with its reason', async () => {
    const { ids, batchNo } = await sent();
    const { body } = await enterByMachine(
      camt('054', [
        { id: ids[0] ?? '', fen: BASE / 2 },
        { id: ids[0] ?? '', fen: BASE / 2 },
        { id: ids[1] ?? '', fen: BASE + 1 },
        { id: `pin_${'0'.repeat(24)}`, fen: BASE },
        { id: ids[2] ?? '', fen: BASE, currency: 'USD' },
        { fen: 12_345, text: '手续费' },
        { fen: 3 * BASE, text: batchNo },
        { id: ids[2] ?? '', fen: BASE, booked: 'PDNG' },
      ]),
    );
    expect(
      body.rows.map(({ verdict, reason }: { verdict: string; reason: string | null }) => reason ?? verdict),
    ).toEqual(
      'PARTIAL PARTIAL AMOUNT_MISMATCH UNKNOWN_INSTRUCTION AMOUNT_MISMATCH MALFORMED BATCH_LUMP noted'.split(' '),
    );
    expect(body.rows[4].amountFen).toBeNull();
    expect(body).toMatchObject({ entries: 8, matched: 0, unmatched: 7, ignored: 1 });
    const parked = await parkedOf(body.id);
    const reasons = parked.map(({ reason }: { reason: string }) => reason).toSorted();
    expect(reasons.join(' ')).toBe(
      'AMOUNT_MISMATCH AMOUNT_MISMATCH BATCH_LUMP MALFORMED PARTIAL PARTIAL UNKNOWN_INSTRUCTION',
    );
    // Each part says what all of them say together.
    const sums = parked.map(({ reason, sumSoFarFen }: { reason: string; sumSoFarFen: number | null }) =>
      reason === 'PARTIAL' ? sumSoFarFen === BASE : sumSoFarFen === null,
    );
    expect(sums).toEqual(parked.map(() => true));
  });

  it('a lump is matched to its batch by two persons and settles nobody; what is none of ours a checker dismisses', async () => {
    const { path, batchId, batchNo } = await sent();
    const { body } = await enterByMachine(
      camt('054', [
        { fen: 3 * BASE, text: batchNo },
        { fen: 54_321, text: '利息' },
      ]),
    );
    const parked = await parkedOf(body.id);
    const idOf = (reason: string) => String(parked.find((one: { reason: string }) => one.reason === reason).id);
    const lump = `/api/v1/unmatched-payout-events/${idOf('BATCH_LUMP')}`;
    const other = `/api/v1/unmatched-payout-events/${idOf('MALFORMED')}`;
    expect(await office.as('maker').send('POST', `${other}/match`, { batchId })).toMatchObject({ status: 409 });
    const entered = await office.as('maker').send('POST', `${lump}/match`, { batchId });
    expect(entered).toMatchObject({ status: 201, body: { state: 'waitsForConfirmation', batchId, matched: false } });
    expect((await parkedOf(body.id)).find(({ id }: { id: string }) => lump.endsWith(id)).match).toMatchObject({
      state: 'waitsForConfirmation',
      matchedTo: { kind: 'batch', id: batchId, no: batchNo },
    });
    expect((await office.as('checker').send('POST', `${lump}/dismissal`, { reason: 'x' })).status).toBe(409);
    expect((await office.as('maker').send('POST', `${lump}/match/confirmation`)).status).toBe(403);
    const confirmed = await office.as('checker').send('POST', `${lump}/match/confirmation`);
    expect(confirmed).toMatchObject({ status: 200, body: { state: 'confirmed', matched: true } });
    expect(await states(path)).toEqual(['instructed', 'instructed', 'instructed']);
    const again = await office.as('maker').send('POST', `${lump}/match`, { batchId });
    expect([again.status, again.body.code]).toEqual([409, 'ALREADY_MATCHED']);
    expect((await office.as('maker').send('POST', `${other}/dismissal`, { reason: '利息' })).status).toBe(403);
    const dismissed = await office.as('checker').send('POST', `${other}/dismissal`, { reason: '利息' });
    expect([dismissed.status, dismissed.body.state, dismissed.body.reason]).toEqual([200, 'dismissed', '利息']);
    expect((await office.as('checker').send('POST', `${other}/dismissal`, { reason: '利息' })).status).toBe(409);
    expect(await parkedOf(body.id)).toEqual([]);
    // The file says what became of each entry.
    const { body: file } = await office.as('maker').send('GET', `/api/v1/bank-files/${body.id}`);
    expect([body.unmatched, file.matched, file.unmatched, file.ignored]).toEqual([2, 1, 0, 1]);
    expect(file.rows.map(({ verdict }: { verdict: string }) => verdict)).toEqual(['matches', 'noted']);
  });

  it('that return money which nobody said had settled say that the payment failed; after a settlement it came back', async () => {
    const { path, ids } = await sent();
    const back = { fen: BASE, direction: 'CRDT', isReturn: true, reason: 'AC04' } as const;
    const { body } = await enterByMachine(
      camt('054', [
        { id: ids[0] ?? '', ...back },
        { id: ids[1] ?? '', fen: BASE },
        { id: ids[1] ?? '', ...back },
        { id: ids[2] ?? '', fen: BASE },
      ]),
    );
    expect([body.unmatched, ...(await states(path))]).toEqual([0, 'failed', 'returned', 'settled']);
  });

  it('that refuse a whole message refuse each of its payments', async () => {
    const { path, batchNo, ids } = await sent();
    const { body } = await enterByMachine(pain002(batchNo, [], '<GrpSts>RJCT</GrpSts>'));
    expect(body).toMatchObject({ entries: 3, matched: 3 });
    expect(body.rows.map(({ instructionId }: { instructionId: string }) => instructionId)).toEqual(ids.toSorted());
    expect(await states(path)).toEqual(['failed', 'failed', 'failed']);
  });

  it.each(['utf8', 'gb18030'] as const)('of a table are read by what their columns mean (%s)', async (encoding) => {
    const { path, ids } = await sent();
    const { default: iconv } = await import('iconv-lite');
    const text = [
      '代发结果,,,,',
      '端到端标识,户名,交易金额,交易状态,日期',
      `${ids[0]},张丽,"800.00",成功,2025/6/24`,
      `${ids[1]},李明,８００．００,失败,2025.06.24`,
      `${ids[2]},王芳,"800.00",什么,20250624`,
    ].join('\r\n');
    const entered = await enter(iconv.encode(text, encoding), 'result.csv');
    expect(entered.body).toMatchObject({
      kind: 'csv',
      entries: 2,
      matched: 2,
      errors: [{ row: 5, column: 'state', code: 'UNKNOWN_VALUE' }],
    });
    expect(await confirm(entered.body.id)).toMatchObject({ status: 200 });
    expect(await states(path)).toEqual(['settled', 'failed', 'instructed']);
  });

  it.each([
    ['<!DOCTYPE x [<!ENTITY a "b">]><Document/>', 'DOCTYPE_FORBIDDEN', 422],
    ['<Document><Other/></Document>', 'FILE_KIND_UNKNOWN', 422],
    ['<Document><BkToCstmrStmt></Document>', 'FILE_NOT_READABLE', 422],
    ['a,b,c\n1,2,3\n', 'FILE_KIND_UNKNOWN', 422],
    ['', 'FILE_EMPTY', 422],
    [' '.repeat(20 * 1024 * 1024 + 1), 'FILE_TOO_LARGE', 413],
  ])('that are no files of a bank are refused: %#', async (content, code, status) => {
    expect(await enter(content)).toMatchObject({ status, body: { code } });
  });

  it('are refused by a checker with a reason, and may then come again', async () => {
    const { path, ids } = await sent();
    const content = camt(
      '054',
      each(ids, (id) => ({ id, fen: BASE, reference: `J-${id}` })),
    );
    const entered = await enter(content);
    const reject = (headers?: Readonly<Record<string, string>>) =>
      office
        .as('checker')
        .send('POST', `/api/v1/bank-files/${entered.body.id}/rejection`, { reason: '不是本账户' }, headers);
    expect((await reject({ 'Idempotency-Key': '' })).status).toBe(400);
    const rejected = await reject();
    expect(rejected).toMatchObject({ status: 200, body: { state: 'rejected', reason: '不是本账户' } });
    expect(await confirm(entered.body.id)).toMatchObject({ status: 409, body: { code: 'WRONG_STATE' } });
    expect(await states(path)).toEqual(['instructed', 'instructed', 'instructed']);
    expect((await enter(content)).status).toBe(201);
  });

  it('that name an instruction of another office move nothing there', async () => {
    const { path, ids } = await sent();
    await office.pool.query(`UPDATE person SET jurisdiction = '150700' WHERE username = 'finance.maker'`);
    await office.signInAgain('maker');
    const entered = await enter(camt('054', [{ id: ids[0] ?? '', fen: BASE }]));
    expect(entered.body.rows).toMatchObject([{ verdict: 'parks', reason: 'UNKNOWN_INSTRUCTION', claimId: null }]);
    await office.pool.query(`UPDATE person SET jurisdiction = '150600' WHERE username = 'finance.maker'`);
    await office.signInAgain('maker');
    expect(await states(path)).toEqual(['instructed', 'instructed', 'instructed']);
    expect((await office.as('maker').send('GET', `/api/v1/bank-files/${entered.body.id}`)).status).toBe(404);
  });

  it('a statement of a day stands in its reconciliation beside what was booked', async () => {
    const { ids } = await sent();
    await office.setTime('2025-06-25T10:00:00+08:00');
    const before = await reconciled();
    const bookings = each(ids, (id, at) => ({ id, fen: BASE, reference: `E-${id}-${at}` }));
    await enterByMachine(camt('053', bookings));
    const after = await reconciled();
    expect(after.said - before.said).toBe(3 * BASE);
    expect(after.differing).toEqual(before.differing);
  });
});
