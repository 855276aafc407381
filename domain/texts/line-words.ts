import type { CertificateKind, InsuranceKind } from '../codes.ts';
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
