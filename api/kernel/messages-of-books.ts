import type { DifferenceKind } from '../../domain/reconciliation/reconcile.ts';
import type { Sentence } from './language.ts';
import type { ProblemText } from './messages-of-cases.ts';

/** Refusals of the books: each evening's reconciliation and the quarters. */
export const BOOK_MESSAGES = {
  PERIOD_NOT_OVER: {
    zh: ['季度尚未结束', '季度结束后方可申请结账。'],
    en: ['The quarter is not over', 'Propose its closure after its last day.'],
  },
  PERIOD_NOT_BALANCED: {
    zh: ['季度内有未解释的差异', '请逐项核对差异：查清后由复核人填写解释，或待结果到账后重新对账，再结账。'],
    en: [
      'The quarter has differences that nobody explained',
      'Look at each difference: a checker explains it, or its result arrives; then close the quarter.',
    ],
  },
  REPORT_CHANGED: {
    zh: ['申请结账后季度报表有变化', '请制单人重新申请结账，再由复核人核对新报表后确认。'],
    en: [
      'The report of the quarter has changed since the proposal',
      'The maker proposes the closure anew; then the checker confirms the new report.',
    ],
  },
} as const satisfies Readonly<Record<string, ProblemText>>;

/** What each kind of difference means. `{amount}` in yuan, `{since}` the day since when it stands. */
const DIFFERENCE_MESSAGES: Readonly<Record<DifferenceKind, Sentence>> = {
  openInstruction: {
    zh: '支付指令 {amount} 元自 {since} 下达后尚无最终结果',
    en: 'A payment of {amount} CNY was released on {since} and has no final result',
  },
  unmatchedEntry: {
    zh: '{since} 收到的银行回单 {amount} 元尚未与支付指令对上',
    en: 'A report of the bank of {since} over {amount} CNY belongs to no payment yet',
  },
  ledgerDiffers: {
    zh: '{since} 下达的支付指令与账目相差 {amount} 元',
    en: 'The ledger differs by {amount} CNY from a payment that was released on {since}',
  },
  statementDiffers: {
    zh: '{since} 的银行对账单与账目相差 {amount} 元',
    en: "The bank's statement of {since} differs by {amount} CNY from what was booked",
  },
  approvedDiffers: {
    zh: '{since} 起已下达金额与核准金额，或追回金额与已支付金额，相差 {amount} 元',
    en: 'What is released since {since} differs by {amount} CNY from what was approved, or what is asked back from what is paid',
  },
};

/** Sentences for places in a request about the books, and of differences. */
export const BOOK_FIELD_MESSAGES: Readonly<Record<string, Sentence>> = {
  ...DIFFERENCE_MESSAGES,
  DAY_TO_COME: { zh: '不得晚于今天', en: 'Not later than today' },
};
