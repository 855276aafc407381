/** An institution that applies for the directory. */
export interface InstitutionApplication {
  readonly partyId: string;
  /** Shown on the directory; the selection does not use it. */
  readonly ownership: 'public' | 'private';
  /** Points per published condition. */
  readonly points: Readonly<Record<string, number>>;
}

/**
 * R-025, R-029 (000§(一), 002§3, 003§三(二)3, seed): only the published conditions give the score, so a private
 * institution ranks equal to a public one with the same points. Points for other conditions do not count.
 */
export function selectionScore(application: InstitutionApplication, conditions: readonly string[]): number {
  return conditions.reduce((score, condition) => score + (application.points[condition] ?? 0), 0);
}
