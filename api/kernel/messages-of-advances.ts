import type { ProblemText } from './messages-of-cases.ts';
import type { ProblemCode } from './problem.ts';

type AdvanceCode = Extract<
  ProblemCode,
  | 'ADVANCE_ALREADY'
  | 'ADVANCE_OPEN'
  | 'ADVANCE_NOT_ALLOWED'
  | 'ADVANCE_TOO_HIGH'
  | 'OTHER_PAYEE'
  | 'ABOVE_PAID'
  | 'BELOW_RECOVERED'
  | 'PLAN_DOES_NOT_SUM'
  | 'APPEAL_OVER'
  | 'BANK_REFERENCE_USED'
  | 'ENTRY_WAITS'
>;

/** Messages for refusals of advances, their settlement, and words about money (R-071 to R-074, S4). */
export const ADVANCE_MESSAGES: Readonly<Record<AdvanceCode, ProblemText>> = {
  ADVANCE_ALREADY: {
    zh: ['该班已申请过先行拨付', '每班只能先行拨付一次。'],
    en: ['This class has an advance', 'An advance is given once per class.'],
  },
  ADVANCE_OPEN: {
    zh: [
      '该班的先行拨付尚未办结',
      '请等先行拨付支付完成后提交补贴申领，或先撤回先行拨付申请；已拨付的由该班的申领结算，备案不能撤回。',
    ],
    en: [
      'The advance of this class is not settled',
      'Submit the claim when it is paid, or withdraw the advance first. Once paid it is settled by the claim, and the class is not withdrawn.',
    ],
  },
  ADVANCE_NOT_ALLOWED: {
    zh: ['该班不适用先行拨付', '只有企业开展的培训和培训机构的项目制培训可以先行拨付。'],
    en: [
      'No advance for this class',
      'Only training by enterprises and project-based classes of institutions get one.',
    ],
  },
  ADVANCE_TOO_HIGH: {
    zh: ['超过可先行拨付的金额', '请按不超过上限的金额申请。'],
    en: ['Above what may be advanced', 'Ask for no more than the maximum named.'],
  },
  BANK_REFERENCE_USED: {
    zh: ['该银行流水号已登记过退款', '请在追回款列表中核对该笔退款；录入有误的，由录入人撤回或由复核人退回后再录入。'],
    en: [
      'A repayment with this bank reference is there',
      'Look for it in the list of recoveries. If it was entered wrongly, its maker takes it back or a checker rejects it; then enter it again.',
    ],
  },
  ENTRY_WAITS: {
    zh: ['该事件已有匹配等待复核', '请由另一人复核或退回，或由录入人撤回后再录入。'],
    en: [
      'A match of this event waits for its confirmation',
      'Another person of Finance confirms or rejects it, or who entered it takes it back; then enter another.',
    ],
  },
  ABOVE_PAID: {
    zh: ['追回金额超过已支付金额', '请按已支付且尚未追回的金额填写；多项资金分别认定。'],
    en: [
      'Above what was paid',
      'Ask for no more than what was paid and is not asked back yet; money of several purposes is found apart.',
    ],
  },
  BELOW_RECOVERED: {
    zh: [
      '低于已收回的金额',
      '应追回金额最低改为已收回的金额，其余不再追回；已收回中不应追回的部分，由财政另行退还当事人。',
    ],
    en: [
      'Less than what came back already',
      'Name what came back as the amount that is left, and nothing more is asked. What was paid back and was not owed, Finance pays out again outside this system.',
    ],
  },
  PLAN_DOES_NOT_SUM: {
    zh: ['分期金额之和与应缴余额不一致', '请调整各期金额，使其合计等于尚未缴回的金额。'],
    en: ['The instalments do not sum', 'Change their amounts so that they sum to what is open.'],
  },
  APPEAL_OVER: {
    zh: ['申诉期限已过', '追回通知书载明了申诉的最后一日。'],
    en: ['The days to appeal are over', 'The letter says the last day of an appeal.'],
  },
  OTHER_PAYEE: {
    zh: ['收款单位不同', '只能从同一收款人的应付款中抵扣。'],
    en: ['Another payee', 'It is set off only from what the same payee is due.'],
  },
};
