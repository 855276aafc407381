import { STEP_PATIENCE_MS, TIMER_PATIENCE_MS, WORKER_SILENT_MS, type WaitingFor } from '../oversight/diagnosis.ts';
import type { Label } from '../policy/policy-pack.ts';
import { ENDED_DEMAND_CYCLE_STATES, type DemandCycleState, type DemandPublishMode } from './demand-cycle-course.ts';

export const CYCLE_CAUSES = [
  'surveyRunning',
  'publicationOpen',
  'pushing',
  'starting',
  'startLost',
  'timerMissed',
  'workerDown',
  'pushed',
  'missed',
] as const;
export type CycleCause = (typeof CYCLE_CAUSES)[number];

/** What moves a cycle next by itself. */
export const CYCLE_EVENTS = ['publication', 'cycleMissed', 'push', 'retry'] as const;
export type CycleEvent = (typeof CYCLE_EVENTS)[number];

/** What a person may do about it. */
export const CYCLE_SUGGESTIONS = ['publication', 'startWorker'] as const;

export interface CycleDiagnosisFacts {
  readonly state: DemandCycleState;
  readonly publish: DemandPublishMode;
  readonly isStarted: boolean;
  readonly stateSinceMs: number;
  readonly endsAtMs: number;
  readonly nowMs: number;
  /** Age of the newest heartbeat of any worker, in real ms; null if there never was one. */
  readonly workerAgeMs: number | null;
}

export interface CycleDiagnosis {
  readonly waitingFor: WaitingFor;
  readonly cause: CycleCause;
  readonly sinceMs: number;
  readonly nextEvent: CycleEvent | null;
  readonly nextAtMs: number | null;
  readonly suggested: readonly (typeof CYCLE_SUGGESTIONS)[number][];
  readonly sentence: Label;
}

/** Exactly one cause why a cycle waits, true in all cases (design §6). */
export function diagnoseCycle(facts: CycleDiagnosisFacts): CycleDiagnosis {
  const { cause, waitingFor, nextEvent = null } = causeOf(facts);
  const { stateSinceMs, endsAtMs } = facts;
  const isTimed = nextEvent === 'publication' || nextEvent === 'cycleMissed';
  return {
    waitingFor,
    cause,
    sinceMs: cause === 'timerMissed' ? endsAtMs : stateSinceMs,
    nextEvent,
    nextAtMs: isTimed ? endsAtMs : null,
    suggested: suggestionsFor(cause),
    sentence: SENTENCES[cause],
  };
}

function suggestionsFor(cause: CycleCause): CycleDiagnosis['suggested'] {
  if (cause === 'surveyRunning' || cause === 'publicationOpen') {
    return ['publication'];
  }
  return cause === 'workerDown' ? ['startWorker'] : [];
}

interface Found {
  readonly cause: CycleCause;
  readonly waitingFor: WaitingFor;
  readonly nextEvent?: CycleEvent;
}

function causeOf(facts: CycleDiagnosisFacts): Found {
  const { state, publish, isStarted, stateSinceMs, endsAtMs, nowMs, workerAgeMs } = facts;
  const ended = ENDED_DEMAND_CYCLE_STATES.find((one) => one === state);
  if (ended !== undefined) {
    return { cause: ended, waitingFor: 'done' };
  }
  const needsWorker = !isStarted || state === 'published' || nowMs > endsAtMs;
  if (needsWorker && (workerAgeMs === null || workerAgeMs > WORKER_SILENT_MS)) {
    return { cause: 'workerDown', waitingFor: 'worker', nextEvent: 'retry' };
  }
  if (!isStarted) {
    return nowMs - stateSinceMs > STEP_PATIENCE_MS
      ? { cause: 'startLost', waitingFor: 'error', nextEvent: 'retry' }
      : { cause: 'starting', waitingFor: 'worker', nextEvent: 'retry' };
  }
  if (state === 'published') {
    return { cause: 'pushing', waitingFor: 'worker', nextEvent: 'push' };
  }
  if (nowMs > endsAtMs + TIMER_PATIENCE_MS) {
    return { cause: 'timerMissed', waitingFor: 'error', nextEvent: 'retry' };
  }
  return publish === 'AT_END'
    ? { cause: 'surveyRunning', waitingFor: 'clock', nextEvent: 'publication' }
    : { cause: 'publicationOpen', waitingFor: 'person', nextEvent: 'cycleMissed' };
}

const SENTENCES: Readonly<Record<CycleCause, Label>> = {
  surveyRunning: {
    zh: '调查期内；最后一日 24:00 自动发布，需求调查经办也可提前发布。',
    en: 'The survey runs; both lists are published by themselves at the end of the last day, or earlier by a demand officer.',
  },
  publicationOpen: {
    zh: '等待人社局需求调查经办发布；最后一日 24:00 前未发布则记为未发布。',
    en: 'Waits for a demand officer of the HR bureau to publish it; it is missed at the end of the last day.',
  },
  pushing: { zh: '已发布，正在推送。', en: 'Published; it is being pushed.' },
  starting: { zh: '正在启动。', en: 'It is starting.' },
  startLost: {
    zh: '启动未完成，系统会继续重试；持续不成功时请运维查看办理进程日志。',
    en: 'Its start is not done and is tried again; if it stays, an operator reads the worker’s log.',
  },
  timerMissed: {
    zh: '调查期已满而未发布；请运维检查 Temporal 与办理进程。',
    en: 'The survey is over and it was not published; an operator checks Temporal and the worker.',
  },
  workerDown: { zh: '办理进程未运行；请运维启动。', en: 'No worker runs; an operator starts one.' },
  pushed: { zh: '已发布并推送。', en: 'Published and pushed.' },
  missed: { zh: '本周期未发布。', en: 'Nobody published this cycle.' },
};
