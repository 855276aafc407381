import {
  checkResultRows,
  PAYOUT_RESULT_NEEDED,
  payoutResultColumn,
  type PayoutResultCheck,
  type PayoutResultColumn,
} from '../../domain/payout/result-table.ts';
import { REPORTED_BATCH_STATES } from '../../domain/payout/batch-course.ts';
import { isOneOf } from '../../domain/verdict.ts';
import { numberedRows, type TableRow } from '../../domain/intake/table-check.ts';
import { BatchParams, ResultParams, ResultsBody, ResultsReport } from '../../schemas/payout-schemas.ts';
import type { Desk } from '../kernel/desk-port.ts';
import { readTable, TABLE_PROBLEMS } from '../kernel/read-table.ts';
import type { Language } from '../kernel/language.ts';
import { fieldMessage } from '../kernel/messages.ts';
import type { PayoutStore } from './payout-ports.ts';
import { Problem } from '../kernel/problem.ts';
import { defineRoute, type Route, type Upload } from '../kernel/route.ts';
import { findBatch } from './show-batch.ts';

/** Payment results entered without webhooks. */
export function batchResultRoutes(payouts: PayoutStore, desk: Desk): readonly Route[] {
  return [enterResults(payouts), confirmResults(payouts, desk)];
}

function enterResults(payouts: PayoutStore): Route {
  return defineRoute({
    operationId: 'enterPayoutResults',
    method: 'post',
    path: '/api/v1/payout-batches/:batchId/results',
    summary: 'Enter payment results as rows or a file; in force once the checker confirms',
    params: BatchParams,
    body: ResultsBody,
    multipart: 'orBody',
    answer: ResultsReport,
    otherStatus: 201,
    idempotency: 'accepted',
    problems: ['NOT_FOUND', 'WRONG_STATE', 'INVALID', ...TABLE_PROBLEMS],
    async handle({ caller, params, body, file, at, language }) {
      const batch = await findBatch(payouts, params.batchId, caller);
      if (!isOneOf(REPORTED_BATCH_STATES, batch.course.state)) {
        throw new Problem('WRONG_STATE');
      }
      const rows = file === undefined ? cellsOf(body?.rows ?? []) : await rowsOfFile(file);
      const instructions = await payouts.instructions(batch.batchId);
      const check = checkResultRows(rows, new Map(instructions.map(({ id, amountFen }) => [id, amountFen])));
      const isGood = check.errors.length === 0 && check.good.length > 0;
      const resultId = isGood ? await payouts.keepResults(batch.batchId, check.good, caller, at) : null;
      const report = reportOf(rows.length, check, language);
      return resultId === null
        ? { body: { resultId, state: 'refused' as const, ...report } }
        : { body: { resultId, state: 'waitsForConfirmation' as const, ...report }, isOther: true };
    },
  });
}

async function rowsOfFile(file: Upload): Promise<readonly TableRow<PayoutResultColumn>[]> {
  const table = await readTable<PayoutResultColumn>(file, {
    columnOf: payoutResultColumn,
    needed: PAYOUT_RESULT_NEEDED,
  });
  return table.rows;
}

function cellsOf(rows: readonly Readonly<Partial<Record<PayoutResultColumn, string | number | null | undefined>>>[]) {
  const cells = rows.map((row) => ({
    instructionId: textOf(row.instructionId),
    state: textOf(row.state),
    amountFen: textOf(row.amountFen),
    valueDate: textOf(row.valueDate),
    reasonCode: textOf(row.reasonCode),
    bankReference: textOf(row.bankReference),
  }));
  return numberedRows(cells);
}

function textOf(value: string | number | null | undefined): string {
  return String(value ?? '');
}

function reportOf(rows: number, check: PayoutResultCheck, language: Language) {
  const errors = check.errors.map((error) => ({ ...error, message: fieldMessage(error.code, language) }));
  return { rows, accepted: check.good.length, errors };
}

function confirmResults(payouts: PayoutStore, desk: Desk): Route {
  return defineRoute({
    operationId: 'confirmPayoutResults',
    method: 'post',
    path: '/api/v1/payout-batches/:batchId/results/:resultId/confirmation',
    summary: 'Put entered results in force, by another person than who entered them',
    params: ResultParams,
    answer: ResultsReport,
    idempotency: 'required',
    problems: ['NOT_FOUND', 'ALREADY_CONFIRMED', 'SAME_PERSON_FORBIDDEN', 'FORBIDDEN', 'NOT_SIGNED'],
    async handle({ caller, params, at }) {
      const batch = await findBatch(payouts, params.batchId, caller);
      const outcome = await payouts.confirmResults({ ...params, caller, at });
      if (outcome.kind === 'refused') {
        throw new Problem(outcome.code);
      }
      await desk.inboxChanged(batch.batchId);
      const { rows } = outcome;
      return { body: { resultId: params.resultId, state: 'confirmed' as const, rows, accepted: rows, errors: [] } };
    },
  });
}
