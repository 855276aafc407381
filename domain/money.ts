import type { Branded } from './branded.ts';

/** Whole fen, 1/100 CNY. Exact up to 2^53 − 1; never a float, never an unnamed number. */
export type Fen = Branded<number, 'Fen'>;

/** Hundredths of a percent: 6000 is 60 %. */
export type BasisPoints = number;

const WHOLE_BP = 10_000n;

export function isFen(value: number): value is Fen {
  return Number.isSafeInteger(value);
}

/**
 * For amounts made by our own code: an amount that is not whole, or too large to be exact, is a defect (RangeError).
 */
export function parseFen(value: number): Fen {
  if (!isFen(value)) {
    throw new RangeError(`Not a whole and exact number of fen: ${value}`);
  }
  return value;
}

export function sumFen(amounts: readonly Fen[]): Fen {
  let total = 0;
  for (const amount of amounts) {
    total += amount;
  }
  return parseFen(total);
}

/** Units times a rate, e.g. class hours times fen per class hour. Exact or RangeError. */
export function timesFen(units: number, rate: Fen): Fen {
  return parseFen(Number(BigInt(units) * BigInt(rate)));
}

/**
 * Returns a share in basis points of an amount of zero or more. Lines round half up to the fen, advances round down
 * (R-067).
 * @throws RangeError for a negative amount or share
 */
export function shareFen(amount: Fen, share: BasisPoints, rounding: 'halfUp' | 'down'): Fen {
  if (amount < 0 || share < 0) {
    throw new RangeError(`A share of ${share} basis points of ${amount} fen makes no sense`);
  }
  const exact = BigInt(amount) * BigInt(share);
  const half = rounding === 'halfUp' ? WHOLE_BP / 2n : 0n;
  return parseFen(Number((exact + half) / WHOLE_BP));
}

/**
 * Splits a total in proportion to whole weights without a remainder: after rounding down, the remaining fen go one each
 * to the largest remainders, to the earlier share if remainders are equal.
 * @throws RangeError without a positive weight or with a negative total
 */
export function allocateFen(total: Fen, weights: readonly number[]): readonly Fen[] {
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  if (total < 0 || whole <= 0 || weights.some((weight) => weight < 0 || !Number.isSafeInteger(weight))) {
    throw new RangeError('A split wants a total of zero or more and whole weights that sum above zero');
  }
  const shares = weights.map((weight, position) => {
    const exact = BigInt(total) * BigInt(weight);
    return { position, floor: Number(exact / BigInt(whole)), rest: exact % BigInt(whole) };
  });
  const leftOver = total - shares.reduce((sum, share) => sum + share.floor, 0);
  const byRest = shares.toSorted((a, b) => Number(b.rest - a.rest) || a.position - b.position);
  const raised = new Set(byRest.slice(0, leftOver).map((share) => share.position));
  return shares.map((share) => parseFen(share.floor + (raised.has(share.position) ? 1 : 0)));
}

/** Formats an amount for sentences and prints: 2880000 becomes "28,800.00". */
export function formatFen(amount: Fen): string {
  const sign = amount < 0 ? '-' : '';
  const absolute = Math.abs(amount);
  const yuan = String(Math.floor(absolute / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${yuan}.${String(absolute % 100).padStart(2, '0')}`;
}

/** Formats an amount for machines, without thousands marks: 160000 becomes "1600.00". */
export function plainYuan(amount: Fen): string {
  return formatFen(amount).replaceAll(',', '');
}
