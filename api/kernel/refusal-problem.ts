import type { ClaimRefusal } from '../../domain/claim/claim-message.ts';
import type { FilingRefusal } from '../../domain/filing/filing-course.ts';
import type { CallRefusal } from '../../domain/grant/call-moves.ts';
import type { GrantRefusal } from '../../domain/grant/grant-judging.ts';
import type { NoticeRefusal } from '../../domain/notice/notice-course.ts';
import type { BatchRefusal } from '../../domain/payout/batch-course.ts';
import type { PlanRefusal } from '../../domain/plan/plan-course.ts';
import type { DemandCycleRefusal } from '../../domain/demand/demand-cycle-course.ts';
import type { EntryRefusal } from '../../domain/demand/demand-entry-acts.ts';
import type { RecoveryRefusal } from '../../domain/recovery/recovery-course.ts';
import { PROBLEM_STATUS } from '../../schemas/problem-codes.ts';
import type { Verdict } from '../../domain/verdict.ts';
import { Problem, type ProblemCode } from './problem.ts';

export type ActRefusal =
  | ClaimRefusal
  | FilingRefusal
  | NoticeRefusal
  | BatchRefusal
  | DemandCycleRefusal
  | EntryRefusal
  | PlanRefusal
  | RecoveryRefusal
  | CallRefusal
  | Exclude<GrantRefusal, 'CONTRADICTION'>;

/** The Problem for a refusal of the domain's tables; an entity of another jurisdiction answers as absent (I12). */
export function problemOfRefusal(refusal: ActRefusal): ProblemCode {
  return refusal === 'OTHER_JURISDICTION' ? 'NOT_FOUND' : refusal;
}

/** The same for a code from a workflow or a constraint; an unlisted code means that the state forbids the act. */
export function problemOfCode(code: string): ProblemCode {
  if (code === 'OTHER_JURISDICTION') {
    return 'NOT_FOUND';
  }
  return isProblemCode(code) ? code : 'WRONG_STATE';
}

/** The value of a granted verdict. @throws Problem for the code of a refusal */
export function grantedOf<Value>(verdict: Verdict<Value, string>): Value {
  if (!verdict.ok) {
    throw new Problem(problemOfCode(verdict.reason));
  }
  return verdict.value;
}

export function isProblemCode(code: string): code is ProblemCode {
  return Object.hasOwn(PROBLEM_STATUS, code);
}
