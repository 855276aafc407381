import type { NotPayableCode } from '../../domain/payout/payable-glance.ts';
import { BANK_FILE_MESSAGES } from './messages-of-bank-files.ts';
import { BOOK_FIELD_MESSAGES, BOOK_MESSAGES } from './messages-of-books.ts';
import type { ProblemText } from './messages-of-cases.ts';
import type { Sentence } from './language.ts';

/** Refusals of a release, of files, and of the books. */
export const PAYMENT_MESSAGES = {
  ...BOOK_MESSAGES,
  ...BANK_FILE_MESSAGES,
  SUM_DIFFERS: {
    zh: ['输入的合计与批次合计不一致', '请核对批次合计（元、角、分）后重新输入；批次未放行。'],
    en: [
      'The sum that you typed is not that of the batch',
      'Compare the sum of the batch and type it again; nothing was released.',
    ],
  },
} as const satisfies Readonly<Record<string, ProblemText>>;

/** Sentences for places in a request that is about payments. */
export const PAYMENT_FIELD_MESSAGES: Readonly<Record<string, Sentence>> = {
  ...BOOK_FIELD_MESSAGES,
  SUM_DIFFERS: { zh: '与批次合计不一致', en: 'It is not the sum of the batch' },
  RELEASED_AT_BATCH: {
    zh: '支付批次请在批次页面放行或退回',
    en: 'A batch is released or rejected on its own page',
  },
  PAID_TO_PERSONS: {
    zh: '补贴付给每个人本人的账户，请删除此项，并在每行填写本人账户',
    en: 'Each person is paid on an own account: remove this and give the account in each row',
  },
};

/** Why a claim cannot be put into a batch now. `{day}`: the last day of its notice. */
export const PAYABLE_MESSAGES: Readonly<Record<NotPayableCode, Sentence>> = {
  NOTICE_OPEN: { zh: '公示未结束，公示期至 {day}', en: 'Its public notice has not ended; its last day is {day}' },
  OBJECTION_OPEN: {
    zh: '异议未裁定，裁定后方可拨付',
    en: 'An objection to it waits for its ruling; it is paid after that',
  },
  ON_HOLD: { zh: '已挂起，解除挂起后方可拨付', en: 'It is on hold; it is paid once the hold has ended' },
  ACCOUNT_CHANGED: {
    zh: '收款账户与核准时不一致，请退回人社部门核对',
    en: 'The payee is not the one that was approved; return it to the bureau',
  },
  ALREADY_IN_BATCH: { zh: '已在拨付批次中', en: 'It is in a batch already' },
  INCOMPLETE: { zh: '有人员缺少收款账户', en: 'Some of its persons have no account' },
  SAME_PERSON_FORBIDDEN: {
    zh: '您已办理过此申领，须由另一人制单',
    en: 'You acted on this claim; another person drafts it',
  },
  SAME_SECTION_FORBIDDEN: {
    zh: '您的科室已办理过此申领，须由另一科室制单',
    en: 'Your section acted on this claim; another one drafts it',
  },
  FORBIDDEN: { zh: '须由财政部门制单人办理', en: 'A maker of the Finance bureau drafts it' },
  WRONG_STATE: { zh: '目前没有应付金额', en: 'Nothing is due now' },
};
