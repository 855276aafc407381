import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFilingWalks, idOf, type FilingWalks } from '../../support/filing-walks.ts';
import { startHostedApp, type HostedApp } from '../../support/hosted-app.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { zipOf } from '../../support/zip-writer.ts';

const KIND = 'TEACHER_LIST';
const letter = (body: string) => zipOf({ '[Content_Types].xml': '<Types/>', 'word/document.xml': body });
const LETTER = letter(
  '<w:document xmlns:w="w"><w:body><w:p><w:r><w:t>教学</w:t></w:r><w:r><w:t>计划</w:t></w:r></w:p><w:p><w:r><w:t>第二段</w:t></w:r></w:p></w:body></w:document>',
);
const PICTURE = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

let database: TestDatabase;
let app: HostedApp;
let walks: FilingWalks;
let filed: string;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startHostedApp(database.url);
  walks = await createFilingWalks(app);
  filed = await walks.draft();
  await walks.school.upload('PUT', `${filed}/documents/${KIND}`, '第一版', '名单.txt');
  await walks.school.upload('PUT', `${filed}/documents/${KIND}`, '第二版', '名单.txt');
  await walks.complete(filed);
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

async function versionsAs(username: string) {
  const client = await app.as(username);
  const { body } = await client.send('GET', `${filed}/documents/${KIND}/versions`);
  return body.items;
}

async function put(content: Buffer | string, name: string) {
  const draft = await walks.draft();
  const answer = await walks.school.upload('PUT', `${draft}/documents/${KIND}`, content, name);
  expect(answer.status).toBe(200);
  return answer.body;
}

describe('a replaced paper (S5, R-109)', () => {
  it('keeps its former version: the list shows the last one, and how many there are', async () => {
    const client = await app.as('dept.hr');
    const { body } = await client.send('GET', `${filed}/documents`);
    expect(body.items.find(({ kind }: { kind: string }) => kind === KIND)).toMatchObject({
      of: 'filing',
      version: 2,
      versions: 2,
      preview: 'text',
      size: 9,
      sha256: sha256('第二版'),
      uploadedBy: { kind: 'applicant', name: expect.stringMatching(/\p{Script=Han}/u) },
    });
    const items = await versionsAs('dept.hr');
    expect(items.map((one: { version: number; sha256: string }) => [one.version, one.sha256])).toEqual([
      [2, sha256('第二版')],
      [1, sha256('第一版')],
    ]);
  });

  it('is read in each version by those who read the paper, each time with one row of the audit', async () => {
    const [, former] = await versionsAs('dept.hr');
    const client = await app.as('dept.hr');
    const read = await client.send('GET', `/api/v1/files/${former.id}`);
    expect([read.status, read.body]).toEqual([200, '第一版']);
    expect(read.headers.get('content-security-policy')).toBe("sandbox; default-src 'none'");
    expect(read.headers.get('x-content-type-options')).toBe('nosniff');
    expect(read.headers.get('content-disposition')).toMatch(/^inline; /);
    const text = await client.send('GET', `/api/v1/files/${former.id}/text`);
    expect([text.body, text.headers.get('x-text-cut')]).toEqual(['第一版', 'false']);
    const auditor = await app.as('auditor');
    const { body } = await auditor.send('GET', `/api/v1/audit?filingId=${idOf(filed)}&entityKind=access&limit=200`);
    const rows = body.items.filter(({ facts }: { facts: { fileId?: string } }) => facts.fileId === former.id);
    const row = { act: 'read', facts: { document: KIND, version: 1, purpose: null } };
    expect(rows).toMatchObject([row, row]);
  });

  it('is hidden from those who do not see the class, and refused to those who see it and read no papers', async () => {
    const [{ id }] = await versionsAs('dept.hr');
    const asked = async (username: string, path: string) =>
      (await (await app.as(username)).send('GET', `/api/v1/files/${id}${path}`)).status;
    expect(await asked('school2', '')).toBe(404);
    expect(await asked('dept.union', '/text')).toBe(404);
    expect(await asked('auditor', '')).toBe(422);
    expect(await asked('auditor', `?purpose=${encodeURIComponent('年度审计')}`)).toBe(200);
    expect((await walks.school.send('GET', '/api/v1/files/fle_none')).status).toBe(404);
  });

  it('is said in the audit of the class as what it is', async () => {
    const { rows } = await app.pool.query<{ act: string; facts: { version: number } }>(
      `SELECT act, facts FROM audit_entry WHERE entity_kind = 'filing' AND entity_id = $1 AND facts ->> 'document' = $2 ORDER BY seq`,
      [idOf(filed), KIND],
    );
    expect(rows.map(({ act, facts }) => [act, facts.version])).toEqual([
      ['putDocument', 1],
      ['documentReplaced', 2],
    ]);
  });

  it('is changed, removed or counted again by nobody: the rights and triggers of the database refuse it', async () => {
    const [last, former] = await versionsAs('dept.hr');
    const application = new pg.Client(database.url);
    await application.connect();
    const attempts = [
      `UPDATE document_version SET version = 7 WHERE file_id = '${former.id}'`,
      `DELETE FROM document_version WHERE file_id = '${former.id}'`,
      `INSERT INTO document_version SELECT * FROM document_version WHERE file_id = '${former.id}'`,
      `UPDATE filing_document SET file_id = '${former.id}' WHERE file_id = '${last.id}'`,
    ];
    for (const attempt of attempts) {
      await expect(application.query(attempt)).rejects.toThrow(/permission denied|duplicate key/);
    }
    await application.end();
    await expect(app.pool.query(`DELETE FROM document_version WHERE file_id = $1`, [former.id])).rejects.toThrow(
      'keeps',
    );
  });
});

describe('what can be seen of a file', () => {
  it('is the text of a letter, which a browser saves and does not show', async () => {
    const { id, preview } = await put(LETTER, '计划.docx');
    expect(preview).toBe('text');
    const text = await walks.school.send('GET', `/api/v1/files/${id}/text`);
    expect(text.body).toBe('教学计划\n第二段\n');
    expect(text.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    const file = await walks.school.send('GET', `/api/v1/files/${id}`);
    expect(file.headers.get('content-disposition')).toMatch(/^attachment; /);
  });

  it('is a picture itself, and no text of it', async () => {
    const { id, preview } = await put(PICTURE, '照片.png');
    expect(preview).toBe('image');
    const file = await walks.school.send('GET', `/api/v1/files/${id}`);
    expect([file.headers.get('content-type'), file.headers.get('content-disposition')]).toEqual([
      'image/png',
      expect.stringMatching(/^inline; /),
    ]);
    const text = await walks.school.send('GET', `/api/v1/files/${id}/text`);
    expect([text.status, text.body.code]).toEqual([422, 'FILE_HAS_NO_TEXT']);
  });

  it('is a plain sentence for a letter that is broken or hostile', async () => {
    const bodies = ['<w:document><w:p>', '<!DOCTYPE x [<!ENTITY a "b">]><w:document>&a;</w:document>'];
    for (const body of bodies) {
      const { id } = await put(letter(body), 'x.docx');
      const text = await walks.school.send('GET', `/api/v1/files/${id}/text`);
      expect([text.status, text.body.code]).toEqual([422, 'FILE_UNREADABLE']);
    }
  });

  it('is the beginning of a letter that unpacks to very much, or nothing of one that says nothing', async () => {
    const long = await put(letter(`<w:document><w:t>${'字'.repeat(3_000_000)}</w:t></w:document>`), 'x.docx');
    const text = await walks.school.send('GET', `/api/v1/files/${long.id}/text`);
    expect([Buffer.byteLength(text.body) <= 200 * 1024, text.headers.get('x-text-cut')]).toEqual([true, 'true']);
    expect(text.body).not.toContain('\uFFFD');
    const bomb = await put(letter(`<w:document>${'<w:b></w:b>'.repeat(7_000_000)}</w:document>`), 'x.docx');
    const refused = await walks.school.send('GET', `/api/v1/files/${bomb.id}/text`);
    expect([refused.status, refused.body.code]).toEqual([413, 'FILE_TOO_LARGE']);
  });
});
