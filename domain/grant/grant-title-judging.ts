import { CAME_BACK_RESULTS } from '../payout/inbox-judgement.ts';
import { granted, isOneOf, refused, unreachable, type Verdict } from '../verdict.ts';
import { judgeHolder, judgeSeat } from './grant-application-judging.ts';
import type { GrantCourse, GrantPlan } from './grant-course.ts';
import type { GrantRefusal, TitleAct } from './grant-judging.ts';
import { judgeRecoverFen, judgeRepaidFen } from './grant-recovery.ts';
import { authorizeGrantAct, type GrantRole } from './grant-role.ts';
import { seatOfStage, STAGE_DECISIONS } from './grant-stage.ts';
import {
  ASSESSABLE_YEAR_STATES,
  isSuspended,
  paidFenOf,
  REPORTABLE_YEAR_STATES,
  REQUESTABLE_ACCEPTANCES,
  payableInstalment,
  sentFenOf,
  yearOf,
  type TitleCourse,
  type TitleYear,
} from './grant-title-course.ts';
import { judgeSpent } from './year-report.ts';

type Judged = Verdict<null, GrantRefusal>;
type Of<Kind extends TitleAct['kind']> = Extract<TitleAct, { readonly kind: Kind }>;

/** Judges an act from the agreement on; the state table has it open. */
export function judgeTitleAct(course: GrantCourse, message: TitleAct, plan: GrantPlan): Judged {
  const { title } = course;
  if (title === null) {
    return refused('WRONG_STATE');
  }
  switch (message.kind) {
    case 'signAgreement':
      return title.holderSigned ? refused('WRONG_STATE') : judgeHolder(course, message, plan);
    case 'requestAcceptance':
      return judgeRequest({ course, title, plan }, message);
    case 'reportYear':
    case 'rectifyYear':
      return judgeReport({ course, title, plan }, message);
    case 'relinquish':
      return judgeRelinquish({ course, title, plan }, message);
    case 'correctAccount':
      return judgeAccount({ course, title, plan }, message);
    case 'suspend':
    case 'resume':
      return judgeSuspension({ course, title, plan }, message);
    case 'payoutReleasing':
      return judgeReleasing({ course, title, plan }, message);
    case 'payoutReported':
      return judgeReported(title, message);
    case 'repaid':
      return judgeRepaid({ course, title, plan }, message);
    case 'decide':
      return judgeTitleDecision({ course, title, plan }, message);
    case 'timerFired':
      return granted(null);
    default:
      return unreachable(message);
  }
}

interface Standing {
  readonly course: GrantCourse;
  readonly title: TitleCourse;
  readonly plan: GrantPlan;
}

/** the holder asks until the end of the build period or of what is put right; then the task is open by itself. */
function judgeRequest({ course, title, plan }: Standing, message: Of<'requestAcceptance'>): Judged {
  if (!isOneOf(REQUESTABLE_ACCEPTANCES, title.acceptance.state)) {
    return refused('WRONG_STATE');
  }
  const verdict = judgeHolder(course, message, plan);
  return verdict.ok ? judgeSpentOf(title, message.spentFen) : verdict;
}

function judgeSpentOf(title: TitleCourse, spentFen: number): Judged {
  return judgeSpent(spentFen, { paidFen: paidFenOf(title), lastSpentFen: title.spentFen });
}

/** a report from the opening of the year on, once; a rectification while it is under way. */
function judgeReport({ course, title, plan }: Standing, message: Of<'reportYear' | 'rectifyYear'>): Judged {
  const year = yearOf(title, message.year);
  if (year === null) {
    return refused('YEAR_NOT_OPEN');
  }
  const isOpen =
    message.kind === 'reportYear' ? isOneOf(REPORTABLE_YEAR_STATES, year.state) : year.state === 'rectifying';
  if (!isOpen) {
    return refused(message.kind === 'reportYear' ? 'REPORT_EXISTS' : 'WRONG_STATE');
  }
  const verdict = judgeHolder(course, message, plan);
  return verdict.ok ? judgeSpentOf(title, message.spentFen) : verdict;
}

/** Money that is on its way decides nothing that ends the title: it would come after the end. */
function judgeRelinquish({ course, title, plan }: Standing, message: Of<'relinquish'>): Judged {
  const verdict = judgeHolder(course, message, plan);
  if (!verdict.ok) {
    return verdict;
  }
  return sentFenOf(title) > 0 ? refused('PAYMENT_UNDER_WAY') : granted(null);
}

/** the holder corrects the account of a payment that failed or came back; an officer confirms it. */
function judgeAccount({ course, title, plan }: Standing, message: Of<'correctAccount'>): Judged {
  const hasFailed = title.instalments.some(({ state }) => state === 'failed');
  return hasFailed ? judgeHolder(course, message, plan) : refused('WRONG_STATE');
}

/** an officer's suspension and that of each case stand beside each other. */
function judgeSuspension({ course, title, plan }: Standing, message: Of<'suspend' | 'resume'>): Judged {
  const { actor, caseId } = message;
  const { byOfficer, caseIds } = title.suspended;
  const isSuspendedBy = caseId === null ? byOfficer : caseIds.includes(caseId);
  if (isSuspendedBy === (message.kind === 'suspend')) {
    return refused('WRONG_STATE');
  }
  if (actor === null) {
    return caseId === null ? refused('WRONG_STATE') : granted(null);
  }
  return caseId !== null
    ? refused('WRONG_STATE')
    : judgeSeat(course, { actor, expectedRevision: message.expectedRevision ?? -1 }, seatOfStage('acceptance', plan));
}

/** the first instalment that is due is paid, by two persons who are nothing else in the grant. */
function judgeReleasing({ course, title, plan }: Standing, message: Of<'payoutReleasing'>): Judged {
  if (isSuspended(title)) {
    return refused('GRANT_SUSPENDED');
  }
  if (payableInstalment(title)?.no !== message.instalmentNo) {
    return refused('INSTALMENT_NOT_DUE');
  }
  const { maker, checker } = message;
  if (maker.personId === checker.personId) {
    return refused('SAME_PERSON_FORBIDDEN');
  }
  const makerVerdict = authorizeGrantAct(maker, financeSeat('maker', plan), course.deciders);
  return makerVerdict.ok
    ? unit(authorizeGrantAct(checker, financeSeat('checker', plan), course.deciders))
    : makerVerdict;
}

function financeSeat(decidesAs: Extract<GrantRole, 'maker' | 'checker'>, { jurisdiction }: GrantPlan) {
  const role = decidesAs === 'maker' ? 'financeMaker' : 'financeChecker';
  return { role, organ: 'FINANCE', jurisdiction, decidesAs } as const;
}

function unit<Reason extends string>(verdict: Verdict<unknown, Reason>): Verdict<null, Reason> {
  return verdict.ok ? granted(null) : verdict;
}

/** A final result is never refused once its payment was sent; another one of the same payment may only bring it back. */
function judgeReported(title: TitleCourse, { instalmentNo, outcome }: Of<'payoutReported'>): Judged {
  const instalment = title.instalments.find(({ no }) => no === instalmentNo);
  const isFirst = instalment?.state === 'sent';
  const isReturn = instalment?.state === 'settled' && isOneOf(CAME_BACK_RESULTS, outcome);
  return isFirst || isReturn ? granted(null) : refused('CONTRADICTION');
}

/** what was asked back is repaid by two persons of Finance, never beyond what is owed. */
function judgeRepaid({ course, title, plan }: Standing, { actor, makerId, amountFen }: Of<'repaid'>): Judged {
  if (title.recovery === null) {
    return refused('WRONG_STATE');
  }
  const isMakerElse = course.deciders.some(({ personId, role }) => personId === makerId && role !== 'maker');
  if (actor.personId === makerId || isMakerElse) {
    return refused('SAME_PERSON_FORBIDDEN');
  }
  const verdict = authorizeGrantAct(actor, financeSeat('checker', plan), course.deciders);
  return verdict.ok ? judgeRepaidFen(amountFen, title.recovery) : verdict;
}

function judgeTitleDecision(standing: Standing, message: Of<'decide'>): Judged {
  const { course, title, plan } = standing;
  const decisions: readonly string[] = STAGE_DECISIONS[message.stage];
  if (!decisions.includes(message.decision) || !isTaskOpen(title, message)) {
    return refused('WRONG_STATE');
  }
  const seat = judgeSeat(course, message, seatOfStage(message.stage, plan));
  if (!seat.ok) {
    return seat;
  }
  const year = yearOf(title, message.year);
  if (year !== null && (message.stage === 'assessment' || message.stage === 'recheck')) {
    return judgeAssessment(year, message);
  }
  if (message.stage === 'withdrawalDecision' && message.decision === 'revoke') {
    return judgeRevocation(title, message.recoverFen ?? 0);
  }
  return granted(null);
}

/** Which of the tasks of a title is open now. */
export function isTaskOpen(title: TitleCourse, { stage, year }: Pick<Of<'decide'>, 'stage' | 'year'>): boolean {
  const state = yearOf(title, year)?.state;
  switch (stage) {
    case 'agreement':
      return title.holderSigned;
    case 'acceptance':
      return title.acceptance.state === 'requested';
    case 'assessment':
      return state !== undefined && isOneOf(ASSESSABLE_YEAR_STATES, state);
    case 'recheck':
      return state === 'recheck';
    case 'accountCheck':
      return title.account?.isWaiting ?? false;
    case 'withdrawalDecision':
    case 'recoveryConfirmation':
      return true;
    case 'cityRecommendation':
    case 'cityFinance':
    case 'designation':
      return false;
    default:
      return unreachable(stage);
  }
}

/**
 * no pass below the threshold, put right once, looked at again by another person. R-117: only a year of
 * building is excused, and only where no figures are reported; a year that opened before this was asked is as it was.
 */
function judgeAssessment(year: TitleYear, { actor, stage, decision }: Of<'decide'>): Judged {
  if (stage === 'recheck' && year.assessorId === actor.personId) {
    return refused('SAME_PERSON_FORBIDDEN');
  }
  if (decision === 'pass' && year.meets === false) {
    return refused('THRESHOLD_NOT_MET');
  }
  if (decision === 'rectify' && year.rectified >= year.maxRectifications) {
    return refused('RECTIFIED_ONCE');
  }
  const isExcusable = year.ofBuilding === undefined || (year.ofBuilding && year.state === 'overdue');
  return decision === 'excuse' && !isExcusable ? refused('WRONG_STATE') : granted(null);
}

function judgeRevocation(title: TitleCourse, recoverFen: number): Judged {
  if (sentFenOf(title) > 0) {
    return refused('PAYMENT_UNDER_WAY');
  }
  return judgeRecoverFen(recoverFen, { paidFen: paidFenOf(title) });
}
