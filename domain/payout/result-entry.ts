import type { Actor } from '../authority/actor.ts';
import { granted, refused, type Verdict } from '../verdict.ts';

export type ConfirmingRefusal = 'ALREADY_CONFIRMED' | 'SAME_PERSON_FORBIDDEN' | 'FORBIDDEN';

/**
 * Decides whether a person may put results in force that the maker entered: a checker other than the maker, once (D3,
 * D12).
 */
export function judgeConfirming(
  entry: { readonly makerId: string; readonly isConfirmed: boolean },
  checker: Pick<Actor, 'personId' | 'roles'>,
): Verdict<null, ConfirmingRefusal> {
  if (entry.isConfirmed) {
    return refused('ALREADY_CONFIRMED');
  }
  if (entry.makerId === checker.personId) {
    return refused('SAME_PERSON_FORBIDDEN');
  }
  return checker.roles.includes('financeChecker') ? granted(null) : refused('FORBIDDEN');
}
