import type { ProblemText } from './messages-of-cases.ts';
import type { ProblemCode } from './problem.ts';

type CallCode = Extract<
  ProblemCode,
  | 'CALL_NOT_OPEN'
  | 'SCORING_OPEN'
  | 'NOT_ON_PANEL'
  | 'APPLICANT_KIND_NOT_ADMITTED'
  | 'LEADER_REQUIRED'
  | 'AMOUNT_FIXED'
  | 'BOTH_LEVELS_IN_ONE_CALL'
  | 'ALREADY_DESIGNATED'
  | 'APPLICATION_EXISTS'
  | 'OVER_TARGET'
  | 'BELOW_TAKEN'
  | 'PANEL_TOO_SMALL'
  | 'EXPERT_NOT_IN_POOL'
  | 'EXPERT_OF_APPLICANT'
  | 'QUORUM_MISSING'
  | 'CITY_PENDING'
  | 'QUOTA_MISSING'
  | 'QUOTA_EXCEEDED'
  | 'BELOW_PASS_MARK'
  | 'RANK_SKIPPED'
  | 'TIE_AT_QUOTA'
  | 'POINTS_OUT_OF_RANGE'
  | 'DECLARATION_REQUIRED'
>;

/** Refusals of calls, panels and applications for grants. */
export const CALL_MESSAGES: Readonly<Record<CallCode, ProblemText>> = {
  CALL_NOT_OPEN: {
    zh: [
      '该申报通知未开放',
      '申报只在开放期内受理，截止日 24:00 后不再受理；请查看 applicationsCloseAt，等待下一年度的申报。',
    ],
    en: [
      'The call is not open',
      'Applications are taken until the end of its last day (applicationsCloseAt); wait for the next year’s call.',
    ],
  },
  SCORING_OPEN: {
    zh: ['评审打分尚未结束', '请在结束打分后再查看排名和评分。'],
    en: ['Scoring is still open', 'Read the ranking and the scores once scoring is closed.'],
  },
  NOT_ON_PANEL: {
    zh: ['您不是该申报的评审专家', '只有评审组内的专家可以打分、回避或撤回评分。'],
    en: [
      'You are not on the panel of this application',
      'Only an expert of its panel scores it, recuses or withdraws a score.',
    ],
  },
  APPLICANT_KIND_NOT_ADMITTED: {
    zh: ['该类单位不能申报此项目', '请查看 applicants 中可申报的单位类型。'],
    en: ['This kind of applicant may not apply', 'See applicants for the kinds that may.'],
  },
  LEADER_REQUIRED: {
    zh: ['缺少工作室带头人', '技能大师工作室须填写带头人 leader。'],
    en: ['The leader is missing', 'A studio names its leader in leader.'],
  },
  AMOUNT_FIXED: {
    zh: ['资助金额由文件规定', '请去掉 budget.grantFen，或填写 amountFen 的金额。'],
    en: ['The amount is the paper’s', 'Leave budget.grantFen out, or write the amount of amountFen.'],
  },
  BOTH_LEVELS_IN_ONE_CALL: {
    zh: ['同一年度不能同时申报两个级别', '同一申报主体同类项目每年只能申报一个级别；请先撤回另一份申报。'],
    en: [
      'Two levels in one year',
      'One holder applies for one level of a kind in a year; withdraw the other application first.',
    ],
  },
  ALREADY_DESIGNATED: {
    zh: ['已有同类同级称号', '同一主体同类同级的称号只能有一个。'],
    en: ['The holder has this title already', 'A holder has one living title of a kind and level.'],
  },
  APPLICATION_EXISTS: {
    zh: ['已有一份申报', '同一主体在同一申报通知下只能有一份申报；请使用已有的申报，或先撤回。'],
    en: ['There is an application already', 'A holder has one application in a call; use it, or withdraw it first.'],
  },
  OVER_TARGET: {
    zh: ['名额超过目标余量', '如确需超过，请确认超过目标并说明理由。'],
    en: ['More places than the target leaves', 'If it is meant, confirm that it goes over the target and say why.'],
  },
  BELOW_TAKEN: {
    zh: ['名额少于已占用数', '名额不能少于已经使用的数量。'],
    en: ['Fewer places than are taken', 'The places cannot be fewer than those in use.'],
  },
  PANEL_TOO_SMALL: {
    zh: ['评审专家人数不足', '请增加评审专家。'],
    en: ['The panel is too small', 'Name more experts.'],
  },
  EXPERT_NOT_IN_POOL: {
    zh: ['不是专家库成员', '请从专家库名单中选择专家。'],
    en: ['Not an expert of the pool', 'Choose experts from the list of the pool.'],
  },
  EXPERT_OF_APPLICANT: {
    zh: ['专家与申报单位有关联', '请更换与任何申报单位都没有关联的专家。'],
    en: [
      'The expert belongs to an applicant',
      'Choose an expert who belongs to no applicant and declared no relation to one.',
    ],
  },
  QUORUM_MISSING: {
    zh: ['有效评分不足', '下列申报的有效评分少于法定数；请补充专家后再结束打分。'],
    en: ['Too few valid scores', 'The applications below have no quorum; add experts before scoring closes.'],
  },
  CITY_PENDING: {
    zh: ['有盟市尚未推荐', '下列申报尚待盟市答复；请等待，或将其列为不纳入。'],
    en: ['A city has not answered', 'The applications below wait for their city; wait, or leave them out by name.'],
  },
  QUOTA_MISSING: {
    zh: ['尚未设定名额', '请先设定本年度名额。'],
    en: ['The places are not set', 'Set the places of the year first.'],
  },
  QUOTA_EXCEEDED: {
    zh: ['超过名额', '拟推荐数不能超过剩余名额。'],
    en: ['More than there are places', 'Propose no more than there are places left.'],
  },
  BELOW_PASS_MARK: {
    zh: ['未达到合格分', '只能推荐达到合格分的申报。'],
    en: ['Below the pass mark', 'Propose only applications that reach the pass mark.'],
  },
  RANK_SKIPPED: {
    zh: ['跳过了名次更高的申报', '如确需跳过，请在 reason 中说明理由。'],
    en: ['A better rank was skipped', 'If it is meant, say why in reason.'],
  },
  TIE_AT_QUOTA: {
    zh: ['同分取舍', '在同分申报中取舍，请在 reason 中说明理由。'],
    en: ['A choice within a tie', 'To choose among equal scores, say why in reason.'],
  },
  POINTS_OUT_OF_RANGE: {
    zh: ['评分不符合评分项', '请为每个评分项填写 0 到满分之间的整数。'],
    en: ['The points do not fit the criteria', 'Give each criterion a whole number from 0 to its maximum.'],
  },
  DECLARATION_REQUIRED: {
    zh: ['缺少无利害关系声明', '请声明与申报单位无利害关系，或选择回避。'],
    en: ['The declaration is missing', 'Declare that you have no conflict of interest, or recuse yourself.'],
  },
};
