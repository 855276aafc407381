import type { IsoDate } from '../calendar.ts';
import type { Role } from '../codes.ts';
import { STEP_PATIENCE_MS, TIMER_PATIENCE_MS, WORKER_SILENT_MS, type WaitingFor } from '../oversight/diagnosis.ts';
import type { Label } from '../policy/policy-pack.ts';
import { CITY_GRANT_STATES } from './grant-state.ts';
import { isCallSettled, type CallCourse, type CallPlan } from './call-course.ts';
import { CALL_SENTENCES } from './grant-diagnosis-words.ts';

/** Why a call waits: always exactly one of these (design §6). */
export const CALL_CAUSES = [
  'starting',
  'startLost',
  'workerDown',
  'timerMissed',
  'applicationsOpen',
  'citiesOwed',
  'panelOwed',
  'scoringOpen',
  'scoringToClose',
  'proposalOwed',
  'noticeRunning',
  'ended',
] as const;
export type CallCause = (typeof CALL_CAUSES)[number];

export const CALL_EVENTS = ['applicationsClose', 'retry'] as const;

export const CALL_SUGGESTIONS = ['panel', 'scoringClose', 'proposal', 'decide', 'startWorker', 'repair'] as const;

export interface CallDiagnosisFacts {
  readonly course: CallCourse;
  readonly plan: Pick<CallPlan, 'closesAtMs'>;
  /** Submitted applications by their state. */
  readonly counts: Readonly<Record<string, number>>;
  /** Tasks of experts that are open. */
  readonly openScores: number;
  readonly reviewDueOn: IsoDate;
  readonly cityDueOn: IsoDate;
  readonly isStarted: boolean;
  readonly stateSinceMs: number;
  readonly nowMs: number;
  readonly workerAgeMs: number | null;
}

export interface CallDiagnosis {
  readonly waitingFor: WaitingFor;
  readonly cause: CallCause;
  readonly sinceMs: number;
  readonly ownerRole: Role | null;
  readonly dueOn: IsoDate | null;
  readonly nextEvent: (typeof CALL_EVENTS)[number] | null;
  readonly nextAtMs: number | null;
  readonly sentence: Label;
  readonly suggested: readonly (typeof CALL_SUGGESTIONS)[number][];
  readonly evidence: readonly { readonly fact: string; readonly value: string }[];
}

type Found = Pick<CallDiagnosis, 'waitingFor' | 'cause'> &
  Partial<Pick<CallDiagnosis, 'sinceMs' | 'ownerRole' | 'dueOn' | 'suggested' | 'nextEvent' | 'nextAtMs'>>;

/** A machine that has not done its part comes first, then people, then the clock. */
export function diagnoseCall(facts: CallDiagnosisFacts): CallDiagnosis {
  const { counts, openScores, stateSinceMs } = facts;
  const found = isCallSettled(facts.course) ? DONE : (machineCause(facts) ?? ofState(facts));
  const applications = Object.values(counts).reduce((sum, number) => sum + number, 0);
  return {
    ownerRole: null,
    dueOn: null,
    nextEvent: null,
    nextAtMs: null,
    suggested: [],
    sinceMs: stateSinceMs,
    sentence: CALL_SENTENCES[found.cause],
    evidence: [
      { fact: 'applications', value: String(applications) },
      { fact: 'openScores', value: String(openScores) },
    ],
    ...found,
  };
}

const DONE: Found = { waitingFor: 'done', cause: 'ended' };

function machineCause({ course, plan, isStarted, nowMs, stateSinceMs, workerAgeMs }: CallDiagnosisFacts): Found | null {
  const isLate = course.state === 'open' && nowMs > plan.closesAtMs;
  const isSilent = workerAgeMs === null || workerAgeMs > WORKER_SILENT_MS;
  if ((!isStarted || isLate) && isSilent) {
    return { waitingFor: 'worker', cause: 'workerDown', nextEvent: 'retry', suggested: ['startWorker'] };
  }
  if (!isStarted) {
    return nowMs - stateSinceMs > STEP_PATIENCE_MS
      ? { waitingFor: 'error', cause: 'startLost', nextEvent: 'retry', suggested: ['repair'] }
      : { waitingFor: 'worker', cause: 'starting', nextEvent: 'retry' };
  }
  return isLate && nowMs > plan.closesAtMs + TIMER_PATIENCE_MS
    ? { waitingFor: 'error', cause: 'timerMissed', sinceMs: plan.closesAtMs, nextEvent: 'retry', suggested: ['repair'] }
    : null;
}

function ofState(facts: CallDiagnosisFacts): Found {
  const { course, plan, reviewDueOn } = facts;
  const officer = { waitingFor: 'person', ownerRole: 'grantOfficer', dueOn: reviewDueOn } as const;
  switch (course.state) {
    case 'open':
      return {
        waitingFor: 'clock',
        cause: 'applicationsOpen',
        nextEvent: 'applicationsClose',
        nextAtMs: plan.closesAtMs,
      };
    case 'underReview':
      return underReview(facts);
    case 'ranked':
      return { ...officer, cause: 'proposalOwed', suggested: ['proposal'] };
    case 'proposed':
      return { waitingFor: 'person', cause: 'noticeRunning', ownerRole: 'noticeOfficer' };
    case 'decided':
    case 'ended':
    case 'cancelled':
      return DONE;
    default:
      return course.state satisfies never;
  }
}

function underReview({ course, counts, openScores, reviewDueOn, cityDueOn }: CallDiagnosisFacts): Found {
  const officer = { waitingFor: 'person', ownerRole: 'grantOfficer' } as const;
  const atCities = CITY_GRANT_STATES.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  if (openScores > 0) {
    const expert = { waitingFor: 'person', ownerRole: 'expert', dueOn: reviewDueOn } as const;
    return { ...expert, cause: 'scoringOpen', suggested: ['decide'] };
  }
  if (atCities > 0) {
    return { ...officer, cause: 'citiesOwed', dueOn: cityDueOn, suggested: ['decide'] };
  }
  return course.panel === null
    ? { ...officer, cause: 'panelOwed', dueOn: reviewDueOn, suggested: ['panel'] }
    : { ...officer, cause: 'scoringToClose', dueOn: reviewDueOn, suggested: ['scoringClose'] };
}
