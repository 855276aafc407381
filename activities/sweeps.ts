import type { Registers } from './register-ports.ts';
import type { JumpStore, SweepCalls, SweepStore, TimeSkipping } from './sweep-ports.ts';

export interface SweepDependencies {
  readonly store: SweepStore;
  readonly calls: SweepCalls;
  readonly registers: Registers;
  /** Business time in ms. */
  readonly now: () => Promise<number>;
  readonly log: { warn(facts: object, sentence: string): void };
}

export interface Sweeps {
  /** Everything that was missed or came due, once. `eager`: without waiting for age, after a jump. Says how much it found. */
  sweep(options: { readonly eager: boolean }): Promise<number>;
}

const MISSED_AFTER_MS = 2_000;
const UNANSWERED_AFTER_MS = 7_000;

/** What is found lost is found again until it is done: each sweep is a question to the database, repeated for ever. */
export function createSweeps({ store, calls, registers, now, log }: SweepDependencies): Sweeps {
  const each = async <Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<number> => {
    let finished = 0;
    for (const item of items) {
      try {
        await work(item);
        finished += 1;
      } catch (error) {
        // It stays in the database as it was, so the next sweep finds it; the others are not held up.
        log.warn({ reason: error instanceof Error ? error.name : 'unknown' }, 'A sweep could not finish one item');
      }
    }
    return finished;
  };

  return {
    async sweep({ eager }) {
      const missed = eager ? 0 : MISSED_AFTER_MS;
      const atMs = await now();
      const found = [
        await each(await store.unstarted(missed), ({ entity, id }) => calls.start(entity, id)),
        await each(await store.unansweredActs(eager ? MISSED_AFTER_MS : UNANSWERED_AFTER_MS), (actId) =>
          calls.deliver(actId),
        ),
        await each(await store.waitingInboxes(), ({ batchId, isDone }) =>
          isDone ? calls.takeInbox(batchId) : calls.inboxChanged(batchId),
        ),
        await each(await store.claimsWaitingFor(await answering(registers)), (claimId) =>
          calls.registerAnswered(claimId, atMs),
        ),
        await each(await store.unroutedObjections(), ({ noticeId, objectionId }) =>
          calls.objectionFiled(noticeId, objectionId, atMs),
        ),
        await each(await store.unlinkedFilings(), ({ filingId, claimId }) =>
          calls.claimOpened(filingId, claimId, atMs),
        ),
        await each(await store.endedHolds(atMs), ({ claimId, holdId }) => calls.releaseHold(claimId, holdId, atMs)),
        await store.remind(atMs),
        await store.relayOutbox(),
      ];
      return found.reduce((sum, count) => sum + count, 0);
    },
  };
}

/** The registers that answer now; asked for nobody, so that no number travels. */
async function answering(registers: Registers): Promise<readonly string[]> {
  const answers = await registers.lookUp([]);
  return Object.entries(answers).flatMap(([register, { available }]) => (available ? [register] : []));
}

const QUIET_WITHIN_MS = 55_000;
const FORWARD_AT_ONCE = 16;

export interface JumpDependencies {
  readonly store: JumpStore;
  readonly skipping: TimeSkipping;
  readonly sweeps: Sweeps;
  /** Real time in ms. */
  readonly systemNow: () => number;
}

/**
 * Carries out one asked move of the practice clock (D19): every open workflow is forwarded to the same instant, then the
 * offset moves, then the sweeps run until they find nothing. Repeatable: a jump that a crash cut off begins again.
 */
export async function carryOutJump({ store, skipping, sweeps, systemNow }: JumpDependencies): Promise<boolean> {
  const jump = await store.next();
  if (jump === null) {
    return false;
  }
  const deadlineMs = systemNow() + QUIET_WITHIN_MS;
  const late = await forwardAll(await store.openWorkflowIds(), (workflowId) =>
    skipping.forward(workflowId, jump.targetAtMs, deadlineMs),
  );
  if (late !== null) {
    await store.finish(jump.id, { state: 'failed', note: late });
    return true;
  }
  await store.setOffset(jump.targetAtMs - systemNow());
  for (let found = 1; found > 0 && systemNow() < deadlineMs;) {
    found = await sweeps.sweep({ eager: true });
  }
  await store.finish(jump.id, { state: 'done', note: null });
  return true;
}

/** The first workflow that did not get there, or null when all did. */
async function forwardAll(
  workflowIds: readonly string[],
  forward: (workflowId: string) => Promise<boolean>,
): Promise<string | null> {
  const waiting = [...workflowIds];
  const late: string[] = [];
  const lane = async (): Promise<void> => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      if (!(await forward(id))) {
        late.push(id);
      }
    }
  };
  await Promise.all(Array.from({ length: FORWARD_AT_ONCE }, lane));
  return late[0] ?? null;
}
