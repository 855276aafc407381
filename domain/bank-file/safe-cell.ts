/** What a spreadsheet takes for the beginning of a formula, full-width forms included. */
const FORMULA_START = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** A text that starts no formula when a spreadsheet opens the file: an apostrophe stands before what would. */
export function safeCell(text: string): string {
  return FORMULA_START.test(text) ? `'${text}` : text;
}

/** A negative amount in yuan: every program reads it as a number. */
const NEGATIVE_AMOUNT = /^-\d+\.\d\d$/;

/** The same in a table of figures, where an amount may be negative and is to stay a number. */
export function safeTableCell(text: string): string {
  return NEGATIVE_AMOUNT.test(text) ? text : safeCell(text);
}
