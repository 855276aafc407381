import { giveAccounts } from '../../support/moved-seals.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PolicyLibrary } from '../../../domain/policy/policy-pack.ts';
import { startClaimApp, type ClaimApp } from '../../support/claim-app.ts';
import { welders } from '../../support/claim-classes.ts';
import { PRACTICE_LIBRARY } from '../../support/policy-library.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const CLAIMS = '/api/v1/claims';

/** As if every class were paid to its people by name. */
const PAID_BY_NAME: PolicyLibrary = {
  ...PRACTICE_LIBRARY,
  packs: PRACTICE_LIBRARY.packs.map((pack) => ({
    ...pack,
    routes: pack.routes.map((route) => (route.intake === 'class' ? { ...route, payee: 'person' } : route)),
  })),
};

let database: TestDatabase;
let app: ClaimApp;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startClaimApp(database.url, PAID_BY_NAME);
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

describe('a class whose people are paid by name', () => {
  it('is not submitted while somebody has no account, who is named by row; with all accounts it is (R-107)', async () => {
    const filingId = await app.aClass({}, welders().slice(0, 3));
    const drafted = (await app.school.send('POST', CLAIMS, { filingId })).body;
    const submit = () => app.school.act('POST', `${CLAIMS}/${drafted.id}/submission`, { pledge: true });
    const give = async (positions: readonly number[]) => {
      const people = await app.pool.query<{ trainee_id: string }>(
        'SELECT trainee_id FROM claim_line WHERE claim_id = $1 AND position = ANY ($2)',
        [drafted.id, positions],
      );
      await giveAccounts(
        app,
        filingId,
        people.rows.map((row) => row.trainee_id),
      );
    };
    await give([2]);
    const refused = await submit();
    expect(refused.status).toBe(422);
    expect(refused.body).toMatchObject({
      code: 'INCOMPLETE',
      detail: '缺少：第 1、3 行人员的银行账号。请补齐后再提交。',
      errors: [{ pointer: '/lines/1/accountNumber' }, { pointer: '/lines/3/accountNumber' }],
    });
    // Nothing of the submission is left behind.
    expect((await app.school.send('GET', `${CLAIMS}/${drafted.id}`)).body).toMatchObject({
      state: 'draft',
      submittedAt: null,
    });
    await give([1, 3]);
    expect((await submit()).status).toBe(200);
  });
});
