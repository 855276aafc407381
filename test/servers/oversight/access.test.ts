import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordAccess } from '../../../prisma/kernel/access-record.ts';
import { inTransaction } from '../../../prisma/kernel/connection.ts';
import { startHostedApp, type HostedApp } from '../../support/hosted-app.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const AT = new Date('2025-05-12T01:00:00Z');

let database: TestDatabase;
let app: HostedApp;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startHostedApp(database.url);
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

const personOf = async (username: string): Promise<string> =>
  (await (await app.as(username)).send('GET', '/api/v1/session')).body.id;

describe('S10: what a person saw', () => {
  it('is found by the person and by what was looked at, and stands in a chain of the person alone', async () => {
    const personId = await personOf('dept.hr');
    const caller = { personId, organ: 'HRSS', section: '就业服务' } as const;
    const facts = { document: 'TEACHER_LIST' };
    for (const entityId of ['fil_one', 'fil_two']) {
      await inTransaction(app.pool, (client) => recordAccess(client, { act: 'read', caller, at: AT, entityId, facts }));
    }
    const auditor = await app.as('auditor');
    const ofFiling = await auditor.send('GET', '/api/v1/audit?filingId=fil_two');
    expect(ofFiling.body.items).toMatchObject([
      { entityKind: 'access', entityId: personId, act: 'read', seq: 2, facts: { ...facts, entityId: 'fil_two' } },
    ]);
    const ofPerson = await auditor.send('GET', `/api/v1/audit?personId=${personId}&entityKind=access`);
    expect(ofPerson.body.items.map(({ seq }: { readonly seq: number }) => seq)).toEqual([1, 2]);
    expect((await auditor.send('GET', '/api/v1/audit/verification')).body).toMatchObject({ intact: true, entries: 2 });
  });
});
