import type { OfferedAct } from '../../domain/authority/offered-acts.ts';
import { addDays, dayAt } from '../../domain/calendar.ts';
import { diagnoseRecovery, nextDunningMs } from '../../domain/recovery/diagnose-recovery.ts';
import { maskName } from '../../domain/notice/mask.ts';
import { openFenOf, type RecoveryMessage } from '../../domain/recovery/recovery-course.ts';
import { linesAsked } from '../../domain/recovery/recovery-letter.ts';
import { judgeOnClaim } from '../../domain/recovery/recovery-judging.ts';
import { isReturnOpen } from '../../domain/recovery/recovery-steps.ts';
import { instalmentStates } from '../../domain/recovery/recovery-timer.ts';
import { actViews } from '../kernel/act-view.ts';
import { actorOf, type Caller } from '../kernel/caller.ts';
import type { Language } from '../kernel/language.ts';
import { moneyEntryView } from '../kernel/money-entry.ts';
import { problemOfRefusal } from '../kernel/refusal-problem.ts';
import type { RecoveryRecord } from './recovery-ports.ts';

export interface RecoveryReader {
  readonly caller: Caller;
  readonly at: Date;
  readonly language: Language;
  readonly workerAgeMs: number | null;
}

/** A recovery as its reader sees it: an applicant sees what counts, and not who entered or confirmed it. */
export function recoveryView(row: RecoveryRecord, reader: RecoveryReader) {
  const isOfficial = reader.caller.partyId === null;
  const { conducted, partyId } = row;
  const partyName = debtorName(row, reader.caller);
  const course = conducted?.course ?? null;
  const { state, amountFen, recoveredFen } = row;
  const dunningMs = course === null ? null : nextDunningMs(course);
  return {
    id: row.id,
    claimId: row.claimId,
    claimNo: row.claimNo,
    grantId: row.grantId,
    grantNo: row.grantNo,
    party: { id: partyId, name: partyName },
    partyId,
    partyName,
    jurisdiction: row.jurisdiction,
    cause: row.cause,
    purpose: row.purpose,
    foundFen: row.foundFen,
    amountFen,
    recoveredFen,
    openFen: openFenOf({ state, amountFen, recoveredFen }),
    state,
    revision: row.revision,
    note: isOfficial ? row.note : null,
    caseId: isOfficial ? row.caseId : null,
    openedAt: row.openedAt.toISOString(),
    closedAt: row.closedAt?.toISOString() ?? null,
    noticedOn: row.noticedOn,
    payBy: course?.payBy ?? null,
    appealBy: course?.appealBy ?? null,
    dunningLevel: course?.dunningLevel ?? 0,
    nextDunningAt: dunningMs === null ? null : new Date(dunningMs).toISOString(),
    isInCreditFile: row.isInCreditFile,
    appeal: course?.appeal
      ? { state: course.appeal.state, on: course.appeal.on, statement: row.appealStatement }
      : null,
    proposal: isOfficial ? proposalView(row) : null,
    instalments: course === null ? [] : instalmentStates(course).map((one) => ({ ...one })),
    lines: [...linesAsked(row.lines, amountFen)],
    steps: stepViews(row, isOfficial),
    waitingRepayments: isOfficial
      ? row.waitingRepayments.map(({ enteredAt, ...one }) => ({ ...one, enteredAt: new Date(enteredAt).toISOString() }))
      : [],
    waiting: isOfficial ? row.waiting.map((entry) => moneyEntryView(entry, reader)) : [],
    diagnosis: recoveryDiagnosisView(row, reader),
    acts: recoveryActs(row, reader),
  };
}

/** only a private person sees the own name. */
export function debtorName({ partyId, partyName, partyKind }: RecoveryRecord, caller: Caller): string {
  return partyKind === 'person' && caller.partyId !== partyId ? maskName(partyName) : partyName;
}

function stepViews({ steps }: RecoveryRecord, isOfficial: boolean) {
  return steps.map((step) => ({
    kind: step.kind,
    amountFen: step.amountFen,
    by: isOfficial ? step.decidedBy : null,
    claimId: step.setOffClaimId,
    setOffClaimId: step.setOffClaimId,
    bankReference: step.bankReference,
    enteredBy: isOfficial ? step.enteredBy : null,
    decidedBy: isOfficial ? step.decidedBy : null,
    at: step.at,
  }));
}

function proposalView({ conducted, writeOffReason, writeOffDocumentNo }: RecoveryRecord) {
  const proposal = conducted?.course.proposal ?? null;
  if (proposal === null) {
    return null;
  }
  const isWriteOff = proposal.kind === 'writeOff';
  return {
    kind: proposal.kind,
    plan: isWriteOff ? [] : proposal.plan.map(({ dueOn, amountFen }) => ({ dueOn, amountFen })),
    reason: isWriteOff ? writeOffReason : null,
    documentNo: isWriteOff ? writeOffDocumentNo : null,
  };
}

/** Why it waits: exactly one cause, since when, whose turn it is, and what moves it next; null for a grant. */
export function recoveryDiagnosisView(row: RecoveryRecord, { at, language, workerAgeMs }: RecoveryReader) {
  const { conducted, stateSince } = row;
  if (conducted === null) {
    return null;
  }
  const { course, isStarted } = conducted;
  const said = diagnoseRecovery({
    course,
    isStarted,
    stateSinceMs: stateSince.getTime(),
    nowMs: at.getTime(),
    workerAgeMs,
  });
  const { owner } = said;
  return {
    waitingFor: said.waitingFor,
    cause: said.cause,
    since: stateSince.toISOString(),
    owner:
      owner === undefined
        ? null
        : {
            kind: owner.role === 'applicant' ? ('applicant' as const) : ('office' as const),
            organ: owner.organ,
            section: null,
            role: owner.role,
            displayName: null,
          },
    dueAt: said.dueAtMs === null ? null : new Date(said.dueAtMs).toISOString(),
    dueOn: said.dueOn,
    nextAutomaticEvent: said.event ?? null,
    nextAutomaticAt: said.nextAtMs === null ? null : new Date(said.nextAtMs).toISOString(),
    sentence: said.sentence[language],
    sentenceForApplicant: said.sentence[language],
    suggestedActs: [...(said.acts ?? [])],
    evidence: [
      { fact: 'recoveryId', value: row.id },
      { fact: 'openFen', value: String(openFenOf(row)) },
    ],
  };
}

type Act = OfferedAct<'recovery'>;

/** The acts on a recovery, from the table that its workflow enforces; none for a grant, whose own acts say it. */
function recoveryActs(row: RecoveryRecord, { caller, at, language }: RecoveryReader) {
  const { conducted } = row;
  if (conducted === null) {
    return [];
  }
  const show = actViews('recovery', caller, language);
  const actor = actorOf(caller);
  const judged = (act: Act, message: RecoveryMessage) => {
    const verdict = judgeOnClaim(conducted, message);
    return show(act, verdict.ok ? null : problemOfRefusal(verdict.reason));
  };
  const said = { actor, actId: '', atMs: at.getTime() };
  const isMaker = isReturnOpen(row.state) ? null : 'WRONG_STATE';
  return [
    judged('approval', { kind: 'approve', amountFen: null, ...said }),
    judged('refusal', { kind: 'refuse', ...said }),
    judged('appeal', { kind: 'appeal', ...said }),
    judged('uphold', { kind: 'ruleAppeal', ruling: 'uphold', amountFen: row.recoveredFen, ...said }),
    judged('dismiss', { kind: 'ruleAppeal', ruling: 'dismiss', amountFen: null, ...said }),
    show('repayment', isMaker),
    show('setOff', row.state === 'appealed' ? 'WRONG_STATE' : isMaker),
    judged('instalments', { kind: 'proposeInstalments', plan: wholePlan(row, at), ...said }),
    judged('confirmInstalments', { kind: 'confirmInstalments', ...said }),
    judged('writeOff', { kind: 'proposeWriteOff', ...said }),
    judged('confirmWriteOff', { kind: 'confirmWriteOff', ...said }),
  ];
}

/** A plan of one date that sums, so that the judgement is about who and when alone. */
function wholePlan(row: RecoveryRecord, at: Date) {
  return [{ dueOn: addDays(dayAt(at.getTime()), 1), amountFen: openFenOf(row) }];
}
