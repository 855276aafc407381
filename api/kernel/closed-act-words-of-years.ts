import type { OfferedAct } from '../../domain/authority/offered-acts.ts';
import type { Sentence } from './language.ts';

type Years = 'annualPlan' | 'demandCycle' | 'demandEntry' | 'grantCall' | 'grant';

const NOT_A_DRAFT: Sentence = {
  zh: '只有草稿和退回补正的申报可以修改',
  en: 'Only a draft or a returned application can be changed',
};
const PLAN_REVIEW: Sentence = { zh: '没有等待审核的计划', en: 'No plan waits for its review' };

/** When an act on a grant, a call, a plan or the demand lists is open. */
export const OPEN_WHEN_OF_YEARS: { readonly [Of in Years]: Readonly<Record<OfferedAct<Of>, Sentence>> } = {
  annualPlan: {
    submit: {
      zh: '本部门的计划已报送或已通过，或年度已结案',
      en: 'The plan of your organ was filed or accepted, or the year is closed',
    },
    revise: { zh: '本部门还没有已通过的计划', en: 'Your organ has no accepted plan to revise' },
    split: { zh: '该年度计划已结案', en: 'The plan of the year is closed' },
    putSectorPlan: { zh: '该年度计划已结案', en: 'The plan of the year is closed' },
    enterIndicators: { zh: '该年度计划已结案', en: 'The plan of the year is closed' },
    accept: PLAN_REVIEW,
    returnForCorrection: PLAN_REVIEW,
  },
  demandCycle: { publication: { zh: '本期需求已发布', en: 'The cycle was published' } },
  demandEntry: {
    edit: { zh: '此条需求已结束', en: 'The entry has ended' },
    check: { zh: '此条需求已核验或已结束', en: 'The entry was checked or has ended' },
    end: { zh: '此条需求已结束', en: 'The entry has ended' },
  },
  grantCall: {
    quota: { zh: '拟认定名单已提出，名额不能再改', en: 'Applications were proposed; the places stay' },
    panel: { zh: '申报期未结束，或评审组已组建', en: 'Applications still come in, or the panel is formed' },
    panelChanges: { zh: '没有正在打分的评审组', en: 'No panel is scoring' },
    scoringClose: { zh: '评审没有在进行', en: 'Nothing is being scored' },
    proposal: { zh: '评审结束之后才能提出拟认定名单', en: 'Applications are proposed once scoring is closed' },
    end: { zh: '此申报通知还不能结束', en: 'The call cannot end yet' },
    cancellation: { zh: '此申报通知已结束', en: 'The call has ended' },
  },
  grant: {
    edit: NOT_A_DRAFT,
    putDocument: NOT_A_DRAFT,
    submission: { zh: '只有草稿可以提交', en: 'Only a draft can be submitted' },
    resubmission: { zh: '只有退回补正的申报可以重新提交', en: 'Only a returned application can be submitted again' },
    withdrawal: { zh: '认定之后不能撤回', en: 'It cannot be withdrawn once it is designated' },
    scoreWithdrawal: { zh: '没有可撤回的评分', en: 'There is no score to take back' },
    agreement: { zh: '此项目不在签订协议阶段', en: 'It is not at its agreement' },
    acceptanceRequest: { zh: '此项目现在不能申请验收', en: 'Its acceptance cannot be asked for now' },
    yearReport: { zh: '没有待报送的年度报告', en: 'No report of a year is owed' },
    rectification: { zh: '没有待完成的整改', en: 'Nothing has to be put right' },
    statement: { zh: '没有需要说明的事项', en: 'Nothing asks for a statement' },
    relinquishment: { zh: '没有可以放弃的称号', en: 'There is no title to give back' },
    payeeAccount: { zh: '没有支付失败的款项，无需更正账户', en: 'No payment failed, so no account is corrected' },
    payment: { zh: '没有到期的拨付', en: 'No instalment is due' },
    suspension: { zh: '此项目没有可暂停的拨付', en: 'It has no payments to suspend' },
    suspensionEnd: { zh: '此项目没有被暂停', en: 'It is not suspended' },
    repayment: { zh: '此项目没有应退款项', en: 'Nothing is due back' },
  },
};
