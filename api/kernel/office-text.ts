import { TextDecoder } from 'node:util';
import { isPlainText, SHEET_TYPE, WORD_TYPE } from '../../domain/filing/paper-preview.ts';
import { fewAtOnce } from './few-at-once.ts';
import { unpackedRows } from './packed-rows.ts';
import { Problem } from './problem.ts';
import { readSheets } from './table-threads.ts';
import type { StoredDocument } from './uploaded-document.ts';
import { walkXml } from './walk-xml.ts';
import { openZip } from './zip-parts.ts';

/** The most bytes of text that are given of one paper. */
export const MAX_TEXT_BYTES = 200 * 1024;

/** The text of a paper, in UTF-8. */
export interface PaperText {
  readonly text: string;
  /** The paper says more. */
  readonly isCut: boolean;
}

/** Letters are read by the thread that answers requests, in pieces, so only few at once. */
const inTurn = fewAtOnce({ running: 2, waiting: 8 });

/**
 * The text of a letter (its paragraphs), a table (its visible sheets, cells parted by tabs) or a plain text.
 * @throws Problem FILE_HAS_NO_TEXT for pictures and PDF, FILE_UNREADABLE for a broken file, FILE_TOO_LARGE for one that
 * unpacks to more than is read, FILE_HAS_MACROS, TOO_MANY_FILES
 */
export async function paperText({
  mediaType,
  content,
}: Pick<StoredDocument, 'mediaType' | 'content'>): Promise<PaperText> {
  if (isPlainText(mediaType)) {
    return plainText(mediaType, content);
  }
  if (mediaType !== WORD_TYPE && mediaType !== SHEET_TYPE) {
    throw new Problem('FILE_HAS_NO_TEXT');
  }
  try {
    return mediaType === WORD_TYPE ? await inTurn(() => wordText(content)) : await sheetText(content);
  } catch (error) {
    const isBroken = error instanceof Problem && BROKEN.includes(error.code);
    throw isBroken ? new Problem('FILE_UNREADABLE') : error;
  }
}

const BROKEN: readonly string[] = ['FILE_NOT_A_TABLE', 'FILE_SHEET_MISSING', 'FILE_EMPTY'];

function plainText(mediaType: string, content: Buffer): PaperText {
  const encoding = /charset=([\w-]+)/.exec(mediaType)?.[1] ?? 'utf-8';
  const written = newText();
  written.add(new TextDecoder(encoding).decode(content.subarray(0, MAX_TEXT_BYTES + 4)));
  return { ...written.done(), isCut: content.length > MAX_TEXT_BYTES };
}

/** What stands for the marks of a letter: tabs and line breaks; the ends of paragraphs and of the cells of a table. */
const OPENED: Readonly<Record<string, string>> = { tab: '\t', br: '\n', cr: '\n' };
const CLOSED: Readonly<Record<string, string>> = { p: '\n', tc: '\t' };

async function wordText(content: Buffer): Promise<PaperText> {
  const zip = await openZip(content);
  if (!zip.has('word/document.xml')) {
    throw new Problem('FILE_UNREADABLE');
  }
  const written = newText();
  let inText = false;
  await walkXml(zip, 'word/document.xml', {
    open(name) {
      inText = name === 't';
      written.add(OPENED[name] ?? '');
    },
    text(text) {
      written.add(inText ? text : '');
    },
    close(name) {
      inText = false;
      written.add(CLOSED[name] ?? '');
      return !written.isFull();
    },
  });
  return written.done();
}

async function sheetText(content: Buffer): Promise<PaperText> {
  const { sheets } = await readSheets(content);
  const written = newText();
  for (const sheet of sheets) {
    written.add(sheet.sheet === null || sheets.length === 1 ? '' : `【${sheet.sheet}】\n`);
    for await (const rows of unpackedRows(sheet)) {
      written.add(rows.map(({ cells }) => `${cells.join('\t').trimEnd()}\n`).join(''));
      if (written.isFull()) {
        return written.done();
      }
    }
  }
  return written.done();
}

/** A text that grows to the most bytes and no further. */
function newText() {
  const parts: string[] = [];
  let bytes = 0;
  return {
    add(text: string): void {
      if (bytes <= MAX_TEXT_BYTES && text !== '') {
        parts.push(text);
        bytes += Buffer.byteLength(text);
      }
    },
    isFull: () => bytes > MAX_TEXT_BYTES,
    done(): PaperText {
      return bytes > MAX_TEXT_BYTES
        ? { text: cut(parts.join('')), isCut: true }
        : { text: parts.join(''), isCut: false };
    },
  };
}

/** The whole characters that the most bytes hold. */
function cut(text: string): string {
  const bytes = Buffer.from(text, 'utf8').subarray(0, MAX_TEXT_BYTES);
  return bytes.toString('utf8').replace(/\uFFFD+$/, '');
}
