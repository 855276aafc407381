import type { RouteDefinition } from '../policy/policy-pack.ts';
import type { RegisterName } from './register-answers.ts';

/** What a route wants to know, and the register that may know it already. */
export interface WantedFact {
  readonly code: string;
  /** Null: only the applicant can show it. */
  readonly register: RegisterName | null;
}

/** Columns and documents that say what a register says; a certificate is named by the applicant and then looked up. */
const HELD_BY: Readonly<Record<string, RegisterName>> = {
  insuredMonths: 'insurance',
  CONTRACT_OR_INSURANCE: 'insurance',
  CERTIFICATE_COPY: 'certificates',
};

/** The columns of a route's file and the documents of its claim, in their order. */
export function wantedFacts({
  columns,
  documents,
}: Pick<RouteDefinition, 'columns' | 'documents'>): readonly WantedFact[] {
  const codes = [...columns.map(({ code }) => code), ...documents.map(({ code }) => code)];
  return codes.map((code) => ({ code, register: HELD_BY[code] ?? null }));
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
