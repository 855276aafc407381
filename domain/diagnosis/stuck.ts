import { PAYMENT_WORKING_DAYS } from './diagnose.ts';
import { daysBetween, dayAt } from '../calendar.ts';
import type { Diagnosis, DiagnosisFacts } from './diagnosis.ts';

/** no change of state for this long, outside timers. */
export const SILENT_DAYS = 30;
const OVERDUE_PERCENT = 150;

/** why a claim is on the stuck list; empty when it is not. A Finance task of 16 days for 10 is OVERDUE_160. */
export function stuckReasons(
  diagnosis: Pick<Diagnosis, 'waitingFor' | 'cause'>,
  facts: Pick<DiagnosisFacts, 'tasks' | 'nowMs' | 'stateSinceMs' | 'workingDaysInState'>,
): readonly string[] {
  if (diagnosis.waitingFor === 'done' || diagnosis.cause === 'draftOpen') {
    return [];
  }
  const percent = Math.max(
    0,
    ...facts.tasks.map((task) => Math.floor((task.elapsed * 100) / Math.max(task.allowed, 1))),
  );
  const isTimer = diagnosis.waitingFor === 'clock' || diagnosis.waitingFor === 'hold';
  return [
    ...(percent > OVERDUE_PERCENT ? [`OVERDUE_${percent}`] : []),
    ...(diagnosis.waitingFor === 'error'
      ? [diagnosis.cause.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()]
      : []),
    ...(diagnosis.waitingFor === 'worker' && diagnosis.cause === 'workerDown' ? ['WORKER_DOWN'] : []),
    ...(diagnosis.cause === 'registerDown' ? ['REGISTER_DOWN'] : []),
    ...(diagnosis.cause === 'paymentUnanswered' && facts.workingDaysInState > PAYMENT_WORKING_DAYS
      ? ['PAYMENT_UNANSWERED']
      : []),
    ...(!isTimer && daysBetween(dayAt(facts.stateSinceMs), dayAt(facts.nowMs)) >= SILENT_DAYS ? ['NO_CHANGE_30'] : []),
  ];
}
