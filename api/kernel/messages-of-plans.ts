import type { ProblemText } from './messages-of-cases.ts';
import type { ProblemCode } from './problem.ts';

type PlanCode = Extract<ProblemCode, 'TRAINING_DONE_REQUIRED' | 'BELOW_COMMITTED'>;

/** Messages for refusals of annual plans. */
export const PLAN_MESSAGES: Readonly<Record<PlanCode, ProblemText>> = {
  TRAINING_DONE_REQUIRED: {
    zh: ['缺少已开展的培训情况', '2019年的培训计划须同时填报已开展的培训情况（trainingDoneSoFar）。'],
    en: [
      'What was trained before is missing',
      'The plan of 2019 also says what was trained already (trainingDoneSoFar).',
    ],
  },
  BELOW_COMMITTED: {
    zh: [
      '预算低于已占用金额',
      '调整后的预算不得低于该计划项目已核准、已拨付中和已支付的金额；请提高预算或保留该项目。',
    ],
    en: [
      'The budget is below what is committed',
      'A revision leaves each line at least what is reserved, bound and paid: raise the budget, or keep the line.',
    ],
  },
};
