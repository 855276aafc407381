import { createHash } from 'node:crypto';
import { REPORTED_BATCH_STATES } from '../../domain/payout/batch-course.ts';
import { isOneOf } from '../../domain/verdict.ts';
import { FileOfBatchView, FileOutView, FileQuery } from '../../schemas/bank-file-schemas.ts';
import { PageQuery, pageSchema } from '../../schemas/http-schemas.ts';
import { BatchParams } from '../../schemas/payout-schemas.ts';
import { instantKeyset } from '../kernel/instant-keyset.ts';
import { pageOf } from '../kernel/paging.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { FILE_TYPES } from '../kernel/table-file.ts';
import type { PayoutStore } from '../payout/payout-ports.ts';
import { findBatch } from '../payout/show-batch.ts';
import type { FilesOut, TakenFile } from './bank-file-ports.ts';
import { fileBytes, settingsOf, type FileParts } from './file-bytes.ts';

export interface FileOutDependencies extends FileParts {
  readonly payouts: PayoutStore;
  readonly filesOut: FilesOut;
}

/** What leaves for the bank, and who took it (api §8b, money §2.2). */
export function fileOutRoutes(dependencies: FileOutDependencies): readonly Route[] {
  return [readFile(dependencies), listFiles(dependencies), listFilesOfOffice(dependencies)];
}

function readFile({ payouts, filesOut, ...parts }: FileOutDependencies): Route {
  return defineRoute({
    operationId: 'readPayoutFile',
    recorded: 'exported',
    method: 'get',
    path: '/api/v1/payout-batches/:batchId/file',
    summary: 'A released batch as a file for the bank, whole accounts, for Finance alone; each reading is recorded',
    params: BatchParams,
    query: FileQuery,
    rawAnswers: [...FILE_TYPES, 'application/xml'],
    problems: [
      'NOT_FOUND',
      'WRONG_STATE',
      'FUND_ACCOUNT_MISSING',
      'TEXT_NOT_ENCODABLE',
      'FILE_NOT_VALID',
      'SCHEMA_NOT_READABLE',
    ],
    async handle({ caller, params, query: { format, encoding }, at }) {
      const batch = await findBatch(payouts, params.batchId, caller);
      const payments = isOneOf(REPORTED_BATCH_STATES, batch.course.state)
        ? await filesOut.payments(batch.batchId)
        : null;
      if (payments === null || payments.lines.length === 0) {
        throw new Problem('WRONG_STATE');
      }
      const kept = await filesOut.settings(batch.batchId, format);
      const settings = kept ?? settingsOf(parts.library, { batch, format, releasedAt: payments.releasedAt });
      const { bytes, mediaType, fileName } = await fileBytes(parts, { batch, format, encoding, settings, ...payments });
      const digest = createHash('sha256').update(bytes).digest();
      const controlSumFen = payments.lines.reduce((sum, { amountFen }) => sum + amountFen, 0);
      const lines = payments.lines.length;
      const file = { format, sha256: digest.toString('hex'), controlSumFen, lines, settings };
      await filesOut.keep(batch.batchId, file, { caller, at });
      const headers = {
        'butie-control-sum-fen': String(controlSumFen),
        'butie-line-count': String(lines),
        digest: `sha-256=${digest.toString('base64')}`,
      };
      return { raw: bytes, mediaType, fileName, headers };
    },
  });
}

function listFiles({ payouts, filesOut }: FileOutDependencies): Route {
  return defineRoute({
    operationId: 'listPayoutFiles',
    method: 'get',
    path: '/api/v1/payout-batches/:batchId/files',
    summary: 'The files of a batch that left: who took which when, newest first',
    params: BatchParams,
    query: PageQuery,
    answer: pageSchema(FileOutView),
    problems: ['NOT_FOUND', 'CURSOR_INVALID'],
    async handle({ caller, params, query: { limit, cursor } }) {
      const { batchId } = await findBatch(payouts, params.batchId, caller);
      const rows = await filesOut.taken(batchId, { limit, after: instantKeyset(cursor) });
      const page = pageOf(rows, limit, (row) => [row.at.getTime(), row.id], takenView);
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function listFilesOfOffice({ filesOut }: FileOutDependencies): Route {
  return defineRoute({
    operationId: 'listFilesOut',
    method: 'get',
    path: '/api/v1/payout-files',
    summary: 'The files that left for banks, of every batch: who took which when, newest first',
    query: PageQuery,
    answer: pageSchema(FileOfBatchView),
    problems: ['CURSOR_INVALID'],
    async handle({ caller, query: { limit, cursor } }) {
      const rows = await filesOut.ofOffice({ limit, after: instantKeyset(cursor) }, caller);
      const page = pageOf(
        rows,
        limit,
        (row) => [row.at.getTime(), row.id],
        (row) => ({ ...row, at: row.at.toISOString() }),
      );
      return { body: { items: [...page.items], nextCursor: page.nextCursor } };
    },
  });
}

function takenView({ id: _id, at, ...file }: TakenFile) {
  return { ...file, at: at.toISOString() };
}
