import { Buffer } from 'node:buffer';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { listFile, MOST_FILE_ROWS } from '../../../api/kernel/list-file.ts';
import type { Caller } from '../../../api/kernel/caller.ts';

const CALLER: Caller = {
  personId: 'per_1',
  displayName: '王审核',
  organ: 'HRSS',
  section: '就业服务',
  jurisdiction: '150600',
  roles: ['departmentReviewer'],
  partyId: null,
};
const ASKED = {
  format: 'csv',
  caller: CALLER,
  at: new Date('2025-06-23T02:00:00Z'),
  language: 'zh',
  query: { state: 'finance', stuck: false, q: undefined, format: 'csv', limit: 50 },
} as const;

function fileOf(texts: readonly string[]) {
  return {
    name: 'texts',
    items: texts,
    columns: [
      { header: { zh: '文字', en: 'Text' }, cell: (text: string) => text },
      { header: { zh: '长度', en: 'Length' }, cell: (text: string) => text.length },
    ],
  };
}

async function rowsOf(texts: readonly string[], asked: Partial<Parameters<typeof listFile>[1]> = {}) {
  const { raw } = await listFile(fileOf(texts), { ...ASKED, ...asked });
  const rows: readonly (readonly string[])[] = parse(raw, { bom: true, relax_column_count: true });
  return rows;
}

describe('a list as a file', () => {
  it('has header, rows, and at its end the instant, the filter and who took it', async () => {
    expect(await rowsOf(['一'])).toEqual([
      ['文字', '长度'],
      ['一', '1'],
      ['数据截至', '2025-06-23 10:00'],
      ['筛选', '状态：待拨付'],
      ['导出人', '人力资源和社会保障局 王审核'],
    ]);
    const english = await rowsOf([], { language: 'en', query: { format: 'csv' } });
    expect(english.map(([first]) => first)).toEqual(['Text', 'As of', 'Filter', 'Exported by']);
    expect(english[2]).toEqual(['Filter', 'none']);
  });

  it('begins no cell with what a spreadsheet runs', async () => {
    const rows = await rowsOf(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1']);
    expect(rows.flat().filter((cell) => /^[=+\-@\t\r＝＋－＠]/.test(cell))).toEqual([]);
  });

  it('has at most 5,000 rows and says so where there are more', async () => {
    const texts = Array.from({ length: MOST_FILE_ROWS + 1 }, String);
    const rows = await rowsOf(texts);
    expect(rows).toHaveLength(1 + MOST_FILE_ROWS + 1 + 3);
    expect(rows.at(-4)?.[0]).toContain('仅含前 5000 行');
    expect(await rowsOf(texts.slice(1))).toHaveLength(1 + MOST_FILE_ROWS + 3);
  });

  it('is xlsx as well, whose cells are texts', async () => {
    const { raw, fileName, mediaType } = await listFile(fileOf(['=1']), { ...ASKED, format: 'xlsx' });
    expect([fileName, mediaType]).toEqual([
      'texts.xlsx',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ]);
    expect(Buffer.from(raw).subarray(0, 2).toString('latin1')).toBe('PK');
  });
});
