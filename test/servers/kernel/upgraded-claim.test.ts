import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newThreads } from '../../../api/kernel/threads.ts';
import { sealAnew } from '../../../main/office/sealing-anew.ts';
import { createSealer } from '../../../prisma/kernel/sealing.ts';
import { AUDIT_KEY } from '../../support/act-keys.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const KEYS = [{ id: 1, secret: Buffer.alloc(32, 7) }];

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

interface BoundEntry {
  readonly entity_id: string;
  readonly is_keyed: boolean;
}

describe('an environment of before with a claim under way', () => {
  it('S13, S15: puts its payee on record in the keyed audit at the first start, once, and the claim is paid', async () => {
    const claimId = await office.walks.due();
    // As the version before left it: nothing marked, no payee on record.
    await office.pool.query('ALTER TABLE audit_entry DISABLE TRIGGER USER');
    const { rowCount: former } = await office.pool.query(
      `UPDATE audit_entry SET facts = facts - 'payeeDigest' WHERE facts ? 'payeeDigest'`,
    );
    await office.pool.query('ALTER TABLE audit_entry ENABLE TRIGGER USER');
    expect(former).toBeGreaterThan(0);

    const lines: string[] = [];
    const start = () =>
      sealAnew({
        databaseUrl: database.ownerUrl,
        sealer: createSealer(KEYS, newThreads),
        keys: KEYS,
        auditKey: AUDIT_KEY,
        log: (line) => lines.push(line),
      });
    await start();
    expect(lines.filter((line) => line.includes('payees of 1 claims put on record'))).toHaveLength(1);
    await start();
    const { rows } = await office.pool.query<BoundEntry>(
      `SELECT entity_id, mac IS NOT NULL AS is_keyed FROM audit_entry WHERE act = 'payeeBound'`,
    );
    expect(rows).toEqual([{ entity_id: claimId, is_keyed: true }]);
    const { rows: marks } = await office.pool.query('SELECT bound_at FROM sealing_mark');
    expect(marks).toHaveLength(1);

    const drafted = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
    expect(drafted.status).toBe(201);
  });
});
