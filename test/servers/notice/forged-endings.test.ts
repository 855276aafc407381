import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { attackerOf, dismiss, objectTo, PUBLISHED_AT, type Attacker } from '../../support/told-notices.ts';

const FORGED = { kind: 'refused', code: 'FORGED_ACT' };
const MOVED_ON = { kind: 'refused', code: 'WRONG_STATE' };

let database: TestDatabase;
let office: Office;
let attacker: Attacker;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  attacker = attackerOf(office);
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

async function dismissedOnce() {
  await office.setTime(PUBLISHED_AT);
  const published = await office.walks.published();
  await objectTo(office, published.noticeId);
  await dismiss(office, published.noticeId);
  return published;
}

describe('S1: a claim goes on only by the notice in which it is open', () => {
  it('not by one that was withdrawn before, while the next one runs', async () => {
    await office.setTime(PUBLISHED_AT);
    const { claimId, noticeId: first } = await office.walks.published();
    await office.setTime('2025-06-27T10:00:00+08:00');
    const withdrawn = { reason: '名单有误' };
    expect((await office.as('dept').act('POST', `/api/v1/notices/${first}/withdrawal`, withdrawn)).status).toBe(200);
    const second = await office.walks.noticeOf(claimId);
    expect((await office.walks.confirm('dept', second)).status).toBe(200);
    expect((await office.walks.confirm('bureau', second)).status).toBe(200);
    await attacker.atInstant((await attacker.endOf(first)) + 3_600_000);
    expect(await attacker.tellClosed(claimId, first, (await attacker.endOf(first)) + 1_000)).toEqual(MOVED_ON);
    // Nor is the claim opened in it again by SQL: it ended before its time.
    await attacker.rows(`UPDATE notice_claim SET state = 'dropped' WHERE notice_id = $1`, second);
    await attacker.rows(`UPDATE notice_claim SET state = 'open' WHERE notice_id = $1`, first);
    expect(await attacker.tellClosed(claimId, first, (await attacker.endOf(first)) + 1_000)).toEqual(MOVED_ON);
    await attacker.rows(`UPDATE notice_claim SET state = 'dropped' WHERE notice_id = $1`, first);
    await attacker.rows(`UPDATE notice_claim SET state = 'open' WHERE notice_id = $1`, second);
    expect(await attacker.stateOf(claimId)).toBe('noticeOpen');
    await office.endNotice(second, await attacker.endOf(second));
    expect(await attacker.stateOf(claimId)).toBe('finance');
  });

  it('not by one that nobody confirmed, whatever SQL puts into the tables', async () => {
    await office.setTime(PUBLISHED_AT);
    const { claimId, noticeId } = await office.walks.published();
    const past = { published_at: '2025-06-01T00:00:00Z', ends_at: '2025-06-10T00:00:00Z', ends_on: '2025-06-10' };
    const other = { id: 'ntc_forged', notice_no: 'GS-X', course: null, revision: 0, ...past };
    await attacker.rows(
      `INSERT INTO notice SELECT (jsonb_populate_record(n, $2)).* FROM notice n WHERE id = $1`,
      noticeId,
      JSON.stringify(other),
    );
    await attacker.rows(`UPDATE notice_claim SET state = 'dropped' WHERE notice_id = $1`, noticeId);
    await attacker.rows(
      `INSERT INTO notice_claim SELECT (jsonb_populate_record(c, '{"notice_id": "ntc_forged", "state": "open"}')).*
       FROM notice_claim c WHERE notice_id = $1`,
      noticeId,
    );
    const atMs = Date.parse(PUBLISHED_AT);
    for (const outcome of ['clean', 'rejected', 'withdrawn']) {
      expect(await attacker.tellClosed(claimId, 'ntc_forged', atMs, outcome)).toEqual(FORGED);
    }
    expect(await attacker.stateOf(claimId)).toBe('noticeOpen');
  });

  it('not before the period that the rule gives is over, whatever end stands in its row', async () => {
    await office.setTime(PUBLISHED_AT);
    const { claimId, noticeId } = await office.walks.published();
    // The owner alone can: for the application a published notice keeps its days.
    const change = `UPDATE notice SET ends_at = published_at + interval '1 hour' WHERE id = $1`;
    await expect(attacker.rows(change, noticeId)).rejects.toThrow('superseded, never changed');
    await office.pool.query('ALTER TABLE notice DISABLE TRIGGER notice_published_kept');
    await office.pool.query(change, [noticeId]);
    await office.pool.query('ALTER TABLE notice ENABLE TRIGGER notice_published_kept');
    await attacker.atInstant((await attacker.endOf(noticeId)) + 3_600_000);
    expect(await attacker.tellClosed(claimId, noticeId, await attacker.endOf(noticeId))).toEqual(FORGED);
    expect(await attacker.stateOf(claimId)).toBe('noticeOpen');
  });
});

describe('S1, S8: an objection that nobody ruled on', () => {
  it('does not let its claim go on, when SQL dismisses it', async () => {
    await office.setTime(PUBLISHED_AT);
    const { claimId, noticeId } = await office.walks.published();
    await objectTo(office, noticeId);
    await attacker.rows(
      `UPDATE objection SET state = 'dismissed', ruled_by = 'per_depthr2', ruled_at = now() WHERE notice_id = $1`,
      noticeId,
    );
    await attacker.atInstant((await attacker.endOf(noticeId)) + 3_600_000);
    expect(await attacker.tellClosed(claimId, noticeId, await attacker.endOf(noticeId))).toEqual(FORGED);
    expect(await attacker.stateOf(claimId)).toBe('noticeOpen');
  });

  it('nor with the signed ruling on an earlier one', async () => {
    const { claimId, noticeId } = await dismissedOnce();
    await objectTo(office, noticeId);
    await attacker.rows(
      `UPDATE objection o SET state = 'dismissed', ruled_by = one.ruled_by, ruled_at = one.ruled_at FROM objection one
       WHERE one.notice_id = $1 AND one.state = 'dismissed' AND o.notice_id = $1 AND o.state = 'open'`,
      noticeId,
    );
    await attacker.atInstant((await attacker.endOf(noticeId)) + 3_600_000);
    expect(await attacker.tellClosed(claimId, noticeId, await attacker.endOf(noticeId))).toEqual(FORGED);
    expect(await attacker.stateOf(claimId)).toBe('noticeOpen');
  });

  it('holds the claim while it is open, and with a ruling of each the claim goes on', async () => {
    const { claimId, noticeId } = await dismissedOnce();
    await objectTo(office, noticeId);
    await objectTo(office, noticeId);
    await office.setTime(new Date((await attacker.endOf(noticeId)) + 1_000).toISOString());
    expect(await attacker.tellClosed(claimId, noticeId, await attacker.endOf(noticeId))).toEqual(MOVED_ON);
    await dismiss(office, noticeId);
    expect(await attacker.stateOf(claimId)).toBe('finance');
  });
});
