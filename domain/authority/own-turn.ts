import { canonicalJson } from '../canonical-json.ts';

/** How far the clocks of two machines may be apart, in ms. */
export const CLOCK_SLACK_MS = 60_000;

/** A turn that a workflow took by itself. */
interface OwnTurnTaken {
  /** The instant of the turn, as the workflow's clock gave it. */
  readonly atMs: number;
  /** The instant until which the course waits; null for a turn that waits for none. */
  readonly dueAtMs: number | null;
  /** The business clock of the record, or the time of a running jump of the practice clock (D19). */
  readonly businessMs: number;
}

/**
 * True if the business clock has come to the instant of a turn, and to the end of what the course waits for (R-097,
 * A workflow tells the time by the clock that it was started with, and that may be another one.
 */
export function isTurnReached({ atMs, dueAtMs, businessMs }: OwnTurnTaken): boolean {
  return Number.isFinite(atMs) && Math.max(atMs, dueAtMs ?? atMs) <= businessMs + CLOCK_SLACK_MS;
}

/** What a workflow was started with: its plan, and its first course if the row has none yet. */
interface StartedWith {
  readonly course: unknown;
  readonly plan: object;
}

/**
 * True if a workflow was started with what its row gives (D25). The clock is left out: it differs from start to start, and
 * `isTurnReached` judges it. `course`: null if the row has a course of its own, which is compared with each act.
 */
export function isStartedAsOwn(started: StartedWith, own: StartedWith): boolean {
  const isOwnCourse = own.course === null || canonicalJson(started.course) === canonicalJson(own.course);
  return isOwnCourse && planText(started.plan) === planText(own.plan);
}

/** A plan as text that is the same for the same plan, whatever its clock and the order of its fields. */
export function planText(plan: object): string {
  return canonicalJson({ ...plan, clockOffsetMs: 0 });
}
