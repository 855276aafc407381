import type { ProblemText } from './messages-of-cases.ts';
import type { ProblemCode } from './problem.ts';

type BulkCode = Extract<ProblemCode, 'BULK_CLOSED' | 'BULK_MIXED' | 'PLAN_EXPIRED' | 'PLAN_DIFFERS' | 'COUNT_DIFFERS'>;

/** Messages for refusals of decisions on several tasks at once (ADR 0044). */
export const BULK_MESSAGES: Readonly<Record<BulkCode, ProblemText>> = {
  BULK_CLOSED: {
    zh: ['本地未开通批量办理', '请逐件办理；批量办理的件数由本地政策参数 review.bulkMaximum 规定。'],
    en: [
      'Decisions in bulk are not open here',
      'Decide one by one; the parameter review.bulkMaximum of the place says how many go at once.',
    ],
  },
  BULK_MIXED: {
    zh: ['所选各件不属同一类', '一次批量办理只能选择同一事项、同一环节、同一申领项目的件，请重新选择。'],
    en: ['The chosen tasks are not alike', 'Choose tasks of one kind, one stage and one route.'],
  },
  PLAN_EXPIRED: {
    zh: ['批量办理计划已过期', '请重新生成计划，核对后再确认。'],
    en: ['The plan has expired', 'Make a new plan, look at it and confirm that.'],
  },
  PLAN_DIFFERS: {
    zh: ['确认的不是这份计划', '请重新生成计划，原样提交其中的 planHash。'],
    en: ['This is not the plan that was shown', 'Make a new plan and send its planHash as it is.'],
  },
  COUNT_DIFFERS: {
    zh: ['输入的件数与可办理件数不一致', '请核对计划中可办理的件数后重新输入。'],
    en: ['The number typed is not the number of tasks', 'Look at how many the plan can decide, and type that number.'],
  },
};
