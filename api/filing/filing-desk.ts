import type { OrganCode } from '../../domain/codes.ts';
import type { ClassTimes, FilingMessage } from '../../domain/filing/filing-course.ts';
import { unreachable } from '../../domain/verdict.ts';
import { actorOf, type Caller } from '../kernel/caller.ts';
import type { ActBody, Desk } from '../kernel/desk-port.ts';
import type { FilingAct, FilingDesk } from './filing-ports.ts';
import { Problem } from '../kernel/problem.ts';

export interface Pinned {
  readonly kind: 'first' | 'again' | 'asked' | 'closed';
  readonly times: ClassTimes;
  /** As the filing's plan line names it now; null when the HR bureau has to route it. */
  readonly responsibleDepartment: OrganCode | null;
}

/** Pins the law of a filing's class and requests its workflow, in one transaction (D4, R-150). */
export interface FilingSubmission {
  /**
   * `first`: the row asks for its workflow now; `again`: it was returned and its workflow runs; `asked`: somebody asked
   * before. `closed`: no submission is open. The first one leaves an audit entry with its person; a later one is an act.
   */
  pin(filingId: string, by: Pick<Caller, 'personId' | 'organ' | 'section'>, at: Date): Promise<Pinned>;
  /** A draft has no workflow: it is withdrawn here, with its audit entry. False when it is no draft any more. */
  withdrawDraft(filingId: string, by: Caller, at: Date, reason: string): Promise<boolean>;
  /** True once the workflow's first record exists. */
  hasBegun(filingId: string): Promise<boolean>;
}

const BEGIN_WITHIN_MS = 5_000;
const LOOK_AGAIN_MS = 25;

/** The messages of routes to running filings, sent through the desk. */
export function createFilingDesk(desk: Desk, submission: FilingSubmission): FilingDesk {
  return {
    submit: (asked) => submit(desk, submission, asked),

    async withdraw({ filingId, caller, idempotencyKey, at, reason }) {
      if (await submission.withdrawDraft(filingId, caller, at, reason)) {
        return;
      }
      await ask(desk, { filingId, caller, idempotencyKey, body: { reason } }, (actId) => ({
        kind: 'withdraw',
        actId,
        atMs: at.getTime(),
        actor: actorOf(caller),
      }));
    },

    async resultsRecorded({ filingId, caller, idempotencyKey, at }) {
      const asked = { filingId, caller, idempotencyKey: idempotencyKey ?? null, body: {} };
      await ask(desk, asked, (actId) => ({ kind: 'recordResults', actId, atMs: at.getTime() }));
    },
  };
}

async function submit(desk: Desk, submission: FilingSubmission, asked: FilingAct): Promise<void> {
  const { filingId, caller, idempotencyKey, at } = asked;
  const pinned = await submission.pin(filingId, caller, at);
  switch (pinned.kind) {
    case 'first':
    case 'asked':
      // If the start does not happen now, the sweep finds it; the wait here reports whether it happened in time.
      await desk.start('filing', filingId).catch(() => undefined);
      await untilBegun(submission, filingId);
      return;
    case 'again':
      await ask(desk, { filingId, caller, idempotencyKey, body: {} }, (actId) => ({
        kind: 'resubmit',
        actId,
        atMs: at.getTime(),
        actor: actorOf(caller),
        times: pinned.times,
        responsibleDepartment: pinned.responsibleDepartment,
      }));
      return;
    case 'closed':
      throw new Problem('WRONG_STATE');
    default:
      unreachable(pinned.kind);
  }
}

interface AskedOfFiling {
  readonly filingId: string;
  readonly caller: Caller;
  readonly idempotencyKey: string | null;
  readonly body: ActBody;
}

async function ask(desk: Desk, asked: AskedOfFiling, message: (actId: string) => FilingMessage): Promise<void> {
  await desk.act({
    personId: asked.caller.personId,
    idempotencyKey: asked.idempotencyKey,
    taskId: null,
    body: asked.body,
    message: (actId) => ({ entity: 'filing', id: asked.filingId, message: message(actId) }),
  });
}

async function untilBegun(submission: FilingSubmission, filingId: string): Promise<void> {
  const end = Date.now() + BEGIN_WITHIN_MS;
  while (!(await submission.hasBegun(filingId))) {
    if (Date.now() > end) {
      throw new Problem('WORKER_UNAVAILABLE', { retryAfterSeconds: 5 });
    }
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_AGAIN_MS);
    });
  }
}
