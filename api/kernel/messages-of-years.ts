import type { ProblemText } from './messages-of-cases.ts';
import type { ProblemCode } from './problem.ts';

type YearCode = Extract<ProblemCode, 'FIELD_REQUIRED' | 'PERIOD_EXISTS' | 'PERIOD_NOT_IN_RULE'>;

/** Messages for refusals of periods and of the demand lists. */
export const YEAR_MESSAGES: Readonly<Record<YearCode, ProblemText>> = {
  FIELD_REQUIRED: {
    zh: ['必填项缺失', '请补充下列各项后重新提交。'],
    en: ['A required field is missing', 'Fill in each field named below, and send it again.'],
  },
  PERIOD_EXISTS: {
    zh: ['该周期已开启', '同一类别、地区、途径和编号只开启一次，请查看已有的周期。'],
    en: ['This period is open already', 'A kind, place, route and key open once; look at the one that stands.'],
  },
  PERIOD_NOT_IN_RULE: {
    zh: ['规则中没有该周期', '政策包未列出该类别、地区、途径的这一编号，或者其开启时间未到。请核对后重试。'],
    en: [
      'No rule has this period',
      'The packs list no such key for this kind, place and route, or its day has not come. Check them and try again.',
    ],
  },
};
