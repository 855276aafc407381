import { addDays, dayAt, startOfDayMs } from '../calendar.ts';
import type { TaskKind } from '../task/task-words.ts';
import { backOn } from './absent-seat.ts';
import type { CaseCause, CaseDiagnosis, CaseFacts, CaseFound, CaseTask } from './case-diagnosis.ts';
import { caseSentences } from './case-sentences.ts';
import { STEP_PATIENCE_MS, TIMER_PATIENCE_MS, WORKER_SILENT_MS } from './diagnosis.ts';
import { engineCause, enginePlaces } from './engine-cause.ts';
import { isRepeated, owner, suggestedFor } from './found-cause.ts';
import { unableCause, unablePlaces } from './unable-seat.ts';
import { suggestedByTask } from './task-cause.ts';

/**
 * Why a filing, a notice or a batch waits. What has ended waits for nothing; then comes what the engine says of its
 * workflow, a machine that has not done its part, an open task, and what the state says.
 *
 * @param besides what it waits for as well
 */
export function diagnoseCase(
  facts: CaseFacts,
  ofState: CaseFound & { readonly isTaskOwed?: boolean; readonly timerAtMs?: number | null },
  besides: readonly CaseFound[] = [],
): CaseDiagnosis {
  const { isTaskOwed = false, timerAtMs = null, ...state } = ofState;
  const found =
    state.waitingFor === 'done' || state.cause === 'draftOpen'
      ? state
      : (ofEngine(facts) ??
        machineCause(facts, timerAtMs) ??
        ofTask(facts) ??
        (isTaskOwed ? withoutTask(facts) : state));
  const said = complete(found, facts);
  return {
    ...said,
    also: besides
      .map((other) => complete(other, facts))
      .map(({ cause, sentence, sentenceForApplicant }) => ({ cause, sentence, sentenceForApplicant })),
  };
}

function complete({ places = {}, ...found }: CaseFound, facts: CaseFacts): Omit<CaseDiagnosis, 'also'> {
  const said = {
    sinceMs: facts.stateSinceMs,
    owner: null,
    dueOn: null,
    nextAutomaticEvent: null,
    nextAutomaticAtMs: null,
    suggestedActs: [],
    evidence: [],
    ...found,
  };
  return { ...said, ...caseSentences(said, facts, places) };
}

function ofEngine(facts: CaseFacts): CaseFound | null {
  const found = engineCause(facts);
  return found === null ? null : { ...found, places: enginePlaces(facts.engine) };
}

/** An act, a start or a timer that is late is the worker's where none runs, else a fault; a fresh one is being recorded. */
function machineCause(facts: CaseFacts, timerAtMs: number | null): CaseFound | null {
  const { nowMs, openAct, startWaitsSinceMs } = facts;
  if (openAct !== null) {
    const fault = openAct.ageMs > TIMER_PATIENCE_MS ? 'actNotRecorded' : 'workerNotAnswering';
    const seen = { fact: 'act', value: openAct.actId };
    const sinceMs = nowMs - openAct.ageMs;
    return openAct.ageMs > STEP_PATIENCE_MS ? owed(facts, fault, sinceMs, seen) : RECORDING;
  }
  if (startWaitsSinceMs !== null) {
    const seen = { fact: 'startRequested', value: new Date(startWaitsSinceMs).toISOString() };
    return nowMs - startWaitsSinceMs > STEP_PATIENCE_MS
      ? owed(facts, 'startLost', startWaitsSinceMs, seen)
      : { ...RECORDING, cause: 'starting' };
  }
  if (timerAtMs !== null && nowMs > timerAtMs) {
    const seen = { fact: 'timer', value: new Date(timerAtMs).toISOString() };
    return nowMs > timerAtMs + TIMER_PATIENCE_MS ? owed(facts, 'timerMissed', timerAtMs, seen) : RECORDING;
  }
  return null;
}

const RECORDING = { waitingFor: 'worker', cause: 'recording', nextAutomaticEvent: 'actRecorded' } as const;

function owed(
  { workerAgeMs }: CaseFacts,
  fault: CaseCause,
  sinceMs: number,
  seen: CaseDiagnosis['evidence'][number],
): CaseFound {
  const isAlive = workerAgeMs !== null && workerAgeMs < WORKER_SILENT_MS;
  const isError = isAlive && fault !== 'workerNotAnswering';
  const heartbeat = workerAgeMs === null ? 'never' : `${Math.round(workerAgeMs / 1_000)} s`;
  return {
    waitingFor: isError ? 'error' : 'worker',
    cause: isAlive ? fault : 'workerDown',
    sinceMs,
    owner: owner('operator', { role: 'operator' }),
    nextAutomaticEvent: isRepeated(isAlive, fault) ? 'retry' : null,
    suggestedActs: suggestedFor(isAlive, isError),
    evidence: [seen, { fact: 'workerHeartbeatAge', value: heartbeat }],
  };
}

const CAUSE_OF_TASK: Readonly<Partial<Record<TaskKind, CaseCause>>> = {
  routing: 'routingOpen',
  noticeConfirmationDepartment: 'noticeConfirmation',
  noticeConfirmationBureau: 'noticeConfirmation',
  objection: 'objectionOpen',
  batchRelease: 'batchRelease',
};

/** The task whose last day comes first; a seat where nobody is present is a cause of its own. */
function ofTask({ tasks }: CaseFacts): CaseFound | null {
  const [task] = tasks.toSorted((a, b) => (a.dueOn ?? '9').localeCompare(b.dueOn ?? '9') || a.sinceMs - b.sinceMs);
  if (task === undefined) {
    return null;
  }
  const { organ, section, role, assignee, sinceMs, dueOn, nearAtMs, escalateAtMs, taskId } = task;
  const later = escalateAtMs === null ? null : 'escalation';
  const found: CaseFound = {
    waitingFor: 'person',
    cause: CAUSE_OF_TASK[task.kind] ?? 'reviewOpen',
    sinceMs,
    owner: owner('office', { organ, section, role, displayName: assignee }),
    dueOn,
    nextAutomaticEvent: nearAtMs === null ? later : 'reminder',
    nextAutomaticAtMs: nearAtMs ?? escalateAtMs,
    suggestedActs: suggestedByTask(task.kind),
    evidence: [{ fact: 'task', value: taskId }],
  };
  const unable = unableCause(task);
  return unable === null
    ? (ofEmptySeat(task, found) ?? found)
    : { ...unable, sinceMs, dueOn, places: unablePlaces(task.unable) };
}

function ofEmptySeat({ absent, taskId }: CaseTask, found: CaseFound): CaseFound | null {
  const back = absent === null ? null : backOn(absent);
  if (absent === null || back === null || found.owner == null) {
    return null;
  }
  const lastLeft = absent.map(({ from }) => startOfDayMs(from)).toSorted((a, b) => b - a)[0] ?? 0;
  return {
    ...found,
    cause: 'nobodyPresent',
    sinceMs: Math.max(found.sinceMs ?? 0, lastLeft),
    owner: { ...found.owner, displayName: null },
    nextAutomaticEvent: 'absenceEnds',
    nextAutomaticAtMs: startOfDayMs(back),
    suggestedActs: ['endAbsence', 'extension'],
    evidence: [
      { fact: 'task', value: taskId },
      { fact: 'absent', value: String(absent.length) },
      { fact: 'backOn', value: back },
    ],
    places: {
      back,
      away: {
        zh: absent.map(({ name, until }) => `${name}至 ${until}`).join('、'),
        en: absent.map(({ name, until }) => `${name} until ${until}`).join(', '),
      },
    },
  };
}

/** A state that wants a task and has none: within the first seconds it is being opened. */
function withoutTask({ nowMs, stateSinceMs }: CaseFacts): CaseFound {
  return nowMs - stateSinceMs <= STEP_PATIENCE_MS
    ? RECORDING
    : {
        waitingFor: 'error',
        cause: 'noOpenTask',
        owner: owner('operator', { role: 'operator' }),
        suggestedActs: ['repair'],
      };
}

/** The last whole day before an instant: a timer at 24:00 of a day falls due on that day. */
export function lastDayBefore(atMs: number) {
  const day = dayAt(atMs);
  return startOfDayMs(day) === atMs ? addDays(day, -1) : day;
}
