import { isOneOf, unreachable } from '../verdict.ts';
import type { GrantCourse, GrantFacts, GrantTimer } from './grant-course.ts';
import type { TitleAct } from './grant-judging.ts';
import { debtAfterReturn, isRepaid } from './grant-recovery.ts';
import { withDecider, type GrantRole } from './grant-role.ts';
import { STAGE_ROWS } from './grant-stage.ts';
import { UNPAID_GRANT_STATES, type GrantState } from './grant-state.ts';
import {
  paidFenOf,
  UNPAID_INSTALMENTS,
  type InstalmentCourseState,
  type TitleCourse,
  type TitleFacts,
} from './grant-title-course.ts';
import { titleTimer } from './grant-title-timer.ts';
import { afterYearDecision, afterYearReport, afterYearTimer, withKeptDays } from './grant-year-moves.ts';

type Of<Kind extends TitleAct['kind']> = Extract<TitleAct, { readonly kind: Kind }>;

/** What an act leaves: the state, the title, and who has a role from now on. */
interface Moved {
  readonly state?: GrantState;
  readonly title: TitleCourse;
  readonly deciders?: GrantCourse['deciders'];
}

/** Moves a grant from its agreement on. `course` bears the revision and the act of the message. */
export function moveTitle(course: GrantCourse, message: TitleAct, facts: GrantFacts): GrantCourse {
  if (course.title === null) {
    return course;
  }
  const moved = {
    state: course.state,
    deciders: course.deciders,
    ...moveOf(course, course.title, message, facts.title ?? {}),
  };
  return { ...course, ...moved, timer: titleTimer(moved.state, moved.title) };
}

function moveOf(course: GrantCourse, title: TitleCourse, message: TitleAct, facts: TitleFacts): Moved {
  switch (message.kind) {
    case 'signAgreement':
      return { title: { ...title, holderSigned: true } };
    case 'requestAcceptance':
      return { title: { ...requested(title), spentFen: message.spentFen } };
    case 'reportYear':
    case 'rectifyYear':
      return { title: { ...afterYearReport(title, message, facts), spentFen: message.spentFen } };
    case 'relinquish':
      return { state: 'relinquished', title: cancelled(title) };
    case 'correctAccount':
      return { title: { ...title, account: { round: (title.account?.round ?? 0) + 1, isWaiting: true } } };
    case 'suspend':
    case 'resume':
      return { title: afterSuspension(title, message), deciders: decidedBy(course, message.actor, 'officer') };
    case 'payoutReleasing':
      return {
        title: withInstalment(title, message.instalmentNo, 'sent'),
        deciders: withDecider(decidedBy(course, message.maker, 'maker'), {
          personId: message.checker.personId,
          role: 'checker',
        }),
      };
    case 'payoutReported':
      return closedWhenRepaid(course.state, withResult(course, title, message));
    case 'repaid':
      return repaid(course, title, message);
    case 'decide':
      return decided(course, title, message, facts);
    case 'timerFired':
      return timerFired(course, title, facts);
    default:
      return unreachable(message);
  }
}

function decidedBy(
  { deciders }: Pick<GrantCourse, 'deciders'>,
  actor: { readonly personId: string } | null,
  role: GrantRole,
): GrantCourse['deciders'] {
  return actor === null ? deciders : withDecider(deciders, { personId: actor.personId, role });
}

function requested(title: TitleCourse): TitleCourse {
  return { ...title, acceptance: { ...title.acceptance, state: 'requested', rectifyEndsMs: null } };
}

function withInstalment(title: TitleCourse, no: number, state: InstalmentCourseState): TitleCourse {
  const instalments = title.instalments.map((one) => (one.no === no ? { ...one, state } : one));
  return { ...title, instalments };
}

/** Money that did not arrive or came back is due again, unless nothing more is paid for the title. */
function withResult(
  { state }: GrantCourse,
  title: TitleCourse,
  { instalmentNo, outcome }: Of<'payoutReported'>,
): TitleCourse {
  const unpaid = isOneOf(UNPAID_GRANT_STATES, state) ? 'cancelled' : 'failed';
  const after = withInstalment(title, instalmentNo, outcome === 'settled' ? 'settled' : unpaid);
  const { recovery } = after;
  if (recovery === null) {
    return after;
  }
  return { ...after, recovery: { ...recovery, amountFen: debtAfterReturn(recovery, paidFenOf(after)) } };
}

/** An instalment is due by its event; a title that ends is paid nothing more. */
function due(title: TitleCourse, event: 'agreement' | 'acceptance'): TitleCourse {
  const instalments = title.instalments.map((one) =>
    one.dueEvent === event && one.state === 'notDue' ? { ...one, state: 'due' as const } : one,
  );
  return { ...title, instalments };
}

function cancelled(title: TitleCourse): TitleCourse {
  const instalments = title.instalments.map((one) =>
    isOneOf(UNPAID_INSTALMENTS, one.state) ? { ...one, state: 'cancelled' as const } : one,
  );
  return { ...title, instalments, next: null };
}

function afterSuspension(title: TitleCourse, message: Of<'suspend' | 'resume'>): TitleCourse {
  const { suspended } = title;
  const { caseId } = message;
  const isOn = message.kind === 'suspend';
  if (caseId === null) {
    return {
      ...title,
      suspended: { ...suspended, byOfficer: isOn, untilMs: message.kind === 'suspend' ? message.untilMs : null },
    };
  }
  const others = suspended.caseIds.filter((one) => one !== caseId);
  return { ...title, suspended: { ...suspended, caseIds: isOn ? [...others, caseId] : others } };
}

/** a debt of which nothing is owed ends the grant, also where the bank gave back what was to be repaid. */
function closedWhenRepaid(state: GrantState, title: TitleCourse): Moved {
  const { recovery } = title;
  return state === 'recoveryDue' && (recovery === null || isRepaid(recovery))
    ? { state: 'ended', title: cancelled(title) }
    : { state, title };
}

function repaid(course: GrantCourse, title: TitleCourse, { actor, makerId, amountFen }: Of<'repaid'>): Moved {
  const debt = title.recovery ?? { amountFen: 0, recoveredFen: 0 };
  const recovery = { ...debt, recoveredFen: debt.recoveredFen + amountFen };
  const deciders = withDecider(decidedBy(course, actor, 'checker'), { personId: makerId, role: 'maker' });
  return { ...closedWhenRepaid(course.state, { ...title, recovery }), deciders };
}

function decided(course: GrantCourse, title: TitleCourse, message: Of<'decide'>, facts: TitleFacts): Moved {
  const deciders = decidedBy(course, message.actor, STAGE_ROWS[message.stage].decidesAs);
  return { deciders, ...afterDecision(course, title, message, facts) };
}

function afterDecision(course: GrantCourse, title: TitleCourse, message: Of<'decide'>, facts: TitleFacts): Moved {
  switch (message.stage) {
    case 'agreement':
      return message.decision === 'sign'
        ? {
            state: 'building',
            title: { ...due(title, 'agreement'), agreementEndsMs: null, buildEndsMs: facts.buildEndsMs ?? null },
          }
        : { state: 'rejected', title: cancelled(title) };
    case 'acceptance':
      return afterAcceptance(title, message, facts);
    case 'assessment':
    case 'recheck':
      return afterYear(title, message, facts);
    case 'accountCheck':
      return {
        title: {
          ...title,
          account: {
            round: title.account?.round ?? 1,
            isWaiting: false,
            isReturned: message.decision === 'returnForCorrection',
          },
        },
      };
    case 'withdrawalDecision':
      return afterWithdrawal(title, message, facts);
    case 'recoveryConfirmation':
      return message.decision === 'confirm'
        ? closedWhenRepaid('recoveryDue', cancelled(title))
        : { state: 'withdrawalProposed', title: { ...title, recovery: null } };
    case 'cityRecommendation':
    case 'cityFinance':
    case 'designation':
      return { state: course.state, title };
    default:
      return unreachable(message.stage);
  }
}

function afterAcceptance(title: TitleCourse, { decision }: Of<'decide'>, facts: TitleFacts): Moved {
  const acceptance = { ...title.acceptance, rectifyEndsMs: null };
  if (decision === 'accept') {
    return {
      state: 'active',
      title: { ...due(title, 'acceptance'), acceptance: { ...acceptance, state: 'accepted' } },
    };
  }
  if (decision === 'fail') {
    return { state: 'withdrawalProposed', title: { ...title, acceptance: { ...acceptance, state: 'failed' } } };
  }
  const rectifyEndsMs = facts.acceptanceEndsMs ?? null;
  return { title: { ...title, acceptance: { state: 'rectifying', round: acceptance.round + 1, rectifyEndsMs } } };
}

/** a failed year proposes a revocation; people decide it. */
function afterYear(title: TitleCourse, message: Of<'decide'>, facts: TitleFacts): Moved {
  const after = afterYearDecision(title, message, facts);
  return message.decision === 'fail' ? { state: 'withdrawalProposed', title: after } : { title: after };
}

/** with nothing asked back the revocation is the end. A kept title goes on where it stood. */
function afterWithdrawal(
  title: TitleCourse,
  { decision, recoverFen = 0, atMs }: Of<'decide'>,
  { kept }: TitleFacts,
): Moved {
  if (decision === 'revoke') {
    return recoverFen === 0
      ? { state: 'ended', title: cancelled({ ...title, recovery: null }) }
      : { state: 'revoked', title: { ...title, recovery: { amountFen: recoverFen, recoveredFen: 0 } } };
  }
  const isAccepted = title.acceptance.state === 'accepted';
  const standing = kept === undefined ? title : withKeptDays(title, kept, atMs);
  return {
    state: isAccepted ? 'active' : 'building',
    title: title.acceptance.state === 'failed' ? requested(standing) : standing,
  };
}

function timerFired(course: GrantCourse, title: TitleCourse, facts: TitleFacts): Moved {
  const kind: GrantTimer['kind'] | null = course.timer?.kind ?? null;
  switch (kind) {
    case 'agreement':
      return { state: 'lapsed', title: cancelled(title) };
    case 'buildEnds':
    case 'acceptanceEnds':
      return { title: requested(title) };
    case 'suspensionEnds':
      return { title: { ...title, suspended: { ...title.suspended, byOfficer: false, untilMs: null } } };
    case 'yearOpens':
    case 'reportDue':
    case 'rectificationEnds':
      return { title: afterYearTimer(title, kind, facts) };
    case 'resubmission':
    case null:
      return { title };
    default:
      return unreachable(kind);
  }
}
