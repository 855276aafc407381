import type { IsoDate } from '../calendar.ts';
import type { FundCode, Purpose } from '../codes.ts';
import { parseFen, sumFen, type Fen } from '../money.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

/** A line of the order table of a pack; the first that fits pays first. Both days count. */
export interface FundRow {
  readonly fund: FundCode;
  readonly from: IsoDate;
  readonly to: IsoDate | null;
  /** Null: every purpose. */
  readonly purposes: readonly Purpose[] | null;
  /** Null: every route; otherwise the scope of the document that gives the money. */
  readonly routes: readonly string[] | null;
}

export interface FundQuestion {
  readonly route: string;
  readonly purpose: Purpose;
  readonly on: IsoDate;
}

export interface FundPart {
  readonly fund: FundCode;
  readonly amountFen: Fen;
}

/**
 * R-084 (003§四(二), 002§15, seed; the order ours, T-08): the funds that may pay, first one first. The special account
 * pays training of its years and scope, the living allowance always comes from the employment subsidy, the
 * skill-upgrade subsidy from unemployment insurance; from 2025 the employment subsidy comes before the balance.
 * R-085 (002§15, seed): what the balance's row does not list as purpose or route is refused by it.
 */
export function fundsFor(question: FundQuestion, table: readonly FundRow[]): Verdict<readonly FundCode[], 'NO_FUND'> {
  const rows = table.filter((row) => row.from <= question.on && (row.to === null || question.on <= row.to));
  const funds = rows.filter((row) => isInScope(row, question)).map((row) => row.fund);
  return funds.length === 0 ? refused('NO_FUND') : granted([...new Set(funds)]);
}

/** whether one fund, chosen by Finance, may pay this. */
export function judgeFund(
  fund: FundCode,
  question: FundQuestion,
  table: readonly FundRow[],
): Verdict<FundCode, 'FUND_OUT_OF_SCOPE'> {
  const funds = fundsFor(question, table);
  return funds.ok && funds.value.includes(fund) ? granted(fund) : refused('FUND_OUT_OF_SCOPE');
}

/**
 * an amount taken from the funds in their order, never more from one than it has left. What is missing is
 * refused as a whole: nothing is paid in part.
 */
export function spreadOverFunds(
  amountFen: Fen,
  funds: readonly { readonly fund: FundCode; readonly remainingFen: Fen }[],
): Verdict<readonly FundPart[], 'NO_BUDGET'> {
  let left: number = amountFen;
  const parts: FundPart[] = [];
  for (const { fund, remainingFen } of funds) {
    const taken = Math.min(left, Math.max(remainingFen, 0));
    if (taken > 0) {
      parts.push({ fund, amountFen: parseFen(taken) });
    }
    left -= taken;
  }
  return left > 0 ? refused('NO_BUDGET') : granted(parts);
}

/** T-08: one claim may need several funds; the sum of each, in the order in which they first occur. */
export function totalsByFund(lines: readonly FundPart[]): readonly FundPart[] {
  const funds = [...new Set(lines.map((line) => line.fund))];
  return funds.map((fund) => ({
    fund,
    amountFen: sumFen(lines.filter((line) => line.fund === fund).map((line) => line.amountFen)),
  }));
}

function isInScope(row: FundRow, question: FundQuestion): boolean {
  return (
    (row.purposes === null || row.purposes.includes(question.purpose)) &&
    (row.routes === null || row.routes.includes(question.route))
  );
}
