import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hashPassword } from '../../../prisma/people/password-hash.ts';
import { createFilingWalks, idOf, type FilingWalks } from '../../support/filing-walks.ts';
import { startHostedApp, type HostedApp } from '../../support/hosted-app.ts';
import type { Answer, HttpClient } from '../../support/http-client.ts';
import { createTestDatabase, type TestDatabase } from '../../support/test-database.ts';

/** A teacher whose ID number stands in an uploaded list. */
const LIST = '张老师 159901197906112286 13900001111';
const KIND = 'TEACHER_LIST';

let database: TestDatabase;
let app: HostedApp;
let walks: FilingWalks;
let filed: string;
let drafted: string;

beforeAll(async () => {
  database = await createTestDatabase();
  app = await startHostedApp(database.url);
  walks = await createFilingWalks(app);
  await app.pool.query(
    `INSERT INTO person (id, username, password_hash, display_name, organ, section, jurisdiction, roles) VALUES
       ('per_maker', 'finance.maker', $1, 'maker', 'FINANCE', NULL, '150600', '{financeMaker}'),
       ('per_ops', 'ops', $1, 'ops', NULL, NULL, '150600', '{operator}'),
       ('per_policy', 'policy.editor', $1, 'policy', 'HRSS', '政策', '150600', '{policyEditor}'),
       ('per_region', 'region.review', $1, 'region', 'HRSS', '基金监督', '150000', '{bureauReviewer}')`,
    [await hashPassword('practice')],
  );
  [drafted, filed] = [await walks.draft(), await walks.draft()];
  for (const path of [drafted, filed]) {
    await walks.school.upload('PUT', `${path}/documents/${KIND}`, LIST, '张老师名单.txt');
  }
  await walks.complete(filed);
});

afterAll(async () => {
  await app.close();
  await database.drop();
});

const reading = async (username: string, path: string, purpose?: string): Promise<Answer> => {
  const client: HttpClient = await app.as(username);
  const asked = purpose === undefined ? '' : `?purpose=${encodeURIComponent(purpose)}`;
  return client.send('GET', `${path}/documents/${KIND}${asked}`);
};

const readings = async (path: string) => {
  const auditor = await app.as('auditor');
  const found = await auditor.send('GET', `/api/v1/audit?filingId=${idOf(path)}&entityKind=access&limit=200`);
  return found.body.items;
};

describe('S5: an uploaded paper with ID numbers', () => {
  it.each(['school', 'dept.hr', 'bureau.review', 'region.review'])(
    'is read by %s, and each reading is one row of the audit without its content',
    async (username) => {
      const before = await readings(filed);
      const answer = await reading(username, filed);
      expect([answer.status, answer.body]).toEqual([200, LIST]);
      const after = await readings(filed);
      expect(after).toHaveLength(before.length + 1);
      expect(after.at(-1)).toMatchObject({
        act: 'read',
        facts: { document: KIND, entityId: idOf(filed), purpose: null },
      });
      expect(JSON.stringify(after)).not.toMatch(/159901197906112286|13900001111|张老师/);
    },
  );

  it.each(['finance.maker', 'ops'])('is not read by %s, who sees its kind, label, size and hash', async (username) => {
    const before = await readings(filed);
    const refused = await reading(username, filed, '核对材料内容');
    expect(refused.status).toBe(403);
    expect(JSON.stringify(refused.body)).not.toContain('张老师');
    const client = await app.as(username);
    const listed = await client.send('GET', `${filed}/documents`);
    const shown = await client.send('GET', filed);
    const paper = {
      kind: KIND,
      name: null,
      sizeBytes: Buffer.byteLength(LIST),
      sha256: createHash('sha256').update(LIST).digest('hex'),
    };
    for (const papers of [listed.body.items, shown.body.documents]) {
      const { label, ...own } = papers.find(({ kind }: { kind: string }) => kind === KIND);
      expect(own).toMatchObject(paper);
      expect(label).toMatch(/\p{Script=Han}/u);
    }
    expect(await readings(filed)).toHaveLength(before.length);
  });

  it('is nothing that policy staff see, nor its filing (S7)', async () => {
    expect((await reading('policy.editor', filed, '核对材料内容')).status).toBe(403);
    expect((await (await app.as('policy.editor')).send('GET', filed)).status).toBe(403);
  });

  it('is hidden from people of another jurisdiction and of another institution', async () => {
    const answers = await Promise.all(['elsewhere', 'school2', 'dept.union'].map((name) => reading(name, filed)));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
  });

  it('is read by the auditor with a purpose, which is recorded, and without one not at all', async () => {
    const before = await readings(filed);
    const refused = await reading('auditor', filed);
    expect([refused.status, refused.body.code]).toEqual([422, 'PURPOSE_REQUIRED']);
    expect((await reading('auditor', filed, '159901197906112286')).status).toBe(422);
    expect(await readings(filed)).toHaveLength(before.length);
    const read = await reading('auditor', filed, '年度审计抽查');
    expect([read.status, read.body]).toEqual([200, LIST]);
    expect((await readings(filed)).at(-1)).toMatchObject({ facts: { document: KIND, purpose: '年度审计抽查' } });
  });

  it("of a draft is its owner's alone", async () => {
    expect((await reading('school', drafted)).body).toBe(LIST);
    const others = ['dept.hr', 'bureau.review', 'region.review', 'ops', 'finance.maker', 'elsewhere', 'school2'];
    const answers = await Promise.all(others.map((name) => reading(name, drafted, '核对材料内容')));
    expect(answers.filter(({ status }) => status !== 403 && status !== 404)).toEqual([]);
    expect((await reading('auditor', drafted, '年度审计抽查')).status).toBe(404);
  });

  it('lies sealed in the store, its name too; a row in clear is refused', async () => {
    const stored = await app.pool.query<{ row: string; sha256: Buffer; size_bytes: string }>(
      `SELECT s::text AS row, s.sha256, s.size_bytes FROM stored_file s JOIN filing_document d ON d.file_id = s.id
       WHERE d.filing_id = $1 AND d.kind = $2`,
      [idOf(filed), KIND],
    );
    const [row] = stored.rows;
    const clear = [Buffer.from(LIST).toString('hex'), Buffer.from('张老师').toString('hex'), '159901197906112286'];
    expect(clear.filter((text) => row?.row.includes(text))).toEqual([]);
    expect([row?.sha256.equals(createHash('sha256').update(LIST).digest()), Number(row?.size_bytes)]).toEqual([
      true,
      Buffer.byteLength(LIST),
    ]);
    await expect(
      app.pool.query(
        `INSERT INTO stored_file (id, sha256, size_bytes, media_type, name, content, created_by, created_at)
         VALUES ('fle_clear', '\\x00', 1, 'text/plain', 'x', '\\x00', 'per_school', now())`,
      ),
    ).rejects.toThrow(/stored_file_is_sealed/);
  });

  it('is not opened in the place of another one: its sealed content is copied by SQL', async () => {
    const other = await walks.draft();
    await walks.school.upload('PUT', `${other}/documents/${KIND}`, '李老师', '名单.txt');
    await app.pool.query(
      `UPDATE stored_file SET content_sealed = (SELECT s.content_sealed FROM stored_file s JOIN filing_document d ON d.file_id = s.id
         WHERE d.filing_id = $2 AND d.kind = $3)
       WHERE id = (SELECT file_id FROM filing_document WHERE filing_id = $1 AND kind = $3)`,
      [idOf(other), idOf(filed), KIND],
    );
    const answer = await reading('school', other);
    expect([answer.status, answer.body.code]).toEqual([409, 'SEAL_BROKEN']);
  });
});
