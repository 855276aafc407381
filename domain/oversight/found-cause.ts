import type { SuggestedAct } from './suggested-acts.ts';
import { WORKER_SILENT_MS, type Cause, type Diagnosis, type DiagnosisFacts, type Owner } from './diagnosis.ts';

/** The fields that a cause sets; the others are empty. */
export type Found = Pick<Diagnosis, 'waitingFor' | 'cause' | 'sinceMs'> &
  Partial<Omit<Diagnosis, 'sentence' | 'sentenceForApplicant' | 'also'>>;

/**
 * Returns the finding for an overdue machine step: the fault if a worker is running, otherwise the worker that is down.
 */
export function owed(facts: DiagnosisFacts, fault: Cause, sinceMs: number, seen: Diagnosis['evidence'][number]): Found {
  const isAlive = isWorkerAlive(facts);
  const heartbeat = facts.workerAgeMs === null ? 'never' : `${Math.round(facts.workerAgeMs / 1_000)} s`;
  const isError = isAlive && fault !== 'workerNotAnswering';
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

/** Starts and acts are sent again until they succeed; nothing does a timer or a task that is not there. */
export function isRepeated(isAlive: boolean, fault: string): boolean {
  return !isAlive || ['startLost', 'workerNotAnswering', 'actNotRecorded', 'reportNotTaken'].includes(fault);
}

/** A worker is started; what nobody repeats by itself is repaired. */
export function suggestedFor(isAlive: boolean, isError: boolean): readonly SuggestedAct[] {
  if (!isAlive) {
    return ['startWorker'];
  }
  return isError ? ['repair'] : [];
}

function isWorkerAlive({ workerAgeMs }: DiagnosisFacts): boolean {
  return workerAgeMs !== null && workerAgeMs < WORKER_SILENT_MS;
}

/** Returns an owner of this kind, with the given fields. */
export function owner(kind: Owner['kind'], said: Partial<Omit<Owner, 'kind'>>): Owner {
  return { kind, organ: null, section: null, role: null, displayName: null, ...said };
}

/** An instant as evidence gives it. */
export function instant(ms: number): string {
  return new Date(ms).toISOString();
}
