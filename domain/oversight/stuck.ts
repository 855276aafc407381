import { daysBetween, dayAt } from '../calendar.ts';
import type { Diagnosis, DiagnosisFacts, OpenTaskFacts } from './diagnosis.ts';

/**
 * returns the reasons why a claim is on the stuck list; empty when it is not. A Finance task of 16 days
 * for 10 is OVERDUE_160.
 */
export function stuckReasons(
  diagnosis: Pick<Diagnosis, 'waitingFor' | 'cause'>,
  facts: Pick<DiagnosisFacts, 'tasks' | 'nowMs' | 'stateSinceMs' | 'workingDaysInState' | 'limits' | 'isOfCollege'>,
): readonly string[] {
  if (diagnosis.waitingFor === 'done' || diagnosis.cause === 'draftOpen') {
    return [];
  }
  const { silentDays, paymentDays, overdueShareBp, advanceMonths } = facts.limits;
  if (diagnosis.cause === 'advanceUnsettled') {
    return [`ADVANCE_OPEN_${advanceMonths}`];
  }
  const percent = Math.max(
    0,
    ...facts.tasks.map((task) => Math.floor((task.elapsed * 100) / Math.max(task.allowed, 1))),
  );
  const isTimer = diagnosis.waitingFor === 'clock' || diagnosis.waitingFor === 'hold';
  return [
    ...(percent * 100 > overdueShareBp ? [`OVERDUE_${percent}`] : []),
    ...(facts.isOfCollege && facts.tasks.some(isLateInFinance) ? ['COLLEGE_PAYMENT_LATE'] : []),
    ...(diagnosis.waitingFor === 'error' ? [codeOf(diagnosis.cause)] : []),
    ...(WORKER_CAUSES.includes(diagnosis.cause) ? [codeOf(diagnosis.cause)] : []),
    ...(diagnosis.cause === 'registerDown' ? ['REGISTER_DOWN'] : []),
    ...(diagnosis.cause === 'paymentUnanswered' && facts.workingDaysInState > paymentDays
      ? ['PAYMENT_UNANSWERED']
      : []),
    ...(!isTimer && daysBetween(dayAt(facts.stateSinceMs), dayAt(facts.nowMs)) >= silentDays
      ? [`NO_CHANGE_${silentDays}`]
      : []),
  ];
}

/** a college's payment is late on the day after the last day of Finance's task, not at its escalation. */
function isLateInFinance({ organ, elapsed, allowed }: OpenTaskFacts): boolean {
  return organ === 'FINANCE' && elapsed > allowed;
}

/** Causes where a worker is down or does not answer; its steps of the last seconds are not included. */
const WORKER_CAUSES: readonly Diagnosis['cause'][] = ['workerDown', 'workerNotAnswering'];

function codeOf(cause: Diagnosis['cause']): string {
  return cause.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase();
}
