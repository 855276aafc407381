/** What a spreadsheet takes for the beginning of a formula, full-width forms included. */
const FORMULA_START = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** A text that starts no formula when a spreadsheet opens the file: an apostrophe stands before what would. */
export function safeCell(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}
