import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readStartInput } from '../../../prisma/kernel/start-inputs.ts';
import { answerDaysOf } from '../../../prisma/line/register-questions.ts';
import { createRecordings } from '../../../prisma/recordings/create-recordings.ts';
import { trust } from '../../support/act-keys.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { PRACTICE_LIBRARY } from '../../support/policy-library.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const FORGED = { kind: 'refused', code: 'FORGED_ACT' };
const MOVED_ON = { kind: 'refused', code: 'WRONG_STATE' };
const PUBLISHED_AT = '2025-06-24T09:00:00+08:00';

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

/** With the login of the application: what an attacker has who lacks the API's key. */
async function rows<Found extends object>(sql: string, ...values: readonly unknown[]) {
  return (await office.application.query<Found>(sql, [...values])).rows;
}

/** Tells a claim that its notice is over, as anybody does who reaches Temporal. */
async function tellClosed(claimId: string, noticeId: string, atMs: number, outcome = 'clean') {
  const recordings = createRecordings({
    pool: office.application,
    sealer: office.sealer,
    answerDaysOf: answerDaysOf(PRACTICE_LIBRARY),
    calendar: PRACTICE_LIBRARY.calendar,
    ...trust(),
  });
  const actId = `${noticeId}/${outcome}/9/${claimId}`;
  const message = { kind: 'noticeClosed', actId, atMs, noticeId, outcome };
  const input = await readStartInput(office.application, 'claim', claimId);
  const [row] = await rows<{ course: unknown }>('SELECT course FROM claim WHERE id = $1', claimId);
  return recordings.recordClaim(
    JSON.parse(JSON.stringify({ before: row?.course, message, plan: input?.plan, isOwnTurn: false })),
  );
}

async function endOf(noticeId: string): Promise<number> {
  const [notice] = await rows<{ ends_at: Date }>('SELECT ends_at FROM notice WHERE id = $1', noticeId);
  return notice?.ends_at.getTime() ?? 0;
}

/** The clock of the office alone: it moves no workflow of ours, so the forged word comes first. */
async function atInstant(ms: number): Promise<void> {
  await office.pool.query('UPDATE environment SET clock_offset_ms = $1', [ms - Date.now()]);
}

async function stateOf(claimId: string): Promise<string | undefined> {
  return (await rows<{ state: string }>('SELECT state FROM claim WHERE id = $1', claimId))[0]?.state;
}

async function objectTo(noticeId: string): Promise<void> {
  const said = { itemNo: 1, statement: '此人未参加培训' };
  expect((await office.nobody.send('POST', `/public/notices/${noticeId}/objections`, said)).status).toBe(202);
}

/** The officer who decided nothing dismisses all objections that are open. */
async function dismiss(noticeId: string): Promise<void> {
  const { body } = await office.as('dept2').send('GET', `/api/v1/tasks?box=todo&stage=jointNotice&limit=200`);
  const task = body.items.find(
    (one: { kind: string; noticeId: string }) => one.kind === 'objection' && one.noticeId === noticeId,
  );
  const ruled = await office.walks.decide('dept2', task, { act: 'dismiss', remark: '查无此事' });
  expect([ruled.status, ruled.body.code]).toEqual([200, undefined]);
}

async function dismissedOnce() {
  await office.setTime(PUBLISHED_AT);
  const published = await office.walks.published();
  await objectTo(published.noticeId);
  await dismiss(published.noticeId);
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
    await atInstant((await endOf(first)) + 3_600_000);
    expect(await tellClosed(claimId, first, (await endOf(first)) + 1_000)).toEqual(MOVED_ON);
    // Nor is the claim opened in it again by SQL: it ended before its time.
    await rows(`UPDATE notice_claim SET state = 'dropped' WHERE notice_id = $1`, second);
    await rows(`UPDATE notice_claim SET state = 'open' WHERE notice_id = $1`, first);
    expect(await tellClosed(claimId, first, (await endOf(first)) + 1_000)).toEqual(MOVED_ON);
    await rows(`UPDATE notice_claim SET state = 'dropped' WHERE notice_id = $1`, first);
    await rows(`UPDATE notice_claim SET state = 'open' WHERE notice_id = $1`, second);
    expect(await stateOf(claimId)).toBe('noticeOpen');
    await office.endNotice(second, await endOf(second));
    expect(await stateOf(claimId)).toBe('finance');
  });

  it('not by one that nobody confirmed, whatever SQL puts into the tables', async () => {
    await office.setTime(PUBLISHED_AT);
    const { claimId, noticeId } = await office.walks.published();
    const past = { published_at: '2025-06-01T00:00:00Z', ends_at: '2025-06-10T00:00:00Z', ends_on: '2025-06-10' };
    const other = { id: 'ntc_forged', notice_no: 'GS-X', course: null, revision: 0, ...past };
    await rows(
      `INSERT INTO notice SELECT (jsonb_populate_record(n, $2)).* FROM notice n WHERE id = $1`,
      noticeId,
      JSON.stringify(other),
    );
    await rows(`UPDATE notice_claim SET state = 'dropped' WHERE notice_id = $1`, noticeId);
    await rows(
      `INSERT INTO notice_claim SELECT (jsonb_populate_record(c, '{"notice_id": "ntc_forged", "state": "open"}')).*
       FROM notice_claim c WHERE notice_id = $1`,
      noticeId,
    );
    const atMs = Date.parse(PUBLISHED_AT);
    for (const outcome of ['clean', 'rejected', 'withdrawn']) {
      expect(await tellClosed(claimId, 'ntc_forged', atMs, outcome)).toEqual(FORGED);
    }
    expect(await stateOf(claimId)).toBe('noticeOpen');
  });

  it('not before the period that the rule gives is over, whatever end stands in its row', async () => {
    await office.setTime(PUBLISHED_AT);
    const { claimId, noticeId } = await office.walks.published();
    // The owner alone can: for the application a published notice keeps its days.
    const change = `UPDATE notice SET ends_at = published_at + interval '1 hour' WHERE id = $1`;
    await expect(rows(change, noticeId)).rejects.toThrow('superseded, never changed');
    await office.pool.query('ALTER TABLE notice DISABLE TRIGGER notice_published_kept');
    await office.pool.query(change, [noticeId]);
    await office.pool.query('ALTER TABLE notice ENABLE TRIGGER notice_published_kept');
    await atInstant((await endOf(noticeId)) + 3_600_000);
    expect(await tellClosed(claimId, noticeId, await endOf(noticeId))).toEqual(FORGED);
    expect(await stateOf(claimId)).toBe('noticeOpen');
  });
});

describe('S1, S8: an objection that nobody ruled on', () => {
  it('does not let its claim go on, when SQL dismisses it', async () => {
    await office.setTime(PUBLISHED_AT);
    const { claimId, noticeId } = await office.walks.published();
    await objectTo(noticeId);
    await rows(
      `UPDATE objection SET state = 'dismissed', ruled_by = 'per_depthr2', ruled_at = now() WHERE notice_id = $1`,
      noticeId,
    );
    await atInstant((await endOf(noticeId)) + 3_600_000);
    expect(await tellClosed(claimId, noticeId, await endOf(noticeId))).toEqual(FORGED);
    expect(await stateOf(claimId)).toBe('noticeOpen');
  });

  it('nor with the signed ruling on an earlier one', async () => {
    const { claimId, noticeId } = await dismissedOnce();
    await objectTo(noticeId);
    await rows(
      `UPDATE objection o SET state = 'dismissed', ruled_by = one.ruled_by, ruled_at = one.ruled_at FROM objection one
       WHERE one.notice_id = $1 AND one.state = 'dismissed' AND o.notice_id = $1 AND o.state = 'open'`,
      noticeId,
    );
    await atInstant((await endOf(noticeId)) + 3_600_000);
    expect(await tellClosed(claimId, noticeId, await endOf(noticeId))).toEqual(FORGED);
    expect(await stateOf(claimId)).toBe('noticeOpen');
  });

  it('holds the claim while it is open, and with a ruling of each the claim goes on', async () => {
    const { claimId, noticeId } = await dismissedOnce();
    await objectTo(noticeId);
    await objectTo(noticeId);
    await office.setTime(new Date((await endOf(noticeId)) + 1_000).toISOString());
    expect(await tellClosed(claimId, noticeId, await endOf(noticeId))).toEqual(MOVED_ON);
    await dismiss(noticeId);
    expect(await stateOf(claimId)).toBe('finance');
  });
});
