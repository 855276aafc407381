import { describe, expect, it } from 'vitest';
import { readTable } from '../../../api/kernel/read-table.ts';
import { rosterColumn } from '../../../domain/intake/roster-row.ts';

const FORM = { columnOf: rosterColumn, needed: ['name', 'idNumber', 'phone', 'categories'] as const };
const HEADER = '姓名,证件号码,手机号,人员类别,户籍,用人单位';
const WITH_REMARKS = '姓名,证件号码,手机号,人员类别,备注';

function read(content: Buffer | string) {
  return readTable({ name: 'roster.csv', mediaType: '', content: Buffer.from(content) }, FORM);
}

const person = (name: string, remark: string) => `${name},1,2,3,${remark}`;

/** Number, name and fault of each row. */
const outcomes = async (lines: readonly string[]) =>
  (await read([WITH_REMARKS, ...lines].join('\n'))).rows.map(({ number, cells, fault }) => [
    number,
    cells.name,
    fault?.code ?? null,
  ]);

describe('a csv file', () => {
  it('F4: with two kinds of line ends keeps everybody', async () => {
    const rows = ['甲', '乙', '丙', '丁', '戊'].map((name) => `${name},1,2,3,,`).join('\n');
    const table = await read(`${HEADER}\r\n${rows}\r己,1,2,3,,\r\n庚,1,2,3,,`);
    expect(table.rows.map(({ cells }) => cells.name)).toEqual(['甲', '乙', '丙', '丁', '戊', '己', '庚']);
  });

  it('F4: with a row of more cells than the header has an error there', async () => {
    const table = await read(`${HEADER}\n甲,1,2,3,,,乙\n丙,1,2,3,,,,\n`);
    expect(table.rows.map(({ fault }) => fault?.code ?? null)).toEqual(['TOO_MANY_CELLS', null]);
  });

  it('F15: with thousands of rows of commas is a list of those who are named', async () => {
    expect((await read(`${HEADER}\n甲,1,2,3,,\n${',,,,,\n'.repeat(21_000)}`)).rows).toHaveLength(1);
  });

  it.each([
    ['tabs in UTF-16, as Excel writes "Unicode text"', 'utf16le', `${HEADER}\n甲,1,2,3,,\n`.replaceAll(',', '\t')],
    ['commas in UTF-16', 'utf16le', `${HEADER}\n甲,1,2,3,,\n`],
    ['tabs in UTF-8', 'utf8', `${HEADER}\n甲,1,2,3,,\n`.replaceAll(',', '\t')],
    ['semicolons', 'utf8', `${HEADER}\n甲,1,2,3,,\n`.replaceAll(',', ';')],
    ['a line that names its separator', 'utf8', `sep=|\n${HEADER}\n甲,1,2,3,,\n`.replaceAll(',', '|')],
  ] as const)('F16: is read with %s', async (_what, encoding, text) => {
    const table = await read(Buffer.from(`\uFEFF${text}`, encoding));
    expect(table.rows[0]?.cells).toMatchObject({ name: '甲', idNumber: '1', categories: '3' });
  });

  it('F16: has commas between cells that are lists with semicolons', async () => {
    const table = await read(`名单\n${HEADER}\n甲,1,2,3;4;5;6;7;8;9;10;11;12,,\n`);
    expect(table.rows[0]?.cells).toMatchObject({ name: '甲', categories: '3;4;5;6;7;8;9;10;11;12' });
  });

  it('F17: keeps a quote inside a cell, and reads a long number that is kept as a formula', async () => {
    const table = await read(`${HEADER}\n甲,="159901199002027010",2,3,,甲"乙公司\n`);
    expect(table.rows[0]?.cells).toMatchObject({ idNumber: '159901199002027010', employer: '甲"乙公司' });
  });
});

describe('F17: a quote in a csv file', () => {
  it('F17: that opens in one row and closes three rows below takes nobody away, in an ignored column too', async () => {
    const lines = [person('甲', '"加急'), person('乙', ''), person('丙', ''), person('丁', '补"'), person('戊', '')];
    expect(await outcomes(lines)).toEqual([
      [2, '甲', 'QUOTE_OPEN'],
      [3, '乙', null],
      [4, '丙', null],
      [5, '丁', null],
      [6, '戊', null],
    ]);
  });

  it('F17: that is never closed is an error of its row, and the other rows are read', async () => {
    expect(await outcomes([person('甲', ''), person('"乙', ''), person('丙', '')])).toEqual([
      [2, '甲', null],
      [3, '"乙', 'QUOTE_OPEN'],
      [4, '丙', null],
    ]);
  });

  it('F17: around separators and doubled quotes is read as a spreadsheet writes it', async () => {
    const table = await read(`${HEADER}\n"甲",1,2,"3",,"甲,""乙""公司"\r\n丙,1,2,3,,"丁"戊"`);
    expect(table.rows.map(({ cells, fault }) => [cells.name, cells.categories, cells.employer, fault])).toEqual([
      ['甲', '3', '甲,"乙"公司', null],
      ['丙', '3', '丁"戊', null],
    ]);
  });

  it('F17, F20: around a line end is legal in a header; below it each line is a row, the first with the error', async () => {
    const lines = ['名单,,,,', '姓名,"证件\n号码",手机号,人员类别,备注', '甲,1,2,3,"加急\n补"', '乙,1,2,3,'];
    const table = await read(lines.join('\n'));
    expect(table.rows.map(({ number, cells, fault }) => [number, cells.name, cells.idNumber, fault])).toEqual([
      [3, '甲', '1', { column: 'categories', code: 'QUOTE_OPEN' }],
      [4, '补"', '', null],
      [5, '乙', '1', null],
    ]);
  });

  it('F17: that ends in the next row, or joins the header with the first row, loses nobody', async () => {
    expect((await outcomes([person('甲', '"加急'), person('乙"', '')])).map(([, name]) => name)).toEqual(['甲', '乙"']);
    await expect(read(`姓名,证件号码,手机号,人员类别,"备注\n${person('甲"', '')}`)).rejects.toMatchObject({
      code: 'FILE_HEADER_UNKNOWN',
      details: { errors: [{ code: 'QUOTE_OPEN' }] },
    });
  });

  it('F17: of any kind in any two places loses no person', async () => {
    const names = ['甲', '乙', '丙', '丁', '戊'];
    for (const stray of ['"x', 'x"', '"', '""', '"""', '"x"y', 'x"y"z']) {
      const text = [0, 1, 2, 3].flatMap((first) =>
        [1, 2].flatMap((more) =>
          [1, 2, 3, 4].flatMap((column) =>
            names.map((name, row) => {
              const isStray = row === first || row === first + more;
              return [name, '1', '2', '3', '']
                .map((cell, place) => (isStray && place === column ? stray : cell))
                .join();
            }),
          ),
        ),
      );
      const seen = (await outcomes(text)).map(([, name]) => name);
      expect(seen).toEqual(Array.from({ length: 32 }, () => names).flat());
    }
  });
});
