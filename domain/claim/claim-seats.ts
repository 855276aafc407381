import { senderOf, type Actor } from '../authority/actor.ts';
import { authorizeDecision, type Decider } from '../authority/authorize-decision.ts';
import { granted, refused, unreachable, type Verdict } from '../verdict.ts';
import type { ClaimCourse } from './claim-course.ts';
import type { ClaimMessage, ClaimRefusal } from './claim-message.ts';
import type { ClaimPlan } from './claim-plan.ts';
import type { OpenAct } from './claim-table.ts';

/**
 * Decides whether the actor may do an open act: by role, organ, jurisdiction and the separation of duties (D12). Returns
 * the deciders that the act adds to the claim.
 */
export function judgeSeat(
  course: ClaimCourse,
  message: ClaimMessage,
  open: OpenAct,
  plan: ClaimPlan,
): Verdict<readonly Decider[], ClaimRefusal> {
  if (message.kind === 'payoutReleasing') {
    return judgeTwo(course, message, plan);
  }
  const actor = senderOf(message);
  if (actor !== null && 'maker' in message && message.maker !== undefined) {
    return judgeTwo(course, { maker: message.maker, checker: actor }, plan);
  }
  switch (open.seat.kind) {
    case 'office': {
      const verdict =
        actor === null
          ? refused('ROLE_REQUIRED')
          : authorizeDecision(actor, { ...open.seat, jurisdiction: plan.jurisdiction }, course.deciders);
      return verdict.ok ? granted([verdict.value]) : verdict;
    }
    case 'applicant':
      return actor !== null && actor.roles.includes('applicant') && actor.partyId === plan.applicantPartyId
        ? granted([])
        : refused('ROLE_REQUIRED');
    case 'operator':
      if (actor !== null && actor.jurisdiction !== plan.jurisdiction) {
        return refused('OTHER_JURISDICTION');
      }
      return actor === null || actor.roles.includes('operator') || (open.seat.orFinance && isFinanceMaker(actor))
        ? granted([])
        : refused('ROLE_REQUIRED');
    case 'entity':
      return granted([]);
    default:
      return unreachable(open.seat);
  }
}

function isFinanceMaker({ roles, organ }: Actor): boolean {
  return roles.includes('financeMaker') && organ === 'FINANCE';
}

/**
 * Maker and checker of a payout, a repayment or a set-off must be two persons, and neither may have decided on the claim in
 * another role (R-009, D12, S4).
 */
function judgeTwo(
  course: ClaimCourse,
  message: { readonly maker: Actor; readonly checker: Actor },
  plan: ClaimPlan,
): Verdict<readonly Decider[], ClaimRefusal> {
  const seat = { organ: 'FINANCE', jurisdiction: plan.jurisdiction } as const;
  const made = authorizeDecision(
    message.maker,
    { ...seat, role: 'financeMaker', decidesAs: 'financeMaker' },
    course.deciders,
  );
  if (!made.ok) {
    return made;
  }
  const checked = authorizeDecision(message.checker, { ...seat, role: 'financeChecker', decidesAs: 'financeChecker' }, [
    ...course.deciders,
    made.value,
  ]);
  return checked.ok ? granted([made.value, checked.value]) : checked;
}
