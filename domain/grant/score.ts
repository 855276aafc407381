/** A criterion of a panel, with the points that it gives at most (`grant.criteria`). */
export interface Criterion {
  readonly key: string;
  readonly maxPoints: number;
}

/** What counts in a panel: who is enough, and from how many valid scores on the extremes are left out. */
export interface PanelLaw {
  readonly minExperts: number;
  readonly quorum: number;
  readonly trimFrom: number;
  /** In hundredths of a point. */
  readonly passMarkCenti: number;
}

/** Reads `grant.criteria`: `capacity:40`. @throws RangeError for a text that is no criterion */
export function criteriaOf(rows: readonly string[]): readonly Criterion[] {
  return rows.map((row) => {
    const found = /^([a-zA-Z]+):(\d{1,3})$/.exec(row);
    const [, key, points] = found ?? [];
    if (key === undefined || points === undefined) {
      throw new RangeError(`Not a criterion: ${row}`);
    }
    return { key, maxPoints: Number(points) };
  });
}

/** The criteria whose points are missing, not whole or out of their range, and keys that are no criterion. */
export function wrongPoints(
  criteria: readonly Criterion[],
  points: Readonly<Record<string, number>>,
): readonly string[] {
  const missing = criteria.filter(({ key, maxPoints }) => {
    const given = points[key];
    return given === undefined || !Number.isSafeInteger(given) || given < 0 || given > maxPoints;
  });
  const unknown = Object.keys(points).filter((key) => criteria.every((criterion) => criterion.key !== key));
  return [...missing.map(({ key }) => key), ...unknown];
}

/** The points of one expert. */
export function totalOf(points: Readonly<Record<string, number>>): number {
  return Object.values(points).reduce((sum, one) => sum + one, 0);
}

/**
 * the mean of the valid totals in hundredths, half up; from `trimFrom` valid totals on without one highest and one
 * lowest. Null without a valid total: a missing score is not a zero.
 */
export function scoreCentiOf(totals: readonly number[], trimFrom: number): number | null {
  const sorted = totals.toSorted((a, b) => a - b);
  const counted = sorted.length >= trimFrom ? sorted.slice(1, -1) : sorted;
  if (counted.length === 0) {
    return null;
  }
  const sum = counted.reduce((total, one) => total + one, 0);
  // Whole numbers: twice the hundredths, and one for the half, over twice the count.
  return Math.floor((sum * 200 + counted.length) / (2 * counted.length));
}
