import { dayAt, startOfDayMs, workingDaysBefore } from '../../domain/calendar.ts';
import { MACHINE_PATIENCE_MS, PARKED_WORKING_DAYS } from '../../domain/check/check-limits.ts';
import type { CheckKind, CheckResult, FindingKind } from '../../domain/check/check-words.ts';
import type { Found } from '../../domain/check/finding-changes.ts';
import type { AuditDigests } from '../../domain/oversight/audit-log.ts';
import { periodRowName, type ExpectedPeriod } from '../../domain/period/period-words.ts';
import { stuckLimits } from '../../domain/policy/office-parameters.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { execute, fetchAll, fetchFirst, type Connection, type Statement } from '../kernel/statements.ts';
import { checkAudit } from './audit-check.ts';
import { foundOf, type Checked } from './checked.ts';
import { timersDiffer } from './clock-checks.ts';
import * as engine from './engine-checks.ts';
import * as money from './money-checks.ts';
import * as people from './people-checks.ts';
import { compareTasks } from './task-checks.ts';

/** What every check of a run reads with. */
interface CheckContext {
  /** One snapshot of the database. */
  readonly connection: Connection;
  /** Business time. */
  readonly at: Date;
  /** The real clock. */
  readonly now: Date;
  readonly library: PolicyLibrary;
  readonly digests: AuditDigests;
  /** The periods that are late now; the packs expect them, so no statement finds them. */
  readonly latePeriods: (at: Date) => Promise<readonly ExpectedPeriod[]>;
  /** Up to which entry the audit was verified, and the chains in which something was found. */
  readonly audit: { readonly after: number; readonly also: readonly string[] };
}

interface Looked {
  readonly examined: number;
  readonly found: readonly Found[];
  /** Up to which entry the audit is verified now. */
  readonly auditTo?: number;
}

/** What the checks of one run share. */
interface Run extends CheckContext {
  readonly tasks: () => Promise<Looked>;
  readonly faults: () => Promise<Looked>;
}

export interface RunOutcome {
  readonly results: readonly CheckResult[];
  readonly found: readonly Found[];
  /** Null: the audit was not verified. */
  readonly auditTo: number | null;
}

/** Looks for each check in turn. One that fails is itself a finding, and the others go on. */
export async function runChecks(checks: readonly CheckKind[], context: CheckContext): Promise<RunOutcome> {
  const { connection, now } = context;
  const run: Run = {
    ...context,
    tasks: once(() => compareTasks(connection)),
    faults: once(() => engine.readFaults(connection, now)),
  };
  const results: CheckResult[] = [];
  const found: Found[] = [];
  let auditTo: number | null = null;
  for (const check of checks) {
    const began = performance.now();
    const one = await looking(check, run);
    found.push(...one.found);
    auditTo = one.auditTo ?? auditTo;
    results.push({
      check,
      examined: one.examined,
      findings: one.failed ? 0 : one.found.length,
      ms: Math.round(performance.now() - began),
      failed: one.failed,
    });
  }
  return { results, found, auditTo };
}

/** What checks of one run read together is read by the first of them. */
function once(read: () => Promise<Looked>): () => Promise<Looked> {
  let reading: Promise<Looked> | null = null;
  return () => (reading ??= read());
}

const SAVE: Statement<unknown> = { text: 'SAVEPOINT one_check', values: [] };
const UNDO: Statement<unknown> = { text: 'ROLLBACK TO SAVEPOINT one_check', values: [] };

async function looking(check: CheckKind, run: Run): Promise<Looked & { readonly failed: boolean }> {
  await execute(run.connection, SAVE);
  try {
    return { ...(await LOOKS[check](run)), failed: false };
  } catch (error) {
    await execute(run.connection, UNDO);
    return { examined: 0, found: [failureOf(check, error)], failed: true };
  }
}

/** Says the kind of the error alone: its text may have values of rows. */
function failureOf(check: CheckKind, error: unknown): Found {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  return {
    kind: 'checkFailed',
    subject: check,
    entityKind: null,
    entityId: null,
    claimId: null,
    jurisdiction: null,
    since: null,
    evidence: [
      { fact: 'check', value: check },
      { fact: 'error', value: error instanceof Error ? error.name : 'unknown' },
      { fact: 'code', value: code },
    ],
  };
}

const LOOKS: Readonly<Record<CheckKind, (run: Run) => Promise<Looked>>> = {
  rowWithoutWorkflow: (run) => part(run.faults, 'rowWithoutWorkflow'),
  workflowWithoutRow: (run) => looked(run, 'workflowWithoutRow', engine.runsWithoutRow(run.at)),
  workflowEndedRowOpen: (run) => part(run.faults, 'workflowEndedRowOpen'),
  workflowBehind: (run) => part(run.faults, 'workflowBehind'),
  workflowTaskFailing: (run) => part(run.faults, 'workflowTaskFailing'),
  activityFailing: (run) => part(run.faults, 'activityFailing'),
  historyNearLimit: (run) => looked(run, 'historyNearLimit', engine.historiesNearLimit()),
  stateWithoutTask: (run) => part(run.tasks, 'stateWithoutTask'),
  orphanTask: (run) => part(run.tasks, 'orphanTask'),
  assigneeGone: (run) => looked(run, 'assigneeGone', people.assigneesGone(dayAt(run.at.getTime()))),
  nobodyEligible: (run) => looked(run, 'nobodyEligible', people.tasksOfNobody(dayAt(run.at.getTime()))),
  holdWithoutEnd: (run) => looked(run, 'holdWithoutEnd', people.holdsWithoutEnd(run.at)),
  provisionalDue: (run) => looked(run, 'provisionalDue', people.provisionalDays(run.library.calendar.publishedThrough)),
  timerDiffers: (run) => looked(run, 'timerDiffers', timersDiffer()),
  actUnanswered: (run) =>
    looked(run, 'actUnanswered', people.actsUnanswered(new Date(run.now.getTime() - MACHINE_PATIENCE_MS))),
  auditChain: ({ connection, digests, audit }) => checkAudit(connection, digests, audit),
  noticeNotSettled: (run) => looked(run, 'noticeNotSettled', people.noticesNotSettled(run.at)),
  objectionUnrouted: (run) => looked(run, 'objectionUnrouted', people.objectionsUnrouted(run.at)),
  objectionOverdue: (run) => looked(run, 'objectionOverdue', people.objectionsOverdue(dayAt(run.at.getTime()))),
  claimSums: (run) => looked(run, 'claimSums', money.claimSums()),
  ledger: (run) => looked(run, 'ledger', money.ledgerDiffers()),
  instructionWithoutFact: (run) => looked(run, 'instructionWithoutFact', money.paymentsWithoutFact()),
  reportNotTaken: (run) => looked(run, 'reportNotTaken', money.reportsNotTaken(run.at)),
  reportParked: (run) => looked(run, 'reportParked', money.reportsParked(daysAgo(run, PARKED_WORKING_DAYS))),
  paymentUnanswered: async (run) => looked(run, 'paymentUnanswered', await unansweredPayments(run)),
  advanceOpen: (run) => looked(run, 'advanceOpen', money.advancesOpen()),
  scheduleMissed: missedPeriods,
  outboxAge: (run) => looked(run, 'outboxAge', money.outboxWaits(run.at)),
  webhookBacklog: (run) => looked(run, 'webhookBacklog', money.endpointsBehind(run.now)),
  endpointDisabled: (run) => looked(run, 'endpointDisabled', money.endpointsDisabled()),
};

async function looked({ connection }: Run, kind: FindingKind, statement: Statement<Checked>): Promise<Looked> {
  const checked = await fetchFirst(connection, statement);
  return checked === undefined
    ? { examined: 0, found: [] }
    : { examined: checked.examined, found: foundOf(kind, checked) };
}

/** Of what several checks read together, the part of one. */
async function part(read: () => Promise<Looked>, wanted: FindingKind): Promise<Looked> {
  const { examined, found } = await read();
  return { examined, found: found.filter(({ kind }) => kind === wanted) };
}

/** The beginning of the latest day that lies so many working days back. */
function daysAgo({ at, library }: Run, days: number): Date {
  return new Date(startOfDayMs(workingDaysBefore(dayAt(at.getTime()), days, library.calendar)));
}

/** Y1: periods of the packs that no Schedule opened. */
async function missedPeriods({ at, latePeriods }: Run): Promise<Looked> {
  const late = await latePeriods(at);
  const found = late.map((period): Found => ({
    kind: 'scheduleMissed',
    subject: `${periodRowName(period)}/${period.key}`,
    entityKind: null,
    entityId: null,
    claimId: null,
    jurisdiction: period.jurisdiction,
    since: new Date(period.opensAtMs),
    evidence: [
      { fact: 'schedule', value: `period/${periodRowName(period)}` },
      { fact: 'key', value: period.key },
    ],
  }));
  return { examined: late.length, found };
}

/** Each office has its own number of days. */
async function unansweredPayments(run: Run): Promise<Statement<Checked>> {
  const offices = (await fetchAll(run.connection, money.officesThatPay())).map(({ jurisdiction }) => jurisdiction);
  const today = dayAt(run.at.getTime());
  const days = offices.map((jurisdiction) => stuckLimits(run.library, jurisdiction, today).paymentDays);
  return money.paymentsUnanswered(
    offices,
    days.map((paymentDays) => daysAgo(run, paymentDays)),
  );
}
