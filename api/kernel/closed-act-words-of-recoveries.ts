import type { OfferedAct } from '../../domain/authority/offered-acts.ts';
import type { Sentence } from './language.ts';

const FOUND: Sentence = { zh: '此笔追回已核准或已终结', en: 'It was approved, or has ended' };
const NO_APPEAL: Sentence = { zh: '没有等待裁决的申诉', en: 'No appeal waits for its ruling' };
const MONEY: Sentence = {
  zh: '核准之后、终结之前才能登记缴回',
  en: 'Money comes back once it is approved, and until it has ended',
};
const SET_OFF: Sentence = {
  zh: '核准之后、终结之前且不在申诉期间才能抵扣',
  en: 'It is set off once it is approved, until it has ended, and not while an appeal is open',
};
const NOTICED: Sentence = {
  zh: '追回通知书发出之后、终结之前且不在申诉期间才能提出',
  en: 'It is proposed once the letter is out, until it has ended, and not while an appeal is open',
};
const NO_PROPOSAL: Sentence = { zh: '没有等待确认的方案', en: 'Nothing that was proposed waits' };

/** When an act on a recovery is open. */
export const OPEN_WHEN_OF_RECOVERIES: Readonly<Record<OfferedAct<'recovery'>, Sentence>> = {
  approval: FOUND,
  refusal: FOUND,
  appeal: {
    zh: '追回通知书发出之后才能申诉，且只能申诉一次',
    en: 'An appeal is made once, after the letter is out',
  },
  uphold: NO_APPEAL,
  dismiss: NO_APPEAL,
  repayment: MONEY,
  setOff: SET_OFF,
  instalments: NOTICED,
  confirmInstalments: NO_PROPOSAL,
  writeOff: NOTICED,
  confirmWriteOff: NO_PROPOSAL,
};
