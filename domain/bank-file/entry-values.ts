import { isIsoDate, type IsoDate } from '../calendar.ts';
import { isFen } from '../money.ts';

/** Full-width digits, marks and blanks in their usual form. */
function plain(text: string): string {
  return text.normalize('NFKC').replaceAll(/\s/g, '');
}

/** Yuan as a bank writes them, in fen: thousands marks, full-width digits and a sign of the currency are read. */
export function fenOfYuan(text: string): number | null {
  const [, whole = '', , part = ''] =
    /^(?:CNY|RMB|[¥￥])?(\d{1,3}(?:,\d{3})+|\d{1,13})(\.(\d{1,2})0*)?元?$/.exec(plain(text)) ?? [];
  const fen = Number(`${whole.replaceAll(',', '')}${part.padEnd(2, '0')}`);
  return whole !== '' && isFen(fen) ? fen : null;
}

/** What banks call the yuan: ISO 4217 by letters and by number, the usual name, and the number of the national clearing. */
const NAMES_OF_YUAN: readonly string[] = ['CNY', 'RMB', '156', '人民币', '人民币元', '元', '01', '001'];

/** True for the yuan, and where no currency is named. */
export function isYuan(currency: string): boolean {
  const name = plain(currency).toUpperCase();
  return name === '' || NAMES_OF_YUAN.includes(name);
}

/** An amount as a message says it. */
export interface SaidAmount {
  readonly amountFen: number | null;
  readonly hasOtherAmount: boolean;
}

/** What an amount and its currency say: fen, or that it is no sum of yuan. A text that is null says no amount. */
export function saidAmount(text: string | null, currency: string): SaidAmount {
  const amountFen = text === null || !isYuan(currency) ? null : fenOfYuan(text);
  return { amountFen, hasOtherAmount: text !== null && amountFen === null };
}

/** Fen as a table writes them. */
export function fenOfFen(text: string): number | null {
  const digits = plain(text).replaceAll(',', '');
  return /^\d{1,15}$/.test(digits) ? Number(digits) : null;
}

/** A day in the forms of banks: `2025-07-04`, `2025/7/4`, `2025.07.04`, `20250704`, each with or without a time. */
export function dayOfBank(text: string): IsoDate | null {
  const [, year = '', month = '', day = ''] =
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:T?\d{1,2}:.*)?$/.exec(plain(text)) ??
    /^(\d{4})(\d{2})(\d{2})(?:\d{6}|T.*)?$/.exec(plain(text)) ??
    [];
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  return isIsoDate(iso) ? iso : null;
}
