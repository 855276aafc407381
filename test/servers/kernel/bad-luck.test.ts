import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bindPasswords } from '../../../prisma/people/password-bonds.ts';
import type { Answer } from '../../../scripts/demo/office-client.ts';
import { BONDS } from '../../support/act-keys.ts';
import { refusalOf, restedDigest, statusesOf } from '../../support/business-digest.ts';
import {
  APPROVE_BUREAU,
  APPROVE_DEPARTMENT,
  claimSeen,
  officeWithClasses,
  tryPost,
  type OfficeOfClasses,
} from '../../support/office-lives.ts';
import { sessionToken } from '../../support/session-token.ts';

let running: OfficeOfClasses;

beforeAll(async () => {
  running = await officeWithClasses([1, 1, 1, 1, 1, 1, 1]);
  // The practice office knows nobody elsewhere.
  await running.pool.query(
    `INSERT INTO person (id, username, password_hash, display_name, organ, section, jurisdiction, roles)
     SELECT 'per_baotou', 'baotou', password_hash, 'baotou', organ, section, '150200', roles FROM person
     WHERE username = 'dept.hr'`,
  );
  await bindPasswords(running.pool, BONDS);
});

afterAll(() => running.stop());

const refusal = (ask: () => Promise<Answer>) => refusalOf(running, ask);

/** A claim that waits for its department, and the task of it. */
async function claimInReview() {
  const { id } = await running.claimOf(1);
  return { id, ...(await openTask(id)) };
}

async function openTask(id: string): Promise<{ readonly path: string; readonly tag: string }> {
  const { rows } = await running.pool.query<{ id: string; revision: number }>(
    `SELECT id, revision FROM task WHERE entity_id = $1 AND state = 'open'`,
    [id],
  );
  return { path: `/api/v1/tasks/${rows[0]?.id}/decision`, tag: `"${rows[0]?.revision}"` };
}

/** The practice office has one section per role: who would review twice is made here, for a while. */
async function changeRoles(roles: string): Promise<void> {
  await running.pool.query(`UPDATE person SET roles = ${roles} WHERE username IN ('dept.hr', 'dept.hr2')`);
  // Other roles end the sessions of a person (S12); these desks sign in again when they ask next.
  for (const username of ['dept.hr', 'dept.hr2']) {
    await (await running.office.desk(username)).get('/api/v1/session');
  }
}

async function decided(username: string, path: string, body: object, headers: Record<string, string> = {}) {
  return tryPost(await running.office.desk(username), path, body, headers);
}

describe('a review', () => {
  it('that comes from another jurisdiction finds nothing there (I12)', async () => {
    const { path, tag } = await claimInReview();
    const ask = () => decided('baotou', path, APPROVE_DEPARTMENT, { 'if-match': tag });
    expect(await refusal(ask)).toEqual({ status: 404, code: 'NOT_FOUND' });
  });

  it('of a revision that is no longer the current one is stale', async () => {
    const { path } = await claimInReview();
    const ask = () => decided('dept.hr', path, APPROVE_DEPARTMENT, { 'if-match': '"99"' });
    expect(await refusal(ask)).toEqual({ status: 412, code: 'STALE' });
  });

  it('counts once however often it is sent, and its key takes no other body', async () => {
    const { path, tag } = await claimInReview();
    const headers = { 'if-match': tag, 'idempotency-key': randomUUID() };
    const first = await decided('dept.hr', path, APPROVE_DEPARTMENT, headers);
    expect(first.status).toBe(200);
    const before = await restedDigest(running);
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
    expect(await restedDigest(running)).toEqual(before);
  });

  it('of a task that is decided comes too late, for anybody who tries', async () => {
    const { path } = await claimInReview();
    expect((await decided('dept.hr', path, APPROVE_DEPARTMENT)).status).toBe(200);
    for (const username of ['dept.hr', 'dept.hr2']) {
      const ask = () => decided(username, path, { act: 'reject', remark: '不同意' });
      expect(await refusal(ask)).toEqual({ status: 409, code: 'WRONG_STATE' });
    }
  });

  it('is forbidden to the person who decided before, and to everybody of the same section (R-009)', async () => {
    const { id, path: review } = await claimInReview();
    expect((await decided('dept.hr', review, APPROVE_DEPARTMENT)).status).toBe(200);
    const { path } = await openTask(id);
    await changeRoles(`array_append(roles, 'bureauReviewer')`);
    const same = await refusal(() => decided('dept.hr', path, APPROVE_BUREAU));
    expect(same).toEqual({ status: 403, code: 'SAME_PERSON_FORBIDDEN' });
    const section = await refusal(() => decided('dept.hr2', path, APPROVE_BUREAU));
    expect(section).toEqual({ status: 403, code: 'SAME_SECTION_FORBIDDEN' });
    await changeRoles(`array_remove(roles, 'bureauReviewer')`);
  });

  it('that two people decide at the same instant counts once', async () => {
    const { id, path, tag } = await claimInReview();
    const answers = await Promise.all(
      ['dept.hr', 'dept.hr2', 'dept.hr', 'dept.hr2'].map((username) =>
        decided(username, path, APPROVE_DEPARTMENT, { 'if-match': tag }),
      ),
    );
    expect(statusesOf(answers)).toEqual([200, 409, 409, 409]);
    expect((await claimSeen(running, id)).revision).toBe(2);
  });

  it('that one person sends many times at the same instant counts once', async () => {
    const { id, path, tag } = await claimInReview();
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
