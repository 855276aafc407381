import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { placeOf } from '../../../prisma/kernel/sealed-places.ts';
import { sealPayee } from '../../../prisma/kernel/payee-account.ts';
import { duePersons } from '../../support/line-claims.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** Another account of the same holder, sealed for the claim by somebody who could: an older value of the same row. */
const OTHER = { holder: '示范学校', bank: '中国银行', number: '6216610200000000026' };

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

describe('S13: a payee in another place than its own', () => {
  it('is neither shown nor paid: the account of another claim, copied by SQL', async () => {
    const [claimId, other] = [await office.walks.due(), await office.walks.due()];
    await office.pool.query(
      'UPDATE claim SET payee_sealed = (SELECT payee_sealed FROM claim WHERE id = $2) WHERE id = $1',
      [claimId, other],
    );
    expect(await refusal(claimId)).toEqual(REFUSED);
    const shown = await office.as('maker').send('GET', `/api/v1/claims/${claimId}`);
    expect([shown.status, shown.body.payee]).toEqual([200, null]);
    const revealed = await office.as('bureau').send('POST', '/api/v1/reveals', {
      resource: `claims/${claimId}/payee`,
      fields: ['number'],
      purpose: 'review',
      reference: claimId,
    });
    expect([revealed.status, revealed.body.code]).toEqual([409, 'SEAL_BROKEN']);
  });

  it('is not paid with a digest that is copied together with it', async () => {
    const [claimId, other] = [await office.walks.due(), await office.walks.due()];
    await asOwner(
      `UPDATE claim SET payee_sealed = (SELECT payee_sealed FROM claim WHERE id = '${other}') WHERE id = '${claimId}'`,
    );
    await copyDigest(other, claimId);
    expect(await refusal(claimId)).toEqual(REFUSED);
  });

  it('is not paid when it is an older account of the same claim: it is not the one that was approved', async () => {
    const claimId = await office.walks.due();
    await putPayee(claimId);
    expect(await refusal(claimId)).toEqual(REFUSED);
  });

  it('is not paid when it is the account of another person of the same claim', async () => {
    const claimId = await duePersons(office);
    await office.pool.query(
      `UPDATE claim_line SET payee_sealed = (SELECT payee_sealed FROM claim_line WHERE claim_id = $1 AND position = 10)
       WHERE claim_id = $1 AND position = 11`,
      [claimId],
    );
    expect(await refusal(claimId)).toEqual(REFUSED);
  });

  it('is not approved a second time: the bureau is told that nobody handed it in', async () => {
    const claimId = await office.walks.due();
    const task = await office.walks.taskOf('maker', claimId);
    const returned = await office.walks.decide('maker', task, { act: 'returnToBureau', remark: '请核对账户' });
    expect(returned.status).toBe(200);
    await putPayee(claimId);
    const again = await office.walks.taskOf('bureau', claimId);
    const approved = await office.walks.decide('bureau', again, {
      act: 'approve',
      answers: { complete: 'true', procedure: 'true' },
    });
    expect([approved.status, approved.body.code]).toEqual([409, 'PAYEE_CHANGED']);
    expect(approved.body.detail).toContain('退回申请单位');
  });
});

describe('S13: a payee that changes between drafting and release', () => {
  it('is not paid: its payment leaves the batch, which says why, and so does the audit of the claim', async () => {
    const [claimId, honest] = [await office.walks.due(), await office.walks.due()];
    const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId, honest] });
    expect(drafted.status).toBe(201);
    await putPayee(claimId);
    const released = await office.as('checker').act('POST', `/api/v1/payout-batches/${drafted.body.id}/release`, {});
    expect(released.status).toBe(200);
    const paid = await office.as('maker').send('GET', `/api/v1/payout-batches/${drafted.body.id}/instructions`);
    const stateOf = (id: string) =>
      paid.body.items
        .filter((one: { claimId: string }) => one.claimId === id)
        .map(({ state, reasonCode }: Shown) => [state, reasonCode]);
    expect([stateOf(claimId), stateOf(honest)]).toEqual([[['cancelled', 'PAYEE_CHANGED']], [['instructed', null]]]);
    expect(await auditOf(claimId)).toContain('payeeRefused');
    expect(await auditOf(honest)).not.toContain('payeeRefused');
  });

  it('cannot be an instruction of its own: the account of another payment, copied by SQL, is not read into the file', async () => {
    const [claimId, other] = [await office.walks.due(), await office.walks.due()];
    const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId, other] });
    await office.as('checker').act('POST', `/api/v1/payout-batches/${drafted.body.id}/release`, {});
    await asOwner(`UPDATE payout_instruction SET payee_sealed = (SELECT payee_sealed FROM payout_instruction
      WHERE claim_id = '${other}') WHERE claim_id = '${claimId}'`);
    const file = await office.as('maker').send('GET', `/api/v1/payout-batches/${drafted.body.id}/file`);
    expect([file.status, file.body.code]).toEqual([409, 'SEAL_BROKEN']);
  });
});

interface Shown {
  readonly state: string;
  readonly reasonCode: string | null;
}

/** What the maker is told, what was written, and what claim and audit say. */
const REFUSED = {
  status: 409,
  code: 'PAYEE_CHANGED',
  errors: [{ pointer: '/claimIds/0', code: 'PAYEE_CHANGED' }],
  isCureSaid: true,
  instructions: 0,
  isAudited: true,
  diagnosis: 'payeeChanged',
};

async function refusal(claimId: string): Promise<object> {
  const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
  const written = await office.pool.query('SELECT FROM payout_instruction WHERE claim_id = $1', [claimId]);
  const diagnosis = await office.as('maker').send('GET', `/api/v1/claims/${claimId}/diagnosis`);
  const errors: readonly { readonly pointer: string; readonly code: string }[] = drafted.body.errors ?? [];
  return {
    status: drafted.status,
    code: drafted.body.code,
    errors: errors.map(({ pointer, code }) => ({ pointer, code })),
    isCureSaid: String(drafted.body.detail).includes('重新填报'),
    instructions: written.rowCount,
    isAudited: (await auditOf(claimId)).includes('payeeRefused'),
    diagnosis: diagnosis.body.cause,
  };
}

async function putPayee(claimId: string): Promise<void> {
  const sealed = sealPayee(office.sealer, OTHER, placeOf('claim.payee_sealed', claimId));
  await office.pool.query('UPDATE claim SET payee_sealed = $2 WHERE id = $1', [claimId, sealed]);
}

async function auditOf(claimId: string): Promise<readonly string[]> {
  const found = await office.pool.query<{ act: string }>(
    `SELECT act FROM audit_entry WHERE entity_kind = 'claim' AND entity_id = $1 ORDER BY seq`,
    [claimId],
  );
  return found.rows.map(({ act }) => act);
}

async function copyDigest(from: string, to: string): Promise<void> {
  await asOwner(`ALTER TABLE audit_entry DISABLE TRIGGER USER;
    UPDATE audit_entry SET facts = jsonb_set(facts, '{payeeDigest}', (SELECT facts -> 'payeeDigest' FROM audit_entry
      WHERE entity_id = '${from}' AND facts ? 'payeeDigest' ORDER BY seq DESC LIMIT 1))
    WHERE entity_id = '${to}' AND facts ? 'payeeDigest'; ALTER TABLE audit_entry ENABLE TRIGGER USER`);
}

async function asOwner(text: string): Promise<void> {
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  try {
    await owner.query(text);
  } finally {
    await owner.end();
  }
}
