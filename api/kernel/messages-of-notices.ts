import type { ProblemText } from './messages-of-cases.ts';

/** Refusals of notices. */
export const NOTICE_MESSAGES = {
  LEAKS_FOUND: {
    zh: ['公示页面含未脱敏的个人信息', '脱敏检查发现 {count} 处，请在公示预览中查看，退回公示并更正后重新生成。'],
    en: [
      'The page shows unmasked data of a person',
      'The gate found {count}: look at the preview of the notice, return it, correct the data and draft it again.',
    ],
  },
} as const satisfies Readonly<Record<string, ProblemText>>;
