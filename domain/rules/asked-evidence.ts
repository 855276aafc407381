/** What a route wants to know, and the register that may know it already. */
export interface WantedFact {
  readonly code: string;
  /** Null: only the applicant can show it. */
  readonly register: string | null;
}

/**
 * R-110 (000§(十六), seed): what the applicant still has to bring. A fact that a healthy register holds is never asked
 * again; while the register is down the applicant may show it, so that nobody waits for a machine.
 */
export function factsToAsk(wanted: readonly WantedFact[], healthyRegisters: readonly string[]): readonly string[] {
  return wanted
    .filter(({ register }) => register === null || !healthyRegisters.includes(register))
    .map(({ code }) => code);
}
