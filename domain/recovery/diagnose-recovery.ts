import { endOfDayMs, startOfDayMs, type IsoDate } from '../calendar.ts';
import type { OrganCode, Role } from '../codes.ts';
import { STEP_PATIENCE_MS, TIMER_PATIENCE_MS, WORKER_SILENT_MS, type WaitingFor } from '../oversight/diagnosis.ts';
import type { Label } from '../policy/policy-pack.ts';
import { unreachable } from '../verdict.ts';
import type { RecoveryCourse } from './recovery-course.ts';
import { nextInstalmentOn, recoveryTimer } from './recovery-timer.ts';
import { APPEAL_RULINGS, type RecoveryState } from './recovery-words.ts';

/** Why a recovery waits; the ends are states of their own. */
export const RECOVERY_STANDINGS = [
  'approvalOpen',
  'noticeBeingSent',
  'payTermRunning',
  'repaymentOwed',
  'creditFile',
  'appealOpen',
  'proposalOpen',
  'instalmentsRunning',
  'starting',
  'startLost',
  'timerMissed',
  'workerDown',
  'recovered',
  'annulled',
  'writtenOff',
] as const;
export type RecoveryStanding = (typeof RECOVERY_STANDINGS)[number];

/** What moves it next by itself. */
export const RECOVERY_EVENTS = ['noticeSent', 'payTermEnds', 'reminder', 'instalmentDue', 'retry'] as const;

/** What a person may do about it. */
export const RECOVERY_ACTS = [
  'approval',
  'refusal',
  ...APPEAL_RULINGS,
  'repayment',
  'setOff',
  'instalments',
  'confirmInstalments',
  'writeOff',
  'confirmWriteOff',
  'startWorker',
] as const;

interface Found {
  readonly cause: RecoveryStanding;
  readonly waitingFor: WaitingFor;
  readonly owner?: { readonly organ: OrganCode | null; readonly role: Role };
  readonly event?: (typeof RECOVERY_EVENTS)[number];
  readonly acts?: readonly (typeof RECOVERY_ACTS)[number][];
}

export interface RecoveryDiagnosisFacts {
  readonly course: RecoveryCourse;
  readonly isStarted: boolean;
  readonly stateSinceMs: number;
  readonly nowMs: number;
  /** Age of the newest heartbeat of any worker, in real ms; null if there never was one. */
  readonly workerAgeMs: number | null;
}

/** Exactly one cause why a recovery waits, true in all cases (design §6). */
export function diagnoseRecovery(facts: RecoveryDiagnosisFacts): Found & {
  readonly nextAtMs: number | null;
  readonly dueOn: IsoDate | null;
  readonly dueAtMs: number | null;
  readonly sentence: Label;
} {
  const found = causeOf(facts);
  const { course } = facts;
  const dueOn = dueOnOf(found.cause, course);
  return {
    ...found,
    nextAtMs: found.event === undefined || found.event === 'retry' ? null : (recoveryTimer(course)?.atMs ?? null),
    dueOn,
    dueAtMs: dueOn === null ? null : endOfDayMs(dueOn),
    sentence: SENTENCES[found.cause],
  };
}

function causeOf({ course, isStarted, stateSinceMs, nowMs, workerAgeMs }: RecoveryDiagnosisFacts): Found {
  const ended = ENDS[course.state];
  if (ended !== undefined) {
    return ended;
  }
  const timer = recoveryTimer(course);
  const isPast = timer !== null && nowMs > timer.atMs + TIMER_PATIENCE_MS;
  if (!isStarted || isPast || course.state === 'approved') {
    if (workerAgeMs === null || workerAgeMs > WORKER_SILENT_MS) {
      return { cause: 'workerDown', waitingFor: 'worker', event: 'retry', acts: ['startWorker'] };
    }
  }
  if (!isStarted) {
    return nowMs - stateSinceMs > STEP_PATIENCE_MS
      ? { cause: 'startLost', waitingFor: 'error', event: 'retry' }
      : { cause: 'starting', waitingFor: 'worker', event: 'retry' };
  }
  return isPast ? { cause: 'timerMissed', waitingFor: 'error', event: 'retry' } : ofState(course);
}

const MAKER = { organ: 'FINANCE', role: 'financeMaker' } as const;

function ofState(course: RecoveryCourse): Found {
  const { proposal, state } = course;
  if (proposal !== null && state !== 'appealed') {
    return proposal.kind === 'instalments'
      ? {
          cause: 'proposalOpen',
          waitingFor: 'person',
          owner: { organ: 'FINANCE', role: 'financeChecker' },
          acts: ['confirmInstalments'],
        }
      : {
          cause: 'proposalOpen',
          waitingFor: 'person',
          owner: { organ: null, role: 'operatorApprover' },
          acts: ['confirmWriteOff'],
        };
  }
  switch (state) {
    case 'found':
      return {
        cause: 'approvalOpen',
        waitingFor: 'person',
        owner: { organ: 'HRSS', role: 'bureauReviewer' },
        acts: ['approval', 'refusal'],
      };
    case 'approved':
      return { cause: 'noticeBeingSent', waitingFor: 'worker', event: 'noticeSent' };
    case 'noticed':
      return { cause: 'payTermRunning', waitingFor: 'outside', owner: APPLICANT, event: 'payTermEnds', acts: MONEY };
    case 'appealed':
      return {
        cause: 'appealOpen',
        waitingFor: 'person',
        owner: { organ: 'HRSS', role: 'noticeOfficer' },
        acts: APPEAL_RULINGS,
      };
    case 'instalments':
      return {
        cause: 'instalmentsRunning',
        waitingFor: 'outside',
        owner: APPLICANT,
        event: 'instalmentDue',
        acts: MONEY,
      };
    case 'due':
    case 'recovered':
    case 'annulled':
    case 'writtenOff':
      return course.nextDunningOn === null
        ? { cause: 'creditFile', waitingFor: 'person', owner: MAKER, acts: [...MONEY, 'writeOff'] }
        : { cause: 'repaymentOwed', waitingFor: 'person', owner: MAKER, event: 'reminder', acts: MONEY };
    default:
      return unreachable(state);
  }
}

const APPLICANT = { organ: null, role: 'applicant' } as const;
const MONEY = ['repayment', 'setOff', 'instalments'] as const;

const ENDS: Readonly<Partial<Record<RecoveryState, Found>>> = {
  recovered: { cause: 'recovered', waitingFor: 'done' },
  annulled: { cause: 'annulled', waitingFor: 'done' },
  writtenOff: { cause: 'writtenOff', waitingFor: 'done' },
};

function dueOnOf(cause: RecoveryStanding, course: RecoveryCourse): IsoDate | null {
  if (cause === 'payTermRunning') {
    return course.payBy;
  }
  return cause === 'instalmentsRunning' ? nextInstalmentOn(course) : null;
}

/** The instant at which the next reminder goes out, in ms; null if none does. */
export function nextDunningMs({
  state,
  nextDunningOn,
}: Pick<RecoveryCourse, 'state' | 'nextDunningOn'>): number | null {
  return state === 'due' && nextDunningOn !== null ? startOfDayMs(nextDunningOn) : null;
}

const SENTENCES: Readonly<Record<RecoveryStanding, Label>> = {
  approvalOpen: {
    zh: '等待另一人核准追回：人社局复核人或财政复核人。',
    en: 'Waits for the approval by another person: a reviewer of the HR bureau or a checker of Finance.',
  },
  noticeBeingSent: { zh: '已核准，正在生成追回通知书。', en: 'Approved; the letter is being made.' },
  payTermRunning: {
    zh: '追回通知书已发出，缴回期限内。',
    en: 'The letter was sent; the days to pay are running.',
  },
  repaymentOwed: { zh: '缴回期限已满，等待缴回。', en: 'The days to pay are over; the money is due.' },
  creditFile: {
    zh: '三次催告之后仍未缴回，已列入待转诚信档案。',
    en: 'Reminded three times and not repaid; it is listed for the credit file.',
  },
  appealOpen: {
    zh: '申诉待裁决，期间不催告；由未参与认定和核准的人员裁决。',
    en: 'An appeal waits for its ruling by a third person; nobody is reminded meanwhile.',
  },
  proposalOpen: {
    zh: '等待另一人确认所提方案。',
    en: 'What was proposed waits for its confirmation by another person.',
  },
  instalmentsRunning: { zh: '按分期计划缴回中。', en: 'It is being repaid by instalments.' },
  starting: { zh: '正在启动。', en: 'It is starting.' },
  startLost: {
    zh: '启动未完成，系统会继续重试；持续不成功时请运维查看办理进程日志。',
    en: 'Its start is not done and is tried again; if it stays, an operator reads the worker’s log.',
  },
  timerMissed: {
    zh: '期限已满而未继续；请运维检查 Temporal 与办理进程。',
    en: 'A period is over and it did not go on; an operator checks Temporal and the worker.',
  },
  workerDown: { zh: '办理进程未运行；请运维启动。', en: 'No worker runs; an operator starts one.' },
  recovered: { zh: '已全部收回。', en: 'All of it has come back.' },
  annulled: { zh: '已撤销，不再追回。', en: 'Annulled: nothing is asked back.' },
  writtenOff: { zh: '已核销。', en: 'Written off.' },
};
