import type { Purpose } from '../claim/claim-course.ts';
import type { ClaimRowState, OutcomeCode } from '../claim/claim-state.ts';
import type { FundCode } from '../codes.ts';
import type { LineState } from '../line/line-state.ts';
import type { InstructionState } from '../payout/inbox-judgement.ts';
import type { Label } from '../policy/policy-pack.ts';

/** The state of a claim in files and on sheets for people; a review is named by its stage. */
const CLAIM_STATES: Readonly<Record<Exclude<ClaimRowState, 'inReview'>, Label>> = {
  draft: { zh: '草稿', en: 'Draft' },
  submitted: { zh: '核算中', en: 'Being counted' },
  returnedToApplicant: { zh: '退回补正', en: 'Returned for correction' },
  returnedToDepartment: { zh: '退回责任部门', en: 'Returned to the department' },
  returnedToBureau: { zh: '退回人社部门', en: 'Returned to the bureau' },
  noticePending: { zh: '待公示', en: 'Waits for its notice' },
  noticeOpen: { zh: '公示中', en: 'On notice' },
  finance: { zh: '待拨付', en: 'Due' },
  paymentSent: { zh: '拨付中', en: 'Being paid' },
  paymentFailed: { zh: '拨付失败', en: 'Payment failed' },
  recoveryDue: { zh: '待追回', en: 'To be recovered' },
  postCheck: { zh: '就业核查', en: 'Employment check' },
  paid: { zh: '已拨付', en: 'Paid' },
  closed: { zh: '已办结', en: 'Closed' },
  rejected: { zh: '不予通过', en: 'Rejected' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
  suspended: { zh: '已挂起', en: 'Suspended' },
};

/** Why a claim ended without money. */
export const OUTCOME_WORDS: Readonly<Record<OutcomeCode, Label>> = {
  WITHDRAWN: { zh: '申请人撤回', en: 'withdrawn by the applicant' },
  NO_LINES_LEFT: { zh: '没有可补贴的人员', en: 'nobody is left to be paid for' },
  REJECTED_BY_REVIEWER: { zh: '审核不予通过', en: 'rejected at a review' },
  REJECTED_AFTER_RETURNS: { zh: '多次补正后不予通过', en: 'rejected after several returns' },
  RETURN_LAPSED: { zh: '逾期未补正', en: 'not corrected in time' },
  OBJECTION_UPHELD: { zh: '异议成立', en: 'an objection was upheld' },
};

/** The categories of holds that the workbench offers; one that somebody else wrote has no word. */
export const HOLD_CATEGORY_WORDS: Readonly<Record<string, Label>> = {
  verification: { zh: '情况核实', en: 'verification' },
  investigation: { zh: '立案调查', en: 'investigation' },
  other: { zh: '其他', en: 'other' },
};

const REVIEW_STAGES: Readonly<Record<string, Label>> = {
  departmentReview: { zh: '责任部门审核', en: 'Review of the department' },
  bureauReview: { zh: '人社部门复核', en: 'Review of the bureau' },
};

const IN_REVIEW: Label = { zh: '审核中', en: 'In review' };

export function claimStateWord({
  state,
  stage,
}: {
  readonly state: ClaimRowState;
  readonly stage: string | null;
}): Label {
  return state === 'inReview' ? (REVIEW_STAGES[stage ?? ''] ?? IN_REVIEW) : CLAIM_STATES[state];
}

export const LINE_STATE_WORDS: Readonly<Record<LineState, Label>> = {
  proposed: { zh: '待核', en: 'To be counted' },
  eligible: { zh: '符合', en: 'Eligible' },
  refused: { zh: '不予补贴', en: 'Refused' },
  approved: { zh: '已核准', en: 'Approved' },
  paid: { zh: '已拨付', en: 'Paid' },
  floatWaiting: { zh: '上浮待核', en: 'Top-up waits' },
  floatClaimed: { zh: '已申领上浮', en: 'Top-up claimed' },
  floatPaid: { zh: '上浮已拨付', en: 'Top-up paid' },
  floatNotEarned: { zh: '不符合上浮', en: 'Top-up not earned' },
  allowanceOnly: { zh: '仅生活费补贴', en: 'Living allowance alone' },
};

export const INSTRUCTION_STATE_WORDS: Readonly<Record<InstructionState, Label>> = {
  draft: { zh: '草稿', en: 'Draft' },
  instructed: { zh: '已发出', en: 'Sent' },
  accepted: { zh: '已受理', en: 'Accepted' },
  inTransit: { zh: '处理中', en: 'On its way' },
  settled: { zh: '已到账', en: 'Settled' },
  failed: { zh: '失败', en: 'Failed' },
  returned: { zh: '退票', en: 'Returned' },
  reversed: { zh: '冲正', en: 'Reversed' },
  cancelled: { zh: '已取消', en: 'Cancelled' },
};

export const FUND_WORDS: Readonly<Record<FundCode, Label>> = {
  EMPLOYMENT_SUBSIDY: { zh: '就业补助资金', en: 'Employment subsidy fund' },
  UNEMPLOYMENT_INSURANCE: { zh: '失业保险基金', en: 'Unemployment insurance fund' },
  SKILL_ACTION_SPECIAL_ACCOUNT: { zh: '职业技能提升行动专账资金', en: 'Skill-action special account' },
  SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE: { zh: '专账结余资金', en: 'Balance of the special account' },
  TALENT_SPECIAL: { zh: '人才专项经费', en: 'Special fund for talents' },
  INDUSTRY_DEVELOPMENT: { zh: '行业产业发展经费', en: 'Industry development fund' },
  EMPLOYMENT_SERVICE_SUBSIDY: { zh: '就业创业服务补助资金', en: 'Employment service subsidy' },
  AWARD_INSTEAD_OF_SUBSIDY: { zh: '创业就业“以奖代补”资金', en: 'Award instead of a subsidy' },
  REGION_BUDGET: { zh: '自治区财政资金', en: 'Budget of the region' },
  BASE_PROJECT_FUND: { zh: '高技能人才建设项目资金', en: 'Fund for bases' },
  ENTERPRISE_EDU_FUND: { zh: '企业职工教育经费', en: "Enterprise's education fund" },
  TRAINEE_SHARE: { zh: '学员个人负担', en: "Trainee's share" },
  DONATION: { zh: '社会捐助', en: 'Donation' },
};

export const PURPOSE_WORDS: Readonly<Record<Purpose | 'grant', Label>> = {
  base: { zh: '培训补贴', en: 'Training subsidy' },
  allowance: { zh: '生活费补贴', en: 'Living allowance' },
  float: { zh: '就业上浮补贴', en: 'Employment top-up' },
  advance: { zh: '先行拨付资金', en: 'Advance' },
  grant: { zh: '项目资助', en: 'Grant' },
};
