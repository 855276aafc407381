import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { relayOutbox } from '../../../prisma/worker/outbox-relay.ts';
import { createFilingWalks, idOf, type FilingWalks } from '../../support/filing-walks.ts';
import { startHostedApp, type HostedApp } from '../../support/hosted-app.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const MANY = 8;

let database: TestDatabase;
let app: HostedApp;
let walks: FilingWalks;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startHostedApp(database.url);
  walks = await createFilingWalks(app);
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

/** Relays until nothing waits. */
async function relayAll(): Promise<void> {
  while ((await relayOutbox(app.application)) > 0);
}

async function toldOf(entityId: string): Promise<readonly string[]> {
  const found = await app.pool.query<{ told: string }>(
    `SELECT p.username || ' ' || n.kind AS told FROM notification n JOIN person p ON p.id = n.person_id
     WHERE n.entity_id = $1 ORDER BY 1`,
    [entityId],
  );
  return found.rows.map(({ told }) => told);
}

async function remind(path: string): Promise<void> {
  const [task] = (await walks.dept.send('GET', `/api/v1/tasks?box=team&filingId=${idOf(path)}`)).body.items;
  expect((await walks.dept.send('POST', `/api/v1/tasks/${task.id}/remind`, {})).status).toBe(200);
}

async function addOfficial(username: string, change = ''): Promise<void> {
  await app.pool.query(
    `INSERT INTO person (id, username, password_hash, display_name, organ, section, jurisdiction, roles)
     SELECT 'per_' || $1, $1, password_hash, $1, organ, section, jurisdiction, roles FROM person WHERE username = 'dept.hr'`,
    [username],
  );
  if (change !== '') {
    await app.pool.query(`UPDATE person SET ${change} WHERE username = $1`, [username]);
  }
}

describe('the relay of the outbox', () => {
  it('tells an applicant of a filing that came back, and who is of a task’s seat of a reminder', async () => {
    const path = await walks.returned();
    await relayAll();
    expect(await toldOf(idOf(path))).toEqual(['school returned']);
    const { body } = await walks.school.send('GET', '/api/v1/notifications');
    expect(body.items[0]).toMatchObject({ kind: 'returned', filingId: idOf(path), read: false });
    expect(body.items[0].sentence).toMatch(/^备案 KB-\S+已退回，请处理。$/);
  });

  it('tells nobody who may not see the task, whose account is disabled, or who caused it', async () => {
    await addOfficial('colleague');
    await addOfficial('gone', 'disabled_at = now()');
    await addOfficial('related');
    await addOfficial('other.section', `section = '技能'`);
    await app.pool.query(`INSERT INTO declared_relation VALUES ('per_related', 'pty_school', now())`);
    const path = await walks.filed();
    await remind(path);
    await relayAll();
    // A filing's task is of every section of its organ.
    expect(await toldOf(idOf(path))).toEqual(['colleague reminded', 'other.section reminded']);
    await app.pool.query(
      `UPDATE person SET disabled_at = now() WHERE username IN ('colleague', 'other.section', 'related')`,
    );
  });

  it('tells once, however many relays work at the same time', async () => {
    const paths: string[] = [];
    for (let round = 0; round < 3; round += 1) {
      paths.push(await walks.returned());
    }
    await Promise.all(Array.from({ length: MANY }, () => relayOutbox(app.application)));
    await relayAll();
    for (const path of paths) {
      expect(await toldOf(idOf(path))).toEqual(['school returned']);
    }
  });

  it('cannot tell twice of one message, also if somebody asks it to', async () => {
    const path = await walks.returned();
    await relayAll();
    await app.pool.query(`UPDATE outbox_message SET sent_at = NULL WHERE entity_id = $1`, [idOf(path)]);
    await relayAll();
    expect(await toldOf(idOf(path))).toEqual(['school returned']);
  });
});
