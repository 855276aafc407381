import type { Sentence } from './language.ts';

/** Sentences for the fields of a decision on a task. */
export const DECISION_FIELD_MESSAGES: Readonly<Record<string, Sentence>> = {
  LINE_REASON_MISSING: { zh: '第 {position} 行 {name} 须写明理由', en: 'Row {position}, {name}: give the reason' },
  NOT_A_REASON_HERE: { zh: '本途径的理由只有：{reasons}', en: 'The reasons of this route are: {reasons}' },
  FINDING_UNDECIDED: { zh: '第 {position} 行 {name} 存疑未处理', en: 'Row {position}, {name}: undecided finding' },
  ONLY_WITH_APPROVAL: { zh: '只能随同意提交', en: 'Only with an approval' },
  ONLY_WITH_BUREAU_APPROVAL: { zh: '只能随人社部门的同意提交', en: 'Only with the approval of the HR bureau' },
};
