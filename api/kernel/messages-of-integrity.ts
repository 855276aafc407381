import type { ProblemText } from './messages-of-cases.ts';
import type { ProblemCode } from './problem.ts';

type IntegrityCode = Extract<ProblemCode, 'CONFLICT_OF_INTEREST' | 'TRANSFER_DOCUMENT_MISSING' | 'CASE_OPEN'>;

/** Messages for refusals of integrity cases and declared relations. */
export const INTEGRITY_MESSAGES: Readonly<Record<IntegrityCode, ProblemText>> = {
  CONFLICT_OF_INTEREST: {
    zh: ['须回避', '您已申报与该单位（个人）有关联，此事请由其他人员办理。'],
    en: ['A conflict of interest', 'You have declared a relation to this party; somebody else has to do this.'],
  },
  TRANSFER_DOCUMENT_MISSING: {
    zh: ['缺少移送文书编号', '涉嫌犯罪的案件，填写移送司法机关的文书编号后才能结案。'],
    en: [
      'The number of the transfer is missing',
      'A suspected crime closes only with the number of the document that transfers it.',
    ],
  },
  CASE_OPEN: {
    zh: ['案件尚未办结', '因案件暂停的申领在结案时恢复，不能单独解除暂停。'],
    en: ['The case is open', 'A claim that a case holds goes on when the case is closed, not before.'],
  },
};
