import { workbookParts, zipOf } from './zip-writer.ts';

const HEADER = ['姓名', '证件号码', '手机号', '人员类别', '户籍', '用人单位'];

/** One row of the roster's header, then the given rows. */
function listOf(rows: string, more: Readonly<Record<string, string>> = {}): Buffer {
  return zipOf({ ...workbookParts(`<row>${HEADER.map(textCell).join('')}</row>${rows}`), ...more });
}

function textCell(value: string): string {
  return `<c t="inlineStr"><is><t>${value}</t></is></c>`;
}

/** Rows of 16,384 cells, the most that a sheet has. */
export function wideWorkbook(rows: number): Buffer {
  return listOf(`<row>${textCell('甲').repeat(16_384)}</row>`.repeat(rows));
}

/** Rows of six cells with one more in the last column, and one in the sheet's last row. */
export function farWorkbook(rows: number): Buffer {
  const near = `<row>${textCell('甲').repeat(6)}<c r="XFD1"><v>1</v></c></row>`;
  return listOf(`${near.repeat(rows)}<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>`);
}

/** Rows of six cells that all show one text of 300,000 characters. */
export function longTextWorkbook(rows: number): Buffer {
  return listOf(`<row>${'<c t="s"><v>0</v></c>'.repeat(6)}</row>`.repeat(rows), {
    'xl/sharedStrings.xml': `<sst><si><t>${'长'.repeat(300_000)}</t></si></sst>`,
  });
}

/** Rows of fifty numbers: a file that is within every limit, and long to read. */
export function fullWorkbook(rows: number): Buffer {
  return listOf(`<row>${'<c><v>1</v></c>'.repeat(50)}</row>`.repeat(rows));
}
