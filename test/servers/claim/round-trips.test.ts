import { AUDIT_KEY } from '../../support/act-keys.ts';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDatabase, inTransaction } from '../../../prisma/kernel/connection.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { countRoundTrips, mostTrips, type RecordedTrips } from '../../support/round-trips.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const LIMIT = 6;

let database: TestDatabase;
let office: Office;
let counted: readonly RecordedTrips[];

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url, (pool) => {
    counted = countRoundTrips(pool);
  });
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

/** A claim from its submission to its payment, with a hold on the way; afterwards another one that is withdrawn. */
async function live(name: string): Promise<void> {
  const { walks, as } = office;
  const claimId = await walks.due();
  const hold = { category: 'INVESTIGATION', reason: 'x', until: '2025-08-31' };
  const held = await as('ops').act('POST', `/api/v1/claims/${claimId}/holds`, hold);
  await as('ops').act('DELETE', `/api/v1/claims/${claimId}/holds/${held.body.id}`);
  const batch = await as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
  expect(batch.body).toMatchObject({ state: 'draft' });
  const [{ id: instructionId, amountFen }] = batch.body.instructions;
  await as('checker').act('POST', `/api/v1/payout-batches/${batch.body.id}/release`);
  const at = new Date();
  const data = { instructionId, amountFen, valueDate: '2025-07-01' };
  const text = JSON.stringify({ type: 'payout.settled', timestamp: at.toISOString(), data });
  const settled = await office.nobody.send('POST', '/api/v1/payout-events', text, {
    'webhook-id': name,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
    'webhook-signature': new Webhook('whsec_test').sign(name, at, text),
  });
  expect(settled.status).toBe(202);
  const withdrawn = await walks.aClaim();
  await as('school').act('POST', `/api/v1/claims/${withdrawn}/withdrawal`, { reason: 'x' });
}

/** On a real database. The acts are recorded without Temporal, because its server sends Postgres nothing. */
describe('the round trips of a recording on a real database', () => {
  it('are counted at the socket: what is sent together is one, what is awaited in between is one more', async () => {
    const own = connectDatabase(database.url, { connections: 1, auditKey: AUDIT_KEY });
    const trips = countRoundTrips(own.pool);
    const lock = { text: 'SELECT revision, course FROM claim WHERE id = $1 FOR UPDATE', values: ['none'] };
    const audit = {
      text: 'INSERT INTO audit_entry SELECT FROM claim WHERE false AND $1 = $1',
      values: ['claim', '', '', 'x'],
    };
    const run = (isAwaited: boolean) =>
      inTransaction(own.pool, async (client) => {
        const first = client.query(lock);
        if (isAwaited) {
          await first;
        }
        await Promise.allSettled([first, client.query(audit)]);
      }).catch(() => undefined);
    await run(false);
    await run(true);
    await own.close();
    expect((trips[1]?.trips ?? 0) - (trips[0]?.trips ?? 0)).toBe(1);
  });

  it(`are at most ${LIMIT} for a review, a notice's opening, a payment's report and every other act of a claim's life`, async () => {
    await live('warm');
    const from = counted.length;
    await live('measured');
    const table = mostTrips(counted.slice(from));
    expect(table).toEqual(EXPECTED);
    expect(Math.max(...Object.values(table))).toBeLessThanOrEqual(LIMIT);
  });
});

/** A decision counts its lines again where single lines were refused or accepted; a publication reads its page. */
const EXPECTED: Readonly<Record<string, number>> = {
  'batch/begin': 2,
  'batch/dispatched': 2,
  'batch/release': 3,
  'batch/settle': 2,
  'claim/begin': 2,
  'claim/decide': 3,
  'claim/hold': 2,
  'claim/noticeClosed': 2,
  'claim/noticeOpening': 2,
  'claim/payoutReleasing': 2,
  'claim/payoutReported': 2,
  'claim/release': 2,
  'claim/withdraw': 2,
  'filing/claimOpened': 2,
  'notice/begin': 2,
  'notice/confirm': 2,
  'notice/publish': 2,
  'notice/settle': 2,
};
