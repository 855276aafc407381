import type { ProblemText } from './messages-of-cases.ts';
import type { ProblemCode } from './problem.ts';

type SealCode = Extract<ProblemCode, 'SEAL_BROKEN' | 'PAYEE_CHANGED' | 'PURPOSE_REQUIRED'>;

/** Messages for sealed values that are not what was sealed for their place, or not what was approved (S13). */
export const SEAL_MESSAGES: Readonly<Record<SealCode, ProblemText>> = {
  SEAL_BROKEN: {
    zh: [
      '加密数据与所在位置不符',
      '此处保存的个人信息被改动，或属于另一条记录，因此不予读取，也没有任何更改。请把 traceId 告诉系统管理员核查。',
    ],
    en: [
      'Sealed data that does not belong here',
      'What is stored here was changed or belongs to another record, so it is not read, and nothing was changed. Give the traceId to an operator.',
    ],
  },
  PURPOSE_REQUIRED: {
    zh: ['请说明用途', '审计人员查看材料须在 ?purpose= 中写明用途（不要填写证件号码）；每次查看都会记录。'],
    en: [
      'Say what it is for',
      'An auditor reads a paper with ?purpose= (without ID numbers); each reading is recorded.',
    ],
  },
  PAYEE_CHANGED: {
    zh: [
      '收款账户与核准时不一致',
      '不予支付，也没有任何更改。请退回申请单位重新填报收款账户并重新审核；同时请系统管理员核查账户为何改变。',
    ],
    en: [
      'The payee is not the one that was approved',
      'Nothing is paid and nothing was changed. Return the claim, so that the applicant gives the account again and it is approved again, and ask an operator how the account came to differ.',
    ],
  },
};
