import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { keptNowhere } from '../../../main/office/audit-file.ts';
import { createAuditDigests } from '../../../prisma/kernel/audit-digests.ts';
import { createAuditSealing } from '../../../prisma/worker/audit-sealing.ts';
import { AUDIT_KEYS, signRoot } from '../../support/act-keys.ts';
import { openFeed, told, type Feed } from '../../support/feed-client.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: Office;
let seal: () => Promise<number>;
const open: Feed[] = [];

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url, undefined, { feedBeatMs: 50 });
  const sealing = createAuditSealing(office.application, {
    digests: createAuditDigests(AUDIT_KEYS),
    sign: signRoot,
    apart: keptNowhere(),
    onCut: () => undefined,
  });
  seal = () => sealing(Date.parse('2025-06-23T10:00:00+08:00'));
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

beforeEach(() => {
  for (const feed of open.splice(0)) {
    feed.close();
  }
});

async function feedOf(username: string, more: Readonly<Record<string, string>> = {}): Promise<Feed> {
  return feedBy({ Authorization: `Bearer ${await office.tokenOf(username)}`, ...more });
}

async function feedBy(headers: Readonly<Record<string, string>>): Promise<Feed> {
  const feed = await openFeed(office.base, headers);
  open.push(feed);
  if (feed.status === 200) {
    await feed.until(({ comment }) => comment !== null);
  }
  return feed;
}

/** All that is known now has been told: the comment that follows has the place of the last entry. */
async function caughtUp(feed: Feed): Promise<void> {
  await seal();
  const { rows } = await office.pool.query<{ last: string }>('SELECT max(sequence) AS last FROM audit_seal');
  await feed.until(({ comment }) => Number(comment) >= Number(rows[0]?.last));
}

const of = (feed: Feed, id: string) => told(feed).filter((line) => line.includes(id));

describe('GET /feed', () => {
  it('is a stream that nobody between keeps or packs', async () => {
    const feed = await feedOf('dept.hr');
    expect(feed.headers.get('content-type')).toBe('text/event-stream');
    expect(feed.headers.get('cache-control')).toBe('no-store, no-transform');
    expect(feed.headers.get('content-encoding')).toBeNull();
  });

  it('asks for a sign-in', async () => {
    expect((await openFeed(office.base, {})).status).toBe(401);
    expect((await openFeed(office.base, { Authorization: 'Bearer none' })).status).toBe(401);
  });

  it('is read with a cookie as well, and by no more tabs than a person needs', async () => {
    const token = await office.tokenOf('dept.hr2');
    const feeds = await Promise.all(Array.from({ length: 8 }, () => feedBy({ Cookie: `butie_session=${token}` })));
    expect(feeds.map(({ status }) => status)).toEqual(feeds.map(() => 200));
    const ninth = await feedBy({ Cookie: `butie_session=${token}` });
    expect([ninth.status, ninth.headers.get('retry-after')]).toEqual([429, '15']);
    feeds[0]?.close();
    await expect.poll(async () => (await feedBy({ Cookie: `butie_session=${token}` })).status).toBe(200);
  });

  it('tells each official of what they may read, by ids alone, and nobody of anything else', async () => {
    const [hr, union, bureau, maker, school, school2] = await Promise.all(
      ['dept.hr', 'dept.union', 'bureau.review', 'finance.maker', 'school', 'school2'].map((name) => feedOf(name)),
    );
    const claimId = await office.walks.aClaim(true, 'union');
    const { id: taskId } = await office.walks.taskOf('union', claimId);
    for (const feed of [hr, union, bureau, maker, school, school2]) {
      await caughtUp(feed ?? never());
    }
    const read = (await office.as('union').send('GET', `/api/v1/claims/${claimId}`)).body;
    for (const feed of [union, bureau, maker]) {
      expect(told(feed ?? never())).toEqual(
        expect.arrayContaining([`claim ${claimId} ${read.revision}`, `task ${taskId} 1`]),
      );
    }
    expect(told(union ?? never()).some((line) => line.startsWith('counts tasks '))).toBe(true);
    expect(of(school ?? never(), 'claim ')).toEqual([`claim ${claimId} ${read.revision}`]);
    for (const feed of [hr, school2]) {
      expect(told(feed ?? never())).toEqual([]);
    }
    const every = [hr, union, bureau, maker, school].flatMap((feed) => feed?.blocks ?? []);
    for (const { data } of every) {
      expect(data === null || Object.keys(data).every((key) => ['kind', 'id', 'revision'].includes(key))).toBe(true);
    }
  });

  it('goes on after the last event that was seen: nothing is lost, nothing told twice', async () => {
    const first = await feedOf('bureau.review');
    const before = await office.walks.aClaim(true, 'union');
    await caughtUp(first);
    const seen = first.blocks.filter(({ event }) => event === 'changed');
    first.close();
    await first.ended;

    const meanwhile = await office.walks.aClaim(true, 'union');
    await seal();
    const last = seen.at(-1)?.id ?? never();
    const second = await feedOf('bureau.review', { 'Last-Event-ID': last });
    const after = await office.walks.aClaim(true, 'union');
    await caughtUp(second);
    expect(of(second, `claim ${meanwhile}`)).toHaveLength(1);
    expect(of(second, `claim ${after}`).length).toBeGreaterThan(0);
    expect(of(second, before)).toEqual([]);
    expect(second.blocks.filter(({ event }) => event === 'reset')).toEqual([]);
    const ids = [...seen, ...second.blocks.filter(({ event }) => event === 'changed')].map(({ id }) => Number(id));
    expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b));

    // Cut in the middle of an entry: the rest of it follows.
    const middle = await feedOf('bureau.review', { 'Last-Event-ID': seen.at(0)?.id ?? never() });
    await caughtUp(middle);
    const told2 = middle.blocks.filter(({ event }) => event === 'changed').map(({ id }) => Number(id));
    expect(Math.min(...told2)).toBeGreaterThan(Number(seen.at(0)?.id));
    expect(of(middle, `claim ${meanwhile}`)).toHaveLength(1);
  });

  it('says that everything is to be read anew after an event that it does not know', async () => {
    for (const id of ['999999999999', 'nonsense']) {
      const feed = await feedOf('bureau.review', { 'Last-Event-ID': id });
      const reset = await feed.until(({ event }) => event === 'reset');
      expect(Number(reset.id)).toBeGreaterThanOrEqual(0);
    }
  });

  it('gives a sign of life again and again, with the place that was reached', async () => {
    const feed = await feedOf('auditor');
    const comments = () => feed.blocks.filter(({ comment, event }) => comment !== null && event === null);
    await expect.poll(() => comments().length).toBeGreaterThan(3);
    expect(comments().every(({ id }) => Number(id) >= 0)).toBe(true);
  });

  it('does not lengthen a session, and ends with it', async () => {
    const token = await office.tokenOf('school2');
    const feed = await feedBy({ Authorization: `Bearer ${token}` });
    const seenAt = async () => {
      const { rows } = await office.pool.query<{ seen: Date }>(
        `SELECT max(last_seen_at) AS seen FROM session WHERE person_id = 'per_school2'`,
      );
      return rows[0]?.seen.getTime();
    };
    const before = await seenAt();
    const comments = feed.blocks.length;
    await expect.poll(() => feed.blocks.length).toBeGreaterThan(comments + 2);
    expect(await seenAt()).toBe(before);
    await office.pool.query(
      `UPDATE session SET last_seen_at = now() - interval '16 minutes' WHERE person_id = 'per_school2'`,
    );
    await feed.ended;
    expect((await openFeed(office.base, { Authorization: `Bearer ${token}` })).status).toBe(401);
  });

  it('ends with a role that its reader loses, before it tells of anything more', async () => {
    const feed = await feedOf('ops');
    const claimId = await office.walks.aClaim(true, 'union');
    await office.giveRoles('ops', ['policyEditor']);
    await seal();
    await feed.ended;
    expect(of(feed, claimId)).toEqual([]);
    await office.giveRoles('ops', ['operator']);
  });

  it('tells of a task that somebody takes, and of one that is decided', async () => {
    const claimId = await office.walks.aClaim(true, 'union');
    const { id: taskId } = await office.walks.taskOf('union', claimId);
    await seal();
    const feed = await feedOf('dept.union');
    const taken = await office.as('union').act('POST', `/api/v1/tasks/${taskId}/claim`);
    expect(taken.status).toBe(200);
    await caughtUp(feed);
    expect(told(feed)).toContain(`task ${taskId} 2`);
    expect((await decided(claimId)).status).toBe(200);
    await caughtUp(feed);
    expect(of(feed, taskId).length).toBeGreaterThan(1);
    expect(of(feed, claimId).length).toBeGreaterThan(1);
  });

  it('hides the tasks about a party to which its reader has declared a relation (R-134)', async () => {
    const union = await office.as('union').send('PUT', '/api/v1/relations', { partyIds: ['pty_school'] });
    expect(union.status).toBe(200);
    const feed = await feedOf('dept.union');
    const claimId = await office.walks.aClaim(true, 'union');
    await caughtUp(feed);
    expect(told(feed).filter((line) => line.startsWith('task '))).toEqual([]);
    expect(of(feed, claimId).length).toBeGreaterThan(0);
    await office.as('union').send('PUT', '/api/v1/relations', { partyIds: [] });
  });
});

async function decided(claimId: string) {
  const { walks } = office;
  return walks.decide('union', await walks.taskOf('union', claimId), await walks.approval(claimId, 'union'));
}

function never(): never {
  throw new RangeError('The test arranged too little');
}
