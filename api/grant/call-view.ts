import { endOfDayMs } from '../../domain/calendar.ts';
import type { CallMessage } from '../../domain/grant/call-course.ts';
import { judgeCallAct } from '../../domain/grant/call-moves.ts';
import { CRITERION_WORDS } from '../../domain/grant/criteria-words.ts';
import { grantDocuments } from '../../domain/grant/grant-draft.ts';
import { splitGrant } from '../../domain/grant/grant-instalments.ts';
import { PROPOSED_GRANT_STATES, UNRECOMMENDED_GRANT_STATES } from '../../domain/grant/grant-state.ts';
import { criteriaOf } from '../../domain/grant/score.ts';
import { parseFen } from '../../domain/money.ts';
import { snapshotInt, snapshotList } from '../../domain/policy/policy-snapshot.ts';
import type { OfferedAct } from '../../domain/authority/offered-acts.ts';
import { actViews } from '../kernel/act-view.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import type { CallRecord } from './grant-ports.ts';

/** What everybody may see of a call. */
export function publicCallView(call: CallRecord, language: Language) {
  const { snapshot } = call;
  const { routeDefinition: route } = snapshot;
  const shares = snapshotList(snapshot, 'grant.instalments').map(Number);
  return {
    id: call.id,
    route: call.route,
    name: route.name[language],
    designation: { kind: call.kind, level: call.level },
    jurisdiction: call.jurisdiction,
    year: call.year,
    state: call.state,
    late: call.late,
    openedAt: call.openedAt.toISOString(),
    applicationsCloseAt: new Date(endOfDayMs(call.closesOn)).toISOString(),
    cityDueOn: call.cityDueOn,
    reviewDueOn: call.reviewDueOn,
    grantFen: call.amountFen,
    instalments: splitGrant(parseFen(call.amountFen), shares).map(({ no, shareBp, dueEvent }) => ({
      no,
      shareBp,
      dueEvent,
    })),
    applicants: [...route.applicants],
    documents: grantDocuments(route).map(({ kind, required, label }) => ({ kind, required, label: label[language] })),
    criteria: criteriaOf(snapshotList(snapshot, 'grant.criteria')).map(({ key, maxPoints }) => ({
      key,
      label: CRITERION_WORDS[key]?.[language] ?? key,
      maxPoints,
    })),
    passMarkCenti: snapshotInt(snapshot, 'panel.passMark'),
  };
}

export function callView(call: CallRecord, caller: Caller, language: Language) {
  return {
    ...publicCallView(call, language),
    revision: call.revision,
    stateSince: call.stateSince.toISOString(),
    quota: call.places === null ? null : { places: call.places, taken: call.taken, reason: call.quotaReason },
    target: call.target === null ? null : { ...call.target },
    panel: panelOf(call),
    counts: countsOf(call),
    proposalNoticeId: call.course.proposal?.noticeId ?? null,
    reason: call.outcomeReason,
    acts: callActs(call, caller, language),
  };
}

/** Who scores is shown to offices alone. */
function panelOf({ isOffice, course, experts, snapshot, scoringClosedAt }: CallRecord) {
  if (!isOffice || course.panel === null) {
    return null;
  }
  const { experts: members } = course.panel;
  return {
    experts: experts.map(({ personId, displayName }) => ({
      personId,
      displayName,
      state: members.includes(personId) ? ('member' as const) : ('partly' as const),
    })),
    quorum: snapshotInt(snapshot, 'panel.quorum'),
    closedAt: scoringClosedAt?.toISOString() ?? null,
  };
}

function countsOf({ counts }: CallRecord) {
  const count = (...states: readonly string[]) => states.reduce((sum, state) => sum + (counts[state] ?? 0), 0);
  const submitted = Object.values(counts).reduce((sum, one) => sum + one, 0);
  return {
    submitted,
    recommended: submitted - count(...UNRECOMMENDED_GRANT_STATES),
    scoring: count('scoring'),
    ranked: count('ranked'),
    proposed: count(...PROPOSED_GRANT_STATES),
  };
}

/** A person's acts on a call, from the table that its workflow enforces. */
function callActs(call: CallRecord, caller: Caller, language: Language) {
  const asked = { actor: caller, expectedRevision: call.course.revision, actId: '', atMs: 0 };
  const messages: readonly (readonly [act: OfferedAct<'grantCall'>, message: CallMessage])[] = [
    ['quota', { kind: 'setQuota', places: 0, overTarget: false, ...asked }],
    ['panel', { kind: 'setPanel', experts: [], ...asked }],
    ['panelChanges', { kind: 'changePanel', changes: [], leaving: [], ...asked }],
    ['scoringClose', { kind: 'closeScoring', leaveOut: [], ...asked }],
    ['proposal', { kind: 'propose', noticeId: '', grantIds: [], hasReason: false, ...asked }],
    ['end', { kind: 'end', ...asked }],
    ['cancellation', { kind: 'cancel', ...asked }],
  ];
  const view = actViews('grantCall', caller, language);
  return messages.map(([act, message]) => {
    const verdict = judgeCallAct(call.course, message, call.plan);
    return view(act, verdict.ok ? null : verdict.reason);
  });
}
