import { formatFen, parseFen } from '../../domain/money.ts';
import { organWord } from '../../domain/texts/organ-words.ts';
import { capitalAmount } from '../../domain/texts/capital-amount.ts';
import type { Caller } from './caller.ts';
import type { Language, Sentence } from './language.ts';
import type { RawReply } from './route.ts';

/** A column of a sheet's table; amounts stand at the right. */
export interface SheetColumn {
  readonly header: Sentence;
  readonly isNumber?: true;
}

export interface SheetTable {
  readonly caption: Sentence;
  readonly columns: readonly SheetColumn[];
  /** Texts in the reader's language. */
  readonly rows: readonly (readonly string[])[];
}

/** An A4 sheet for the files of an office: facts, an amount in figures and capitals, tables, places to sign. */
export interface Sheet {
  readonly title: Sentence;
  /** The readable number of what it is about. */
  readonly number: string;
  readonly facts: readonly (readonly [label: Sentence, value: string])[];
  /** Fen. */
  readonly amount: { readonly label: Sentence; readonly fen: number };
  readonly tables: readonly SheetTable[];
  /** Who signs and seals it by hand. */
  readonly signatures: readonly Sentence[];
}

/** A sheet with what every print has: who printed it and when. */
export interface PrintedSheet extends Sheet {
  readonly amountText: string;
  readonly capitals: string;
  readonly printedBy: string;
  readonly printedAt: Date;
}

/** Draws a sheet as a whole HTML document. */
export type SheetPage = (sheet: PrintedSheet, language: Language) => string;

/** People of more lines than this are not printed; the sheet says how many there are. */
export const MOST_SHEET_ROWS = 5_000;

export function sheetReply(
  page: SheetPage,
  sheet: Sheet,
  { caller, at, language }: { readonly caller: Caller; readonly at: Date; readonly language: Language },
): RawReply {
  const fen = parseFen(sheet.amount.fen);
  const organ = caller.organ === null ? '' : `${organWord(caller.organ)[language]} `;
  const printed = {
    ...sheet,
    amountText: formatFen(fen),
    capitals: capitalAmount(fen),
    printedBy: `${organ}${caller.displayName}`,
    printedAt: at,
  };
  return {
    raw: page(printed, language),
    mediaType: 'text/html; charset=utf-8',
    headers: { Vary: 'Accept-Language', 'Cache-Control': 'no-store' },
  };
}
