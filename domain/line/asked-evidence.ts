import type { RouteDefinition } from '../policy/policy-pack.ts';
import type { RegisterName } from './register-answers.ts';

/** A fact that a route requires, and the register that may already hold it. */
export interface WantedFact {
  readonly code: string;
  /** Null: only the applicant can prove it. */
  readonly register: RegisterName | null;
}

/**
 * Columns and documents that a register can replace. The applicant still names a certificate, which is then looked up.
 */
const HELD_BY: Readonly<Record<string, RegisterName>> = {
  insuredMonths: 'insurance',
  CONTRACT_OR_INSURANCE: 'insurance',
  CERTIFICATE_COPY: 'certificates',
};

/** Returns the facts that a route requires: the columns of its file and the documents of its claim, in order. */
export function wantedFacts({
  columns,
  documents,
}: Pick<RouteDefinition, 'columns' | 'documents'>): readonly WantedFact[] {
  const codes = [...columns.map(({ code }) => code), ...documents.map(({ code }) => code)];
  return codes.map((code) => ({ code, register: HELD_BY[code] ?? null }));
}

/**
 * R-110 (000§(十六), seed): returns what the applicant still has to provide. A fact in a healthy register is never
 * requested again; while a register is down the applicant may prove the fact, so the claim need not wait for the
 * register.
 */
export function factsToAsk(wanted: readonly WantedFact[], healthyRegisters: readonly string[]): readonly string[] {
  return wanted
    .filter(({ register }) => register === null || !healthyRegisters.includes(register))
    .map(({ code }) => code);
}
