import type { Sentence } from './language.ts';

/** Sentences for places in a request that is about payments. */
export const PAYMENT_FIELD_MESSAGES: Readonly<Record<string, Sentence>> = {
  RELEASED_AT_BATCH: {
    zh: '支付批次在 POST /payout-batches/{batchId}/release 或 /rejection 办理',
    en: 'A batch is released or rejected at POST /payout-batches/{batchId}/release or /rejection',
  },
  PAID_TO_PERSONS: {
    zh: '补贴付给每个人本人的账户，请删除此项，并在每行填写本人账户',
    en: 'Each person is paid on an own account: remove this and give the account in each row',
  },
};
