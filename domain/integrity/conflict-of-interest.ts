import { granted, refused, type Verdict } from '../verdict.ts';

/** R-134 (ours): a reviewer with a declared relation to the applicant or the payee cannot take the task. */
export function judgeInterest(
  declaredParties: readonly string[],
  parties: readonly string[],
): Verdict<null, 'CONFLICT_OF_INTEREST'> {
  return parties.some((party) => declaredParties.includes(party)) ? refused('CONFLICT_OF_INTEREST') : granted(null);
}
