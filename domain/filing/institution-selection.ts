/** An institution that wants to be on the directory. */
export interface InstitutionApplication {
  readonly partyId: string;
  /** Told on the directory, and never asked by the selection. */
  readonly ownership: 'public' | 'private';
  /** Points by published condition. */
  readonly points: Readonly<Record<string, number>>;
}

/**
 * R-025, R-029 (000§(一), 002§3, 003§三(二)3, seed): the published conditions alone give the score, so a private
 * institution stands where a public one with the same points stands. Points for anything else count nothing.
 */
export function selectionScore(application: InstitutionApplication, conditions: readonly string[]): number {
  return conditions.reduce((score, condition) => score + (application.points[condition] ?? 0), 0);
}
