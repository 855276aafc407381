import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../prisma/kernel/connection.ts';
import { newId } from '../../../prisma/kernel/id-maker.ts';
import { readLockedClaim } from '../../../prisma/recordings/locked-claim.ts';
import { startLateCertificates, type LateCertificates } from '../../support/late-certificates.ts';
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

describe('L12: the advance of the class', () => {
  it('L12: is settled by the main claim; a supplementary one settles it only where no main claim does', async () => {
    const { filingId, mainId } = await office.aLateCertificate();
    const supplementaryId = await office.claimOf(filingId);
    const advanceId = newId('clm');
    await office.pool.query(
      `INSERT INTO claim (id, claim_no, kind, filing_id, route, pipeline, jurisdiction, applicant_party_id, applicant_person_id,
         payee_sealed, responsible_department, fund, state, purpose, policy_snapshot_id, reference_on, claimed_fen, approved_fen,
         paid_fen, lines_total, lines_eligible, lines_refused, state_since, created_at, submitted_at)
       SELECT $2, $2, 'advance', filing_id, route, pipeline, jurisdiction, applicant_party_id, applicant_person_id, payee_sealed,
         responsible_department, fund, 'closed', 'advance', policy_snapshot_id, reference_on, 50000, 50000, 50000, 1, 1, 0,
         state_since, created_at, submitted_at FROM claim WHERE id = $1`,
      [mainId, advanceId],
    );
    await office.pool.query(
      `INSERT INTO claim_fund (claim_id, purpose, fund, approved_fen, obligated_fen, settled_fen)
       VALUES ($1, 'advance', 'EMPLOYMENT_SUBSIDY', 50000, 50000, 50000)`,
      [advanceId],
    );
    const openFen = async (claimId: string) =>
      (await inTransaction(office.pool, (client) => readLockedClaim(client, claimId))).open_advance_fen;
    expect([await openFen(mainId), await openFen(supplementaryId)]).toEqual([50_000, 0]);
    const withdrawn = await office.school('POST', `/api/v1/claims/${mainId}/withdrawal`, { reason: '不再申请' });
    expect(withdrawn.status).toBe(200);
    expect(await openFen(supplementaryId)).toBe(50_000);
    const kinds = (await office.filingSeen(filingId)).claims;
    expect(kinds.map(({ kind }: { kind: string }) => kind).toSorted()).toEqual(['advance', 'main', 'supplementary']);
  });
});
