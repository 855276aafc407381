import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let database: TestDatabase;
let office: Office;
let noticeId: string;

beforeAll(async () => {
  database = await createTestDatabase();
  office = await startOffice(database.url);
  ({ noticeId } = await office.walks.published());
});

afterAll(async () => {
  await office.close();
  await database.drop();
});

const page = (language = 'zh-CN') =>
  office.nobody.send('GET', `/public/notices/${noticeId}`, undefined, {
    Accept: 'text/html',
    'Accept-Language': language,
  });

/** As a browser sends the form of the page: urlencoded, with every field, without a key of its own. */
function submitted(fields: Readonly<Record<string, string>>, id = noticeId, language = 'zh-CN') {
  const body = new URLSearchParams({ itemNo: '', statement: '', name: '', contact: '', ...fields }).toString();
  return office.nobody.send('POST', `/public/notices/${id}/objections`, body, {
    'Content-Type': 'application/x-www-form-urlencoded',
    Accept: 'text/html',
    'Accept-Language': language,
  });
}

async function objections(): Promise<readonly string[]> {
  const { rows } = await office.pool.query<{ receipt_no: string }>(
    'SELECT receipt_no FROM objection WHERE notice_id = $1 ORDER BY at, receipt_no',
    [noticeId],
  );
  return rows.map((row) => row.receipt_no);
}

const keyOf = (html: string): string => /name="formKey" value="([^"]+)"/.exec(html)?.[1] ?? '';

describe('an objection on the page of a notice (R-099)', () => {
  it('is a form on the same address, and nobody is asked for JSON', async () => {
    const shown = await page();
    expect(shown.body).toContain(`<form method="post" action="/public/notices/${noticeId}/objections"`);
    expect(shown.body).not.toContain('JSON');
    expect((await page('en')).body).toContain('Object online');
  });

  it('is answered with a receipt, once however often the page is sent', async () => {
    const before = await objections();
    const formKey = keyOf((await page()).body);
    const fields = { itemNo: '１', statement: '该学员未参加培训', formKey };
    const first = await submitted(fields);
    expect(first.status).toBe(202);
    expect(first.headers.get('content-type')).toContain('text/html');
    const kept = await objections();
    expect(kept).toHaveLength(before.length + 1);
    const receiptNo = kept.find((one) => !before.includes(one)) ?? '-';
    expect(first.body).toContain(receiptNo);
    const again = await submitted(fields);
    expect(again.body).toContain(receiptNo);
    expect(await objections()).toEqual(kept);
    // A reload of the page is another copy of it, and a client that sends a key of its own needs none of the page.
    await submitted({ ...fields, formKey: keyOf((await page()).body) });
    expect(await objections()).toHaveLength(kept.length + 1);
  });

  it('says above the form what is missing, with links to the fields, and keeps what was typed', async () => {
    const before = await objections();
    const refused = await submitted({ itemNo: 'x', contact: '<b>13912345678</b>' });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain('role="alert"');
    expect(refused.body).toContain('href="#itemNo"');
    expect(refused.body).toContain('href="#statement"');
    expect(refused.body).toContain('aria-describedby="statement-fault"');
    expect(refused.body).toContain('value="&lt;b&gt;13912345678&lt;/b&gt;"');
    const unknown = await submitted({ itemNo: '99', statement: '不在名单' }, noticeId, 'en');
    expect(unknown.status).toBe(422);
    expect(unknown.body).toContain('Error: Object online');
    expect(await objections()).toEqual(before);
  });

  it('is a page too where the notice is unknown, and JSON stays JSON', async () => {
    const unknown = await submitted({ itemNo: '1', statement: '异议' }, 'ntc_none');
    expect([unknown.status, unknown.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    const json = await office.nobody.send('POST', `/public/notices/${noticeId}/objections`, {
      itemNo: 1,
      statement: '另一理由',
    });
    expect(json.status).toBe(202);
    expect(json.body).toEqual({ receiptNo: expect.stringMatching(/^YY-/) });
    const wrong = await office.nobody.send('POST', `/public/notices/${noticeId}/objections`, { itemNo: 1 });
    expect([wrong.status, wrong.body.code]).toEqual([422, 'INVALID']);
  });
});
