import type { FundCode, OrganCode } from '../codes.ts';
import { parseFen, sumFen } from '../money.ts';
import { CAME_BACK_RESULTS, type FinalState } from '../payout/inbox-judgement.ts';

/** Results by which money moved at the bank. */
export const BOOKED_RESULTS = ['settled', ...CAME_BACK_RESULTS] as const satisfies readonly FinalState[];

/** An institution or enterprise that was paid; of persons nobody is named. */
export interface Payee {
  readonly id: string;
  readonly name: string;
}

/**
 * Payments of one fund, route, organ and payee that are booked in a span of days: what settled, and what came back, each in
 * the books of its own value date. `latePeriod`: the closed quarter whose value dates they have.
 */
export interface BookedPayments {
  readonly fund: FundCode;
  readonly route: string;
  readonly department: OrganCode | null;
  readonly payee: Payee | null;
  readonly latePeriod: string | null;
  readonly settledFen: number;
  readonly returnedFen: number;
  readonly payments: number;
}

export interface UseFigures {
  readonly settledFen: number;
  readonly returnedFen: number;
  /** Negative where more came back than was paid. */
  readonly netFen: number;
  readonly payments: number;
}

export interface FundUse {
  readonly total: UseFigures;
  readonly funds: readonly (UseFigures & { readonly fund: FundCode })[];
  readonly routes: readonly (UseFigures & { readonly route: string })[];
  readonly departments: readonly (UseFigures & { readonly department: OrganCode | null })[];
  /** Persons together are one of them, without a name. */
  readonly payees: readonly (UseFigures & { readonly payee: Payee | null })[];
  /** What is booked here although its value date is in a quarter that was closed before. */
  readonly late: readonly (UseFigures & { readonly fund: FundCode; readonly period: string })[];
}

/** sums what is booked by fund, route, organ and payee, each in the order of its code. */
export function fundUse(rows: readonly BookedPayments[]): FundUse {
  const late = rows.flatMap((row) => (row.latePeriod === null ? [] : [{ ...row, period: row.latePeriod }]));
  return {
    total: figuresOf(rows),
    funds: groups(rows, ({ fund }) => fund).map((of) => ({ fund: of[0].fund, ...figuresOf(of) })),
    routes: groups(rows, ({ route }) => route).map((of) => ({ route: of[0].route, ...figuresOf(of) })),
    departments: groups(rows, ({ department }) => department ?? '').map((of) => ({
      department: of[0].department,
      ...figuresOf(of),
    })),
    payees: groups(rows, ({ payee }) => payee?.id ?? '').map((of) => ({ payee: of[0].payee, ...figuresOf(of) })),
    late: groups(late, ({ fund, period }) => `${period} ${fund}`).map((of) => ({
      fund: of[0].fund,
      period: of[0].period,
      ...figuresOf(of),
    })),
  };
}

function figuresOf(rows: readonly BookedPayments[]): UseFigures {
  const settledFen = sumFen(rows.map((row) => parseFen(row.settledFen)));
  const returnedFen = sumFen(rows.map((row) => parseFen(row.returnedFen)));
  const payments = rows.reduce((sum, row) => sum + row.payments, 0);
  return { settledFen, returnedFen, netFen: parseFen(settledFen - returnedFen), payments };
}

type Some<Item> = readonly [Item, ...Item[]];

function groups<Item>(items: readonly Item[], keyOf: (item: Item) => string): readonly Some<Item>[] {
  const found = new Map<string, Some<Item>>();
  for (const item of items) {
    const key = keyOf(item);
    const others = found.get(key);
    found.set(key, others === undefined ? [item] : [...others, item]);
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group);
}
