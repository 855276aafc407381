import { RETURNING_CLAIM_STATES } from '../claim/claim-state.ts';
import { isOneOf } from '../verdict.ts';
import type { DiagnosisFacts } from './diagnosis.ts';
import { instant, owed, owner, type Found } from './found-cause.ts';
import { unconfirmed } from './task-cause.ts';

/** A register or a payment that is waited for. */
export function outside(facts: DiagnosisFacts): Found | undefined {
  if (facts.waitingRegister !== null) {
    return {
      waitingFor: 'outside',
      cause: 'registerDown',
      sinceMs: facts.stateSinceMs,
      owner: owner('register', {}),
      nextAutomaticEvent: 'registerAsked',
      evidence: [
        { fact: 'register', value: facts.waitingRegister },
        ...(facts.registerAskedSinceMs === null
          ? []
          : [{ fact: 'askedSince', value: instant(facts.registerAskedSinceMs) }]),
      ],
    };
  }
  const { paymentSentSinceMs } = facts;
  if (isPaymentOut(facts)) {
    const reported = reportCause(facts);
    if (reported !== undefined) {
      return reported;
    }
    const isLate = facts.stuckReasons.includes('paymentUnanswered');
    return {
      waitingFor: 'outside',
      cause: 'paymentUnanswered',
      sinceMs: paymentSentSinceMs ?? facts.stateSinceMs,
      owner: owner('financeSystem', { role: 'financeSystem' }),
      suggestedActs: isLate ? ['enterResults'] : [],
      evidence: [{ fact: isLate ? 'workingDaysOverdue' : 'workingDays', value: String(facts.workingDaysInState) }],
    };
  }
  return undefined;
}

/** A result of the payment that has come, and that counts only once somebody or something does their part. */
export function reportCause(facts: DiagnosisFacts): Found | undefined {
  const { report } = facts;
  if (report === null) {
    return undefined;
  }
  const seen = { fact: 'event', value: report.eventId };
  if (report.parked === null || report.parked === 'CLAIM_NOT_ANSWERING') {
    return facts.stuckReasons.includes('reportNotTaken')
      ? owed(facts, 'reportNotTaken', report.sinceMs, seen)
      : undefined;
  }
  return {
    waitingFor: 'person',
    cause: 'reportParked',
    sinceMs: report.sinceMs,
    owner: owner('office', { organ: 'FINANCE', role: 'financeMaker' }),
    suggestedActs: ['matchReport'],
    evidence: [seen, { fact: 'parkReason', value: report.parked }],
  };
}

function isPaymentOut({ state, paymentSentSinceMs }: DiagnosisFacts): boolean {
  return state === 'paymentSent' || (state === 'paid' && paymentSentSinceMs !== null);
}

/** What Finance has entered, and what the claim waits for, wait for a second person (S4). */
export function unconfirmedNow(facts: DiagnosisFacts): Found | undefined {
  if (isPaymentOut(facts)) {
    return unconfirmed(facts, ['match']);
  }
  return isOneOf(RETURNING_CLAIM_STATES, facts.state) ? unconfirmed(facts, ['repayment', 'setOff']) : undefined;
}
