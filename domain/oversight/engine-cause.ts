import { ENGINE_SILENT_MS } from '../standing/engine-fault.ts';
import type { EngineFacts, FaultFacts } from '../standing/engine-facts.ts';
import { ENGINE_FAULTS, type EngineFault, type WorkflowStatus } from '../standing/standing-words.ts';
import type { Label } from '../policy/policy-pack.ts';
import { dayAt } from '../calendar.ts';
import { WORKER_SILENT_MS, type AutomaticEvent, type Owner } from './diagnosis.ts';
import { owner } from './found-cause.ts';
import type { Words } from './shared-sentences.ts';
import type { SuggestedAct } from './suggested-acts.ts';

/** Causes that are the engine's, for each kind of entity. */
export const ENGINE_CAUSES = ['engineDown', ...ENGINE_FAULTS] as const;
export type EngineCause = (typeof ENGINE_CAUSES)[number];

interface EngineFound {
  readonly waitingFor: 'error' | 'worker';
  readonly cause: EngineCause;
  readonly sinceMs: number;
  readonly owner: Owner;
  readonly nextAutomaticEvent: AutomaticEvent | null;
  readonly suggestedActs: readonly SuggestedAct[];
  readonly evidence: readonly { readonly fact: string; readonly value: string }[];
}

interface Asking {
  readonly nowMs: number;
  readonly workerAgeMs: number | null;
  readonly engine: EngineFacts;
}

/** What the engine repeats by itself, while a worker runs. */
const REPEATED: readonly EngineFault[] = ['workflowTaskFailing', 'activityFailing'];

/**
 * What the engine says of an open entity that has begun; null: nothing is wrong. Without a worker nobody asks the
 * engine and nothing is repeated, so only what has been found gone is told.
 */
export function engineCause({ nowMs, workerAgeMs, engine: { fault, listingAgeMs } }: Asking): EngineFound | null {
  const isWorkerAlive = workerAgeMs !== null && workerAgeMs < WORKER_SILENT_MS;
  if (isWorkerAlive && listingAgeMs !== null && listingAgeMs > ENGINE_SILENT_MS) {
    return {
      waitingFor: 'worker',
      cause: 'engineDown',
      sinceMs: nowMs - listingAgeMs,
      owner: owner('operator', { role: 'operator' }),
      nextAutomaticEvent: 'retry',
      suggestedActs: ['startEngine'],
      evidence: [{ fact: 'engineLastSeen', value: `${Math.round(listingAgeMs / 1_000)} s` }],
    };
  }
  if (fault === null || (!isWorkerAlive && REPEATED.includes(fault.fault))) {
    return null;
  }
  return {
    waitingFor: 'error',
    cause: fault.fault,
    sinceMs: nowMs - fault.ageMs,
    owner: owner('operator', { role: 'operator' }),
    nextAutomaticEvent: REPEATED.includes(fault.fault) ? 'retry' : null,
    suggestedActs: ['repair'],
    evidence: evidenceOf(fault),
  };
}

function evidenceOf(seen: FaultFacts): EngineFound['evidence'] {
  const facts: Readonly<Record<string, string | number | null>> = {
    workflowStatus: seen.status,
    ...(seen.fault === 'workflowBehind' && { workflowRevision: seen.ownRevision, recordRevision: seen.rowRevision }),
    ...(seen.fault === 'workflowTaskFailing' && { attempt: seen.taskAttempt, failure: seen.taskFailure }),
    ...(seen.fault === 'activityFailing' && {
      activity: seen.activityType,
      attempt: seen.activityAttempt,
      failure: seen.activityFailure,
    }),
    askedAgo: `${Math.round(seen.seenAgeMs / 1_000)} s`,
  };
  return Object.entries(facts).flatMap(([fact, value]) => (value === null ? [] : [{ fact, value: String(value) }]));
}

/** The places of the sentences below. */
export function enginePlaces({ fault }: EngineFacts): Readonly<Record<string, string>> {
  const isOfActivity = fault?.fault === 'activityFailing';
  const places = {
    status: fault === null ? null : STATUS_WORDS[fault.status].zh,
    statusEn: fault === null ? null : STATUS_WORDS[fault.status].en,
    own: fault?.ownRevision,
    row: fault?.rowRevision,
    step: fault?.activityType,
    attempt: isOfActivity ? fault.activityAttempt : fault?.taskAttempt,
    failure: isOfActivity ? fault.activityFailure : fault?.taskFailure,
  };
  return Object.fromEntries(Object.entries(places).map(([name, value]) => [name, String(value ?? '—')]));
}

const STATUS_WORDS: Readonly<Record<WorkflowStatus, Label>> = {
  running: { zh: '运行中', en: 'running' },
  completed: { zh: '已完成', en: 'completed' },
  failed: { zh: '已失败', en: 'failed' },
  canceled: { zh: '已取消', en: 'canceled' },
  terminated: { zh: '被终止', en: 'terminated' },
  timedOut: { zh: '已超时', en: 'timed out' },
  absent: { zh: '不存在', en: 'absent' },
};

/** The sentences of an engine's cause by themselves, for what has words of its own otherwise. */
export function engineSentences(
  { cause, sinceMs }: Pick<EngineFound, 'cause' | 'sinceMs'>,
  engine: EngineFacts,
): { readonly sentence: Label; readonly sentenceForApplicant: Label } {
  const places: Readonly<Record<string, string>> = { ...enginePlaces(engine), since: dayAt(sinceMs) };
  const filled = (text: string) => text.replaceAll(/\{(\w+)\}/g, (_place, name: string) => places[name] ?? '—');
  const worded = ([zh, en]: Words): Label => ({ zh: filled(zh), en: filled(en) });
  return { sentence: worded(ENGINE_SENTENCES[cause]), sentenceForApplicant: worded(ENGINE_FOR_APPLICANT[cause]) };
}

/** For officials; `{since}` is the day on which it was found. */
export const ENGINE_SENTENCES: Readonly<Record<EngineCause, Words>> = {
  engineDown: [
    '自 {since} 起无法连接流程引擎，恢复后自动继续。',
    'The workflow engine cannot be reached since {since}; work goes on by itself once it can.',
  ],
  workflowMissing: [
    '流程引擎中没有该事项的流程（{since} 发现）：在操作员修复之前不会推进。',
    'The workflow engine has no workflow for this case (found on {since}): nothing moves it until an operator repairs it.',
  ],
  workflowEnded: [
    '该事项尚未办结，而其流程{status}（{since} 发现）：在操作员修复之前不会推进。',
    'The case is open and its workflow has ended ({statusEn}; found on {since}): nothing moves it until an operator repairs it.',
  ],
  workflowBehind: [
    '流程停在第 {own} 步，而记录已在第 {row} 步（{since} 发现）：在操作员修复之前，任何操作都不能记录。',
    'The workflow is at step {own} and the record at step {row} (found on {since}): no act can be recorded until an operator repairs it.',
  ],
  workflowTaskFailing: [
    '自 {since} 起流程无法继续：其任务反复失败（第 {attempt} 次，{failure}）。引擎会继续重试，请操作员检查版本。',
    'The workflow cannot go on since {since}: its task fails each time (attempt {attempt}, {failure}). The engine repeats it; an operator checks the build.',
  ],
  activityFailing: [
    '自 {since} 起一个步骤反复失败（{step}，第 {attempt} 次，{failure}）。引擎会继续重试，请操作员检查。',
    'A step fails each time since {since} ({step}, attempt {attempt}, {failure}). The engine repeats it; an operator finds the reason.',
  ],
};

const AT_WORK: Words = ['系统正在处理，无需您办理。', 'The system is at work; nothing is wanted of you.'];

export const ENGINE_FOR_APPLICANT: Readonly<Record<EngineCause, Words>> = {
  engineDown: ['系统正在恢复，无需您办理。', 'The system is recovering; nothing is wanted of you.'],
  workflowMissing: AT_WORK,
  workflowEnded: AT_WORK,
  workflowBehind: AT_WORK,
  workflowTaskFailing: AT_WORK,
  activityFailing: AT_WORK,
};
