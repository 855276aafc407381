import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WELDER } from '../../support/claim-app.ts';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: Office;
let claimId: string;
let noticeId: string;
let batchId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  claimId = await office.walks.due();
  const notices = await office.as('dept').send('GET', `/api/v1/notices?claimId=${claimId}`);
  noticeId = notices.body.items[0].id;
  const batch = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
  batchId = batch.body.id;
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

interface Export {
  readonly operation: string;
  readonly format: string;
  readonly q?: unknown;
}

/** What was exported by an operation, as the audit has it. */
async function exportsBy(operation: string): Promise<readonly Export[]> {
  const { rows } = await office.pool.query<{ facts: Export }>(
    "SELECT facts FROM audit_entry WHERE act = 'exported' AND facts ->> 'operation' = $1 ORDER BY at, seq",
    [operation],
  );
  return rows.map(({ facts }) => facts);
}

const PATHS = () =>
  [
    ['listClaims', 'dept', '/api/v1/claims?state=finance'],
    ['listTasks', 'dept', '/api/v1/tasks?box=done'],
    ['listClaimLines', 'dept', `/api/v1/claims/${claimId}/lines`],
    ['listClaimLines', 'school', `/api/v1/claims/${claimId}/lines`],
    ['listNoticeItems', 'bureau', `/api/v1/notices/${noticeId}/items`],
    ['listPayoutInstructions', 'maker', `/api/v1/payout-batches/${batchId}/instructions`],
  ] as const;

describe('lists that leave as files', () => {
  it('are masked for everybody, end with what they are, and are recorded once each', async () => {
    for (const [operation, seat, path] of PATHS()) {
      const before = await exportsBy(operation);
      const sign = path.includes('?') ? '&' : '?';
      const file = await office.as(seat).send('GET', `${path}${sign}format=csv`);
      expect([file.status, file.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8']);
      expect(file.headers.get('content-disposition')).toContain('.csv');
      expect(file.body).not.toContain(WELDER.idNumber);
      expect(file.body).not.toContain(WELDER.name);
      expect(file.body).not.toContain('6216610200000000018');
      expect(
        file.body
          .trim()
          .split('\n')
          .slice(-3)
          .map((row: string) => row.split(',')[0]),
      ).toEqual(['数据截至', '筛选', '导出人']);
      expect(await exportsBy(operation)).toHaveLength(before.length + 1);
      const xlsx = await office.as(seat).send('GET', `${path}${sign}format=xlsx`);
      expect([xlsx.status, xlsx.headers.get('content-type')]).toEqual([
        200,
        'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      ]);
    }
  });

  it('stay JSON unless a file is asked for, and then nothing is recorded', async () => {
    const before = await exportsBy('listNoticeItems');
    const items = await office.as('bureau').send('GET', `/api/v1/notices/${noticeId}/items?limit=1`);
    expect(items.body).toMatchObject({ items: [{ itemNo: 1, name: '额****尔' }], nextCursor: null });
    expect((await office.as('dept').send('GET', '/api/v1/claims')).body.items.length).toBeGreaterThan(0);
    expect(await exportsBy('listNoticeItems')).toEqual(before);
    expect((await office.as('union').send('GET', `/api/v1/notices/${noticeId}/items`)).status).toBe(404);
    expect((await office.as('dept').send('GET', '/api/v1/claims?format=pdf')).status).toBe(422);
  });

  it('are in the language that a link asks for, which is no filter', async () => {
    for (const [, seat, path] of PATHS()) {
      const file = await office.as(seat).send('GET', `${path}${path.includes('?') ? '&' : '?'}format=csv&lang=en`);
      const foot = file.body.trim().split('\n').slice(-3);
      expect(foot.map((row: string) => row.split(',')[0])).toEqual(['As of', 'Filter', 'Exported by']);
      expect(foot.join()).not.toContain('Condition');
    }
    expect((await office.as('dept').send('GET', '/api/v1/claims?format=csv&lang=fr')).status).toBe(422);
  });

  it('say in the audit that something was searched for, and not what: it may be a name', async () => {
    const file = await office.as('dept').send('GET', `/api/v1/claims?format=csv&q=${encodeURIComponent('王小明')}`);
    expect(file.body).toContain('查找：王小明');
    expect(await exportsBy('listClaims')).toContainEqual(expect.objectContaining({ q: true, format: 'csv' }));
  });
});
