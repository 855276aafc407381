import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WELDER } from '../../support/claim-app.ts';
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

const preview = (noticeId: string, seat: 'dept' | 'bureau' | 'union' = 'dept', headers = {}) =>
  office.as(seat).send('GET', `/api/v1/notices/${noticeId}/preview`, undefined, headers);

const rows = (page: string) => /<tbody>[^]*<\/tbody>/.exec(page)?.[0];

async function drafted(): Promise<string> {
  return office.walks.noticeOf(await office.walks.reviewed());
}

/** Puts a text where the masked name of the first item belongs. */
async function plant(noticeId: string, text: string): Promise<void> {
  await office.pool.query('UPDATE notice_item SET masked_name = $2 WHERE notice_id = $1', [noticeId, text]);
}

describe('the preview of a notice', () => {
  it('is the page as the public will read it, with the days that it would have, and no leak (R-096, R-097)', async () => {
    const noticeId = await drafted();
    const shown = await preview(noticeId);
    expect(shown.status).toBe(200);
    expect(shown.body).toMatchObject({
      gate: { leaks: [] },
      period: { publishedOn: '2025-06-23', endsOn: '2025-06-30', days: 5, unit: 'WORKING' },
    });
    expect(shown.body.html).toContain('15*************286');
    expect((await office.walks.confirm('dept', noticeId)).status).toBe(200);
    expect((await office.walks.confirm('bureau', noticeId)).body.state).toBe('published');
    const page = await office.nobody.send('GET', `/public/notices/${noticeId}`, undefined, { Accept: 'text/html' });
    expect(rows(shown.body.html)).toBe(rows(page.body));
    expect(rows(page.body)).toContain('80');
    const after = await preview(noticeId);
    expect(after.body).toMatchObject({ gate: { leaks: [] }, period: null });
    expect(after.body.html).toContain(shown.body.html.match(/GS-\d+-\d+-\w+/)[0]);
  });

  it.each([
    ['name', WELDER.name],
    ['idNumber', `编号 ${WELDER.idNumber}`],
    ['mobileNumber', '199 0000 0000'],
    ['accountNumber', '6216 6102 0000 0000 018'],
  ])('finds a planted %s, says so without showing it, and nobody confirms it', async (kind, text) => {
    const noticeId = await drafted();
    await plant(noticeId, text);
    for (const language of ['zh-CN', 'en']) {
      const shown = await preview(noticeId, 'bureau', { 'Accept-Language': language });
      expect(shown.body.gate.leaks).toContainEqual({ kind, claimNo: expect.stringMatching(/^BT-/), count: 1 });
      expect(JSON.stringify(shown.body.gate)).not.toContain(text);
    }
    const confirmed = await office.walks.confirm('dept', noticeId);
    expect([confirmed.status, confirmed.body.code]).toEqual([409, 'LEAKS_FOUND']);
    expect(confirmed.body.detail).toContain('1');
    expect((await office.as('dept').send('GET', `/api/v1/notices/${noticeId}`)).body.state).toBe('draft');
  });

  it('finds a number of a person who is not in the notice', async () => {
    const noticeId = await drafted();
    await plant(noticeId, '13912345678');
    expect((await preview(noticeId)).body.gate.leaks).toEqual([{ kind: 'mobileNumber', claimNo: null, count: 1 }]);
    expect((await office.walks.confirm('dept', noticeId)).body.code).toBe('LEAKS_FOUND');
  });

  it('stops the second side too: a leak that came between the two confirmations is not published', async () => {
    const noticeId = await drafted();
    expect((await office.walks.confirm('dept', noticeId)).status).toBe(200);
    await plant(noticeId, WELDER.name);
    expect((await office.walks.confirm('bureau', noticeId)).body.code).toBe('LEAKS_FOUND');
    expect((await office.nobody.send('GET', `/public/notices/${noticeId}`)).status).toBe(404);
  });

  it('is hidden from an organ that is not a side of it', async () => {
    expect((await preview(await drafted(), 'union')).status).toBe(404);
  });

  it('is hidden, as the draft itself is, from the institution whose people it names', async () => {
    const noticeId = await drafted();
    const school = office.as('school');
    const ask = async (path: string) => (await school.send('GET', `/api/v1/notices/${noticeId}${path}`)).status;
    expect([await ask(''), await ask('/preview'), await ask('/items'), await ask('/diagnosis')]).toEqual([
      404, 404, 404, 404,
    ]);
    const { items } = (await school.send('GET', '/api/v1/notices?limit=200')).body;
    expect(items.some(({ id }: { readonly id: string }) => id === noticeId)).toBe(false);
  });
});
