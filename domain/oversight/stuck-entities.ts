import type { WaitingFor } from './diagnosis.ts';
import { FAULT_CODES } from '../standing/fault-codes.ts';
import type { EngineFault } from '../standing/standing-words.ts';
import type { StuckCause } from './stuck.ts';

/** What waits and has a workflow of its own, beside claims and what belongs to them. */
export const YEAR_ENTITIES = ['grant', 'grantCall', 'annualPlan', 'demandCycle'] as const;
export type YearEntity = (typeof YEAR_ENTITIES)[number];

/** The same with what is asked back. */
export const WAITING_ENTITIES = [...YEAR_ENTITIES, 'recovery'] as const;
export type WaitingEntityKind = (typeof WAITING_ENTITIES)[number];

/**
 * everything that makes a grant, a call, a plan, a cycle or a recovery stuck, in the order in which it is shown. The condition of
 * each reason is SQL (`prisma/oversight/entity-stuck.ts`); `engineFault` holds if the domain tells the fault (`toldFault`).
 */
export const ENTITY_STUCK_REASONS = [
  'forgedAct',
  'engineFault',
  'startLost',
  'actNotRecorded',
  'timerMissed',
  'paymentUnanswered',
  'taskOverdue',
  'repaymentOverdue',
] as const;
export type EntityStuckReason = (typeof ENTITY_STUCK_REASONS)[number];

interface Shown {
  readonly cause: StuckCause;
  readonly waitingFor: WaitingFor;
  /** As the list shows the reason. */
  readonly code: string;
}

const SHOWN: Readonly<Record<Exclude<EntityStuckReason, 'engineFault'>, Shown>> = {
  forgedAct: { cause: 'forgedAct', waitingFor: 'error', code: 'FORGED_ACT' },
  startLost: { cause: 'startLost', waitingFor: 'error', code: 'START_LOST' },
  actNotRecorded: { cause: 'actNotRecorded', waitingFor: 'error', code: 'ACT_NOT_RECORDED' },
  timerMissed: { cause: 'timerMissed', waitingFor: 'error', code: 'TIMER_MISSED' },
  paymentUnanswered: { cause: 'paymentUnanswered', waitingFor: 'outside', code: 'PAYMENT_UNANSWERED' },
  taskOverdue: { cause: 'taskOpen', waitingFor: 'person', code: 'TASK_OVERDUE' },
  repaymentOverdue: { cause: 'recoveryOpen', waitingFor: 'person', code: 'REPAYMENT_OVERDUE' },
};

function shownOf(reason: EntityStuckReason, fault: EngineFault | null): Shown {
  if (reason !== 'engineFault') {
    return SHOWN[reason];
  }
  const cause = fault ?? 'workflowMissing';
  return { cause, waitingFor: 'error', code: FAULT_CODES[cause] };
}

/** The part of a machine. While no worker runs, that is its cause. */
const OF_WORKER: readonly EntityStuckReason[] = ['startLost', 'actNotRecorded', 'timerMissed'];

/** Under which cause the list shows it, and with which codes; null for no reason. */
export function stuckEntityOf(
  reasons: readonly EntityStuckReason[],
  { isWorkerDown, fault }: { readonly isWorkerDown: boolean; readonly fault: EngineFault | null },
): (Omit<Shown, 'code'> & { readonly codes: readonly string[] }) | null {
  const held = ENTITY_STUCK_REASONS.filter(
    (reason) => reasons.includes(reason) && (reason !== 'engineFault' || fault !== null),
  );
  const [first] = held;
  if (first === undefined) {
    return null;
  }
  const isDown = isWorkerDown && OF_WORKER.includes(first);
  const { cause, waitingFor } = isDown
    ? ({ cause: 'workerDown', waitingFor: 'worker' } as const)
    : shownOf(first, fault);
  const codes = held.map((reason) =>
    isDown && OF_WORKER.includes(reason) ? 'WORKER_DOWN' : shownOf(reason, fault).code,
  );
  return { cause, waitingFor, codes: [...new Set(codes)] };
}
