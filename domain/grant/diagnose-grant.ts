import type { IsoDate } from '../calendar.ts';
import { emptySeat, type GrantTaskFacts } from './grant-empty-seat.ts';
import type { OrganCode, Role } from '../codes.ts';
import { STEP_PATIENCE_MS, TIMER_PATIENCE_MS, WORKER_SILENT_MS, type WaitingFor } from '../oversight/diagnosis.ts';
import type { Label } from '../policy/policy-pack.ts';
import { isOneOf } from '../verdict.ts';
import { GRANT_TASK_TITLES } from './grant-words-of-stages.ts';
import type { GrantCourse, GrantTimerKind } from './grant-course.ts';
import { ENDED_GRANT_STATES, NOTICE_GRANT_STATES, type GrantState } from './grant-state.ts';
import { isSuspended, PAYABLE_INSTALMENTS, REPORTABLE_YEAR_STATES } from './grant-title-course.ts';
import { ASSESSED_GRANT_STATES } from './grant-title-timer.ts';
import { GRANT_SENTENCES } from './grant-diagnosis-words.ts';

/** Why a grant waits: always exactly one of these (design §6). */
export const GRANT_CAUSES = [
  'draftOpen',
  'starting',
  'startLost',
  'workerDown',
  'timerMissed',
  'taskOpen',
  'nobodyPresent',
  'scoringOpen',
  'scoringToClose',
  'panelOwed',
  'proposalOwed',
  'noticeConfirmation',
  'noticeRunning',
  'correctionByApplicant',
  'holderSignature',
  'rectificationOwed',
  'acceptanceRectification',
  'yearReportOwed',
  'paymentUnanswered',
  'heldByCase',
  'suspended',
  'accountCorrection',
  'instalmentDue',
  'repaymentOwed',
  'titleRunning',
  'noOpenTask',
  'ended',
] as const;
export type GrantCause = (typeof GRANT_CAUSES)[number];

/** What moves a grant next by itself. */
export const GRANT_EVENTS = [
  'grantLapses',
  'suspensionEnds',
  'acceptanceOpens',
  'rectificationEnds',
  'reportFallsDue',
  'yearOpens',
  'noticeCloses',
  'absenceEnds',
  'retry',
] as const;
export type GrantEvent = (typeof GRANT_EVENTS)[number];

export const GRANT_SUGGESTIONS = [
  'submit',
  'resubmit',
  'decide',
  'panel',
  'scoringClose',
  'proposal',
  'confirm',
  'agreement',
  'yearReport',
  'rectification',
  'acceptanceRequest',
  'suspensionEnd',
  'caseClosure',
  'payeeAccount',
  'draftBatch',
  'enterResults',
  'enterRepayment',
  'endAbsence',
  'extension',
  'startWorker',
  'repair',
] as const;
export type GrantSuggestion = (typeof GRANT_SUGGESTIONS)[number];

export interface GrantDiagnosisFacts {
  readonly state: GrantState;
  readonly course: GrantCourse | null;
  readonly tasks: readonly GrantTaskFacts[];
  readonly isStarted: boolean;
  readonly stateSinceMs: number;
  /** The end of the notice that shows it, in business ms. */
  readonly noticeEndsMs: number | null;
  readonly nowMs: number;
  /** Age of the newest sign of life of any worker, in real ms; null if there never was one. */
  readonly workerAgeMs: number | null;
}

interface Owner {
  readonly kind: 'applicant' | 'office';
  readonly organ: OrganCode | null;
  readonly section: string | null;
  readonly role: Role | null;
}

export interface GrantDiagnosis {
  readonly waitingFor: WaitingFor;
  readonly cause: GrantCause;
  readonly sinceMs: number;
  readonly owner: Owner | null;
  readonly dueOn: IsoDate | null;
  readonly nextEvent: GrantEvent | null;
  readonly nextAtMs: number | null;
  readonly sentence: Label;
  readonly suggested: readonly GrantSuggestion[];
  readonly evidence: readonly { readonly fact: string; readonly value: string }[];
}

type Found = Pick<GrantDiagnosis, 'waitingFor' | 'cause'> &
  Partial<
    Pick<
      GrantDiagnosis,
      'sinceMs' | 'owner' | 'dueOn' | 'sentence' | 'suggested' | 'evidence' | 'nextEvent' | 'nextAtMs'
    >
  >;

/** A machine that has not done its part comes first, then people, then the clock. */
export function diagnoseGrant(facts: GrantDiagnosisFacts): GrantDiagnosis {
  const found = machineCause(facts) ?? openTask(facts) ?? ofState(facts);
  return {
    owner: null,
    dueOn: null,
    suggested: [],
    evidence: [],
    sinceMs: facts.stateSinceMs,
    sentence: GRANT_SENTENCES[found.cause],
    ...timerOf(facts),
    ...found,
  };
}

const EVENT_OF: Readonly<Record<GrantTimerKind, GrantEvent>> = {
  resubmission: 'grantLapses',
  agreement: 'grantLapses',
  suspensionEnds: 'suspensionEnds',
  buildEnds: 'acceptanceOpens',
  acceptanceEnds: 'acceptanceOpens',
  rectificationEnds: 'rectificationEnds',
  reportDue: 'reportFallsDue',
  yearOpens: 'yearOpens',
};

function timerOf({ course, state, noticeEndsMs }: GrantDiagnosisFacts): Pick<GrantDiagnosis, 'nextEvent' | 'nextAtMs'> {
  const timer = course?.timer ?? null;
  if (timer !== null) {
    return { nextEvent: EVENT_OF[timer.kind], nextAtMs: timer.atMs };
  }
  const isShown = state === 'noticeOpen' && noticeEndsMs !== null;
  return isShown ? { nextEvent: 'noticeCloses', nextAtMs: noticeEndsMs } : { nextEvent: null, nextAtMs: null };
}

function machineCause(facts: GrantDiagnosisFacts): Found | null {
  const { state, course, isStarted, nowMs, stateSinceMs, workerAgeMs } = facts;
  if (state === 'draft' || isOneOf(ENDED_GRANT_STATES, state)) {
    return null;
  }
  const isLate = course?.timer !== null && course?.timer !== undefined && nowMs > course.timer.atMs;
  const isSilent = workerAgeMs === null || workerAgeMs > WORKER_SILENT_MS;
  if ((!isStarted || isLate) && isSilent) {
    return { waitingFor: 'worker', cause: 'workerDown', nextEvent: 'retry', suggested: ['startWorker'] };
  }
  if (!isStarted) {
    return nowMs - stateSinceMs > STEP_PATIENCE_MS
      ? { waitingFor: 'error', cause: 'startLost', nextEvent: 'retry', suggested: ['repair'] }
      : { waitingFor: 'worker', cause: 'starting', nextEvent: 'retry' };
  }
  return isLate && nowMs > (course.timer?.atMs ?? 0) + TIMER_PATIENCE_MS
    ? {
        waitingFor: 'error',
        cause: 'timerMissed',
        sinceMs: course.timer?.atMs ?? 0,
        nextEvent: 'retry',
        suggested: ['repair'],
      }
    : null;
}

/** The task whose last day comes first. */
function openTask({ state, tasks }: GrantDiagnosisFacts): Found | null {
  const [first] = tasks.toSorted((a, b) => (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9') || a.sinceMs - b.sinceMs);
  if (first === undefined) {
    return null;
  }
  const { organ, section, role, dueOn, sinceMs, taskId, kind } = first;
  const said = { waitingFor: 'person', sinceMs, dueOn } as const;
  const evidence = [
    { fact: 'task', value: taskId },
    { fact: 'openTasks', value: String(tasks.length) },
  ];
  if (state === 'scoring') {
    const owner = { kind: 'office', organ: null, section: null, role } as const;
    return { ...said, cause: 'scoringOpen', owner, suggested: ['decide'], evidence };
  }
  const owner = { kind: 'office', organ, section, role } as const;
  const empty = emptySeat(first);
  if (empty !== null) {
    return { ...said, ...empty, owner };
  }
  if (isOneOf(NOTICE_GRANT_STATES, state)) {
    return { ...said, cause: 'noticeConfirmation', owner, suggested: ['confirm'], evidence };
  }
  const title = GRANT_TASK_TITLES[kind] ?? { zh: kind, en: kind };
  const sentence = { zh: `等待办理：${title.zh}。`, en: `Waits for a task: ${title.en}.` };
  return { ...said, cause: 'taskOpen', owner, suggested: ['decide'], sentence, evidence };
}

const HOLDER = { kind: 'applicant', organ: null, section: null, role: 'applicant' } as const;
const OFFICER = { kind: 'office', organ: 'HRSS', section: null, role: 'grantOfficer' } as const;
const INVESTIGATOR = { kind: 'office', organ: 'HRSS', section: null, role: 'bureauReviewer' } as const;
const MAKER = { kind: 'office', organ: 'FINANCE', section: null, role: 'financeMaker' } as const;

const OF_STATE: Readonly<Partial<Record<GrantState, Found>>> = {
  draft: { waitingFor: 'person', cause: 'draftOpen', owner: HOLDER, suggested: ['submit'] },
  returnedToApplicant: { waitingFor: 'person', cause: 'correctionByApplicant', owner: HOLDER, suggested: ['resubmit'] },
  recommended: { waitingFor: 'person', cause: 'panelOwed', owner: OFFICER, suggested: ['panel'] },
  scoring: { waitingFor: 'person', cause: 'scoringToClose', owner: OFFICER, suggested: ['scoringClose'] },
  ranked: { waitingFor: 'person', cause: 'proposalOwed', owner: OFFICER, suggested: ['proposal'] },
  noticeOpen: { waitingFor: 'clock', cause: 'noticeRunning' },
  agreement: { waitingFor: 'person', cause: 'holderSignature', owner: HOLDER, suggested: ['agreement'] },
  recoveryDue: { waitingFor: 'person', cause: 'repaymentOwed', owner: MAKER, suggested: ['enterRepayment'] },
};

function ofState(facts: GrantDiagnosisFacts): Found {
  const { state } = facts;
  if (isOneOf(ENDED_GRANT_STATES, state)) {
    return { waitingFor: 'done', cause: 'ended' };
  }
  const fixed = OF_STATE[state];
  return fixed ?? (isOneOf(ASSESSED_GRANT_STATES, state) ? ofTitle(facts) : LOST);
}

/** A state that wants a task and has none. */
const LOST: Found = { waitingFor: 'error', cause: 'noOpenTask', suggested: ['repair'] };

/** What the holder owes, then the money, then the clock. */
function ofTitle({ course }: GrantDiagnosisFacts): Found {
  const title = course?.title ?? null;
  if (title === null) {
    return LOST;
  }
  const owed = title.years.find(({ state }) => state === 'rectifying' || isOneOf(REPORTABLE_YEAR_STATES, state));
  if (owed !== undefined) {
    const isRectifying = owed.state === 'rectifying';
    return {
      waitingFor: 'person',
      cause: isRectifying ? 'rectificationOwed' : 'yearReportOwed',
      owner: HOLDER,
      suggested: [isRectifying ? 'rectification' : 'yearReport'],
      evidence: [{ fact: 'year', value: String(owed.year) }],
    };
  }
  if (title.acceptance.state === 'rectifying') {
    return { waitingFor: 'person', cause: 'acceptanceRectification', owner: HOLDER, suggested: ['acceptanceRequest'] };
  }
  if (title.instalments.some(({ state }) => state === 'sent')) {
    return { waitingFor: 'outside', cause: 'paymentUnanswered', suggested: ['enterResults'] };
  }
  const [caseId] = title.suspended.caseIds;
  if (caseId !== undefined) {
    const evidence = [{ fact: 'case', value: caseId }];
    return { waitingFor: 'hold', cause: 'heldByCase', owner: INVESTIGATOR, suggested: ['caseClosure'], evidence };
  }
  if (isSuspended(title)) {
    return { waitingFor: 'hold', cause: 'suspended', owner: OFFICER, suggested: ['suspensionEnd'] };
  }
  if (title.account?.isReturned === true && title.instalments.some(({ state }) => state === 'failed')) {
    return { waitingFor: 'person', cause: 'accountCorrection', owner: HOLDER, suggested: ['payeeAccount'] };
  }
  const due = title.instalments.find(({ state }) => isOneOf(PAYABLE_INSTALMENTS, state));
  return due === undefined
    ? { waitingFor: 'clock', cause: 'titleRunning' }
    : {
        waitingFor: 'person',
        cause: 'instalmentDue',
        owner: MAKER,
        suggested: ['draftBatch'],
        evidence: [{ fact: 'instalment', value: String(due.no) }],
      };
}
