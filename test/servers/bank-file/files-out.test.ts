import { createHash } from 'node:crypto';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createPainCheck } from '../../../api/bank-file/pain-check.ts';
import { BASE, duePersons } from '../../support/line-claims.ts';
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

async function drafted(names: readonly string[]) {
  const claimId = await duePersons(office, names);
  const { body } = await office.as('maker').send('POST', '/api/v1/payout-batches', { claimIds: [claimId] });
  return {
    id: String(body.id),
    path: `/api/v1/payout-batches/${body.id}`,
    batchNo: String(body.batchNo),
    instructions: body.instructions,
  };
}

async function released(names: readonly string[]) {
  const batch = await drafted(names);
  expect((await office.as('checker').act('POST', `${batch.path}/release`)).status).toBe(200);
  return batch;
}

const file = (path: string, query: string) => office.as('maker').send('GET', `${path}/file?${query}`);

describe('files of a batch', () => {
  it('leave only once it is released: a draft and a rejected one give none', async () => {
    const { path } = await drafted(['张丽', '李明']);
    for (const format of ['pain.001', 'csv', 'xlsx', 'bankList']) {
      expect(await file(path, `format=${format}`)).toMatchObject({ status: 409, body: { code: 'WRONG_STATE' } });
    }
    expect((await office.as('checker').act('POST', `${path}/rejection`, { reason: '退回' })).status).toBe(200);
    expect(await file(path, 'format=csv')).toMatchObject({ status: 409, body: { code: 'WRONG_STATE' } });
    expect((await office.as('maker').send('GET', `${path}/files`)).body.items).toEqual([]);
  });

  it('as pain.001 are valid, say counts and sums thrice and are the same bytes each time', async () => {
    const { path, batchNo, instructions } = await released(['张<丽>&', `李😀${'明'.repeat(30)}`]);
    const first = await file(path, 'format=pain.001');
    expect(first.status).toBe(200);
    expect(first.headers.get('content-type')).toContain('application/xml');
    expect(await createPainCheck(undefined)(first.body)).toBe(null);
    expect(first.body).toContain(`<MsgId>${batchNo}</MsgId>`);
    expect(first.body.match(/<NbOfTxs>2<\/NbOfTxs>/g)).toHaveLength(2);
    expect(first.body.match(/<CtrlSum>1600\.00<\/CtrlSum>/g)).toHaveLength(2);
    for (const { id } of instructions) {
      expect(first.body).toContain(`<EndToEndId>${id}</EndToEndId>`);
    }
    expect(first.body).toContain('<Nm>张&lt;丽&gt;&amp;</Nm>');
    expect(first.body).toContain(`<Nm>李😀${'明'.repeat(30)}</Nm>`);
    expect(first.headers.get('butie-line-count')).toBe('2');
    expect(first.headers.get('butie-control-sum-fen')).toBe(String(2 * BASE));
    const digest = createHash('sha256').update(first.body);
    expect(first.headers.get('digest')).toBe(`sha-256=${digest.copy().digest('base64')}`);
    expect((await file(path, 'format=pain.001')).body).toBe(first.body);
    const taken = await office.as('checker').send('GET', `${path}/files`);
    expect(taken.body.items).toHaveLength(2);
    expect(taken.body.items[0]).toMatchObject({
      format: 'pain.001',
      sha256: digest.digest('hex'),
      controlSumFen: 2 * BASE,
      lines: 2,
      takenBy: 'maker',
    });
  });

  it.each([
    ['pain.001', '1506001999000001', '1506001999000099'],
    ['bankList', '户名', '收款户名'],
  ])('as %s stay as the first one was, though the packs say something else later', async (format, now, later) => {
    const { path, id } = await released(['张丽', '李明']);
    const first = String((await file(path, `format=${format}`)).body);
    expect(first).toContain(now);
    // A file that left before the first one, when the packs said something else.
    await office.pool.query(
      `INSERT INTO bank_file_out (id, batch_id, format, sha256, control_sum_fen, lines, taken_by, taken_at, settings)
       SELECT 'bfo_of_before_' || $4::text, batch_id, format, sha256, control_sum_fen, lines, taken_by, taken_at - interval '1 hour',
         replace(settings::text, $2, $3)::jsonb FROM bank_file_out WHERE batch_id = $1 AND format = $4`,
      [id, now, later, format],
    );
    const again = String((await file(path, `format=${format}`)).body);
    expect(again).toBe(first.replaceAll(now, later));
  });

  it('as a list for the bank have the template’s columns, plain amounts, and both encodings', async () => {
    const { path, instructions } = await released(['张丽', '李明']);
    const list = await file(path, 'format=bankList');
    const [header, first] = String(list.body)
      .replace(/^\uFEFF/, '')
      .split('\n');
    expect(header).toBe('序号,户名,账号,开户行,联行号,金额,用途,备注');
    expect(first).toBe(`1,张丽,6216610200000000011,示范银行,,800.00,培训补贴,${instructions[0].id}`);
    const raw = await fetch(`${office.base}${path}/file?format=bankList&encoding=gb18030`, {
      headers: { Authorization: `Bearer ${await office.tokenOf('finance.maker')}` },
    });
    const bytes = Buffer.from(await raw.arrayBuffer());
    expect(iconv.decode(bytes, 'gb18030').split('\n')[0]).toBe(header);
    expect(new TextDecoder('gb18030', { fatal: true }).decode(bytes)).toContain('张丽');
  });

  it('name the row of a character that readers of GB 18030 cannot show', async () => {
    const { path } = await released(['张丽', '李😀明']);
    expect(await file(path, 'format=bankList&encoding=gb18030')).toMatchObject({
      status: 422,
      body: { code: 'TEXT_NOT_ENCODABLE', errors: [{ pointer: '/lines/3' }] },
    });
    expect((await file(path, 'format=bankList')).status).toBe(200);
  });

  it('as csv have no thousands marks and no formula', async () => {
    const { path } = await released(['=1+1', '张丽']);
    const { body } = await file(path, 'format=csv');
    expect(body).toContain("'=1+1");
    expect(body).toContain(',80000,800.00,');
    expect((await file(path, 'format=xlsx')).status).toBe(200);
  });
});
