import { diagnoseCycle } from '../../domain/demand/cycle-diagnosis.ts';
import { judgeDemandCycleAct } from '../../domain/demand/demand-cycle-course.ts';
import { ENTRY_ACTIONS, judgeEntryAct } from '../../domain/demand/demand-entry-acts.ts';
import { actViews } from '../kernel/act-view.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import { problemOfRefusal } from '../kernel/refusal-problem.ts';
import type { CycleRecord, EntryRecord, PublishedPage } from './demand-ports.ts';

export function cycleView(cycle: CycleRecord, caller: Caller, language: Language) {
  const { course, plan, counts } = cycle;
  const message = { kind: 'publish', actor: caller, expectedRevision: course.revision, actId: '', atMs: 0 } as const;
  const verdict = judgeDemandCycleAct(course, message, plan);
  const show = actViews('demandCycle', caller, language);
  return {
    id: cycle.cycleId,
    jurisdiction: cycle.jurisdiction,
    no: cycle.no,
    startsOn: cycle.startsOn,
    endsOn: cycle.endsOn,
    state: course.state,
    publish: plan.publish,
    late: cycle.late,
    revision: cycle.revision,
    publishedAt: cycle.publishedAt?.toISOString() ?? null,
    carried: { ...counts.carried },
    counts: { employer: { ...counts.employer }, worker: { ...counts.worker } },
    deliveries: deliveriesOf(cycle),
    acts: [show('publication', verdict.ok ? null : problemOfRefusal(verdict.reason))],
  };
}

/** One row for each kind of the paper, also where no body of it is listed. */
function deliveriesOf({ deliveries, pushTo, course, publishedAt }: CycleRecord) {
  if (course.state !== 'pushed') {
    return [];
  }
  return pushTo.map((recipientKind) => {
    const found = deliveries.find(({ kind }) => kind === recipientKind);
    const deliveredAt = (found?.deliveredAt ?? publishedAt)?.toISOString() ?? null;
    return { recipientKind, recipients: found?.recipients ?? 0, deliveredAt };
  });
}

/** Why a cycle waits: exactly one cause, since when, whose turn it is, and what moves it next. */
export function cycleDiagnosisView(cycle: CycleRecord, workerAgeMs: number | null, at: Date, language: Language) {
  const { course, plan, endsOn, isStarted, stateSince } = cycle;
  const said = diagnoseCycle({
    state: course.state,
    publish: plan.publish,
    isStarted,
    stateSinceMs: stateSince.getTime(),
    endsAtMs: plan.endsAtMs,
    nowMs: at.getTime(),
    workerAgeMs,
  });
  const isPersons = said.waitingFor === 'person';
  const officer = { organ: 'HRSS', section: null, role: 'demandOfficer', displayName: null } as const;
  return {
    waitingFor: said.waitingFor,
    cause: said.cause,
    since: new Date(said.sinceMs).toISOString(),
    owner: isPersons ? { kind: 'office' as const, ...officer } : null,
    dueAt: isPersons ? new Date(plan.endsAtMs).toISOString() : null,
    dueOn: isPersons ? endsOn : null,
    nextAutomaticEvent: said.nextEvent,
    nextAutomaticAt: said.nextAtMs === null ? null : new Date(said.nextAtMs).toISOString(),
    sentence: said.sentence[language],
    sentenceForApplicant: said.sentence[language],
    suggestedActs: [...said.suggested],
    evidence: [
      { fact: 'cycleId', value: cycle.cycleId },
      { fact: 'revision', value: String(cycle.revision) },
    ],
  };
}

/** @param surveyed the place whose cycle covers the entry */
export function entryView(entry: EntryRecord, caller: Caller, language: Language, surveyed: string) {
  const show = actViews('demandEntry', caller, language);
  return {
    id: entry.entryId,
    list: entry.list,
    jurisdiction: entry.jurisdiction,
    source: entry.source,
    state: entry.state,
    revision: entry.revision,
    employer: entry.employer,
    industry: entry.industry,
    post: entry.post,
    occupation: entry.occupation,
    skillLevel: entry.skillLevel,
    openings: entry.openings,
    payFromFen: entry.payFromFen,
    payToFen: entry.payToFen,
    hasSkill: entry.hasSkill,
    wantsTraining: entry.wantsTraining,
    wantedOccupation: entry.wantedOccupation,
    person: seesPerson(entry, caller, surveyed) ? entry.person : null,
    validUntil: entry.validUntil,
    enteredAt: entry.enteredAt.toISOString(),
    checkedAt: entry.checkedAt?.toISOString() ?? null,
    remark: entry.remark,
    acts: ENTRY_ACTIONS.map((act) => {
      const verdict = judgeEntryAct(entry, act, caller, surveyed);
      return show(act, verdict.ok ? null : problemOfRefusal(verdict.reason));
    }),
  };
}

/** Names stay inside public employment services. */
function seesPerson({ enteredBy, partyId }: EntryRecord, caller: Caller, surveyed: string): boolean {
  const isOwn = enteredBy === caller.personId || (partyId !== null && partyId === caller.partyId);
  const isService = caller.roles.includes('demandOfficer') && caller.organ === 'HRSS';
  return isOwn || (isService && caller.jurisdiction === surveyed);
}

export function publishedItems({ rows }: PublishedPage) {
  return rows.map(({ content: { occupation, ...row } }) => ({
    ...row,
    occupation: occupation === null ? null : { ...occupation },
  }));
}
