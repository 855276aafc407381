import type { Actor } from '../authority/actor.ts';
import { granted, refused, type Verdict } from '../verdict.ts';
import type { BankFileState } from './bank-entry.ts';

export type FileRefusal = 'ALREADY_CONFIRMED' | 'WRONG_STATE' | 'SAME_PERSON_FORBIDDEN' | 'FORBIDDEN';

/**
 * Decides whether a person may confirm or reject a file that a maker brought: a checker of the same office who did not
 * bring it, once (S4, D12). A rejection may also come from who brought it.
 */
export function judgeFileDecision(
  file: { readonly state: BankFileState; readonly enteredById: string; readonly jurisdiction: string },
  decision: 'confirmation' | 'rejection',
  person: Pick<Actor, 'personId' | 'roles' | 'organ' | 'jurisdiction'>,
): Verdict<null, FileRefusal> {
  if (file.state !== 'waitsForConfirmation') {
    return refused(file.state === 'inForce' && decision === 'confirmation' ? 'ALREADY_CONFIRMED' : 'WRONG_STATE');
  }
  const isOwn = file.enteredById === person.personId;
  if (isOwn) {
    return decision === 'rejection' ? granted(null) : refused('SAME_PERSON_FORBIDDEN');
  }
  const isOfOffice = person.organ === 'FINANCE' && person.jurisdiction === file.jurisdiction;
  return isOfOffice && person.roles.includes('financeChecker') ? granted(null) : refused('FORBIDDEN');
}
