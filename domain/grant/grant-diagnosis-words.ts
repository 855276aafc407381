import type { Label } from '../policy/policy-pack.ts';
import type { CallCause } from './diagnose-call.ts';
import type { GrantCause } from './diagnose-grant.ts';

const MACHINE = {
  starting: { zh: '正在启动。', en: 'It is starting.' },
  startLost: {
    zh: '启动未完成，系统会继续重试；持续不成功时请运维查看办理进程日志。',
    en: 'Its start is not done and is tried again; if it stays, an operator reads the worker’s log.',
  },
  workerDown: { zh: '办理进程未运行；请运维启动。', en: 'No worker runs; an operator starts one.' },
  timerMissed: {
    zh: '期限已满而未处理；请运维检查 Temporal 与办理进程。',
    en: 'A period is over and nothing followed; an operator checks Temporal and the worker.',
  },
};

/** Why a grant waits, for offices and holders alike: it names offices and days, never a person. */
export const GRANT_SENTENCES: Readonly<Record<GrantCause, Label>> = {
  ...MACHINE,
  draftOpen: { zh: '草稿，等待申报单位提交。', en: 'A draft; waits for the applicant to submit it.' },
  taskOpen: { zh: '等待办理任务。', en: 'Waits for a task.' },
  nobodyPresent: { zh: '等待办理，但该岗位人员均已请假。', en: 'Waits for a task whose seat has nobody present.' },
  scoringOpen: { zh: '等待评审专家打分。', en: 'Waits for the scores of its experts.' },
  scoringToClose: {
    zh: '专家均已作答，等待人社部门结束评审。',
    en: 'Every expert has answered; waits for the HR bureau to close the scoring.',
  },
  panelOwed: { zh: '已推荐，等待人社部门组建评审组。', en: 'Recommended; waits for the HR bureau to form the panel.' },
  proposalOwed: {
    zh: '已评分排序，等待人社部门提出拟认定名单。',
    en: 'Scored and ranked; waits for the proposal of the HR bureau.',
  },
  noticeConfirmation: { zh: '已列入拟认定名单，等待公示办理。', en: 'Proposed; waits for its notice.' },
  noticeRunning: { zh: '正在公示。', en: 'On public notice.' },
  correctionByApplicant: { zh: '已退回，等待申报单位补正。', en: 'Returned; waits for the applicant’s correction.' },
  holderSignature: {
    zh: '已认定，等待单位签订资助协议。',
    en: 'Designated; waits for the holder to sign the agreement.',
  },
  rectificationOwed: {
    zh: '年度考核整改中，等待单位报送整改情况。',
    en: 'Waits for the holder to put its year right.',
  },
  acceptanceRectification: {
    zh: '验收整改中，等待单位再次申请验收。',
    en: 'Waits for the holder to ask for its acceptance again.',
  },
  yearReportOwed: { zh: '等待单位报送年度报告。', en: 'Waits for the holder’s report of the year.' },
  paymentUnanswered: { zh: '补助资金已发出，等待银行回执。', en: 'Its money is on the way; waits for the bank.' },
  heldByCase: { zh: '立案核查中，补助资金暂缓拨付。', en: 'Under investigation; its instalments wait.' },
  accountCorrection: {
    zh: '付款失败或已退回，更正的收款账户未获确认，等待单位再次更正。',
    en: 'A payment failed or came back and the corrected account was returned; waits for the holder to correct it again.',
  },
  suspended: { zh: '已暂停，补助资金暂缓拨付。', en: 'Suspended; its instalments wait.' },
  instalmentDue: {
    zh: '补助资金应拨付，等待财政部门制作批次。',
    en: 'An instalment is due; waits for Finance to draft a batch.',
  },
  repaymentOwed: { zh: '等待退回应追回的资金。', en: 'Waits for what is asked back.' },
  titleRunning: { zh: '称号有效，等待下一期限。', en: 'The title stands and waits for its next day.' },
  noOpenTask: { zh: '没有待办任务，请运维检查。', en: 'No task is open; an operator looks at it.' },
  ended: { zh: '已办结。', en: 'It has ended.' },
};

export const CALL_SENTENCES: Readonly<Record<CallCause, Label>> = {
  ...MACHINE,
  applicationsOpen: { zh: '申报期内。', en: 'Applications are open.' },
  panelOwed: { zh: '申报已截止，等待人社部门组建评审组。', en: 'Applications are over; waits for the panel.' },
  scoringOpen: { zh: '等待评审专家打分。', en: 'Waits for the scores of the experts.' },
  citiesOwed: { zh: '等待盟市推荐。', en: 'Waits for the recommendations of cities.' },
  scoringToClose: { zh: '等待人社部门结束评审。', en: 'Waits for the HR bureau to close the scoring.' },
  proposalOwed: { zh: '等待人社部门提出拟认定名单。', en: 'Waits for the proposal of the HR bureau.' },
  noticeRunning: { zh: '拟认定名单公示办理中。', en: 'The notice of the proposal is under way.' },
  ended: { zh: '已结束。', en: 'It has ended.' },
};
