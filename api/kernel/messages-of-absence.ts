import type { AbsenceRefusal } from '../../domain/people/absence.ts';
import type { Sentence } from './language.ts';

/** What is wrong with an absence, without what other fields say, too. */
export const ABSENCE_FIELD_MESSAGES: Readonly<Record<Exclude<AbsenceRefusal, 'MAY_NOT_DECIDE'>, Sentence>> = {
  ABSENCE_IN_THE_PAST: { zh: '请假不能早于今天开始', en: 'An absence begins today or later' },
  ABSENCE_ENDS_BEFORE: { zh: '结束日期不能早于开始日期', en: 'The last day is before the first one' },
  ABSENCE_TOO_LONG: { zh: '一次请假最多 {maxDays} 天', en: 'An absence has at most {maxDays} days' },
  DEPUTY_IS_ONESELF: { zh: '不能由本人代理自己', en: 'Nobody stands in for oneself' },
  DEPUTY_ABSENT: { zh: '代理人在此期间也请假', en: 'The deputy is away in these days, too' },
  DEPUTY_CHAIN: {
    zh: '您在此期间是他人的代理人，不能再指定代理人',
    en: 'You stand in for somebody in these days, so nobody can stand in for you',
  },
};
