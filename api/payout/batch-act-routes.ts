import type { z } from 'zod';
import { formatFen, parseFen } from '../../domain/money.ts';
import { PASSING_BATCH_STATE, type BatchMessage } from '../../domain/payout/batch-course.ts';
import { judgeControlSum } from '../../domain/payout/batch-release.ts';
import { BatchParams, BatchReasonBody, BatchView, ReleaseBody } from '../../schemas/payout-schemas.ts';
import { IfMatchHeaders } from '../../schemas/task-schemas.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Desk } from '../kernel/desk-port.ts';
import { parseIfMatch } from '../kernel/etag.ts';
import type { Language } from '../kernel/language.ts';
import { Problem } from '../kernel/problem.ts';
import { actAndRead } from '../kernel/read-passed.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { refusalOf } from './batch-view.ts';
import type { BatchRecord, PayoutStore } from './payout-ports.ts';
import { findBatch, shownBatch } from './show-batch.ts';

const ACT = {
  method: 'post',
  params: BatchParams,
  headers: IfMatchHeaders,
  answer: BatchView,
  idempotency: 'required',
  problems: [
    'NOT_FOUND',
    'WRONG_STATE',
    'ACT_IN_PROGRESS',
    'SAME_PERSON_FORBIDDEN',
    'CONFLICT_OF_INTEREST',
    'FORBIDDEN',
    'IF_MATCH_MISSING',
    'STALE',
    'OVER_BUDGET',
    'SUM_DIFFERS',
    'INVALID',
    'WORKER_UNAVAILABLE',
    'FORGED_ACT',
  ],
} as const;

/** Release and rejection: state and duties are checked before the tag, so the tag is read here. */
export function batchActRoutes(payouts: PayoutStore, desk: Desk): readonly Route[] {
  return [
    defineRoute({
      ...ACT,
      operationId: 'releasePayoutBatch',
      confirmsIdentity: true,
      path: '/api/v1/payout-batches/:batchId/release',
      summary: 'Release a batch, by another person than its maker and every reviewer of its claims',
      body: ReleaseBody,
      handle: (asked) =>
        act(payouts, desk, {
          ...asked,
          kind: 'release',
          reason: asked.body?.overrideReason ?? asked.body?.overBudgetReason ?? null,
          givenFen: asked.body?.controlSumFen,
        }),
    }),
    defineRoute({
      ...ACT,
      operationId: 'rejectPayoutBatch',
      path: '/api/v1/payout-batches/:batchId/rejection',
      summary: 'Reject a draft, by its maker or a checker',
      body: BatchReasonBody,
      handle: (asked) => act(payouts, desk, { ...asked, kind: 'reject', reason: asked.body.reason }),
    }),
  ];
}

interface AskedAct {
  readonly caller: Caller;
  readonly params: z.output<typeof BatchParams>;
  readonly headers: z.output<typeof IfMatchHeaders>;
  readonly idempotencyKey: string;
  readonly at: Date;
  readonly language: Language;
  readonly credentialBy: 'bearer' | 'cookie' | null;
  readonly kind: 'release' | 'reject';
  readonly reason: string | null;
  /** Fen; what the person typed as the sum of the batch. */
  readonly givenFen?: number | undefined;
}

/** Checks state and duties, then the tag, then the budget; the batch and its claims check again at the release (D5). */
async function act(payouts: PayoutStore, desk: Desk, asked: AskedAct) {
  const { caller, idempotencyKey, language, kind, reason } = asked;
  const batch = await findBatch(payouts, asked.params.batchId, caller);
  const { personId, organ, section, jurisdiction, roles, partyId } = caller;
  const actor = { personId, organ, section, jurisdiction, roles, partyId };
  const expectedRevision = batch.course.revision;
  const messageOf = (actId: string) =>
    ({ kind, actor, expectedRevision, actId, atMs: asked.at.getTime() }) satisfies BatchMessage;
  if (!(await payouts.isActKept(personId, idempotencyKey))) {
    const refusal = refusalOf(batch, messageOf(''), await payouts.deciders(batch.batchId));
    if (refusal !== null) {
      throw new Problem(refusal);
    }
    if (parseIfMatch(asked.headers['if-match']) !== batch.revision) {
      throw new Problem('STALE');
    }
    if (kind === 'release') {
      requireSum(batch, asked);
    }
    const overFen = kind === 'release' && reason === null ? await payouts.overBudget(batch.batchId) : 0;
    if (overFen > 0) {
      throw overBudgetProblem(overFen);
    }
  }
  const acting = async (): Promise<void> => {
    try {
      await desk.act({
        personId,
        idempotencyKey,
        taskId: null,
        body: reason === null ? {} : { reason },
        message: (actId) => ({ entity: 'batch', id: batch.batchId, message: messageOf(actId) }),
      });
    } catch (error) {
      // Another batch used the budget in between: the recording refused; reading the budget again gives the excess.
      throw error instanceof Problem && error.code === 'OVER_BUDGET'
        ? overBudgetProblem(await payouts.overBudget(batch.batchId))
        : error;
    }
  };
  const reading = () => findBatch(payouts, batch.batchId, caller);
  const after = await actAndRead(acting, reading, ({ course }) => course.state === PASSING_BATCH_STATE);
  return shownBatch(payouts, after, caller, language);
}

/** A browser must send the sum that its person typed. Any sum that is sent must be the right one. */
function requireSum(batch: BatchRecord, { givenFen, credentialBy }: AskedAct): void {
  const verdict = judgeControlSum(batch.controlSumFen, { givenFen, isByHand: credentialBy === 'cookie' });
  if (!verdict.ok) {
    const errors = [{ pointer: '/controlSumFen', code: verdict.reason }];
    throw new Problem(verdict.reason === 'REQUIRED' ? 'INVALID' : verdict.reason, { errors });
  }
}

function overBudgetProblem(amountFen: number): Problem {
  return new Problem('OVER_BUDGET', {
    facts: { amount: formatFen(parseFen(amountFen)) },
    errors: [{ pointer: '/overrideReason', code: 'REQUIRED' }],
  });
}
