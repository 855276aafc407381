import { describe, expect, it } from 'vitest';
import { problemText } from '../../../api/kernel/messages.ts';
import { readTable } from '../../../api/kernel/read-table.ts';
import { rosterColumn } from '../../../domain/intake/roster-row.ts';
import { workbookParts, zipOf } from '../../support/zip-writer.ts';

const FORM = { columnOf: rosterColumn, needed: ['name', 'idNumber', 'phone', 'categories'] as const };
const HEADER = '姓名,证件号码,手机号,人员类别,户籍,用人单位';

function read(content: Buffer | string) {
  return readTable({ name: 'roster.xlsx', mediaType: '', content: Buffer.from(content) }, FORM);
}

async function refusal(content: Buffer): Promise<unknown> {
  const error: unknown = await read(content).catch((thrown: unknown) => thrown);
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : error;
}

const textCell = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const HEADER_ROW = `<row r="1">${HEADER.split(',').map(textCell).join('')}</row>`;

/** One sheet whose rows follow the roster's header. */
const workbook = (rows: string, more: Readonly<Record<string, string>> = {}) =>
  zipOf({ ...workbookParts(`${HEADER_ROW}${rows}`), ...more });

const numbered = (number: string) => `${textCell('甲')}<c><v>${number}</v></c>${textCell('19912345678')}`;
const sheet = (rows: string) => `<?xml version="1.0"?><worksheet><sheetData>${rows}</sheetData></worksheet>`;
const personRow = (cells: string) => `<row>${cells}</row>`;
const PERSON = ['甲', '159901199002027010', '19912345678', 'VETERAN'].map(textCell).join('');

describe('tables', () => {
  it('read Chinese and English headers in any order, trim empty rows at the end, and tell what they ignore', async () => {
    const table = await read(`idNumber,备注,姓名,phone,人员类别\r\n1,x,甲,2,3\r\n,,,,\r\n\r\n`);

    expect(table.rows).toEqual([
      { number: 2, cells: { idNumber: '1', name: '甲', phone: '2', categories: '3' }, fault: null },
    ]);
    expect(table.notices).toEqual([{ code: 'COLUMNS_IGNORED', columns: ['备注'] }]);
  });

  it('name the columns that are missing or given twice', async () => {
    await expect(read('姓名,name,证件号码\n甲,乙,1')).rejects.toMatchObject({
      code: 'FILE_HEADER_UNKNOWN',
      details: { facts: { columns: 'phone, categories, name' } },
    });
  });

  it('refuse what would exhaust the reader', async () => {
    const manyRows = Array.from({ length: 200_000 }, (_, row) => `<row r="${row + 2}">${textCell('甲')}</row>`).join(
      '',
    );
    const bomb = zipOf({ ...workbookParts(''), 'xl/sharedStrings.xml': Buffer.alloc(300 * 1024 * 1024, ' ') });
    const liar = Buffer.from(bomb);
    liar.writeUInt32LE(1_000, liar.lastIndexOf(Buffer.from('PK\u0001\u0002')) + 24);
    expect(await refusal(bomb)).toBe('FILE_TOO_LARGE');
    expect(['FILE_TOO_LARGE', 'FILE_NOT_A_TABLE']).toContain(await refusal(liar));
    expect(await refusal(zipOf({ ...workbookParts(''), 'xl/vbaProject.bin': 'x' }))).toBe('FILE_HAS_MACROS');
    expect(await refusal(workbook(manyRows))).toBe('FILE_TOO_MANY_ROWS');
    expect(await refusal(Buffer.from(`${HEADER}\n${'甲,1,2,3,,\n'.repeat(200_000)}`))).toBe('FILE_TOO_MANY_ROWS');
  });

  it.each([
    ['a picture named .xlsx', Buffer.from('89504e470d0a1a0a0000000d', 'hex')],
    ['an old workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['a broken archive', Buffer.from('PK\u0003\u0004 and nothing more')],
    ['an archive that is no workbook', zipOf({ 'a.txt': 'a' })],
    ['bytes that are no text', Buffer.from([0xc3, 0x28, 0xff, 0xff, 0xfe])],
    ['text with NUL', Buffer.from('a\0b')],
  ])('refuse %s', async (_what, content) => {
    expect(await refusal(content)).toBe('FILE_NOT_A_TABLE');
  });

  it('refuse an empty file', async () => {
    expect(await refusal(Buffer.alloc(0))).toBe('FILE_EMPTY');
    expect(await refusal(Buffer.from('\n\n'))).toBe('FILE_EMPTY');
  });
});

/** A hidden list first, and the visible one as the archive and its own list name it. */
const secondSheet = (target: string, part: string) =>
  zipOf({
    ...workbookParts(''),
    'xl/workbook.xml':
      '<workbook xmlns:r="r"><sheets><sheet name="隐" r:id="r0" state="hidden"/><sheet name="名单" r:id="r1"/><sheet name="说明" r:id="r2"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="r0" Target="worksheets/s0.xml"/><Relationship Id="r1" Target="${target}"/><Relationship Id="r2" Target="worksheets/s2.xml"/></Relationships>`,
    'xl/worksheets/s0.xml': sheet(`${HEADER_ROW}${personRow(textCell('隐'))}`),
    [part]: sheet(`${HEADER_ROW}${personRow(PERSON)}`),
    'xl/worksheets/s2.xml': sheet(`${HEADER_ROW}${personRow(textCell('另'))}`),
  });

describe('a workbook', () => {
  it('F1: with an account in a number cell that has lost digits has an error at that row and column', async () => {
    const table = await read(
      workbook(
        ['6.21799770001234E+18', '6217997700012345678', '1000000000000000', '-1e300', '999999999999999']
          .map((number) => personRow(numbered(number)))
          .join(''),
      ),
    );
    expect(table.rows.map(({ fault }) => fault)).toEqual([
      ...Array.from({ length: 4 }, () => ({ column: 'idNumber', code: 'NUMBER_TOO_LONG' })),
      null,
    ]);
    expect(table.rows.at(-1)?.cells.idNumber).toBe('999999999999999');
  });

  it('F7, S2: with cells at the far corners is read by the addresses of its filled cells', async () => {
    const table = await read(
      workbook(
        `${personRow(PERSON)}<row r="3"><c r="XFD3"><v>1</v></c></row><row r="1048576"><c r="A1048576"><v>7</v></c></row>`,
      ),
    );
    expect(table.rows.map(({ number, cells }) => [number, cells.name])).toEqual([
      [2, '甲'],
      [1_048_576, '7'],
    ]);
    expect(table.notices).toEqual([{ code: 'CELLS_FAR_RIGHT' }]);
  });

  it('F8, S2: with one string of 300,000 characters in thousands of cells is cut to what a column may have', async () => {
    const strings = `<?xml version="1.0"?><sst><si><t>${'长'.repeat(300_000)}</t></si></sst>`;
    const rows = personRow('<c t="s"><v>0</v></c>'.repeat(6)).repeat(1_000);
    const table = await read(workbook(rows, { 'xl/sharedStrings.xml': strings }));
    expect(table.rows).toHaveLength(1_000);
    expect(table.rows[0]?.cells.name).toHaveLength(501);
  });

  it('F9: is read at its first visible sheet that has the header, and says which one', async () => {
    const names = ['上月名单', '填表说明', '名单'];
    const table = await read(
      zipOf({
        ...workbookParts(''),
        'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${names.map((name, n) => `<sheet name="${name}" r:id="r${n}" ${n === 0 ? 'state="hidden"' : ''}/>`).join('')}</sheets></workbook>`,
        'xl/_rels/workbook.xml.rels': `<Relationships>${names.map((_, n) => `<Relationship Id="r${n}" Target="/xl/worksheets/s${n}.xml"/>`).join('')}</Relationships>`,
        'xl/worksheets/s0.xml': sheet(`${HEADER_ROW}${personRow(textCell('隐'))}`),
        'xl/worksheets/s1.xml': sheet(personRow(textCell('请先阅读'))),
        'xl/worksheets/s2.xml': sheet(`${HEADER_ROW}${personRow(PERSON)}`),
      }),
    );
    expect(table.rows.map(({ cells }) => cells.name)).toEqual(['甲']);
    expect(table.notices).toEqual([{ code: 'SHEET_READ', sheet: '名单' }]);
  });

  it('F9: says which sheet was read where the other one is hidden', async () => {
    const names = ['上月名单', '名单'];
    const table = await read(
      zipOf({
        ...workbookParts(''),
        'xl/workbook.xml': `<workbook xmlns:r="r"><sheets>${names.map((name, n) => `<sheet name="${name}" r:id="r${n}" ${n === 0 ? 'state="veryHidden"' : ''}/>`).join('')}</sheets></workbook>`,
        'xl/_rels/workbook.xml.rels': `<Relationships>${names.map((_, n) => `<Relationship Id="r${n}" Target="/xl/worksheets/s${n}.xml"/>`).join('')}</Relationships>`,
        'xl/worksheets/s0.xml': sheet(`${HEADER_ROW}${personRow(textCell('隐'))}`),
        'xl/worksheets/s1.xml': sheet(`${HEADER_ROW}${personRow(PERSON)}`),
      }),
    );
    expect(table.notices).toEqual([{ code: 'SHEET_READ', sheet: '名单' }]);
  });

  it.each([
    ['in other letters', 'worksheets/List.xml', 'xl/Worksheets/list.XML'],
    ['with another slash', 'worksheets\\list.xml', 'xl/worksheets/list.xml'],
    ['with another slash in the archive', 'worksheets/list.xml', 'xl\\worksheets\\list.xml'],
    ['from the root', '/xl/worksheets/sheet1.xml', 'xl/worksheets/sheet1.xml'],
    ['from the root, in other letters', '/XL/Worksheets/sheet1.xml', 'xl/worksheets/sheet1.xml'],
    ['from its own folder', './worksheets/../worksheets/sheet1.xml', 'xl/worksheets/sheet1.xml'],
  ])('F9: is read at a visible sheet that the file names %s', async (_how, target, part) => {
    const table = await read(secondSheet(target, part));
    expect(table.rows.map(({ cells }) => cells.name)).toEqual(['甲']);
    expect(table.notices).toEqual([{ code: 'SHEET_READ', sheet: '名单' }]);
  });

  it('F9: is refused where a visible sheet is not in the file, or is there twice: no other list is read instead', async () => {
    expect(await refusal(secondSheet('worksheets/sheet9.xml', 'xl/worksheets/sheet1.xml'))).toBe('FILE_SHEET_MISSING');
    expect(await refusal(secondSheet('worksheets/S2.xml', 'xl/worksheets/S2.xml'))).toBe('FILE_NOT_A_TABLE');
  });

  it('F10: has an error at a text that the workbook does not have, never an empty cell', async () => {
    const strings = '<?xml version="1.0"?><sst><si><t>甲单位</t></si></sst>';
    const cells = ['0', '1', '-1', 'x'].map((index) => `<c r="F2" t="s"><v>${index}</v></c>`);
    const rows = cells.map((cell) => personRow(`${PERSON}${cell}`)).join('');
    const table = await read(workbook(rows, { 'xl/sharedStrings.xml': strings }));
    const fault = { column: 'employer', code: 'CELL_ERROR' };
    expect(table.rows.map((row) => row.fault)).toEqual([null, fault, fault, fault]);
  });

  it('F10: with error cells and formulas without a value has an error at each, never an empty cell', async () => {
    const rows = [
      '<c r="F2" t="e"><v>#N/A</v></c>',
      '<c r="F3"><f>1+1</f></c>',
      '<c r="F4" t="str"><f>A1</f><v>x</v></c>',
    ];
    const table = await read(workbook(rows.map((cell) => personRow(`${PERSON}${cell}`)).join('')));
    const fault = { column: 'employer', code: 'CELL_ERROR' };
    expect(table.rows.map((row) => row.fault)).toEqual([fault, fault, null]);
  });

  it('F10, F15: has no row and no error where a formula gave the empty text, and an error where nobody computed it', async () => {
    const emptyText = ['A', 'B', 'C', 'D', 'E', 'F']
      .map((letter) => `<c r="${letter}3" t="str"><f>IF(A9="","",1)</f><v></v></c>`)
      .join('');
    const table = await read(
      workbook(
        [
          `${PERSON}<c r="F2" t="str"><f>IF(A9="","",1)</f><v/></c>`,
          emptyText,
          `${PERSON}<c r="F4"><f>1+1</f><v></v></c>`,
          `${PERSON}<c r="F5" t="str"><f>1+1</f></c>`,
          `${PERSON}<c r="F6" t="e"><v></v></c>`,
        ]
          .map(personRow)
          .join(''),
      ),
    );
    expect(table.rows.map(({ number, fault }) => [number, fault?.code ?? null])).toEqual([
      [2, null],
      [4, 'CELL_ERROR'],
      [5, 'CELL_ERROR'],
      [6, 'CELL_ERROR'],
    ]);
  });

  it.each([
    ['1', '2025-07-10'],
    ['true', '2025-07-10'],
    ['false', '2021-07-09'],
  ])('F11: with date1904="%s" reads its days as they were meant', async (is1904, day) => {
    const table = await read(
      workbook(personRow(`${PERSON}<c r="F2" s="1"><v>44386</v></c>`), {
        'xl/styles.xml': '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
        'xl/workbook.xml': `<workbook xmlns:r="r"><workbookPr date1904="${is1904}"/><sheets><sheet name="s" r:id="r1"/></sheets></workbook>`,
      }),
    );
    expect(table.rows[0]?.cells.employer).toBe(day);
  });

  it('reads days by built-in and own formats, and the text of dates', async () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/><numFmt numFmtId="165" formatCode="[Red]#,##0.00&quot;m&quot;"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>';
    const cells =
      '<c r="D2" t="d"><v>2025-05-26T00:00:00</v></c><c r="E2" s="1"><v>45803.5</v></c><c r="F2" s="2"><v>45803</v></c>';
    const table = await read(workbook(personRow(cells), { 'xl/styles.xml': styles }));
    expect(table.rows[0]?.cells).toMatchObject({
      categories: '2025-05-26',
      registeredAt: '2025-05-26 12:00:00',
      employer: '45803',
    });
  });

  it('F12: keeps text in CDATA, runs and escapes, and leaves phonetic guides out', async () => {
    const name =
      '<c t="inlineStr"><is><r><t>宁<![CDATA[东]]>大</t></r><r><t>&amp;_x4E00_</t></r><rPh><t>ねい</t></rPh></is></c>';
    const table = await read(workbook(personRow(name)));
    expect(table.rows[0]?.cells.name).toBe('宁东大&一');
  });

  it('F15: with a hundred thousand formatted empty rows is a list of one person', async () => {
    const empty = Array.from({ length: 100_000 }, (_, n) => `<row r="${n + 3}"><c s="1"/><c s="1"/></row>`).join('');
    expect((await read(workbook(`${personRow(PERSON)}${empty}`))).rows).toHaveLength(1);
  });

  it('F18: rounds what was computed to the fifteen digits that a spreadsheet shows', async () => {
    const numbers = ['99.899999999999991', '0.1', '1E-3', '120', '1.5e3'];
    const rows = numbers.map((number) => personRow(`${PERSON}<c r="F9"><v>${number}</v></c>`)).join('');
    const table = await read(workbook(rows));
    expect(table.rows.map(({ cells }) => cells.employer)).toEqual(['99.9', '0.1', '0.001', '120', '1500']);
  });

  it('F20: takes cells without an address, marks in the header, a title above it, and blank rows between', async () => {
    const header = ['*姓名', '证件号码（必填）', '手机号(选填)', '人员\n类别'].map(textCell).join('');
    const table = await read(
      zipOf(
        workbookParts(
          `<row r="1">${textCell('示范学校学员名单')}</row><row r="3">${header}</row><row r="4">${PERSON}</row><row r="5"/><row r="6" hidden="1">${PERSON}</row><row r="7">${PERSON}</row>`,
        ),
      ),
    );
    expect(table.rows.map(({ number, cells }) => [number, cells.name, cells.categories])).toEqual([
      [4, '甲', 'VETERAN'],
      [7, '甲', 'VETERAN'],
    ]);
    expect(table.notices).toEqual([{ code: 'ROWS_HIDDEN', count: 1 }]);
  });

  it('F16, F20: whose header does not fit is told in words which row was read as what', async () => {
    const facts = { columns: 'phone', row: 2, header: '姓名 | 证件号码' };
    for (const language of ['zh', 'en'] as const) {
      expect(problemText('FILE_HEADER_UNKNOWN', facts, language).detail).toContain('姓名 | 证件号码');
    }
    const rows = `<row r="1">${textCell('名单')}</row><row r="2">${['姓名', '身份', '手机号'].map(textCell).join('')}</row>`;
    await expect(read(zipOf(workbookParts(rows)))).rejects.toMatchObject({
      code: 'FILE_HEADER_UNKNOWN',
      details: { facts: { columns: 'idNumber, categories', header: '姓名 | 身份 | 手机号', row: 2 } },
    });
  });
});
