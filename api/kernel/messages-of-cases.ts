import type { ProblemCode } from './problem.ts';

/** Title and advice, in both languages. */
export interface ProblemText {
  readonly zh: readonly [title: string, detail: string];
  readonly en: readonly [title: string, detail: string];
}

type CaseCode = Extract<
  ProblemCode,
  | 'SAME_PERSON_FORBIDDEN'
  | 'SAME_SECTION_FORBIDDEN'
  | 'WRONG_STATE'
  | 'ACT_IN_PROGRESS'
  | 'TASK_ASSIGNED'
  | 'TASK_DONE'
  | 'ALREADY_CLAIMED'
  | 'NOTHING_LEFT_TO_CLAIM'
  | 'ALREADY_IN_NOTICE'
  | 'NOTICE_OPEN'
  | 'NOTICE_CLOSED'
  | 'ALREADY_IN_BATCH'
  | 'OVER_APPROVED'
  | 'CLAIM_ON_HOLD'
  | 'CLAIM_HELD'
  | 'ROLE_REQUIRED'
  | 'OTHER_ORGAN'
  | 'OTHER_JURISDICTION'
  | 'ACCOUNT_NOT_CORRECTED'
  | 'SIDE_CONFIRMED'
  | 'ROSTER_CLOSED'
  | 'CLAIM_CLOSED'
  | 'ALREADY_MATCHED'
  | 'NOT_SIGNED'
  | 'ALREADY_CONFIRMED'
  | 'STALE'
  | 'ROUTE_NOT_OPEN'
  | 'NOT_ON_DIRECTORY'
  | 'OCCUPATION_NOT_ON_DIRECTORY'
  | 'NO_PLAN'
  | 'PLAN_LINE_UNKNOWN'
  | 'PLAN_LINE_OF_OTHER_PROGRAMME'
  | 'INCOMPLETE'
  | 'DOCUMENT_KIND_UNKNOWN'
  | 'PLEDGE_MISSING'
  | 'ANSWERS_MISSING'
  | 'FINDINGS_UNDECIDED'
  | 'LINE_UNKNOWN'
  | 'LINE_NOT_PAID'
  | 'NO_ELIGIBLE_LINE'
  | 'RESULTS_MISSING'
  | 'SUPERVISION_MISSING'
  | 'CLAIM_WINDOW_CLOSED'
  | 'LAW_DIFFERS'
  | 'EVIDENCE_WINDOW_CLOSED'
  | 'DIFFERENT_JURISDICTIONS'
  | 'DIFFERENT_DEPARTMENTS'
  | 'DIFFERENT_FUNDS'
  | 'AMOUNT_MISMATCH'
  | 'ANSWER_FORBIDS_APPROVAL'
  | 'CHECKLIST_NO'
  | 'REASON_MISSING'
  | 'OVER_BUDGET'
>;

/** Messages for refusals of filings, claims, notices and payouts. */
export const CASE_MESSAGES: Readonly<Record<CaseCode, ProblemText>> = {
  SAME_PERSON_FORBIDDEN: {
    zh: ['同一人不能再次办理', '您已在此事项中办理过另一环节，请由其他人员办理。'],
    en: ['Not by the same person', 'You decided on this before; somebody else has to.'],
  },
  SAME_SECTION_FORBIDDEN: {
    zh: ['同一科室不能办理两次审核', '前一审核由同一科室办理，请由另一科室办理。'],
    en: ['Not by the same section', 'Your section did the review before; another section has to do this one.'],
  },
  WRONG_STATE: {
    zh: ['当前状态不能办理此事', '请刷新后查看当前状态和可办理的事项。'],
    en: ['Not in this state', 'Read it again to see its state and what may be done now.'],
  },
  ACT_IN_PROGRESS: {
    zh: ['另一操作正在办理', '请稍后重试。'],
    en: ['Another act is in the making', 'Try again in a moment.'],
  },
  TASK_ASSIGNED: {
    zh: ['任务已被他人领取', '请由领取人办理，或请其释放、转交。'],
    en: ['Somebody else has claimed this task', 'Let them do it, or ask them to release or transfer it.'],
  },
  TASK_DONE: {
    zh: ['任务已办结', '请刷新任务列表。'],
    en: ['This task is done', 'Read the list of tasks again.'],
  },
  ALREADY_CLAIMED: {
    zh: ['该班已有申领', '该班已有申领草稿或申领，请办理已有的申领。'],
    en: ['This class has a claim', 'Go on with the draft or the claim that exists.'],
  },
  NOTHING_LEFT_TO_CLAIM: {
    zh: ['该班没有可补充申领的人员', '每名学员均已申领，或已被最终不予补贴。'],
    en: ['Nobody of this class is left to claim for', 'A claim has every trainee, or refused them for good.'],
  },
  ALREADY_IN_NOTICE: {
    zh: ['申领已在另一公示中', '请等该公示结束或撤回。'],
    en: ['The claim is in another notice', 'Wait until that notice has closed or was withdrawn.'],
  },
  NOTICE_OPEN: {
    zh: ['公示尚未结束', '请在公示期满且无未决异议后办理。'],
    en: ['The notice has not closed', 'Wait until it has ended and no objection is open.'],
  },
  NOTICE_CLOSED: {
    zh: ['公示已结束', '公示期满后不再受理异议；请向主管部门反映。'],
    en: ['The notice has closed', 'No objection is taken after its end; write to the department.'],
  },
  ALREADY_IN_BATCH: {
    zh: ['申领已在支付批次中', '请等该批次办结；未结清前不能重复支付。'],
    en: ['The claim is in a batch', 'Wait until that batch is done; nothing is paid twice.'],
  },
  OVER_APPROVED: {
    zh: ['超过核准金额', '支付合计不得超过核准金额，请核对。'],
    en: ['Above what was approved', 'Payments may not be more than was approved; check the amounts.'],
  },
  ROLE_REQUIRED: {
    zh: ['需要相应角色', '此事须由具有相应角色的人员办理。'],
    en: ['Another role is needed', 'Somebody with the role for this has to do it.'],
  },
  OTHER_ORGAN: {
    zh: ['由其他部门办理', '此事由责任部门办理。'],
    en: ['For another organ', 'The responsible organ does this.'],
  },
  OTHER_JURISDICTION: {
    zh: ['不属于本地区', '此事由所属地区的人员办理。'],
    en: ['Of another jurisdiction', 'People of that jurisdiction do this.'],
  },
  CLAIM_HELD: {
    zh: ['申领已暂停', '请先解除暂停。'],
    en: ['The claim is on hold', 'Release the hold first.'],
  },
  NO_PLAN: {
    zh: ['年度培训计划尚未受理', '该部门本年度培训计划受理后才能备案。'],
    en: ['No accepted plan', 'The department needs an accepted plan for the year first.'],
  },
  ACCOUNT_NOT_CORRECTED: {
    zh: ['收款账户尚未更正', '请由申请单位先更正收款账户。'],
    en: ['The account is not corrected', 'The applicant has to correct the payee account first.'],
  },
  SIDE_CONFIRMED: {
    zh: ['本方已确认', '公示须由两方各一人确认，请由另一方确认。'],
    en: ['This side has confirmed', 'The other side has to confirm, by another person.'],
  },
  ROSTER_CLOSED: {
    zh: ['名册不能再增加人员', '开班后课时完成超过规定比例，只能删除，不能增加。'],
    en: ['The roster takes nobody more', 'Too much of the class is done; people can leave it but not join.'],
  },
  CLAIM_ON_HOLD: {
    zh: ['申领已暂停', '请先解除暂停。'],
    en: ['The claim is on hold', 'Release the hold first.'],
  },
  CLAIM_CLOSED: {
    zh: ['申领已终止且未付款', '未付款即终止的申领不接收支付结果。'],
    en: ['The claim ended without money', 'A claim that ended without money takes no result of a payment.'],
  },
  ALREADY_MATCHED: {
    zh: ['该事件已匹配', '请刷新待匹配列表。'],
    en: ['This event is matched', 'Read the list of unmatched events again.'],
  },
  NOT_SIGNED: {
    zh: ['这条记录没有本系统接口的签名', '它不算数，未作任何更改，运维人员会看到。请让发送方重新发送，或重新录入。'],
    en: [
      'No API process has signed this',
      'It does not count, nothing changed, and the operators see it. Have it sent or entered again.',
    ],
  },
  ALREADY_CONFIRMED: {
    zh: ['已确认', '无需再次确认，请刷新查看。'],
    en: ['Confirmed before', 'Nothing is left to confirm; read it again.'],
  },
  STALE: {
    zh: ['内容已被更新', '请查看最新情况，核对后再次提交。'],
    en: ['It has changed since you read it', 'Look at the latest state, check it, and send it again.'],
  },
  ROUTE_NOT_OPEN: {
    zh: ['该补贴渠道尚未开放', '{why}。请联系政策管理人员。'],
    en: ['This route is not open', '{why}. Ask a policy editor.'],
  },
  NOT_ON_DIRECTORY: {
    zh: ['不在机构目录内', '开班当日不在培训机构目录内的单位不能按此渠道备案。'],
    en: ['Not on the directory of institutions', 'Only an institution on the directory may file on this route.'],
  },
  OCCUPATION_NOT_ON_DIRECTORY: {
    zh: ['职业（工种）或等级不在目录内', '请从职业目录中选择职业和等级。'],
    en: ['Occupation or level is not on the directory', 'Choose one from the directory of occupations.'],
  },
  PLAN_LINE_UNKNOWN: {
    zh: ['没有这一年度计划项目', '请选择本地区开班年度的计划项目，或不填由部门认领。'],
    en: ['No such line of the yearly plan', 'Choose one of this jurisdiction and year, or leave it out.'],
  },
  PLAN_LINE_OF_OTHER_PROGRAMME: {
    zh: ['计划项目不属于此渠道', '“{route}”只能列入以下计划项目：{programmes}；也可不填。'],
    en: [
      'The line is of another programme',
      '“{route}” belongs to: {programmes}. Choose such a line, or leave it out.',
    ],
  },
  INCOMPLETE: {
    zh: ['材料不完整', '缺少：{missing}。请补齐后再提交。'],
    en: ['Not complete', 'Missing: {missing}. Add it and submit again.'],
  },
  DOCUMENT_KIND_UNKNOWN: {
    zh: ['没有这一类材料', '此渠道可上传：{allowed}。'],
    en: ['No such kind of document', 'This route takes: {allowed}.'],
  },
  PLEDGE_MISSING: {
    zh: ['未作出承诺', '请先确认承诺，再提交。'],
    en: ['The pledge is missing', 'Confirm it, then submit again.'],
  },
  ANSWERS_MISSING: {
    zh: ['审核问题未答完', '请先回答下列每个问题，再予通过。'],
    en: ['Questions without an answer', 'Answer each question below before you approve.'],
  },
  FINDINGS_UNDECIDED: {
    zh: ['存疑事项未处理', '请对下列每一项选择予以认可或不予补贴。'],
    en: ['Findings without a decision', 'Accept or refuse each line below.'],
  },
  LINE_UNKNOWN: {
    zh: ['没有此行或此行不可办理', '请核对下列各行。'],
    en: ['No such line, or not open', 'Check the lines below.'],
  },
  LINE_NOT_PAID: {
    zh: ['此行不予补贴', '不予补贴的人员不能提交就业证明材料。'],
    en: ['This line is not paid', 'A line that was refused earns no +50 %, so it takes no evidence.'],
  },
  NO_ELIGIBLE_LINE: {
    zh: ['没有符合条件的人员', '请核对名单、出勤和考核结果。'],
    en: ['No line is eligible', 'Check roster, attendance and results.'],
  },
  RESULTS_MISSING: {
    zh: ['尚无考核结果', '请先导入考核结果。'],
    en: ['Results are missing', 'Import the assessment results first.'],
  },
  SUPERVISION_MISSING: {
    zh: ['监督检查不齐', '开班计划、教学组织、结业考核三个环节都检查后才能通过。'],
    en: ['Visits are missing', 'All three links have to be visited before the approval.'],
  },
  LAW_DIFFERS: {
    zh: ['文件跨越政策变更', '{from} 与 {to} 的证书适用不同政策；请按政策生效日期拆分为两次申领。'],
    en: [
      'The law changed within this file',
      'Certificates of {from} and {to} fall under different law; split the file at the day of the change.',
    ],
  },
  CLAIM_WINDOW_CLOSED: {
    zh: ['申领期限已过', '该班已超过申领期限。'],
    en: ['The window for claiming has closed', 'This class can no longer be claimed.'],
  },
  EVIDENCE_WINDOW_CLOSED: {
    zh: ['合同证明期限已过', '已超过提交期限和宽限期。'],
    en: ['The window for evidence has closed', 'Window and grace are over.'],
  },
  DIFFERENT_JURISDICTIONS: {
    zh: ['不属于同一地区', '请只选择同一地区的申领。'],
    en: ['Not of one jurisdiction', 'Choose claims of one jurisdiction.'],
  },
  DIFFERENT_DEPARTMENTS: {
    zh: ['不属于同一责任部门', '请只选择同一责任部门的申领。'],
    en: ['Not of one department', 'Choose claims of one responsible department.'],
  },
  DIFFERENT_FUNDS: {
    zh: ['不属于同一资金来源', '请按资金来源分别编制。'],
    en: ['Not of one fund', 'Make one batch per fund.'],
  },
  AMOUNT_MISMATCH: {
    zh: ['金额不一致', '请核对金额：须与指令或各项之和一致，且不超过尚欠的金额。'],
    en: [
      'The amount differs',
      'Check it: it has to equal the instruction or the sum of its parts, and not exceed what is owed.',
    ],
  },
  ANSWER_FORBIDS_APPROVAL: {
    zh: ['审核结论不支持同意', '同意要求每个问题都答“是”；否则请退回补正或不予通过。'],
    en: ['The answers do not allow an approval', 'Every answer has to be true; otherwise return or reject it.'],
  },
  CHECKLIST_NO: {
    zh: ['核对项未通过', '受理要求每个核对项都为“是”；否则请退回更正。'],
    en: ['The checklist has a no', 'Every item has to be true; otherwise return the filing for correction.'],
  },
  REASON_MISSING: {
    zh: ['没有说明理由', '请填写理由（或逐项列出需要更正的内容）。'],
    en: ['The reason is missing', 'Say why, by a remark or by the corrections that are needed.'],
  },
  OVER_BUDGET: {
    zh: ['超出年度计划预算', '超出 {amount} 元；如仍需支付，请在“意见”中说明理由。'],
    en: [
      'Above the budget of the plan line',
      '{amount} CNY above it; give the reason in the remark to release it nevertheless.',
    ],
  },
};
