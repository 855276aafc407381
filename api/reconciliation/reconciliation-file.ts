import { parseFen, plainYuan } from '../../domain/money.ts';
import type { DifferenceKind } from '../../domain/reconciliation/reconcile.ts';
import { FUND_WORDS } from '../../domain/texts/state-words.ts';
import type { Language, Sentence } from '../kernel/language.ts';
import type { TableRows } from '../kernel/table-file.ts';
import { differenceSentence } from './difference-words.ts';
import type { ReconciliationRecord } from './reconciliation-ports.ts';

const FUND_HEADERS = [
  { zh: '资金', en: 'Fund' },
  { zh: '已核准（元）', en: 'Approved (CNY)' },
  { zh: '已下达（元）', en: 'Released (CNY)' },
  { zh: '已到账（元）', en: 'Settled (CNY)' },
  { zh: '支付失败（元）', en: 'Failed (CNY)' },
  { zh: '退回（元）', en: 'Returned (CNY)' },
  { zh: '冲正（元）', en: 'Reversed (CNY)' },
  { zh: '在途（元）', en: 'Open (CNY)' },
  { zh: '银行对账单（元）', en: 'Statement (CNY)' },
  { zh: '账目差额（元）', en: 'Ledger differs by (CNY)' },
] as const satisfies readonly Sentence[];

const DIFFERENCE_HEADERS = [
  { zh: '差异', en: 'Difference' },
  { zh: '资金', en: 'Fund' },
  { zh: '金额（元）', en: 'Amount (CNY)' },
  { zh: '申领或资助', en: 'Claim or grant' },
  { zh: '支付指令', en: 'Instruction' },
  { zh: '起始时间', en: 'Since' },
  { zh: '说明', en: 'Sentence' },
  { zh: '解释', en: 'Explanation' },
] as const satisfies readonly Sentence[];

const KIND_WORDS: Readonly<Record<DifferenceKind, Sentence>> = {
  openInstruction: { zh: '在途指令', en: 'Open instruction' },
  unmatchedEntry: { zh: '未匹配回单', en: 'Unmatched entry' },
  ledgerDiffers: { zh: '账目不符', en: 'Ledger differs' },
  statementDiffers: { zh: '对账单不符', en: 'Statement differs' },
  approvedDiffers: { zh: '核准不符', en: 'Approval differs' },
};

const AS_OF: Sentence = { zh: '数据截至', en: 'As of' };

/** A run as a table: a row for each fund, then a row for each difference. */
export function reconciliationRows({ asOf, funds, differences }: ReconciliationRecord, language: Language): TableRows {
  return [
    FUND_HEADERS.map((header) => header[language]),
    ...funds.map((of) => [
      FUND_WORDS[of.fund][language],
      yuan(of.approvedFen),
      yuan(of.instructedFen),
      yuan(of.settledFen),
      yuan(of.failedFen),
      yuan(of.returnedFen),
      yuan(of.reversedFen),
      yuan(of.openFen),
      of.statementFen === null ? '' : yuan(of.statementFen),
      yuan(of.ledgerDifferenceFen),
    ]),
    [],
    DIFFERENCE_HEADERS.map((header) => header[language]),
    ...differences.map((one) => [
      KIND_WORDS[one.kind][language],
      one.fund === null ? '' : FUND_WORDS[one.fund][language],
      yuan(one.amountFen),
      one.claimId ?? one.grantId ?? '',
      one.instructionId ?? one.eventId ?? '',
      one.since.toISOString(),
      differenceSentence(one, language),
      one.explanation?.text ?? '',
    ]),
    [],
    [AS_OF[language], asOf.toISOString()],
  ];
}

function yuan(fen: number): string {
  return plainYuan(parseFen(fen));
}
