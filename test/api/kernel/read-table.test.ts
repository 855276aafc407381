import { describe, expect, it } from 'vitest';
import { readTable } from '../../../api/kernel/read-table.ts';
import { documentType } from '../../../api/kernel/document-type.ts';
import { rosterColumn } from '../../../domain/intake/roster-row.ts';
import { workbookParts, zipOf } from '../../support/zip-writer.ts';

const FORM = { columnOf: rosterColumn, needed: ['name', 'idNumber', 'phone', 'categories'] as const };
const HEADER = '姓名,证件号码,手机号,人员类别,户籍,用人单位';

function read(content: Buffer | string) {
  return readTable({ name: 'roster.xlsx', mediaType: '', content: Buffer.from(content) }, FORM);
}

/** The code of the refusal, with how long it took and how much memory it held. */
async function refusal(content: Buffer): Promise<{ code: unknown; ms: number; mb: number }> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  const began = process.cpuUsage();
  const error: unknown = await read(content).catch((thrown: unknown) => thrown);
  const { user, system } = process.cpuUsage(began);
  const ms = (user + system) / 1_000;
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : error;
  return { code, ms, mb: (process.memoryUsage().rss - before) / 1_048_576 };
}

describe('tables', () => {
  it('read Chinese and English headers in any order, trim empty rows at the end, and tell what they ignore', async () => {
    const table = await read(`idNumber,备注,姓名,phone,人员类别\r\n1,x,甲,2,3\r\n,,,,\r\n\r\n`);

    expect(table.rows).toEqual([{ idNumber: '1', name: '甲', phone: '2', categories: '3' }]);
    expect(table.ignored).toEqual(['备注']);
  });

  it('name the columns that are missing or given twice', async () => {
    await expect(read('姓名,name,证件号码\n甲,乙,1')).rejects.toMatchObject({
      code: 'FILE_HEADER_UNKNOWN',
      details: { facts: { columns: 'phone, categories, name' } },
    });
  });

  it('read UTF-16 as Excel writes "Unicode text" with commas', async () => {
    const text = `${HEADER}\n甲,1,2,3,,\n`;
    const table = await read(Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]));
    expect(table.rows[0]?.name).toBe('甲');
  });

  it('refuse within two seconds of processor time and 150 MB what would exhaust the reader', async () => {
    const manyRows = Array.from(
      { length: 200_000 },
      (_, row) => `<row r="${row + 1}"><c t="inlineStr"><is><t>甲</t></is></c></row>`,
    ).join('');
    const bomb = zipOf({ ...workbookParts(''), 'xl/media/big.xml': Buffer.alloc(300 * 1024 * 1024) });
    const liar = Buffer.from(bomb);
    liar.writeUInt32LE(1_000, liar.lastIndexOf(Buffer.from('PK\u0001\u0002')) + 24);
    const cases = {
      FILE_TOO_LARGE: bomb,
      FILE_HAS_MACROS: zipOf({ ...workbookParts(''), 'xl/vbaProject.bin': 'x' }),
      FILE_TOO_MANY_ROWS: zipOf(workbookParts(manyRows)),
    };
    for (const [code, content] of Object.entries(cases)) {
      const found = await refusal(content);
      expect(found.code).toBe(code);
      expect(found.ms).toBeLessThan(2_000);
      expect(found.mb).toBeLessThan(150);
    }
    expect(['FILE_TOO_LARGE', 'FILE_NOT_A_TABLE']).toContain((await refusal(liar)).code);
    const csv = await refusal(Buffer.from(`${HEADER}\n${'甲,1,2,3,,\n'.repeat(200_000)}`));
    expect([csv.code, csv.ms < 2_000, csv.mb < 150]).toEqual(['FILE_TOO_MANY_ROWS', true, true]);
  });

  it.each([
    ['a picture named .xlsx', Buffer.from('89504e470d0a1a0a0000000d', 'hex')],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['a broken archive', Buffer.from('PK\u0003\u0004 and nothing more')],
    ['an archive that is no workbook', zipOf({ 'a.txt': 'a' })],
    ['bytes that are no text', Buffer.from([0xc3, 0x28, 0xff, 0xff, 0xfe])],
    ['text with NUL', Buffer.from('a\0b')],
    ['a quote that never ends', Buffer.from(`${HEADER}\n"甲,1`)],
  ])('refuse %s', async (_what, content) => {
    expect((await refusal(content)).code).toBe('FILE_NOT_A_TABLE');
  });

  it('refuse an empty file', async () => {
    expect((await refusal(Buffer.alloc(0))).code).toBe('FILE_EMPTY');
    expect((await refusal(Buffer.from('\n\n'))).code).toBe('FILE_EMPTY');
  });
});

describe('documents', () => {
  it.each([
    [Buffer.from('%PDF-1.4'), 'application/pdf'],
    [Buffer.from('89504e470d0a1a0a', 'hex'), 'image/png'],
    [Buffer.from('ffd8ffe0', 'hex'), 'image/jpeg'],
    [Buffer.from('教学计划'), 'text/plain; charset=utf-8'],
    [Buffer.from('d6d0ceb5', 'hex'), 'text/plain; charset=gb18030'],
    [zipOf(workbookParts('')), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  ])('are known by their content: %#', async (content, mediaType) => {
    expect(await documentType(content)).toBe(mediaType);
  });

  it('with macros and programs are refused', async () => {
    await expect(documentType(zipOf({ '[Content_Types].xml': '', 'word/vbaProject.bin': 'x' }))).rejects.toMatchObject({
      code: 'FILE_HAS_MACROS',
    });
    await expect(documentType(Buffer.from('MZ\u0001\u0002\0\0'))).rejects.toMatchObject({
      code: 'FILE_TYPE_UNSUPPORTED',
    });
    await expect(documentType(zipOf({ 'a.exe': 'x' }))).rejects.toMatchObject({ code: 'FILE_TYPE_UNSUPPORTED' });
  });
});
