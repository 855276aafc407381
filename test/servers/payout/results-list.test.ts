import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

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

describe('results entered by hand', () => {
  it('are listed with who may confirm them, so that the checker finds them without the maker (D3)', async () => {
    const claimId = await office.walks.due();
    const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    const path = `/api/v1/payout-batches/${drafted.body.id}`;
    const [{ id: instructionId }] = drafted.body.instructions;
    const actOf = async (seat: 'maker' | 'checker') => {
      const { body } = await office.as(seat).send('GET', path);
      return body.acts.find(({ act }: { act: string }) => act === 'results');
    };
    expect(await actOf('maker')).toMatchObject({ allowed: false, why: { code: 'WRONG_STATE' } });
    await office.as('checker').act('POST', `${path}/release`);
    expect(await actOf('maker')).toEqual({ act: 'results', allowed: true });
    expect(await actOf('checker')).toMatchObject({ allowed: false, why: { code: 'FORBIDDEN' } });

    const row = { instructionId, state: 'settled', amountFen: 80_000, valueDate: '2025-07-02', bankReference: 'B-1' };
    const entered = await office.as('maker').send('POST', `${path}/results`, { rows: [row] });
    const listed = async (seat: 'maker' | 'checker' | 'ops') =>
      (await office.as(seat).send('GET', `${path}/results`)).body;
    const waiting = { resultId: entered.body.resultId, state: 'waitsForConfirmation', enteredBy: 'maker' };
    const rows = [{ ...row, reasonCode: null }];
    expect(await listed('checker')).toEqual({
      items: [
        {
          ...waiting,
          enteredAt: expect.any(String),
          confirmedBy: null,
          confirmedAt: null,
          rows,
          acts: [{ act: 'confirmation', allowed: true }],
        },
      ],
      nextCursor: null,
    });
    expect((await listed('maker')).items[0].acts).toMatchObject([
      { allowed: false, why: { code: 'SAME_PERSON_FORBIDDEN' } },
    ]);
    expect((await listed('ops')).items[0].acts).toMatchObject([{ allowed: false, why: { code: 'FORBIDDEN' } }]);
    await office.as('checker').send('POST', `${path}/results/${entered.body.resultId}/confirmation`);
    expect((await listed('maker')).items).toMatchObject([
      { state: 'confirmed', confirmedBy: 'checker', acts: [{ why: { code: 'ALREADY_CONFIRMED' } }] },
    ]);
    expect((await office.as('dept').send('GET', `${path}/results`)).status).toBe(403);
  });
});
