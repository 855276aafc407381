import { eachItem } from './each-item.ts';
import { inLanes } from './in-lanes.ts';
import type { PeriodKeeping } from './periods.ts';
import type { RepairWork } from './repair-work.ts';
import type { RegisterAsker } from './register-ports.ts';
import type { ClockJump, JumpStore, SweepCalls, SweepStore, TimeSkipping } from './sweep-ports.ts';

export interface SweepDependencies {
  readonly store: SweepStore;
  readonly calls: SweepCalls;
  readonly asker: RegisterAsker;
  /** Opens the periods that the packs expect. */
  readonly periods: Pick<PeriodKeeping, 'sweep'>;
  /** Applies approved repairs, and looks what came of them. */
  readonly repairs: RepairWork;
  /** Business time in ms. */
  readonly now: () => Promise<number>;
  readonly log: { warn(facts: object, sentence: string): void };
}

export interface Sweeps {
  /** Runs every sweep once. `eager`: without waiting for age, after a jump. Returns how many items it found. */
  sweep(options: { readonly eager: boolean }): Promise<number>;
}

const MISSED_AFTER_MS = 2_000;
const UNANSWERED_AFTER_MS = 7_000;
const ANSWERED_WITHIN_MS = 1_000;

/** Each sweep queries for unfinished work and retries it; items reappear until they succeed. */
export function createSweeps({ store, calls, asker, periods, repairs, now, log }: SweepDependencies): Sweeps {
  const each = eachItem(log);

  /** A slow register delays the sweeps only for this time: a later answer is stored and found by a later turn. */
  const takeAnswers = async (atMs: number): Promise<number> => {
    const questions = await store.openQuestions(atMs);
    await Promise.all(questions.map((question) => asker.ask(question, ANSWERED_WITHIN_MS)));
    const answered = await each(await store.claimsWithAnswers(atMs), (claimId) =>
      calls.registerAnswered(claimId, atMs),
    );
    return answered + (await each(await store.evidenceWithAnswers(), (claimId) => store.judgeEvidence(claimId)));
  };

  const everySweep = (eager: boolean, atMs: number): Readonly<Record<string, () => Promise<number>>> => {
    const missed = eager ? 0 : MISSED_AFTER_MS;
    return {
      periods: () => periods.sweep(atMs, { eager }),
      starts: async () => each(await store.unstarted(missed), ({ entity, id }) => calls.start(entity, id)),
      acts: async () =>
        each(await store.unansweredActs(eager ? MISSED_AFTER_MS : UNANSWERED_AFTER_MS), (actId) =>
          calls.deliver(actId),
        ),
      inboxes: async () => {
        await store.tryReportsAgain(atMs);
        return each(await store.waitingInboxes(), ({ batchId, isDone }) =>
          isDone ? calls.takeInbox(batchId) : calls.inboxChanged(batchId),
        );
      },
      answers: () => takeAnswers(atMs),
      objections: async () =>
        each(await store.unroutedObjections(), (objection) =>
          calls.objectionFiled(objection.noticeId, objection.objectionId, objection.atMs),
        ),
      callsToSettle: async () =>
        each(await store.callsToSettle(), ({ callId, noticeId }) => calls.noticeSettled(callId, noticeId, atMs)),
      callsToTell: () => tellApplications({ store, calls }, atMs),
      filings: async () =>
        each(await store.unlinkedFilings(), ({ filingId, claimId }) => calls.claimOpened(filingId, claimId, atMs)),
      holds: async () =>
        each(await store.endedHolds(atMs), ({ claimId, holdId }) => calls.releaseHold(claimId, holdId, atMs)),
      cases: async () => each(await store.actsOfCases(atMs), (actId) => calls.deliver(actId)),
      calendar: async () => each(await store.actsOfCalendar(atMs), (actId) => calls.deliver(actId)),
      corrections: async () =>
        each(await store.claimsToCorrect(), async (claimId) => {
          await asker.ask(await store.questionOfClaim(claimId, atMs), ANSWERED_WITHIN_MS);
          await store.correctLaw(claimId, atMs);
        }),
      repairs: () => repairs.sweep(atMs),
      ...ownWork(store, atMs),
    };
  };

  return {
    async sweep({ eager }) {
      return runAll(everySweep(eager, await now()), log);
    },
  };
}

/** Sweeps that change rows and send nothing to a workflow. */
function ownWork(store: SweepStore, atMs: number): Readonly<Record<string, () => Promise<number>>> {
  return {
    rulings: () => store.handOverRulings(atMs),
    absences: () => store.handOverTasks(atMs),
    debts: () => store.advanceDebts(atMs),
    reminders: () => store.remind(atMs),
    evenings: () => store.reconcileEvenings(atMs),
    outbox: () => store.relayOutbox(),
    oldAnswers: () => store.forgetAnswers(),
    audit: () => store.sealAudit(atMs),
  };
}

/** Returns how many applications heard something: one that refuses for good is not found again and again. */
async function tellApplications(
  { store, calls }: Pick<SweepDependencies, 'store' | 'calls'>,
  atMs: number,
): Promise<number> {
  const told = await Promise.all((await store.callsToTell()).map((callId) => calls.tellGrants(callId, atMs)));
  return told.reduce((sum, one) => sum + one, 0);
}

/**
 * A sweep that fails keeps no other from its work, and the log says which one it is; the turn fails after them. Returns
 * how many items they found.
 */
async function runAll(
  sweeps: Readonly<Record<string, () => Promise<number>>>,
  log: SweepDependencies['log'],
): Promise<number> {
  const failures: unknown[] = [];
  let found = 0;
  for (const [name, sweep] of Object.entries(sweeps)) {
    found += await sweep().catch((error: unknown) => {
      log.warn({ sweep: name, reason: error instanceof Error ? error.name : 'unknown' }, 'A sweep failed');
      failures.push(error);
      return 0;
    });
  }
  if (failures.length > 0) {
    throw failures[0];
  }
  return found;
}

const QUIET_WITHIN_MS = 55_000;
const FORWARD_AT_ONCE = 16;

export interface JumpDependencies {
  readonly store: JumpStore;
  readonly skipping: TimeSkipping;
  readonly sweeps: Sweeps;
  readonly periods: Pick<PeriodKeeping, 'complete'>;
  /** Real time in ms. */
  readonly systemNow: () => number;
  /** The offset has changed: business time must be read again at the next question. */
  readonly forgetOffset: () => void;
}

/**
 * Carries out one requested move of the practice clock (D19): forwards every open workflow to the target, then moves the
 * offset, then forwards the workflows that were started in the meantime, opens the periods of the span, and runs the
 * sweeps until they find nothing and everything that they began is quiet. The clock goes on meanwhile: with the jump's own offset, so that no workflow is ahead of
 * the office, however long the others take. Repeatable: a jump that a crash or a slow workflow interrupted continues with
 * the next turn. Returns whether a jump was carried out.
 */
export async function carryOutJump(jumping: JumpDependencies): Promise<boolean> {
  const { store, systemNow, forgetOffset } = jumping;
  const jump = await store.next();
  if (jump === null) {
    return false;
  }
  const deadlineMs = systemNow() + QUIET_WITHIN_MS;
  const isThere = async (): Promise<boolean> => {
    const late = await forwardAll(jumping, jump, deadlineMs);
    if (late !== null) {
      await store.late(jump.id, late);
    }
    return late === null;
  };
  if (!(await isThere())) {
    return true;
  }
  await store.setOffset(jump.offsetMs);
  forgetOffset();
  if (!(await isThere())) {
    return true;
  }
  const [missing] = (await jumping.periods.complete(jump.targetAtMs, deadlineMs)).missing;
  if (missing !== undefined) {
    await store.late(jump.id, missing);
    return true;
  }
  if (await sweepUntilQuiet(jumping, { jumpId: jump.id, deadlineMs, isThere })) {
    await store.finish(jump.id);
  }
  return true;
}

/**
 * Sweeps until nothing is found and no workflow is at work: what a sweep has begun has work of its own, and leaves work
 * for the next one. False where that takes too long.
 */
async function sweepUntilQuiet(
  { sweeps, store, systemNow }: Pick<JumpDependencies, 'sweeps' | 'store' | 'systemNow'>,
  of: { readonly jumpId: string; readonly deadlineMs: number; readonly isThere: () => Promise<boolean> },
): Promise<boolean> {
  for (let isQuiet = false; ;) {
    const found = await sweeps.sweep({ eager: true });
    if (found === 0 && isQuiet) {
      return true;
    }
    if (found > 0 && systemNow() >= of.deadlineMs) {
      await store.late(of.jumpId, 'sweeps');
      return false;
    }
    isQuiet = found === 0 && (await of.isThere());
    if (found === 0 && !isQuiet) {
      return false;
    }
  }
}

/** The first workflow that did not reach the target, or null when all did. */
async function forwardAll(
  { store, skipping }: JumpDependencies,
  jump: ClockJump,
  deadlineMs: number,
): Promise<string | null> {
  const late: string[] = [];
  await inLanes(FORWARD_AT_ONCE, await store.openWorkflowIds(), async (workflowId) => {
    if (!(await skipping.forward(workflowId, jump, deadlineMs))) {
      late.push(workflowId);
    }
  });
  return late[0] ?? null;
}
