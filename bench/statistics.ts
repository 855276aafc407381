/** The value that a share of the sample stays below; 0.5 is the median. */
export function quantile(sample: readonly number[], share: number): number {
  const sorted = sample.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (value === undefined) {
    throw new RangeError('No sample');
  }
  return value;
}

export function median(sample: readonly number[]): number {
  return quantile(sample, 0.5);
}

export function rounded(value: number, digits = 2): number {
  return Number(value.toFixed(digits));
}
