import { dayAt } from '../../domain/calendar.ts';
import { formatFen, parseFen } from '../../domain/money.ts';
import type { BatchState } from '../../domain/payout/batch-course.ts';
import { FUND_WORDS, INSTRUCTION_STATE_WORDS, PURPOSE_WORDS } from '../../domain/texts/state-words.ts';
import { BatchParams } from '../../schemas/payout-schemas.ts';
import type { Language, Sentence } from '../kernel/language.ts';
import { defineRoute, type Route } from '../kernel/route.ts';
import { sheetReply, type Sheet, type SheetPage } from '../kernel/sheet.ts';
import type { BatchRecord, InstructionRecord, PayoutStore } from './payout-ports.ts';
import { findBatch } from './show-batch.ts';

export interface BatchSheetDependencies {
  readonly payouts: PayoutStore;
  readonly sheet: SheetPage;
}

/** 批次表: the payments of a batch for the files of Finance, payees masked. */
export function batchSheetRoute({ payouts, sheet }: BatchSheetDependencies): Route {
  return defineRoute({
    operationId: 'printBatchSheet',
    recorded: 'exported',
    method: 'get',
    path: '/api/v1/payout-batches/:batchId/sheet',
    summary: 'A batch on A4: its payments with masked payees, the control sum in capitals, places to sign',
    params: BatchParams,
    rawAnswers: ['text/html'],
    problems: ['NOT_FOUND'],
    async handle({ caller, params: { batchId }, at, language }) {
      const batch = await findBatch(payouts, batchId, caller);
      const instructions = await payouts.instructions(batchId);
      return sheetReply(sheet, batchSheet(batch, instructions, language), { caller, at, language });
    },
  });
}

const STATES: Readonly<Record<BatchState, Sentence>> = {
  draft: { zh: '草稿', en: 'Draft' },
  releasing: { zh: '正在放行', en: 'Being released' },
  sent: { zh: '已放行', en: 'Released' },
  done: { zh: '已完成', en: 'Done' },
  rejected: { zh: '已退回', en: 'Rejected' },
};

function batchSheet(batch: BatchRecord, instructions: readonly InstructionRecord[], language: Language): Sheet {
  return {
    title: { zh: '补贴资金拨付批次表', en: 'Batch of subsidy payments' },
    number: batch.batchNo,
    facts: [
      [{ zh: '资金来源', en: 'Fund' }, FUND_WORDS[batch.fund][language]],
      [{ zh: '状态', en: 'State' }, STATES[batch.course.state][language]],
      [{ zh: '笔数', en: 'Payments' }, String(batch.lineCount)],
      [{ zh: '制单人', en: 'Maker' }, batch.maker],
      [{ zh: '制单日期', en: 'Made on' }, dayAt(batch.createdAt.getTime())],
      [{ zh: '放行人', en: 'Released by' }, batch.checker ?? ''],
      ...(batch.reason === null ? [] : [[{ zh: '理由', en: 'Reason' }, batch.reason] as const]),
    ],
    amount: { label: { zh: '合计金额（元）', en: 'Control sum (CNY)' }, fen: batch.controlSumFen },
    tables: [
      {
        caption: { zh: '拨付指令（账号已脱敏）', en: 'Payments (accounts masked)' },
        columns: [
          { header: { zh: '序号', en: 'No.' } },
          { header: { zh: '申领编号', en: 'Claim' } },
          { header: { zh: '用途', en: 'For' } },
          { header: { zh: '收款人', en: 'Payee' } },
          { header: { zh: '金额（元）', en: 'Amount (CNY)' }, isNumber: true },
          { header: { zh: '状态', en: 'State' } },
        ],
        rows: instructions.map(({ claimNo, purpose, payee, amountFen, state }, position) => [
          String(position + 1),
          claimNo,
          PURPOSE_WORDS[purpose][language],
          payee,
          formatFen(parseFen(amountFen)),
          INSTRUCTION_STATE_WORDS[state][language],
        ]),
      },
    ],
    signatures: [
      { zh: '制单', en: 'Maker' },
      { zh: '复核放行', en: 'Checker' },
      { zh: '单位负责人', en: 'Head of the office' },
    ],
  };
}
