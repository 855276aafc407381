import { posix } from 'node:path';
import { newBudget } from './grid-builder.ts';
import { MAX_CELL_CHARACTERS, type Grid } from './grid.ts';
import { Problem } from './problem.ts';
import { readSheet } from './read-sheet.ts';
import { walkXml } from './walk-xml.ts';
import { decodedText, isDateFormat, isTrue } from './workbook-values.ts';
import { openZip, type ZipParts } from './zip-parts.ts';

/** More visible sheets than these are not looked at. */
const MAX_SHEETS = 10;

/** The tables of a file that are visible, and how many sheets are hidden; those are never read (F9). */
export interface ReadSheets {
  readonly grids: readonly Grid[];
  readonly hiddenSheets: number;
}

/**
 * The visible sheets of a workbook, in their order.
 * @throws Problem FILE_HAS_MACROS, FILE_NOT_A_TABLE, FILE_SHEET_MISSING, FILE_TOO_LARGE
 */
export async function readWorkbook(bytes: Buffer): Promise<ReadSheets> {
  const zip = await openZip(bytes);
  await refuseMacros(zip);
  const { sheets, hiddenSheets, is1904 } = await readSheetList(zip);
  const strings = await readStrings(zip);
  const book = { strings, is1904, isDateStyle: await readStyles(zip) };
  const budget = newBudget();
  const grids: Grid[] = [];
  for (const { name, part } of sheets.slice(0, MAX_SHEETS)) {
    grids.push(await readSheet(zip, { name, part }, book, budget));
  }
  return { grids, hiddenSheets };
}

async function refuseMacros(zip: ZipParts): Promise<void> {
  let types = '';
  await zip.readText('[Content_Types].xml', (text) => {
    types += text;
    return true;
  });
  if (types === '' || !zip.has('xl/workbook.xml')) {
    throw new Problem('FILE_NOT_A_TABLE');
  }
  if (
    /macroEnabled|vbaProject/i.test(types) ||
    zip.names.some((name) => /vbaProject|macrosheets\/|activeX\//i.test(name))
  ) {
    throw new Problem('FILE_HAS_MACROS');
  }
}

interface SheetPart {
  readonly name: string;
  readonly part: string;
}

interface SheetList {
  readonly sheets: readonly SheetPart[];
  readonly hiddenSheets: number;
  readonly is1904: boolean;
}

async function readSheetList(zip: ZipParts): Promise<SheetList> {
  const targets = new Map<string, string>();
  await walkXml(zip, 'xl/_rels/workbook.xml.rels', {
    open(name, { Id: id = '', Target: target = '' }) {
      if (name === 'Relationship') {
        targets.set(id, posix.resolve('/xl', target.replaceAll('\\', '/')));
      }
    },
  });
  const sheets: SheetPart[] = [];
  let hiddenSheets = 0;
  let is1904 = false;
  await walkXml(zip, 'xl/workbook.xml', {
    open(tag, attributes) {
      if (tag === 'workbookPr') {
        is1904 = isTrue(attributes['date1904']);
      }
      if (tag !== 'sheet') {
        return;
      }
      if ((attributes['state'] ?? 'visible') !== 'visible') {
        hiddenSheets += 1;
        return;
      }
      const id = Object.entries(attributes).find(([name]) => name === 'id' || name.endsWith(':id'))?.[1] ?? '';
      const part = targets.get(id);
      if (part === undefined || !zip.has(part)) {
        // What a person sees there is not what would be read (F9).
        throw new Problem('FILE_SHEET_MISSING');
      }
      sheets.push({ name: attributes['name'] ?? '', part });
    },
  });
  if (sheets.length === 0) {
    throw new Problem('FILE_NOT_A_TABLE');
  }
  return { sheets, hiddenSheets, is1904 };
}

async function readStrings(zip: ZipParts): Promise<readonly string[]> {
  const strings: string[] = [];
  let now = '';
  let inText = false;
  let phonetic = 0;
  await walkXml(zip, 'xl/sharedStrings.xml', {
    open(name) {
      inText = name === 't' && phonetic === 0;
      phonetic += name === 'rPh' ? 1 : 0;
      now = name === 'si' ? '' : now;
    },
    text(text) {
      if (inText && now.length < MAX_CELL_CHARACTERS) {
        now += text.slice(0, MAX_CELL_CHARACTERS);
      }
    },
    close(name) {
      inText = false;
      phonetic -= name === 'rPh' ? 1 : 0;
      if (name === 'si') {
        strings.push(decodedText(now));
      }
      return true;
    },
  });
  return strings;
}

async function readStyles(zip: ZipParts): Promise<readonly boolean[]> {
  const codes = new Map<number, string>();
  const isDate: boolean[] = [];
  let inCellStyles = false;
  await walkXml(zip, 'xl/styles.xml', {
    open(name, { numFmtId, formatCode = '' }) {
      const id = Number(numFmtId ?? 0);
      if (name === 'numFmt') {
        codes.set(id, formatCode);
      }
      inCellStyles ||= name === 'cellXfs';
      if (name === 'xf' && inCellStyles) {
        isDate.push(isDateFormat(id, codes.get(id)));
      }
    },
    close: (name) => name !== 'cellXfs',
  });
  return isDate;
}
