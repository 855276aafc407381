import type { Actor } from '../authority/actor.ts';
import { dayAt, type IsoDate } from '../calendar.ts';
import type { OrganCode, Role } from '../codes.ts';
import { granted, refused, unreachable, type Verdict } from '../verdict.ts';
import {
  openFenOf,
  type Instalment,
  type RecoveryCourse,
  type RecoveryMessage,
  type RecoveryPlan,
  type RecoveryProposal,
  type RecoveryRefusal,
} from './recovery-course.ts';
import { recoveryTimer } from './recovery-timer.ts';
import { MOST_INSTALMENTS, type RecoveryState } from './recovery-words.ts';

type Judged = Verdict<null, RecoveryRefusal>;
type Kind = RecoveryMessage['kind'];

/** The acts that each state takes. */
export const OPEN_RECOVERY_ACTS: Readonly<Record<RecoveryState, readonly Kind[]>> = {
  found: ['begin', 'approve', 'refuse', 'debtChanged'],
  approved: ['sendNotice', 'repaid', 'debtChanged'],
  noticed: [
    'timerFired',
    'appeal',
    'repaid',
    'debtChanged',
    'proposeInstalments',
    'confirmInstalments',
    'proposeWriteOff',
    'confirmWriteOff',
  ],
  due: [
    'begin',
    'timerFired',
    'appeal',
    'repaid',
    'debtChanged',
    'proposeInstalments',
    'confirmInstalments',
    'proposeWriteOff',
    'confirmWriteOff',
  ],
  instalments: [
    'timerFired',
    'appeal',
    'repaid',
    'debtChanged',
    'proposeInstalments',
    'confirmInstalments',
    'proposeWriteOff',
    'confirmWriteOff',
  ],
  appealed: ['ruleAppeal', 'repaid', 'debtChanged'],
  recovered: ['debtChanged'],
  annulled: ['debtChanged'],
  writtenOff: ['debtChanged'],
};

/** Judges who may do it, then whether it is open, then what it says. */
export function judgeRecovery(course: RecoveryCourse, message: RecoveryMessage, plan: RecoveryPlan): Judged {
  const seat = judgeSeat(course, message, plan);
  if (!seat.ok) {
    return seat;
  }
  if (!OPEN_RECOVERY_ACTS[course.state].includes(message.kind)) {
    return refused('WRONG_STATE');
  }
  return judgeContent(course, message);
}

/**
 * The same with what stands beside the course: what the system found is approved by somebody who decided nothing on its
 * claim.
 */
export function judgeOnClaim(
  {
    course,
    plan,
    deciders,
  }: { readonly course: RecoveryCourse; readonly plan: RecoveryPlan; readonly deciders: readonly string[] },
  message: RecoveryMessage,
): Judged {
  const isApproval = message.kind === 'approve' || message.kind === 'refuse';
  const verdict = judgeRecovery(course, message, plan);
  return verdict.ok && isApproval && plan.finderId === null && deciders.includes(message.actor.personId)
    ? refused('SAME_PERSON_FORBIDDEN')
    : verdict;
}

/** Who may do an act of a person: his office, and what he did before on this recovery (D12). */
function judgeSeat(course: RecoveryCourse, message: RecoveryMessage, plan: RecoveryPlan): Judged {
  switch (message.kind) {
    case 'begin':
    case 'sendNotice':
    case 'timerFired':
    case 'debtChanged':
      return granted(null);
    case 'approve':
    case 'refuse':
      return others(message.actor, [plan.finderId], judgeApprover(message.actor, plan.jurisdiction));
    case 'appeal':
      return message.actor.partyId === plan.partyId ? granted(null) : refused('ROLE_REQUIRED');
    case 'ruleAppeal': {
      const seat = office(message.actor, plan.jurisdiction, ['noticeOfficer', 'HRSS']);
      return others(message.actor, [plan.finderId, course.approverId], seat);
    }
    case 'repaid':
      return others(
        message.actor,
        [message.maker.personId],
        office(message.actor, plan.jurisdiction, ['financeChecker', 'FINANCE']),
      );
    case 'proposeInstalments':
    case 'proposeWriteOff':
      return office(message.actor, plan.jurisdiction, ['financeMaker', 'FINANCE']);
    case 'confirmInstalments':
      return others(
        message.actor,
        [course.proposal?.makerId ?? null],
        office(message.actor, plan.jurisdiction, ['financeChecker', 'FINANCE']),
      );
    case 'confirmWriteOff':
      return others(
        message.actor,
        [course.proposal?.makerId ?? null],
        office(message.actor, plan.jurisdiction, ['operatorApprover', null]),
      );
    default:
      return unreachable(message);
  }
}

/** The person did none of what excludes him; that stands before his office, so that the maker hears that it takes another. */
function others(actor: Actor, excluded: readonly (string | null)[], seat: Judged): Judged {
  return excluded.includes(actor.personId) ? refused('SAME_PERSON_FORBIDDEN') : seat;
}

/** A reviewer of the HR bureau or a checker of Finance approves what another person found. */
export function judgeApprover(actor: Actor, jurisdiction: string): Judged {
  const ofBureau = office(actor, jurisdiction, ['bureauReviewer', 'HRSS']);
  return ofBureau.ok ? ofBureau : office(actor, jurisdiction, ['financeChecker', 'FINANCE']);
}

function office(
  actor: Pick<Actor, 'jurisdiction' | 'roles' | 'organ'>,
  jurisdiction: string,
  [role, organ]: readonly [Role, OrganCode | null],
): Judged {
  if (actor.jurisdiction !== jurisdiction) {
    return refused('OTHER_JURISDICTION');
  }
  if (!actor.roles.includes(role)) {
    return refused('ROLE_REQUIRED');
  }
  return organ === null || actor.organ === organ ? granted(null) : refused('OTHER_ORGAN');
}

function judgeContent(course: RecoveryCourse, message: RecoveryMessage): Judged {
  switch (message.kind) {
    case 'begin':
    case 'refuse':
    case 'sendNotice':
    case 'debtChanged':
    case 'proposeWriteOff':
      return granted(null);
    case 'approve':
      return judgeApproved(course, message.amountFen);
    case 'timerFired':
      return recoveryTimer(course)?.timer === message.timer ? granted(null) : refused('WRONG_STATE');
    case 'appeal':
      return judgeAppeal(course, dayAt(message.atMs));
    case 'ruleAppeal':
      return judgeRuled(course, message);
    case 'repaid':
      return message.amountFen > 0 && message.amountFen <= openFenOf(course)
        ? granted(null)
        : refused('AMOUNT_MISMATCH');
    case 'proposeInstalments':
      return judgePlan(course, message.plan, dayAt(message.atMs));
    case 'confirmInstalments':
      return course.proposal?.kind === 'instalments' && isSameProposal(course.proposal, message)
        ? judgePlan(course, course.proposal.plan, dayAt(message.atMs))
        : refused('WRONG_STATE');
    case 'confirmWriteOff':
      return course.proposal?.kind === 'writeOff' && isSameProposal(course.proposal, message)
        ? granted(null)
        : refused('WRONG_STATE');
    default:
      return unreachable(message);
  }
}

/** Nobody confirms a proposal that took the place of the one that he read. */
function isSameProposal(
  { atMs }: Pick<RecoveryProposal, 'atMs'>,
  { proposedAtMs }: { readonly proposedAtMs?: number },
): boolean {
  return atMs === undefined || proposedAtMs === undefined || atMs === proposedAtMs;
}

/** Less may be approved than was found, and not less than came back already. */
function judgeApproved({ amountFen, recoveredFen }: RecoveryCourse, approvedFen: number | null): Judged {
  if (approvedFen === null) {
    return granted(null);
  }
  if (approvedFen > amountFen) {
    return refused('ABOVE_PAID');
  }
  if (approvedFen <= 0) {
    return refused('AMOUNT_MISMATCH');
  }
  return approvedFen >= recoveredFen ? granted(null) : refused('BELOW_RECOVERED');
}

/** R-074 (ours): the debtor appeals once, until the day that the letter says. */
function judgeAppeal({ appeal, appealBy }: RecoveryCourse, today: IsoDate): Judged {
  if (appeal !== null) {
    return refused('WRONG_STATE');
  }
  return appealBy !== null && today <= appealBy ? granted(null) : refused('APPEAL_OVER');
}

/** An upheld appeal says what is owed instead: less than before, and not less than came back (ADR 0066). */
function judgeRuled(
  { amountFen, recoveredFen }: RecoveryCourse,
  { ruling, amountFen: ruledFen }: Extract<RecoveryMessage, { kind: 'ruleAppeal' }>,
): Judged {
  if (ruling === 'dismiss') {
    return ruledFen === null ? granted(null) : refused('INVALID');
  }
  const keptFen = ruledFen ?? 0;
  if (keptFen >= amountFen) {
    return refused('AMOUNT_MISMATCH');
  }
  return keptFen >= recoveredFen ? granted(null) : refused('BELOW_RECOVERED');
}

/** R-074 (ours): at most 24 rising dates from today on, whose amounts sum to what is open. */
export function judgePlan(course: RecoveryCourse, plan: readonly Instalment[], today: IsoDate): Judged {
  const isRising = plan.every(({ dueOn }, at) => dueOn > (at === 0 ? today : (plan[at - 1]?.dueOn ?? today)));
  if (
    plan.length === 0 ||
    plan.length > MOST_INSTALMENTS ||
    !isRising ||
    plan.some(({ amountFen }) => amountFen <= 0)
  ) {
    return refused('INVALID');
  }
  const sumFen = plan.reduce((sum, { amountFen }) => sum + amountFen, 0);
  return sumFen === openFenOf(course) ? granted(null) : refused('PLAN_DOES_NOT_SUM');
}
