import { dayAt } from '../calendar.ts';
import { ENDED_CLAIM_STATES, stateWord } from '../claim/claim-state.ts';
import { RULINGS } from '../notice/notice-course.ts';
import { nobodyPresent } from './absent-seat.ts';
import { STEP_PATIENCE_MS, type Diagnosis, type DiagnosisFacts } from './diagnosis.ts';
import { sentencesOf } from './diagnosis-sentences.ts';
import { engineCause } from './engine-cause.ts';
import { instant, owed, owner, type Found } from './found-cause.ts';
import { held } from './held-cause.ts';
import { outside, reportCause, unconfirmedNow } from './outside-cause.ts';
import { unableSeat } from './unable-seat.ts';
import { cameBack, earliestTask, ofTask, unconfirmed } from './task-cause.ts';

/** How long a running worker may leave an act unrecorded, because it may be cut off from its server (D2). */
const ANSWER_PATIENCE_MS = 60_000;

/**
 * Returns the one primary cause of waiting, in this order: done, held, the engine, an overdue machine step, money that came back, an
 * outside system, the notice, a person's task, the applicant, the clock. A waiting state without an explanation is an
 * error. Where money came back and something else is waited for, the other cause stands beside the primary one.
 */
export function diagnose(facts: DiagnosisFacts): Diagnosis {
  const waited: Found = primaryCause(facts) ?? waitingCause(facts) ?? working(facts) ?? unexplained(facts);
  const found = unableSeat(waited, facts.tasks) ?? nobodyPresent(waited, facts) ?? waited;
  return { ...worded(found, facts), also: besides(found, facts) };
}

/** Causes that precede the correction of an account. */
function primaryCause(facts: DiagnosisFacts): Found | undefined {
  return (
    owedBack(facts) ??
    unsettled(facts) ??
    settled(facts) ??
    held(facts) ??
    ofEngine(facts) ??
    late(facts) ??
    cameBack(facts)
  );
}

function waitingCause(facts: DiagnosisFacts): Found | undefined {
  return unconfirmedNow(facts) ?? outside(facts) ?? inNotice(facts) ?? withPerson(facts) ?? withClock(facts);
}

function ofEngine(facts: DiagnosisFacts): Found | undefined {
  return facts.isStarted ? (engineCause(facts) ?? undefined) : undefined;
}

/** The account to correct or what else is waited for, and in the contract check also a payment that is due again. */
function besides(found: Found, facts: DiagnosisFacts): Diagnosis['also'] {
  const waiting = [
    cameBack(facts),
    reportCause(facts),
    waitingCause(facts),
    facts.state === 'postCheck' ? earliestTask(facts) : undefined,
  ];
  const others = cameBack(facts) === undefined && facts.state !== 'postCheck' ? [] : waiting;
  return others
    .flatMap((other) => other ?? [])
    .filter(({ cause }) => cause !== found.cause)
    .map((other) => {
      const { sentence, sentenceForApplicant } = worded(other, facts);
      return { cause: other.cause, sentence, sentenceForApplicant };
    });
}

function worded(found: Found, facts: DiagnosisFacts): Omit<Diagnosis, 'also'> {
  const complete = {
    owner: null,
    dueOn: null,
    nextAutomaticEvent: null,
    nextAutomaticAtMs: null,
    suggestedActs: [],
    evidence: [],
    ...found,
  };
  return { ...complete, ...sentencesOf(complete, facts) };
}

/** R-074 (L1): a paid advance that no claim of its class settles waits for Finance, although its own claim has ended. */
function owedBack(facts: DiagnosisFacts): Found | undefined {
  const hasEnded = ENDED_CLAIM_STATES.some((state) => state === facts.state);
  const task = facts.tasks.find(({ kind }) => kind === 'recovery');
  return hasEnded && task !== undefined ? (unconfirmed(facts, ['repayment', 'setOff']) ?? ofTask(task)) : undefined;
}

/** a paid advance is not settled after the allowed months. Within those months no cause is reported. */
function unsettled({ openAdvanceSinceMs, stuckReasons }: DiagnosisFacts): Found | undefined {
  return openAdvanceSinceMs !== null && stuckReasons.includes('advanceUnsettled')
    ? {
        waitingFor: 'person',
        cause: 'advanceUnsettled',
        sinceMs: openAdvanceSinceMs,
        owner: owner('applicant', { role: 'applicant' }),
        evidence: [{ fact: 'paidOn', value: dayAt(openAdvanceSinceMs) }],
      }
    : undefined;
}

function settled(facts: DiagnosisFacts): Found | undefined {
  const ended = ENDED_CLAIM_STATES.find((state) => state === facts.state);
  return ended === undefined
    ? undefined
    : {
        waitingFor: 'done',
        cause: ended,
        sinceMs: facts.stateSinceMs,
        evidence: facts.outcome === null ? [] : [{ fact: 'outcome', value: facts.outcome }],
      };
}

/**
 * an overdue act, start or timer of a machine. Without a heartbeat the cause is the worker, otherwise a fault.
 */
function late(facts: DiagnosisFacts): Found | undefined {
  const { openAct, startWaitsSinceMs, timer, nowMs, stuckReasons } = facts;
  if (openAct !== null && stuckReasons.includes('actNotRecorded')) {
    const fault = openAct.ageMs <= ANSWER_PATIENCE_MS ? 'workerNotAnswering' : 'actNotRecorded';
    return owed(facts, fault, nowMs - openAct.ageMs, { fact: 'act', value: openAct.actId });
  }
  if (startWaitsSinceMs !== null && stuckReasons.includes('startLost')) {
    return owed(facts, 'startLost', startWaitsSinceMs, { fact: 'startRequested', value: instant(startWaitsSinceMs) });
  }
  if (stuckReasons.includes('timerMissing')) {
    return owed(facts, 'timerMissing', facts.stateSinceMs, { fact: 'state', value: stateWord(facts) });
  }
  if (timer !== null && stuckReasons.includes('timerMissed')) {
    return owed(facts, 'timerMissed', timer.atMs, { fact: 'timer', value: `${timer.kind} ${instant(timer.atMs)}` });
  }
  return undefined;
}

function inNotice(facts: DiagnosisFacts): Found | undefined {
  const { notice, state, nowMs } = facts;
  if (state === 'noticePending') {
    const confirmed = notice?.confirmedSides ?? [];
    const task = facts.tasks.find((one) => one.role === 'noticeOfficer');
    return {
      ...(task === undefined ? { owner: owner('office', { role: 'noticeOfficer' }) } : ofTask(task)),
      waitingFor: 'person',
      cause: 'noticeConfirmation',
      sinceMs: facts.stateSinceMs,
      suggestedActs: notice === null ? ['draftNotice'] : ['confirm', 'reject'],
      evidence: [
        { fact: 'notice', value: notice?.noticeId ?? '—' },
        { fact: 'confirmedSides', value: confirmed.join(', ') || '—' },
      ],
    };
  }
  if (state !== 'noticeOpen' || notice === null || notice.endsAtMs === null) {
    return undefined;
  }
  const evidence = [
    { fact: 'notice', value: notice.noticeId },
    { fact: 'openObjections', value: String(notice.openObjections) },
  ];
  if (nowMs < notice.endsAtMs) {
    return {
      waitingFor: 'clock',
      cause: 'noticeRunning',
      sinceMs: facts.stateSinceMs,
      dueOn: dayAt(notice.endsAtMs - 1),
      nextAutomaticEvent: 'noticeCloses',
      nextAutomaticAtMs: notice.endsAtMs,
      evidence,
    };
  }
  if (notice.openObjections > 0) {
    const task = facts.tasks.find((one) => one.kind.toLowerCase().includes('objection'));
    return {
      ...(task === undefined ? { owner: owner('office', { role: 'noticeOfficer' }) } : ofTask(task)),
      waitingFor: 'person',
      cause: 'objectionOpen',
      sinceMs: notice.endsAtMs,
      suggestedActs: RULINGS,
      evidence,
    };
  }
  return facts.stuckReasons.includes('noticeNotSettled')
    ? owed(facts, 'noticeNotSettled', notice.endsAtMs, { fact: 'notice', value: notice.noticeId })
    : {
        waitingFor: 'worker',
        cause: 'recording',
        sinceMs: notice.endsAtMs,
        nextAutomaticEvent: 'noticeCloses',
        evidence,
      };
}

function withPerson(facts: DiagnosisFacts): Found | undefined {
  const applicant = owner('applicant', { role: 'applicant' });
  if (facts.state === 'draft') {
    return {
      waitingFor: 'person',
      cause: 'draftOpen',
      sinceMs: facts.stateSinceMs,
      owner: applicant,
      suggestedActs: ['submit', 'withdraw'],
    };
  }
  if (facts.state === 'returnedToApplicant') {
    const lapsesAtMs = facts.timer?.atMs ?? null;
    return {
      waitingFor: 'person',
      cause: 'correctionByApplicant',
      sinceMs: facts.stateSinceMs,
      owner: applicant,
      dueOn: lapsesAtMs === null ? null : dayAt(lapsesAtMs - 1),
      nextAutomaticEvent: lapsesAtMs === null ? null : 'claimLapses',
      nextAutomaticAtMs: lapsesAtMs,
      suggestedActs: ['resubmit', 'withdraw'],
    };
  }
  return facts.state === 'postCheck' ? undefined : ofPayee(facts, earliestTask(facts));
}

/** S13: a payment that cannot be drafted says why. */
function ofPayee({ payeeRefusedSinceMs }: DiagnosisFacts, task: Found | undefined): Found | undefined {
  return task?.cause === 'disbursementOpen' && payeeRefusedSinceMs !== null
    ? { ...task, cause: 'payeeChanged', sinceMs: payeeRefusedSinceMs }
    : task;
}

/** The months in which contracts may be signed; the applicant may end them earlier. */
function withClock(facts: DiagnosisFacts): Found | undefined {
  if (facts.state !== 'postCheck') {
    return undefined;
  }
  const [task] = facts.tasks;
  return {
    waitingFor: 'clock',
    cause: 'evidenceWindow',
    sinceMs: facts.stateSinceMs,
    owner: owner('applicant', { role: 'applicant' }),
    dueOn: facts.timer === null ? facts.evidenceDueOn : dayAt(facts.timer.atMs - 1),
    nextAutomaticEvent: 'contractCheckStarts',
    nextAutomaticAtMs: facts.timer?.atMs ?? null,
    suggestedActs: ['sendContractEvidence', 'completeContractCheck'],
    evidence: task === undefined ? [] : [{ fact: 'task', value: task.taskId }],
  };
}

/** A machine step of the last seconds, which will soon be complete. */
function working(facts: DiagnosisFacts): Found | undefined {
  const isFresh = facts.nowMs - facts.stateSinceMs <= STEP_PATIENCE_MS;
  if (facts.state === 'submitted' && (facts.startWaitsSinceMs !== null || facts.revision === 0) && isFresh) {
    return { waitingFor: 'worker', cause: 'starting', sinceMs: facts.stateSinceMs, nextAutomaticEvent: 'claimBegins' };
  }
  return facts.openAct !== null || isFresh
    ? { waitingFor: 'worker', cause: 'recording', sinceMs: facts.stateSinceMs, nextAutomaticEvent: 'actRecorded' }
    : undefined;
}

function unexplained(facts: DiagnosisFacts): Found {
  const seen = { fact: 'state', value: stateWord(facts) };
  return owed(facts, facts.state === 'submitted' ? 'startLost' : 'noOpenTask', facts.stateSinceMs, seen);
}
