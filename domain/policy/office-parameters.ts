import type { IsoDate } from '../calendar.ts';
import type { BasisPoints } from '../money.ts';
import type { PolicyLibrary } from './policy-pack.ts';
import { PolicyParameterMissing } from './policy-snapshot.ts';
import { resolveParameter } from './resolve-parameter.ts';

/** From when on a claim counts as stuck, as the packs of a jurisdiction say it on a day. */
export interface StuckLimits {
  /** Calendar days without a change of state, outside timers and holds. */
  readonly silentDays: number;
  /** Working days that a payment may be without a result. */
  readonly paymentDays: number;
  /** Months that an advance may be paid and not settled. */
  readonly advanceMonths: number;
}

/** When a task is near its end and when it goes to the operators, as shares of its days. */
export interface ReminderShares {
  readonly nearShareBp: BasisPoints;
  readonly escalateShareBp: BasisPoints;
}

/** @throws PolicyParameterMissing */
export function stuckLimits(library: PolicyLibrary, jurisdiction: string, on: IsoDate): StuckLimits {
  const parameter = (key: string) => officeInt(library, { jurisdiction, on, key });
  return {
    silentDays: parameter('stuck.silentDays'),
    paymentDays: parameter('stuck.paymentDays'),
    advanceMonths: parameter('advance.stuckMonths'),
  };
}

/** @throws PolicyParameterMissing */
export function reminderShares(library: PolicyLibrary, jurisdiction: string, on: IsoDate): ReminderShares {
  const parameter = (key: string) => officeInt(library, { jurisdiction, on, key });
  return { nearShareBp: parameter('reminder.nearShare'), escalateShareBp: parameter('reminder.escalateShare') };
}

/**
 * How many days an answer of a register counts before it is asked again.
 * @throws PolicyParameterMissing
 */
export function registerAnswerDays(library: PolicyLibrary, jurisdiction: string, on: IsoDate): number {
  return officeInt(library, { jurisdiction, on, key: 'register.answerDays' });
}

/**
 * After how many minutes a period that has not opened is late.
 * @throws PolicyParameterMissing
 */
export function lateAfterMinutes(library: PolicyLibrary, jurisdiction: string, on: IsoDate): number {
  return officeInt(library, { jurisdiction, on, key: 'period.lateAfterMinutes' });
}

/** How much one pledge may decide at once (`review.bulkMaximum`, `review.bulkMaxFen`). */
export interface BulkLimits {
  /** Tasks in one bulk; with 0 nobody decides in bulk. */
  readonly maximum: number;
  /** A task of a larger amount, in fen, is decided by itself. */
  readonly maxFen: number;
}

/** @throws PolicyParameterMissing */
export function bulkLimits(library: PolicyLibrary, jurisdiction: string, on: IsoDate): BulkLimits {
  const parameter = (key: string) => officeInt(library, { jurisdiction, on, key });
  return { maximum: parameter('review.bulkMaximum'), maxFen: parameter('review.bulkMaxFen') };
}

/**
 * How many days an absence has at most, the last one included.
 * @throws PolicyParameterMissing
 */
export function absenceMaxDays(library: PolicyLibrary, jurisdiction: string, on: IsoDate): number {
  return officeInt(library, { jurisdiction, on, key: 'absence.maxDays' });
}

/**
 * within how many working days after its end the use of the funds of a quarter is published.
 * @throws PolicyParameterMissing
 */
export function disclosureDays(library: PolicyLibrary, jurisdiction: string, on: IsoDate): number {
  return officeInt(library, { jurisdiction, on, key: 'disclosure.days' });
}

/** A parameter of a jurisdiction that applies to all routes; an office reads it without a claim. */
function officeInt(
  library: PolicyLibrary,
  asked: { readonly jurisdiction: string; readonly on: IsoDate; readonly key: string },
): number {
  const { winner } = resolveParameter(library, { ...asked, route: EVERY_ROUTE });
  if (typeof winner?.value !== 'number') {
    throw new PolicyParameterMissing(asked.key, 'number');
  }
  return winner.value;
}

/** No route has this code, so only parameters for all routes match. */
const EVERY_ROUTE = '';
