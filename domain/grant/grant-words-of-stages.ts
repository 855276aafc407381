import type { TaskKind } from '../task/task-words.ts';

interface Words {
  readonly zh: string;
  readonly en: string;
}

/** Names of the tasks of a grant. */
export const GRANT_TASK_TITLES: Readonly<Partial<Record<TaskKind, Words>>> = {
  grantCityRecommendation: { zh: '盟市人社部门推荐', en: 'Recommend for the city (HR)' },
  grantCityFinance: { zh: '盟市财政部门推荐', en: 'Recommend for the city (Finance)' },
  grantExpertScore: { zh: '专家评审打分', en: 'Score the application' },
  grantDesignation: { zh: '认定', en: 'Designate' },
  grantAgreement: { zh: '签订资助协议', en: 'Sign the agreement' },
  grantAcceptance: { zh: '建设验收', en: 'Accept what was built' },
  grantAssessment: { zh: '年度考核', en: 'Assess the year' },
  grantRecheck: { zh: '整改复核', en: 'Look again after rectification' },
  grantWithdrawalDecision: { zh: '决定是否撤销称号', en: 'Decide on the withdrawal of the title' },
  accountCorrection: { zh: '确认更正后的收款账户', en: 'Confirm the corrected account' },
  grantRecoveryConfirmation: { zh: '确认追回金额', en: 'Confirm what is asked back' },
};

/** The questions that decisions on a grant answer. */
export const GRANT_QUESTION_WORDS: Readonly<Record<string, Words>> = {
  eligible: { zh: '申报单位是否符合条件？', en: 'Is the applicant eligible?' },
  materialsTrue: { zh: '申报材料是否真实？', en: 'Are the papers true?' },
  capacityPlausible: { zh: '申报的培训能力是否可信？', en: 'Is the capacity plausible?' },
  budgetSound: { zh: '预算是否合理？', en: 'Is the budget sound?' },
  fundsSeparate: { zh: '资金能否单独核算？', en: 'Are the funds kept apart?' },
  built: { zh: '建设内容是否完成？', en: 'Was it built?' },
  fundsAsAgreed: { zh: '资金是否按协议使用？', en: 'Were the funds used as agreed?' },
  equipmentInPlace: { zh: '设备是否到位？', en: 'Is the equipment in place?' },
  figuresProved: { zh: '数据是否有证明？', en: 'Are the figures proved?' },
};
