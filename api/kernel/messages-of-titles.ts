import type { ProblemText } from './messages-of-cases.ts';
import type { ProblemCode } from './problem.ts';

type TitleProblem = Extract<
  ProblemCode,
  | 'YEAR_NOT_OPEN'
  | 'REPORT_EXISTS'
  | 'GRANT_SUSPENDED'
  | 'INSTALMENT_NOT_DUE'
  | 'PAYMENT_UNDER_WAY'
  | 'SPENT_OVER_PAID'
  | 'SPENT_FALLS'
  | 'THRESHOLD_NOT_MET'
  | 'RECTIFIED_ONCE'
  | 'RECOVER_OVER_PAID'
  | 'REPAID_TOO_MUCH'
>;

/** Titles of bases and studios: their years and their money. */
export const TITLE_MESSAGES: Readonly<Record<TitleProblem, ProblemText>> = {
  YEAR_NOT_OPEN: {
    zh: ['该年度尚未开放报告', '请在该年度次年1月1日起提交年度报告。'],
    en: ['The year is not open for its report', 'Send the report from 1 January after the year.'],
  },
  REPORT_EXISTS: {
    zh: ['该年度的报告已经提交', '请等待评估；退回修改后可重新提交。'],
    en: ['The report of this year was sent', 'Wait for the assessment; once it is returned, send it again.'],
  },
  GRANT_SUSPENDED: {
    zh: ['资格已暂停，暂不拨付', '请在暂停解除后再办理。'],
    en: ['The title is suspended, so nothing is paid', 'Try again once the suspension has ended.'],
  },
  INSTALMENT_NOT_DUE: {
    zh: ['没有到期应拨的资金', '签订协议后拨付第一期，验收合格后拨付第二期。'],
    en: [
      'No instalment is due',
      'The first is due once the agreement is signed, the second once the work is accepted.',
    ],
  },
  PAYMENT_UNDER_WAY: {
    zh: ['有一笔资金正在拨付', '请等待该笔资金到账或退回后再办理。'],
    en: ['A payment is under way', 'Wait until it has arrived or come back.'],
  },
  SPENT_OVER_PAID: {
    zh: ['累计支出超过已拨资金', '请核对：累计支出是自开始以来的总额，不能超过已到账资金。'],
    en: [
      'More was spent than was paid',
      'The amount is the sum since the beginning and cannot exceed what has arrived.',
    ],
  },
  SPENT_FALLS: {
    zh: ['累计支出比上次报告少', '请核对：累计支出是自开始以来的总额，只增不减。'],
    en: ['Less was spent than reported before', 'The amount is the sum since the beginning and never falls.'],
  },
  THRESHOLD_NOT_MET: {
    zh: ['未达到规定标准，不能评为合格', '请要求整改，或说明理由后作出其他决定。'],
    en: ['The year does not meet its threshold', 'It cannot pass: ask for a rectification, or decide otherwise.'],
  },
  RECTIFIED_ONCE: {
    zh: ['该年度已经整改过一次', '复查只能评为合格或不合格。'],
    en: ['The year was put right once', 'A recheck passes or fails it.'],
  },
  RECOVER_OVER_PAID: {
    zh: ['追回金额超过已拨资金', '请输入不超过已拨资金的金额。'],
    en: ['More is asked back than was paid', 'Enter an amount up to what was paid.'],
  },
  REPAID_TOO_MUCH: {
    zh: ['退回金额超过应退金额', '请核对应退余额，包括等待确认的退款。'],
    en: ['More is repaid than is owed', 'Compare what is still owed, with the repayments that wait for confirmation.'],
  },
};
