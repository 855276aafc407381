import { dayAt, endOfDayMs } from '../../domain/calendar.ts';
import { diagnoseCall } from '../../domain/grant/diagnose-call.ts';
import { diagnoseGrant } from '../../domain/grant/diagnose-grant.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { Label } from '../../domain/policy/policy-pack.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import { withEngine } from '../oversight/engine-view.ts';
import type { EntityReads } from '../oversight/entity-reads.ts';
import type { CallRecord, GrantRecord } from './grant-ports.ts';
import { isHolder } from './grant-view.ts';

interface Reader {
  readonly caller: Caller;
  readonly at: Date;
  readonly language: Language;
}

/** Why a grant waits. A holder and an expert read offices and days, and no ids of tasks. */
export async function readGrantDiagnosis(reads: EntityReads, grant: GrantRecord, { caller, at, language }: Reader) {
  const [tasks, { isStarted, noticeEndsAt }, read] = await Promise.all([
    reads.grantTasks(grant.id, dayAt(at.getTime())),
    reads.grantStart(grant.id),
    reads.engineOf({ kind: 'grant', id: grant.id }),
  ]);
  const { workerAgeMs } = read;
  const said = diagnoseGrant({
    state: grant.state,
    course: grant.course,
    tasks,
    isStarted,
    stateSinceMs: grant.stateSince.getTime(),
    noticeEndsMs: noticeEndsAt?.getTime() ?? null,
    nowMs: at.getTime(),
    workerAgeMs,
  });
  const isOffice = !isHolder(grant, caller) && !caller.roles.includes('expert');
  const view = {
    waitingFor: said.waitingFor,
    cause: said.cause,
    owner: said.owner === null ? null : { ...said.owner, displayName: null },
    suggestedActs: [...said.suggested],
    also: [],
    evidence: isOffice ? said.evidence.map((one) => ({ ...one })) : [],
    ...timesOf(said),
    ...sentencesOf(said.sentence, language),
  };
  return withEngine(view, read, { at, language, isOffice });
}

export async function readCallDiagnosis(
  reads: EntityReads,
  call: CallRecord,
  { at, language }: Omit<Reader, 'caller'>,
) {
  const [openScores, isStarted, read] = await Promise.all([
    reads.openScores(call.id),
    reads.isCallStarted(call.id),
    reads.engineOf({ kind: 'grantCall', id: call.id }),
  ]);
  const { workerAgeMs } = read;
  const said = diagnoseCall({
    course: call.course,
    plan: call.plan,
    counts: call.counts,
    openScores,
    reviewDueOn: call.reviewDueOn,
    cityDueOn: call.cityDueOn,
    isStarted,
    stateSinceMs: call.stateSince.getTime(),
    nowMs: at.getTime(),
    workerAgeMs,
  });
  const office = { kind: 'office', organ: 'HRSS', section: null, displayName: null } as const;
  const view = {
    waitingFor: said.waitingFor,
    cause: said.cause,
    owner: said.ownerRole === null ? null : { ...office, role: said.ownerRole },
    suggestedActs: [...said.suggested],
    also: [],
    evidence: said.evidence.map((one) => ({ ...one })),
    ...timesOf(said),
    ...sentencesOf(said.sentence, language),
  };
  return withEngine(view, read, { at, language, isOffice: true });
}

function timesOf<Event extends string>({
  sinceMs,
  dueOn,
  nextEvent,
  nextAtMs,
}: {
  readonly sinceMs: number;
  readonly dueOn: IsoDate | null;
  readonly nextEvent: Event | null;
  readonly nextAtMs: number | null;
}) {
  return {
    since: new Date(sinceMs).toISOString(),
    dueOn,
    dueAt: dueOn === null ? null : new Date(endOfDayMs(dueOn)).toISOString(),
    nextAutomaticEvent: nextEvent,
    nextAutomaticAt: nextAtMs === null ? null : new Date(nextAtMs).toISOString(),
  };
}

function sentencesOf(sentence: Label, language: Language) {
  return {
    sentence: sentence[language],
    sentenceForApplicant: sentence[language],
    sentences: { official: { ...sentence }, applicant: { ...sentence } },
  };
}
