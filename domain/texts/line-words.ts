import type { CertificateKind, InsuranceKind } from '../codes.ts';
import type { LineState } from '../line/line-state.ts';
import type { Label } from '../policy/policy-pack.ts';

/** Names of certificates in sentences for people. */
export const CERTIFICATE_WORDS: Readonly<Record<CertificateKind, Label>> = {
  QUALIFICATION: { zh: '职业资格证书', en: 'qualification certificate' },
  SKILL_LEVEL: { zh: '职业技能等级证书', en: 'skill level certificate' },
  SPECIFIC_ABILITY: { zh: '专项职业能力证书', en: 'specific ability certificate' },
  SPECIAL_OPERATION: { zh: '特种作业操作证书', en: 'special operation permit' },
  TRAINING_COMPLETION: { zh: '培训合格证书', en: 'training completion certificate' },
};

export const INSURANCE_WORDS: Readonly<Record<InsuranceKind, Label>> = {
  PENSION: { zh: '养老保险', en: 'pension' },
  MEDICAL: { zh: '医疗保险', en: 'medical' },
  UNEMPLOYMENT: { zh: '失业保险', en: 'unemployment' },
  WORK_INJURY: { zh: '工伤保险', en: 'work injury' },
};

/** What a line's state says of its person. */
export const LINE_STATE_WORDS: Readonly<Record<LineState, Label>> = {
  proposed: { zh: '待核', en: 'to be checked' },
  eligible: { zh: '符合', en: 'eligible' },
  refused: { zh: '不予补贴', en: 'refused' },
  approved: { zh: '已核准', en: 'approved' },
  paid: { zh: '已支付', en: 'paid' },
  floatWaiting: { zh: '待核就业上浮', en: 'top-up not decided' },
  floatClaimed: { zh: '符合就业上浮', en: 'top-up claimed' },
  floatPaid: { zh: '已支付就业上浮', en: 'top-up paid' },
  floatNotEarned: { zh: '不符合就业上浮', en: 'no top-up' },
  allowanceOnly: { zh: '仅发生活费', en: 'living allowance alone' },
};
