import { ENTITY_KINDS } from '../entities.ts';

/** `page`: somebody is called at once · `ticket`: in office hours. */
export const SEVERITIES = ['page', 'ticket'] as const;
export type Severity = (typeof SEVERITIES)[number];

interface Check {
  readonly severity: Severity;
  /** It runs every minute of the real clock, and not in the night alone. */
  readonly everyMinute?: true;
  /** In every run of the project's own tests it finds nothing. */
  readonly mustBeZero?: true;
}

/**
 * What the office checks of itself: the engine against rows, rows against each other, tasks, money, the ledger, the audit and
 * calendars.
 * `checkFailed` finds a check that could not run.
 */
export const CHECKS = {
  rowWithoutWorkflow: { severity: 'page', everyMinute: true, mustBeZero: true },
  workflowWithoutRow: { severity: 'page', everyMinute: true, mustBeZero: true },
  workflowEndedRowOpen: { severity: 'page', everyMinute: true },
  workflowBehind: { severity: 'page', mustBeZero: true },
  workflowTaskFailing: { severity: 'page', everyMinute: true },
  activityFailing: { severity: 'page', everyMinute: true },
  historyNearLimit: { severity: 'ticket' },
  stateWithoutTask: { severity: 'ticket', mustBeZero: true },
  orphanTask: { severity: 'ticket', mustBeZero: true },
  assigneeGone: { severity: 'ticket' },
  nobodyEligible: { severity: 'ticket' },
  holdWithoutEnd: { severity: 'ticket' },
  provisionalDue: { severity: 'ticket' },
  timerDiffers: { severity: 'ticket', mustBeZero: true },
  actUnanswered: { severity: 'page', everyMinute: true },
  auditChain: { severity: 'page', mustBeZero: true },
  noticeNotSettled: { severity: 'page', everyMinute: true },
  objectionUnrouted: { severity: 'page', everyMinute: true },
  objectionOverdue: { severity: 'ticket' },
  claimSums: { severity: 'page', mustBeZero: true },
  ledger: { severity: 'page', mustBeZero: true },
  instructionWithoutFact: { severity: 'page', mustBeZero: true },
  reportNotTaken: { severity: 'page', everyMinute: true },
  reportParked: { severity: 'ticket' },
  paymentUnanswered: { severity: 'ticket' },
  advanceOpen: { severity: 'ticket' },
  scheduleMissed: { severity: 'ticket' },
  outboxAge: { severity: 'page', everyMinute: true },
  webhookBacklog: { severity: 'ticket', everyMinute: true },
  endpointDisabled: { severity: 'ticket', everyMinute: true },
  checkFailed: { severity: 'page', everyMinute: true },
} as const satisfies Readonly<Record<string, Check>>;

export type FindingKind = keyof typeof CHECKS;
/** What can be asked to run; `checkFailed` is what a run finds of itself. */
export type CheckKind = Exclude<FindingKind, 'checkFailed'>;

function isFindingKind(word: string): word is FindingKind {
  return Object.hasOwn(CHECKS, word);
}

/** In the order of the table. */
export const FINDING_KINDS: readonly FindingKind[] = Object.keys(CHECKS).filter(isFindingKind);
export const CHECK_KINDS: readonly CheckKind[] = FINDING_KINDS.filter((kind) => kind !== 'checkFailed');

const checksWith = (is: (check: Check) => boolean): readonly CheckKind[] =>
  CHECK_KINDS.filter((kind) => is(CHECKS[kind]));
export const MINUTE_CHECKS = checksWith(({ everyMinute }) => everyMinute === true);
export const ZERO_CHECKS = checksWith(({ mustBeZero }) => mustBeZero === true);

export function severityOf(kind: FindingKind): Severity {
  return CHECKS[kind].severity;
}

/** Where the runbook says what to do about it. */
export function runbookOf(kind: FindingKind): string {
  return `docs/runbook.md#${kind.toLowerCase()}`;
}

/** `open`: nobody has said why · `explained`: somebody has, and it is as it was then · `gone`: it is not found any more. */
export const FINDING_STATES = ['open', 'explained', 'gone'] as const;
export type FindingState = (typeof FINDING_STATES)[number];

/** What a finding is about; null where it is about none of these. */
export const FINDING_ENTITIES = [...ENTITY_KINDS, 'payoutEvent', 'webhookEndpoint'] as const;
export type FindingEntity = (typeof FINDING_ENTITIES)[number];

/** `nightly`: by itself, each night · `asked`: an operator asked for it. */
export const RUN_KINDS = ['nightly', 'asked'] as const;
export type RunKind = (typeof RUN_KINDS)[number];

export const RUN_STATES = ['running', 'done'] as const;
export type RunState = (typeof RUN_STATES)[number];

/** What a check did in a run. */
export interface CheckResult {
  readonly check: CheckKind;
  /** How many rows it looked at. */
  readonly examined: number;
  readonly findings: number;
  /** Real ms. */
  readonly ms: number;
  /** It could not run; what it had found before stands. */
  readonly failed: boolean;
}
