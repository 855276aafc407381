import type { FindingKind } from '../../domain/check/check-words.ts';
import type { Sentence } from './language.ts';

/** What each check found, in one sentence; the facts stand in its evidence. */
export const FINDING_SENTENCES: Readonly<Record<FindingKind, Sentence>> = {
  rowWithoutWorkflow: {
    zh: '登记显示在办，但引擎中没有其流程',
    en: 'The row is open, and the engine knows no workflow of it',
  },
  workflowWithoutRow: {
    zh: '引擎中有流程在运行，但没有对应的登记，或登记已办结',
    en: 'A workflow runs without a row, or its row has ended',
  },
  workflowEndedRowOpen: {
    zh: '登记显示在办，但其流程已被终止或失败',
    en: 'The row is open, and its workflow was ended or has failed',
  },
  workflowBehind: {
    zh: '流程落后于登记，对其操作都会被视为过期',
    en: 'The workflow is behind its row, so every act on it is stale',
  },
  workflowTaskFailing: { zh: '流程的执行反复失败', en: 'The task of the workflow fails again and again' },
  activityFailing: { zh: '流程的一个步骤反复失败', en: 'A step of the workflow fails again and again' },
  historyNearLimit: { zh: '流程的历史接近引擎上限', en: 'The history of the workflow is near to its limit' },
  stateWithoutTask: {
    zh: '其状态应有的待办不存在，没有人能办理',
    en: 'Its state wants a task that is not open, so nobody can act',
  },
  orphanTask: { zh: '待办已无对应的环节，办理会被拒绝', en: 'The task is open although its stage is over' },
  assigneeGone: {
    zh: '待办的承办人已停用、不在岗位或缺勤且无代理人',
    en: 'The person who has the task is disabled, has lost the seat, or is away without a deputy',
  },
  nobodyEligible: {
    zh: '待办没有任何人可以办理：岗位上的人都须回避、已办过或不在',
    en: 'Nobody may do the task: everybody of its seat is excluded, has had a part in it, or is away',
  },
  holdWithoutEnd: {
    zh: '暂停没有结束日期且已久，或其案件已结而暂停仍在',
    en: 'A hold is old and names no end, or its case is closed and the hold is not',
  },
  provisionalDue: {
    zh: '期限按尚未发布的节假日安排推算',
    en: 'A day was counted beyond the published holiday list',
  },
  timerDiffers: {
    zh: '登记的定时时刻与流程等待的时刻不一致',
    en: 'The instant in the row is not the one that the course waits for',
  },
  actUnanswered: {
    zh: '已受理的操作超过一分钟没有结果',
    en: 'An act was accepted more than a minute ago and has no answer',
  },
  auditChain: { zh: '审计记录链不完整或被改动', en: 'The chain of the audit is broken or was changed' },
  noticeNotSettled: {
    zh: '公示期已满且无未结异议，但公示没有结束',
    en: 'The notice is over without an open objection, and it has not ended',
  },
  objectionUnrouted: {
    zh: '异议已收，但没有人有裁定的待办',
    en: 'An objection has a receipt, and nobody has the task to rule on it',
  },
  objectionOverdue: { zh: '异议裁定已超期', en: 'The ruling on an objection is overdue' },
  claimSums: {
    zh: '申领的合计与明细、资金或支付不一致',
    en: 'The sums of the claim are not those of its lines, funds or payments',
  },
  ledger: {
    zh: '账目不平，或与支付指令的状态不一致',
    en: 'The ledger does not sum to zero, or does not say what the payment says',
  },
  instructionWithoutFact: {
    zh: '支付指令的状态没有相应的银行回单',
    en: 'The state of the payment is not what the recorded reports of the bank say',
  },
  reportNotTaken: { zh: '银行回单超过一分钟未处理', en: 'A report of the bank was not taken for more than a minute' },
  reportParked: {
    zh: '银行回单待人处理超过一个工作日',
    en: 'A report of the bank waits for a person for more than a working day',
  },
  paymentUnanswered: {
    zh: '已下达的支付超过规定工作日没有结果',
    en: 'A payment was sent and has no result within its working days',
  },
  advanceOpen: {
    zh: '先行拨付无法由申领结清，且没有追回',
    en: 'No claim will settle the advance, and nobody asks it back',
  },
  scheduleMissed: {
    zh: '政策规定的年度事项到期未启动',
    en: 'A period that the packs expect was not opened in its time',
  },
  outboxAge: { zh: '待发消息超过十分钟未发出', en: 'Messages have waited for the relay for more than ten minutes' },
  webhookBacklog: {
    zh: '外部系统推送地址积压超过一小时',
    en: 'An endpoint of another system lacks an event for more than an hour',
  },
  endpointDisabled: { zh: '外部系统推送地址已停用', en: 'An endpoint of another system is switched off' },
  checkFailed: { zh: '检查未能运行', en: 'A check could not run' },
};
