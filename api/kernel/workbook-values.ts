/** What the cells of all sheets of a workbook refer to. */
export interface Workbook {
  readonly strings: readonly string[];
  /** Whether the style of this number shows days. */
  readonly isDateStyle: readonly boolean[];
  readonly is1904: boolean;
}

/** Both spellings of XML Schema's boolean (F11). */
export function isTrue(text: string | undefined): boolean {
  return text === '1' || text === 'true';
}

const MS_A_DAY = 86_400_000;
const SECONDS_A_DAY = 86_400;

/** A spreadsheet keeps fifteen digits of a number; the others were lost when it was typed. */
const DIGITS = 15;
const FIRST_LOST = 10 ** DIGITS;

/** A number that has lost digits, or null for a text that is no number. */
export type ReadNumber = { readonly ok: true; readonly text: string } | { readonly ok: false } | null;

/**
 * A number cell as a person sees it: without an exponent, rounded to the fifteen digits that a spreadsheet shows. A
 * number of more digits is not ok, because what was typed cannot be known any more (F1).
 */
export function numberText(written: string): ReadNumber {
  const value = Number(written);
  if (written.trim() === '' || !Number.isFinite(value)) {
    return null;
  }
  if (Math.abs(value) >= FIRST_LOST) {
    return { ok: false };
  }
  const shown = String(Number(value.toPrecision(DIGITS)));
  return { ok: true, text: shown.includes('e') ? value.toFixed(DIGITS).replace(/\.?0+$/, '') : shown };
}

/** Days since 1899-12-31 (or since 1904-01-01) as `YYYY-MM-DD`, with the time of day if there is one. */
export function dateText(serial: number, is1904: boolean): string | null {
  // Spreadsheets count a 29 February 1900 that never was.
  const offset = is1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 61 ? 31 : 30);
  const instant = new Date(offset + Math.round(serial * SECONDS_A_DAY) * (MS_A_DAY / SECONDS_A_DAY));
  if (Number.isNaN(instant.getTime())) {
    return null;
  }
  const iso = instant.toISOString();
  return iso.endsWith('T00:00:00.000Z') ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ');
}

/** Formats that every spreadsheet knows by number and that show a day: ECMA-376 18.8.30, with the East Asian ones. */
const BUILT_IN_DATES = [
  [14, 22],
  [27, 36],
  [45, 47],
  [50, 58],
] as const;

/** Whether a number with this format is shown as a day or a time. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) {
    return BUILT_IN_DATES.some(([first, last]) => id >= first && id <= last);
  }
  const [positive = ''] = code.replaceAll(/"[^"]*"|\\.|\[[^\]]*\]/g, '').split(';');
  return /[ymdhs]/i.test(positive.replace(/general/i, ''));
}

/** Characters that XML does not have are written `_x000D_`. */
export function decodedText(text: string): string {
  return text.includes('_x')
    ? text.replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;
}
