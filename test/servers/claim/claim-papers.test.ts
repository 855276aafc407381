import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startClaimApp, type ClaimApp } from '../../support/claim-app.ts';
import { applicantOf, certificateClaim } from '../../support/entry-claims.ts';
import type { HttpClient } from '../../support/http-client.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const CLAIMS = '/api/v1/claims';

let database: TestDatabase;
let app: ClaimApp;
let guild: HttpClient;
beforeAll(async () => {
  database = await createTestDatabase();
  app = await startClaimApp(database.url);
  guild = await applicantOf(app, 'organisation', 'guild', '示范行业协会');
});
afterAll(async () => {
  await app.close();
  await database.drop();
});

describe('S5: a paper of one person of a claim', () => {
  it('is on record at each reading, without its content', async () => {
    const who = { name: '李学员', idNumber: '159901197906112286' };
    const body = certificateClaim({ ...who, date: '2025-06-19', number: 'S5' });
    const { id, lines } = (await guild.send('POST', CLAIMS, body)).body;
    const path = `${CLAIMS}/${id}/lines/${lines[0].id}/documents/TRAINING_PROOF`;
    await guild.send('PUT', path, { text: '李学员的缴费凭证' });
    const readings = async () =>
      (
        await app.pool.query<{ facts: object }>(
          `SELECT facts FROM audit_entry WHERE entity_kind = 'access' AND act = 'read' AND facts ->> 'entityId' = $1 ORDER BY id`,
          [id],
        )
      ).rows;
    expect(await readings()).toEqual([]);
    for (const status of [200, 200]) {
      expect((await guild.send('GET', path)).status).toBe(status);
    }
    const reading = { facts: { document: 'TRAINING_PROOF', lineId: lines[0].id } };
    expect(await readings()).toMatchObject([reading, reading]);
    expect(JSON.stringify(await readings())).not.toContain('李学员');
  });

  it('is in the list of the claim with the place of its person, and keeps its versions', async () => {
    const who = { name: '王学员', idNumber: '159901198809245647' };
    const body = certificateClaim({ ...who, date: '2025-06-19', number: 'S5-2' });
    const { id, lines } = (await guild.send('POST', CLAIMS, body)).body;
    const [{ id: lineId }] = lines;
    const path = `${CLAIMS}/${id}/lines/${lineId}/documents/TRAINING_PROOF`;
    await guild.send('PUT', path, { text: '第一张' });
    const put = await guild.send('PUT', path, { text: '第二张' });
    const listed = (await guild.send('GET', `${CLAIMS}/${id}/documents`)).body.items;
    expect(listed).toEqual([put.body]);
    expect(put.body).toMatchObject({ of: 'claim', lineId, version: 2, versions: 2 });
    expect(put.body.label).toMatch(/（第 1 人）$/);
    const versions = (await guild.send('GET', `${CLAIMS}/${id}/documents/TRAINING_PROOF/versions`)).body.items;
    expect(versions.map((one: { version: number }) => one.version)).toEqual([2, 1]);
    expect((await guild.send('GET', `/api/v1/files/${versions[1].id}/text`)).body).toBe('第一张');
    const stranger = await app.as('school2');
    expect((await stranger.send('GET', `/api/v1/files/${versions[1].id}`)).status).toBe(404);
  });
});
