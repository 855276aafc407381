import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startOffice, type Office } from '../../support/office.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const HTML = { Accept: 'text/html' };
/** Of the welder on the list. */
const NAME = '额****尔';
const NUMBER = '15*************286';

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

async function pages(noticeId: string) {
  const path = `/public/notices/${noticeId}`;
  const [json, zh, en] = await Promise.all([
    office.nobody.send('GET', path),
    office.nobody.send('GET', path, undefined, HTML),
    office.nobody.send('GET', path, undefined, { ...HTML, 'Accept-Language': 'en' }),
  ]);
  return { json: json.body, zh: String(zh.body), en: String(en.body) };
}

const endOf = async (noticeId: string): Promise<number> =>
  Date.parse((await office.nobody.send('GET', `/public/notices/${noticeId}`)).body.endsAt);

describe('S16: a public notice', () => {
  it('is kept by no cache and no search engine, whatever is asked and answered; its stylesheet may be cached', async () => {
    const { noticeId } = await office.walks.published();
    const path = `/public/notices/${noticeId}`;
    const answers = [
      await office.nobody.send('GET', path),
      await office.nobody.send('GET', path, undefined, HTML),
      await office.nobody.send('GET', '/public/notices'),
      await office.nobody.send('GET', '/public/notices', undefined, HTML),
      await office.nobody.send('GET', '/public/notices/ntc_none'),
      await office.nobody.send('POST', `${path}/objections`, { itemNo: 1 }),
    ];
    for (const { headers } of answers) {
      expect([headers.get('cache-control'), headers.get('x-robots-tag')]).toEqual(['no-store', 'noindex']);
    }
    const style = await office.nobody.send('GET', '/public/pages.css');
    expect(style.headers.get('cache-control')).toBe('public, max-age=3600');
  });

  it('that was withdrawn names nobody from then on', async () => {
    const { noticeId } = await office.walks.published();
    const withdrawn = await office
      .as('dept')
      .act('POST', `/api/v1/notices/${noticeId}/withdrawal`, { reason: '名单有误' });
    expect(withdrawn.body).toMatchObject({ state: 'withdrawn' });
    const { json, zh } = await pages(noticeId);
    expect(json).toMatchObject({ state: 'superseded', itemCount: 1, items: [] });
    expect(zh).toContain('人员名单已从本页撤下');
    expect(zh).not.toContain(NAME);
  });

  it('names its persons to the last minute of its period and never after; hash and counts stay', async () => {
    const { noticeId } = await office.walks.published();
    const endsAt = await endOf(noticeId);
    await office.setTime(new Date(endsAt - 60_000).toISOString());
    const before = await pages(noticeId);
    expect(before.json).toMatchObject({ itemCount: 1, personsLeftAt: null, items: [{ name: NAME, idNumber: NUMBER }] });
    expect(before.zh).toContain(NUMBER);

    await office.setTime(new Date(endsAt + 1_000).toISOString());
    const after = await pages(noticeId);
    expect(after.json).toMatchObject({ itemCount: 1, items: [], pageHash: before.json.pageHash });
    expect(after.json.personsLeftAt).toBe(new Date(endsAt).toISOString());
    expect(after.json.claims).toMatchObject([{ headcount: 1, amountFen: 80_000 }]);
    expect(after.zh).toContain('人员名单已从本页撤下');
    expect(after.en).toContain('the list of persons has left this page');
    for (const text of [JSON.stringify(after.json), after.zh, after.en]) {
      expect(text).toContain(before.json.pageHash);
      expect(text).not.toContain(NAME);
      expect(text).not.toContain(NUMBER);
    }
    const seen = await office.as('dept').send('GET', `/api/v1/notices/${noticeId}`);
    expect(seen.body.items).toMatchObject([{ name: NAME }]);
  });
});
