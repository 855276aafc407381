import type { z } from 'zod';
import { PASSING_BATCH_STATE, type BatchMessage } from '../../domain/payout/batch-course.ts';
import { wordList } from '../../domain/texts/route-words.ts';
import { pageSchema, ShortListQuery } from '../../schemas/http-schemas.ts';
import {
  BatchItemView,
  BatchListQuery,
  BatchParams,
  BatchReasonBody,
  BatchView,
  CreateBatchBody,
  InstructionsAnswer,
  ReleaseBody,
} from '../../schemas/payout-schemas.ts';
import { IfMatchHeaders } from '../../schemas/task-schemas.ts';
import type { Caller } from '../kernel/caller.ts';
import type { Desk } from '../kernel/desk-port.ts';
import { parseIfMatch } from '../kernel/etag.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import type { Language } from '../kernel/language.ts';
import { pageOf, pageOfAll } from '../kernel/paging.ts';
import { actAndRead } from '../kernel/read-passed.ts';
import type { Batched, BatchRecord, PayoutStore } from './payout-ports.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { batchItem, batchView, instructionView, refusalOf, statesShownAs } from './batch-view.ts';

/** Drafting and releasing payments: maker and checker (api §8). */
export function batchRoutes(payouts: PayoutStore, desk: Desk): readonly Route[] {
  return [
    createBatch(payouts, desk),
    listBatches(payouts),
    readBatch(payouts),
    readInstructions(payouts),
    ...actRoutes(payouts, desk),
  ];
}

function createBatch(payouts: PayoutStore, desk: Desk): Route {
  return defineRoute({
    operationId: 'createPayoutBatch',
    method: 'post',
    path: '/api/v1/payout-batches',
    summary: 'Draft a batch of what is due: lines and sum are frozen',
    body: CreateBatchBody,
    answer: BatchView,
    status: 201,
    idempotency: 'accepted',
    problems: [
      'ALREADY_IN_BATCH',
      'INSTALMENT_NOT_DUE',
      'GRANT_SUSPENDED',
      'NOTICE_OPEN',
      'CLAIM_HELD',
      'PAYEE_CHANGED',
      'WRONG_STATE',
      'SAME_PERSON_FORBIDDEN',
      'FORBIDDEN',
      'DIFFERENT_FUNDS',
      'INCOMPLETE',
      'INVALID',
    ],
    async handle({ caller, body, idempotencyKey: key, at, language }) {
      const { claimIds = [], grantIds, fund = null, purpose = null } = body;
      const asked = { caller, at, key };
      const drafted =
        grantIds === undefined
          ? await payouts.draft({ claimIds, fund, purpose }, asked)
          : await payouts.draftGrants(grantIds, asked);
      if (drafted.kind === 'refused') {
        throw draftProblem(drafted, grantIds === undefined ? 'claimIds' : 'grantIds');
      }
      await startQuietly(desk, drafted.batchId);
      const batch = await findBatch(payouts, drafted.batchId, caller);
      return {
        ...(await shown(payouts, batch, caller, language)),
        location: `/api/v1/payout-batches/${batch.batchId}`,
      };
    },
  });
}

/** The refusal code for a claim of the batch. */
const FIELD_CODES: Readonly<Record<string, string>> = { CLAIM_UNKNOWN: 'NOT_FOUND', INCOMPLETE: 'REQUIRED' };

function draftProblem(
  { reason, positions, missing }: Extract<Batched, { kind: 'refused' }>,
  field: 'claimIds' | 'grantIds',
): Problem {
  const errors = positions.slice(0, 100).map((position) => ({
    pointer: `/${field}/${position}`,
    code: FIELD_CODES[reason] ?? reason,
  }));
  const facts = reason === 'INCOMPLETE' ? { missing: wordList(missing.slice(0, 10)) } : {};
  return new Problem(reason === 'CLAIM_UNKNOWN' ? 'INVALID' : reason, { errors, facts });
}

/** The row requests its start: if the workflow does not start now, the sweep starts it (D4). */
async function startQuietly(desk: Desk, batchId: string): Promise<void> {
  try {
    await desk.start('batch', batchId);
  } catch {
    // Nothing is lost: the row still requests the start.
  }
}

function listBatches(payouts: PayoutStore): Route {
  return defineRoute({
    operationId: 'listPayoutBatches',
    method: 'get',
    path: '/api/v1/payout-batches',
    summary: 'Batches, newest first',
    query: BatchListQuery,
    answer: pageSchema(BatchItemView),
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { state, limit, cursor } }) {
      const states = state === undefined ? null : statesShownAs(state);
      const rows = await payouts.list({ states, limit, after: instantKeyset(cursor) }, caller);
      const page = pageOf(rows, limit, (row) => [row.createdAt.getTime(), row.batchId], batchItem);
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function readBatch(payouts: PayoutStore): Route {
  return defineRoute({
    operationId: 'readPayoutBatch',
    method: 'get',
    path: '/api/v1/payout-batches/:batchId',
    summary: 'One batch with its instructions and acts',
    params: BatchParams,
    answer: BatchView,
    problems: ['NOT_FOUND'],
    async handle({ caller, params, language }) {
      return shown(payouts, await findBatch(payouts, params.batchId, caller), caller, language);
    },
  });
}

function readInstructions(payouts: PayoutStore): Route {
  return defineRoute({
    operationId: 'listPayoutInstructions',
    method: 'get',
    path: '/api/v1/payout-batches/:batchId/instructions',
    summary: 'The instructions of a batch, payees masked',
    params: BatchParams,
    query: ShortListQuery,
    answer: InstructionsAnswer,
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, params, query: { limit, cursor } }) {
      const batch = await findBatch(payouts, params.batchId, caller);
      return { body: pageOfAll((await payouts.instructions(batch.batchId)).map(instructionView), limit, cursor) };
    },
  });
}

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
    'WORKER_UNAVAILABLE',
    'FORGED_ACT',
  ],
} as const;

function actRoutes(payouts: PayoutStore, desk: Desk): readonly Route[] {
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
  readonly kind: 'release' | 'reject';
  readonly reason: string | null;
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
  return shown(payouts, after, caller, language);
}

function overBudgetProblem(amountFen: number): Problem {
  return new Problem('OVER_BUDGET', {
    facts: { amountFen },
    errors: [{ pointer: '/overrideReason', code: 'REQUIRED' }],
  });
}

/** A batch of another jurisdiction is absent. */
export async function findBatch(payouts: PayoutStore, batchId: string, caller: Caller): Promise<BatchRecord> {
  const batch = await payouts.find(batchId, caller);
  if (batch === null) {
    throw new Problem('NOT_FOUND');
  }
  return batch;
}

async function shown(payouts: PayoutStore, batch: BatchRecord, caller: Caller, language: Language) {
  const found = {
    instructions: await payouts.instructions(batch.batchId),
    deciders: await payouts.deciders(batch.batchId),
  };
  return { body: batchView(batch, found, { caller, language }), revision: batch.revision };
}
