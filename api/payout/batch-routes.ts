import { wordList } from '../../domain/texts/route-words.ts';
import { pageSchema } from '../../schemas/http-schemas.ts';
import {
  BatchItemView,
  BatchListQuery,
  BatchParams,
  BatchView,
  CreateBatchBody,
  InstructionsAnswer,
  InstructionsQuery,
} from '../../schemas/payout-schemas.ts';
import type { Desk } from '../kernel/desk-port.ts';
import { listFile } from '../kernel/list-file.ts';
import { FILE_TYPES } from '../kernel/table-file.ts';
import { instructionFile } from './instruction-file.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import { pageOf, pageOfAll } from '../kernel/paging.ts';
import type { Batched, PayoutStore } from './payout-ports.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { batchActRoutes } from './batch-act-routes.ts';
import { batchItem, instructionView, statesShownAs } from './batch-view.ts';
import { findBatch, shownBatch } from './show-batch.ts';

/** Drafting and releasing payments: maker and checker (api §8). */
export function batchRoutes(payouts: PayoutStore, desk: Desk): readonly Route[] {
  return [
    createBatch(payouts, desk),
    listBatches(payouts),
    readBatch(payouts),
    readInstructions(payouts),
    ...batchActRoutes(payouts, desk),
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
        ...(await shownBatch(payouts, batch, caller, language)),
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
    async handle({ caller, query: { state, q, limit, cursor } }) {
      const states = state === undefined ? null : statesShownAs(state);
      const rows = await payouts.list({ states, q, limit, after: instantKeyset(cursor) }, caller);
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
      return shownBatch(payouts, await findBatch(payouts, params.batchId, caller), caller, language);
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
    recorded: 'exported',
    query: InstructionsQuery,
    answer: InstructionsAnswer,
    rawAnswers: FILE_TYPES,
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, params, query, at, language }) {
      const { limit, cursor, format } = query;
      const batch = await findBatch(payouts, params.batchId, caller);
      const instructions = await payouts.instructions(batch.batchId);
      const views = () => instructions.map((one) => instructionView(one, language));
      return format === 'json'
        ? { body: pageOfAll(views(), limit, cursor) }
        : listFile(instructionFile(batch.batchNo, instructions), { format, caller, at, language, query });
    },
  });
}
