import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ROLES } from '../../../domain/codes.ts';
import { httpClient } from '../../support/http-client.ts';
import { APPROVE_BUREAU, startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const ANY = { 'If-Match': '*' };

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

const Operations = z.object({
  paths: z.record(
    z.string(),
    z.record(z.string(), z.object({ parameters: z.array(z.object({ name: z.string() })).optional() })),
  ),
});

/** Every operation of the served document that takes `If-Match`, with a made-up id in its path. */
async function tagged(): Promise<readonly (readonly [method: string, path: string])[]> {
  const { paths } = Operations.parse((await office.nobody.send('GET', '/api/v1/openapi.json')).body);
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([, { parameters = [] }]) => parameters.some(({ name }) => name === 'If-Match'))
      .map(
        ([method]) => [method.toUpperCase(), path.replaceAll(/\{\w+\}/g, 'clm_00000000000000000000000000')] as const,
      ),
  );
}

/** Somebody with every role, so that no operation refuses for the role first. */
async function somebody() {
  await office.pool.query(
    `INSERT INTO person (id, username, password_hash, display_name, organ, jurisdiction, roles)
     SELECT 'per_every', 'every', password_hash, 'every', 'HRSS', '150600', $1 FROM person WHERE id = 'per_school'`,
    [ROLES],
  );
  return httpClient(office.base, await office.tokenOf('every'));
}

describe('S16: If-Match: *', () => {
  it('is 400 at every operation that acts on what was read', async () => {
    const every = await somebody();
    const operations = await tagged();
    expect(operations.length).toBeGreaterThan(15);
    for (const [method, path] of operations) {
      const answer = await every.send(method, path, method === 'DELETE' ? undefined : {}, ANY);
      expect([method, path, answer.status, answer.body.code]).toEqual([method, path, 400, 'IF_MATCH_ANY']);
    }
  });

  it('decides nothing unseen: reviews, notices and batches stay as they were, and go on with what was read', async () => {
    const { walks, pool } = office;
    const claimId = await walks.aClaim();
    const task = await walks.taskOf('dept', claimId);
    const approval = await walks.approval(claimId);
    expect((await walks.decide('dept', task, approval, ANY)).body.code).toBe('IF_MATCH_ANY');
    expect(await walks.taskOf('dept', claimId)).toEqual(task);
    expect((await walks.decide('dept', task, approval)).status).toBe(200);
    expect((await walks.decide('bureau', await walks.taskOf('bureau', claimId), APPROVE_BUREAU)).status).toBe(200);

    const noticeId = await walks.noticeOf(claimId);
    const confirmation = `/api/v1/notices/${noticeId}/confirmation`;
    expect((await office.as('dept').send('POST', confirmation, undefined, ANY)).body.code).toBe('IF_MATCH_ANY');
    const words = await pool.query('SELECT FROM notice_confirmation WHERE notice_id = $1', [noticeId]);
    expect(words.rowCount).toBe(0);

    const due = await walks.due();
    const { body: batch } = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [due] });
    const release = `/api/v1/payout-batches/${batch.id}/release`;
    expect((await office.as('checker').send('POST', release, undefined, ANY)).body.code).toBe('IF_MATCH_ANY');
    const seen = await office.as('checker').send('GET', `/api/v1/payout-batches/${batch.id}`);
    expect(seen.body).toMatchObject({ state: 'draft', revision: batch.revision });
    expect((await office.as('checker').act('POST', release)).body.state).toBe('sent');
  });
});
