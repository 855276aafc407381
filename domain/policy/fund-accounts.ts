import type { IsoDate } from '../calendar.ts';
import { FUND_CODES, type FundCode } from '../codes.ts';
import { bankListColumns, type BankListTemplate } from '../bank-file/bank-list.ts';
import type { FundAccount } from '../bank-file/payment-order.ts';
import { granted, refused, type Verdict } from '../verdict.ts';
import type { PolicyLibrary } from './policy-pack.ts';
import { PolicyParameterMissing } from './policy-snapshot.ts';
import { resolveParameter } from './resolve-parameter.ts';

interface AskedOffice {
  readonly jurisdiction: string;
  readonly on: IsoDate;
}

/** The account of a fund as the packs of the jurisdiction give it on a day, or the first key that none of them gives. */
export function fundAccount(
  library: PolicyLibrary,
  { fund, ...asked }: AskedOffice & { readonly fund: FundCode },
): Verdict<FundAccount, string> {
  const key = `fund.account.${fund}`;
  const text = (part: string) => textOf(library, asked, `${key}.${part}`);
  const [holder, number, bank] = [text('holder'), numberOf(library, { ...asked, fund }), text('bank')];
  if (holder === null || number === null || bank === null) {
    const parts = { holder, number, bank };
    return refused(`${key}.${(['holder', 'number', 'bank'] as const).find((part) => parts[part] === null)}`);
  }
  return granted({ holder, number, bank, cnaps: text('cnaps') });
}

/** The funds that are paid from an account on a day, as the packs say it; none for an account that they do not name. */
export function fundsOfAccount(library: PolicyLibrary, asked: AskedOffice, account: string): readonly FundCode[] {
  return FUND_CODES.filter((fund) => numberOf(library, { ...asked, fund }) === account);
}

/** Digits and letters, without the blanks and dashes that people write between them. */
function numberOf(
  library: PolicyLibrary,
  { fund, ...asked }: AskedOffice & { readonly fund: FundCode },
): string | null {
  const key = `fund.account.${fund}`;
  const number = textOf(library, asked, `${key}.number`) ?? textOf(library, asked, key);
  return number?.replaceAll(/[\s-]/g, '') ?? null;
}

/**
 * The template of the office's bank for lists of payments.
 * @throws PolicyParameterMissing, RangeError for a column that no template has
 */
export function bankListTemplate(library: PolicyLibrary, asked: AskedOffice): BankListTemplate {
  const value = (key: string) => resolveParameter(library, { ...asked, route: EVERY_ROUTE, key }).winner?.value;
  const columns = value('payout.bankList.columns');
  const hasTotal = value('payout.bankList.totalRow');
  if (!Array.isArray(columns)) {
    throw new PolicyParameterMissing('payout.bankList.columns', 'list');
  }
  return { columns: bankListColumns(columns.map(String)), hasTotal: hasTotal === true };
}

function textOf(library: PolicyLibrary, asked: AskedOffice, key: string): string | null {
  const value = resolveParameter(library, { ...asked, route: EVERY_ROUTE, key }).winner?.value;
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

/** No route has this code, so only parameters for all routes match. */
const EVERY_ROUTE = '';
