import type { OfferedAct, OFFERED_ACTS } from '../../domain/authority/offered-acts.ts';
import { OPERATION_OF_ACT } from '../../domain/authority/act-operations.ts';
import { mayAsk, type OperationId } from '../../domain/authority/permissions.ts';
import type { Caller } from './caller.ts';
import { isOneOf } from '../../domain/verdict.ts';
import { missingCondition } from './closed-act-words.ts';
import type { Language, Sentence } from './language.ts';
import { problemText } from './messages.ts';
import type { ProblemCode } from './problem.ts';

export interface ActView<Of extends keyof typeof OFFERED_ACTS> {
  readonly act: OfferedAct<Of>;
  readonly allowed: boolean;
  readonly why?: { readonly code: ProblemCode; readonly sentence: string };
}

/**
 * Returns how acts on one kind of resource are shown to the caller: with the refusal that the course gives; what the
 * course permits, the door permits too, or the act is not allowed.
 */
export function actViews<Of extends keyof typeof OFFERED_ACTS>(of: Of, caller: Caller, language: Language) {
  const operations: Readonly<Record<OfferedAct<Of>, OperationId>> = OPERATION_OF_ACT[of];
  /** `missing`: the condition in the words of the resource, where it knows more than the code. */
  return (
    act: OfferedAct<Of>,
    refusal: ProblemCode | null,
    missing?: (code: ProblemCode) => Sentence | undefined,
  ): ActView<Of> => {
    const code = codeOf(refusal, mayAsk(caller.roles, operations[act]));
    if (code === null) {
      return { act, allowed: true };
    }
    const said = missing?.(code) ?? missingCondition(of, act, code);
    return { act, allowed: false, why: { code, sentence: said?.[language] ?? problemText(code, {}, language).title } };
  };
}

/** Of who may never do it, a duty or a seat is not what is missing: he is told who may. */
function codeOf(refusal: ProblemCode | null, mayDo: boolean): ProblemCode | null {
  return mayDo || (refusal !== null && !isOneOf(OF_OFFICIALS, refusal)) ? refusal : 'FORBIDDEN';
}

const OF_OFFICIALS: readonly ProblemCode[] = [
  'SAME_PERSON_FORBIDDEN',
  'SAME_SECTION_FORBIDDEN',
  'OTHER_ORGAN',
  'OTHER_JURISDICTION',
  'CONFLICT_OF_INTEREST',
  'ROLE_REQUIRED',
];
