import type { Label } from '../policy/policy-pack.ts';
import type { RecoveryCause } from '../recovery/recovery-words.ts';

/** Why something is asked back, as the letter says it. */
export const RECOVERY_CAUSE_WORDS: Readonly<Record<RecoveryCause, Label>> = {
  NEGATIVE_SETTLEMENT: {
    zh: '先行拨付的资金多于核准的补贴',
    en: 'The advance was more than the subsidy that was approved',
  },
  ADVANCE_NEVER_CLAIMED: {
    zh: '先行拨付之后未申领补贴，或申领未获支付',
    en: 'The advance was paid, and no claim of the class was paid',
  },
  LINE_NOT_ELIGIBLE: { zh: '已支付的人员不符合补贴条件', en: 'Persons were paid for who were not eligible' },
  WRONG_AMOUNT: { zh: '支付金额有误', en: 'A wrong amount was paid' },
  INTEGRITY_CASE: { zh: '经查处应予追回', en: 'It is asked back by the outcome of an investigation' },
};
