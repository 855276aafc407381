import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOffice, type Office } from '../../support/office.ts';
import { addPaidAdvance } from '../../support/paid-advance.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: Office;
/** The ids that stand in the paths of the lists. */
let ids: Readonly<Record<string, string>>;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  const [claimId, other] = [await office.walks.due(), await office.walks.due()];
  const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId, other] });
  await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [await office.walks.due()] });
  const { rows } = await office.pool.query('SELECT filing_id FROM claim WHERE id = $1', [claimId]);
  ids = { claimId, batchId: drafted.body.id, filingId: rows[0].filing_id };
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

const LISTS = [
  ['ops', '/api/v1/class-filings'],
  ['school', '/api/v1/class-filings/{filingId}/roster'],
  ['school', '/api/v1/class-filings/{filingId}/attendance'],
  ['school', '/api/v1/class-filings/{filingId}/results'],
  ['school', '/api/v1/class-filings/{filingId}/supervision'],
  ['school', '/api/v1/class-filings/{filingId}/documents'],
  ['ops', '/api/v1/policies'],
  ['ops', '/api/v1/routes?jurisdiction=150600'],
  ['ops', '/api/v1/audit'],
  ['ops', '/api/v1/claims'],
  ['school', '/api/v1/claims/{claimId}/lines'],
  ['school', '/api/v1/claims/{claimId}/documents'],
  ['school', '/api/v1/claims/{claimId}/timeline'],
  ['maker', '/api/v1/claims/{claimId}/payouts'],
  ['maker', '/api/v1/recoveries'],
  ['ops', '/api/v1/stuck'],
  ['ops', '/api/v1/stuck?olderThanDays=0'],
  ['checker', '/api/v1/tasks'],
  ['dept', '/api/v1/notices'],
  ['nobody', '/public/notices'],
  ['maker', '/api/v1/payout-batches'],
  ['maker', '/api/v1/payout-batches/{batchId}/instructions'],
  ['maker', '/api/v1/payout-batches/{batchId}/events'],
  ['maker', '/api/v1/unmatched-payout-events'],
  ['maker', '/api/v1/budgets'],
  ['ops', '/api/v1/cases'],
] as const;

/** Lists of which this office has more than one item, so that they have a second page of one. */
const LONG = [
  '/api/v1/policies',
  '/api/v1/routes?jurisdiction=150600',
  '/api/v1/audit',
  '/api/v1/claims',
  '/api/v1/payout-batches',
];

type Seat = (typeof LISTS)[number][0];

/** Every item of a list, page by page, and how many pages there were. */
async function walk(seat: Seat, path: string, limit: number) {
  const items: unknown[] = [];
  const client = seat === 'nobody' ? office.nobody : office.as(seat);
  let cursor: string | null = null;
  for (let pages = 1; ; pages += 1) {
    const page = `${path}${path.includes('?') ? '&' : '?'}limit=${limit}${cursor === null ? '' : `&cursor=${cursor}`}`;
    const answer = await client.send('GET', page);
    expect([page, answer.status]).toEqual([page, 200]);
    items.push(...answer.body.items);
    cursor = answer.body.nextCursor;
    if (cursor === null) {
      return { items, pages };
    }
  }
}

describe('a list', () => {
  it.each(LISTS)('L23: that %s walks page by page gives every item once, in order: %s', async (seat, template) => {
    const path = template.replace(/\{(\w+)\}/, (_all, name: string) => ids[name] ?? name);
    const whole = await walk(seat, path, 200);
    const single = await walk(seat, path, 1);
    expect(single.items).toEqual(whole.items);
    expect(single.pages).toBe(Math.max(1, whole.items.length));
    expect(single.pages > 1 || !LONG.includes(path)).toBe(true);
  });

  it('L23: of 501 debts is read to its end, newest first', async () => {
    const advanceId = await addPaidAdvance(office.pool, ids['claimId'] ?? '', 90_000);
    // One claim can owe once: the debts are those of copies of its advance.
    await office.pool.query(
      `INSERT INTO claim SELECT (jsonb_populate_record(c, jsonb_build_object('id', c.id || n, 'claim_no', c.claim_no || n, 'state', 'withdrawn'))).*
       FROM claim c, generate_series(1, 500) AS n WHERE c.id = $1`,
      [advanceId],
    );
    await office.pool.query('ALTER TABLE recovery DISABLE TRIGGER USER');
    await office.pool.query(
      `INSERT INTO recovery (id, claim_id, party_id, jurisdiction, purpose, cause, amount_fen, found_fen, is_of_before, state,
         state_since, opened_at)
       SELECT 'rcv_' || row_number() OVER (ORDER BY id), id, applicant_party_id, jurisdiction, 'advance',
         'ADVANCE_NEVER_CLAIMED', 100, 100, true, 'due', now(),
         timestamptz '2025-06-01' + row_number() OVER (ORDER BY id) / 7 * interval '1 minute'
       FROM claim WHERE id LIKE $1 || '%'`,
      [advanceId],
    );
    await office.pool.query('ALTER TABLE recovery ENABLE TRIGGER USER');
    const { items, pages } = await walk('maker', '/api/v1/recoveries', 200);
    expect([items.length, pages]).toEqual([501, 3]);
    const stored = await office.pool.query('SELECT id FROM recovery ORDER BY opened_at DESC, id DESC');
    expect(items.map((item) => Object(item).id)).toEqual(stored.rows.map(({ id }) => id));
  });
});
