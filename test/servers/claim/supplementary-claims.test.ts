import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startLateCertificates, type LateCertificates } from '../../support/late-certificates.ts';
import { addPaidAdvance } from '../../support/paid-advance.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const BASE = 80_000;

let database: TestDatabase;
let office: LateCertificates;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startLateCertificates(database.url);
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

beforeEach(() => office.begin());

describe('L12: a certificate that comes after the claim', () => {
  it('L12: is paid by a supplementary claim with its own reviews, notice, payment and contract check', async () => {
    const { filingId, mainId, late } = await office.aLateCertificate();
    const drafted = await office.draft(filingId);
    expect(drafted.body).toMatchObject({ kind: 'supplementary', state: 'draft', totals: { claimedFen: BASE } });
    expect(drafted.body.lines).toMatchObject([{ idNumber: late.idNumber, state: 'eligible', baseFen: BASE }]);
    const { id } = drafted.body;
    expect((await office.submit(id)).status).toBe(200);
    for (const claimId of [mainId, id]) {
      await office.due(claimId);
      await office.paid(claimId);
      expect(await office.claimSeen(claimId)).toMatchObject({
        state: 'postCheck',
        totals: { approvedFen: BASE, paidFen: BASE },
        contractCheck: { windowEndsOn: '2025-12-10' },
      });
    }
    const filing = await office.filingSeen(filingId);
    expect(filing.claims).toMatchObject([
      { id: mainId, kind: 'main', state: 'postCheck' },
      { id, kind: 'supplementary', state: 'postCheck' },
    ]);
    expect(filing.claim.id).toBe(mainId);
    expect((await office.draft(filingId)).body).toMatchObject({ status: 409, code: 'NOTHING_LEFT_TO_CLAIM' });
  });

  it('L12: is taken for people without one while a claim lives; what a claim rests on no longer changes', async () => {
    const { filingId, onTime, late } = await office.aClass();
    await office.claimOf(filingId);
    const both = await office.importResults(filingId, [onTime, late]);
    expect(both.body).toMatchObject({ imported: 1, unchanged: 1, errors: [] });
    const changed = await office.importResults(filingId, [{ ...onTime, no: 'ANOTHER' }]);
    expect(changed.body).toMatchObject({ imported: 0, errors: [{ row: 2, column: 'idNumber', code: 'IN_A_CLAIM' }] });
    expect((await office.importResults(filingId, [{ ...late, no: 'CORRECTED' }])).body).toMatchObject({ imported: 1 });
  });

  it('L12: is 409 CLAIM_WINDOW_CLOSED from the day after the window, and so is its claim', async () => {
    const { filingId, late } = await office.aClass();
    await office.claimOf(filingId);
    await office.setTime('2025-09-10T23:59:00+08:00');
    expect((await office.importResults(filingId, [late])).body).toMatchObject({ imported: 1 });
    await office.setTime('2025-09-11T00:00:00+08:00');
    expect((await office.importResults(filingId, [late])).body).toMatchObject({
      status: 409,
      code: 'CLAIM_WINDOW_CLOSED',
    });
    expect((await office.draft(filingId)).body).toMatchObject({ status: 409, code: 'CLAIM_WINDOW_CLOSED' });
  });
});

/** What a claim settled of the advance and what is due of its base, and what is left of the advance's debt. */
async function moneyOf(claimId: string) {
  const { rows } = await office.pool.query(
    `SELECT c.advance_fen AS advance, (c.course #>> '{payments,base,amountFen}')::bigint AS base,
       (SELECT (r.amount_fen - r.recovered_fen) FROM recovery r JOIN claim a ON a.id = r.claim_id
         WHERE a.filing_id = c.filing_id AND a.kind = 'advance') AS debt
     FROM claim c WHERE c.id = $1`,
    [claimId],
  );
  return rows[0];
}

describe('L12: the advance of the class', () => {
  it('L12: is settled by the main claim: 500.00 of 800.00; the supplementary one is paid its 800.00', async () => {
    const { filingId, mainId } = await office.aLateCertificate();
    const supplementaryId = await office.claimOf(filingId);
    await addPaidAdvance(office.pool, mainId, 50_000);
    await office.due(supplementaryId);
    await office.due(mainId);
    expect(await moneyOf(mainId)).toEqual({ advance: 50_000, base: BASE - 50_000, debt: null });
    expect(await moneyOf(supplementaryId)).toEqual({ advance: 0, base: BASE, debt: null });
  });

  it('L12: is settled by the supplementary claim, with its debt, where the main one was withdrawn', async () => {
    const { filingId, mainId } = await office.aLateCertificate();
    const supplementaryId = await office.claimOf(filingId);
    await addPaidAdvance(office.pool, mainId, 50_000);
    const withdrawn = await office.school('POST', `/api/v1/claims/${mainId}/withdrawal`, { reason: '不再申请' });
    expect(withdrawn.status).toBe(200);
    expect(await moneyOf(supplementaryId)).toMatchObject({ advance: 0, debt: 50_000 });
    await office.due(supplementaryId);
    expect(await moneyOf(supplementaryId)).toEqual({ advance: 50_000, base: BASE - 50_000, debt: 0 });
    const kinds = (await office.filingSeen(filingId)).claims;
    expect(kinds.map(({ kind }: { kind: string }) => kind).toSorted()).toEqual(['advance', 'main', 'supplementary']);
  });
});
