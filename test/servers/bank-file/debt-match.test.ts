import { afterAll, beforeAll, expect, it } from 'vitest';
import { httpClient } from '../../support/http-client.ts';
import { camt, type SaidPayment } from '../../support/bank-messages.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { addPaidAdvance } from '../../support/paid-advance.ts';
import { approveRecovery } from '../../support/recoveries.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const OWED = 20_000;

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

/** A claim whose advance was above what is due: it owes 200.00, and a second person has approved that. */
async function debtor() {
  const { claimId, noticeId } = await office.walks.published();
  await addPaidAdvance(office.pool, claimId, 100_000);
  const { rows } = await office.pool.query<{ ends_at: Date }>('SELECT ends_at FROM notice WHERE id = $1', [noticeId]);
  await office.endNotice(noticeId, rows[0]?.ends_at.getTime() ?? 0);
  expect((await approveRecovery(office, claimId)).status).toBe(200);
  const { body } = await office.as('maker').send('GET', `/api/v1/recoveries?claimId=${claimId}`);
  return { claimId, recoveryId: String(body.items[0].id) };
}

/** Bookings that a machine brings; each is parked, because it names no payment. */
async function parked(...bookings: readonly SaidPayment[]): Promise<readonly string[]> {
  const entered = await httpClient(office.base, 'bt_test').upload('POST', '/api/v1/bank-files', camt('054', bookings));
  expect(entered).toMatchObject({ status: 201, body: { unmatched: bookings.length } });
  const { body } = await office.as('checker').send('GET', '/api/v1/unmatched-payout-events?limit=200');
  return bookings.map(({ reference }) =>
    String(body.items.find((one: { bankReference: string | null }) => one.bankReference === reference)?.id),
  );
}

const at = (eventId: string) => `/api/v1/unmatched-payout-events/${eventId}`;

it('what the bank says came in is matched to a debt by two persons: a repayment, and the report ends', async () => {
  const { claimId, recoveryId } = await debtor();
  const [whole = '', more = '', debit = ''] = await parked(
    { fen: OWED, reference: 'DEBT-1', direction: 'CRDT', text: recoveryId },
    { fen: OWED + 1, reference: 'DEBT-2', direction: 'CRDT' },
    { fen: OWED, reference: 'DEBT-3', direction: 'DBIT' },
  );
  const match = (eventId: string) => office.as('maker').send('POST', `${at(eventId)}/match`, { recoveryId });
  expect(await match(more)).toMatchObject({ status: 409, body: { code: 'AMOUNT_MISMATCH' } });
  expect(await match(debit)).toMatchObject({ status: 409, body: { code: 'WRONG_STATE' } });
  expect(await match(whole)).toMatchObject({
    status: 201,
    body: { id: whole, matched: false, kind: 'repayment', recoveryClaimId: claimId, amountFen: OWED },
  });
  const waiting = await office.as('checker').send('GET', '/api/v1/unmatched-payout-events?limit=200');
  const { claimNo } = (await office.as('maker').send('GET', `/api/v1/claims/${claimId}`)).body;
  expect(waiting.body.items.find(({ id }: { id: string }) => id === whole).match.matchedTo).toEqual({
    kind: 'debt',
    id: recoveryId,
    no: claimNo,
  });
  expect(await match(whole)).toMatchObject({ status: 409, body: { code: 'ENTRY_WAITS' } });
  const dismissed = await office.as('checker').send('POST', `${at(whole)}/dismissal`, { reason: '不是我们的' });
  expect(dismissed).toMatchObject({ status: 409, body: { code: 'ENTRY_WAITS' } });
  const confirm = (who: 'maker' | 'checker') => office.as(who).send('POST', `${at(whole)}/match/confirmation`);
  expect(await confirm('maker')).toMatchObject({ status: 403, body: { code: 'SAME_PERSON_FORBIDDEN' } });
  expect(await confirm('checker')).toMatchObject({ status: 200, body: { matched: true, state: 'confirmed' } });
  const recovery = await office.as('maker').send('GET', `/api/v1/recoveries/${recoveryId}`);
  expect(recovery.body).toMatchObject({ state: 'recovered', recoveredFen: OWED, openFen: 0 });
  const left = await office.as('checker').send('GET', '/api/v1/unmatched-payout-events?limit=200');
  expect(left.body.items.map(({ id }: { id: string }) => id)).not.toContain(whole);
  expect(await match(whole)).toMatchObject({ status: 409, body: { code: 'ALREADY_MATCHED' } });
});

it('a match that is refused leaves the report to another one, and a report pays one debt alone', async () => {
  const [one, other] = [await debtor(), await debtor()];
  const [event = ''] = await parked({ fen: OWED, reference: 'DEBT-4', direction: 'CRDT' });
  const match = (recoveryId: string) => office.as('maker').send('POST', `${at(event)}/match`, { recoveryId });
  expect((await match(one.recoveryId)).status).toBe(201);
  expect(await match(other.recoveryId)).toMatchObject({ status: 409, body: { code: 'ENTRY_WAITS' } });
  const rejected = await office.as('checker').send('POST', `${at(event)}/match/rejection`, { reason: '另一笔' });
  expect(rejected).toMatchObject({ status: 200, body: { state: 'rejected' } });
  expect((await match(other.recoveryId)).status).toBe(201);
  const confirmed = await office.as('checker').send('POST', `${at(event)}/match/confirmation`);
  expect(confirmed).toMatchObject({ status: 200, body: { matched: true, recoveryClaimId: other.claimId } });
  const { body } = await office.as('maker').send('GET', `/api/v1/recoveries/${one.recoveryId}`);
  expect(body).toMatchObject({ recoveredFen: 0 });
});
