import type { RefusalCode } from '../codes.ts';
import type { Label } from '../policy/policy-pack.ts';

/** Short names of reasons to refuse a line, as a reviewer chooses among them; the sentence with its facts is in `rule-texts`. */
export const REFUSAL_LABELS: Readonly<Record<RefusalCode, Label>> = {
  YEARLY_LIMIT: { zh: '超过每年享受次数', en: 'Above the limit of a year' },
  SAME_OCCUPATION_LEVEL: { zh: '同一职业同一等级已享受', en: 'Same occupation and level already subsidised' },
  ALREADY_CLAIMED_BY_INSTITUTION: { zh: '同一培训已由另一方申请', en: 'Already claimed by the other side' },
  NOT_CERTIFIED: { zh: '未取得本次培训的证书', en: 'No certificate from this training' },
  CERTIFICATE_NOT_ACCEPTED: { zh: '证书类型不在补贴范围内', en: 'Certificate of a kind that is not accepted' },
  CERT_UNVERIFIED: { zh: '证书未能核验', en: 'Certificate could not be verified' },
  PENSION_ELIGIBLE: { zh: '已按月领取养老金', en: 'Draws a pension' },
  FREE_GROUP_CHARGED: { zh: '向免费培训人员收费', en: 'Charged although the training is free' },
  ATTENDANCE_TOO_LOW: { zh: '出勤不足', en: 'Attendance too low' },
  OBJECTION_UPHELD: { zh: '公示异议成立', en: 'Objection upheld' },
  REFUSED_BY_REVIEWER: { zh: '审核人不予通过（须写明理由）', en: 'Refused by the reviewer (give the reason)' },
  SIGNED_BEFORE_CLASS_END: { zh: '劳动合同早于规定日期', en: 'Contract signed too early' },
  SIGNED_AFTER_WINDOW: { zh: '劳动合同晚于规定期限', en: 'Contract signed too late' },
  CONTRACT_TOO_SHORT: { zh: '劳动合同期限不足', en: 'Contract too short' },
  INSURANCE_INCOMPLETE: { zh: '社会保险未按规定缴纳', en: 'Social insurance incomplete' },
  FEE_COVERED: { zh: '培训费已全部补贴', en: 'Fee already covered' },
  NO_EVIDENCE: { zh: '未提交就业证明材料', en: 'No evidence of employment' },
  LOWER_LEVEL_BARRED: { zh: '已享受较高等级补贴', en: 'A higher level was subsidised' },
  EXCLUDED_BY_TRAINING_SUBSIDY: { zh: '已享受职业培训补贴', en: 'Had a training subsidy' },
  EXCLUDED_BY_SKILL_UPGRADE: { zh: '已领取技能提升补贴', en: 'Had a skill-upgrade subsidy' },
  CERTIFICATE_NOT_FOR_UPGRADE: { zh: '证书不能申领技能提升补贴', en: 'Certificate does not count for an upgrade' },
  NO_TRAINING_RECORD: { zh: '没有参加培训的记录', en: 'No record of training' },
  INSURED_TOO_SHORT: { zh: '失业保险缴费时间不足', en: 'Insured too short' },
  APPLIED_TOO_LATE: { zh: '超过申请期限', en: 'Applied too late' },
  UPGRADE_YEARLY_LIMIT: { zh: '超过每年技能提升补贴次数', en: 'Above the yearly limit of upgrades' },
  NOT_ALLOWANCE_GROUP: { zh: '不属于可享受生活费的人员', en: 'Not of a group with an allowance' },
  NO_TRAINING_LINE: { zh: '未同时享受培训补贴', en: 'No training subsidy beside it' },
  TRIAL_ALREADY_PAID: { zh: '该项补贴已享受', en: 'Already had this subsidy' },
  COURSE_CLAIMED_OTHERWISE: { zh: '课程或证书已用于另一项补贴', en: 'Course or certificate used for another subsidy' },
  NO_COMPLETION_CERTIFICATE: { zh: '未取得创业培训合格证书', en: 'No completion certificate' },
  NOT_GRADUATION_YEAR: { zh: '不在毕业年度内', en: 'Outside the graduation year' },
  MODULE_REPEATED: { zh: '创业培训课程重复', en: 'Module repeated' },
  NOT_WORK_TRAINING_CASE: { zh: '不符合以工代训条件', en: 'Not a case of work for training' },
  WORK_MONTH_TAKEN: { zh: '该月补贴已申领', en: 'Month already claimed' },
  WORK_MONTHS_USED_UP: { zh: '以工代训月数已用完', en: 'Months used up' },
  EMPLOYER_OUTSIDE_CHAIN: { zh: '所在单位不是成员企业', en: 'Employer outside the chain' },
  APPRENTICESHIP_LENGTH: { zh: '学徒培养期不符合规定', en: 'Length of the apprenticeship' },
  TRAINING_TOO_SHORT: { zh: '培养期不足', en: 'Training too short' },
  INTERNSHIP_TOO_SHORT: { zh: '实习期不足', en: 'Internship too short' },
  NOT_A_GRADUATION_YEAR_INTERN: { zh: '实习期不在毕业年度内', en: 'Internship outside the graduation year' },
  OTHER_EMPLOYER_AFTER_INTERNSHIP: { zh: '毕业后未与实习企业签订合同', en: 'Another employer after the internship' },
  CONTRACT_BEFORE_GRADUATION: { zh: '劳动合同早于毕业日', en: 'Contract before graduation' },
  APPRENTICE_CONTRACT_TOO_SHORT: { zh: '学徒劳动合同期限不足', en: 'Contract of the apprentice too short' },
  PLACE_NOT_ENTITLED: { zh: '申报地不符合规定', en: 'Not entitled in this place' },
  CLAIMED_ELSEWHERE: { zh: '同一培训已在外地申领', en: 'Claimed in another place' },
  APPRAISAL_REPEATED: { zh: '鉴定补贴重复', en: 'Appraisal repeated' },
  CERTIFICATE_USED: { zh: '证书已用于另一项补贴', en: 'Certificate already used' },
  RESULT_USED: { zh: '成果已申领', en: 'Result already claimed' },
  OCCUPATION_NOT_LISTED: { zh: '职业不在目录内', en: 'Occupation not on the list' },
  CLAIM_WINDOW_OVER: { zh: '超过证书申请期限', en: 'Window of the certificate is over' },
  RENEWED_PERMIT: { zh: '证书复审换证', en: 'Renewed permit' },
  ACCOUNT_OF_ANOTHER: { zh: '收款账户不是本人', en: 'Account of another person' },
  SHARES_DO_NOT_SUM: { zh: '费用分担不等于培训费', en: 'Shares do not add up to the fee' },
  INSTALMENT_NOT_DUE: { zh: '培养年度尚未期满', en: 'Training year not over' },
  FACT_MISSING: { zh: '缺少认定所需内容', en: 'A fact is missing' },
  AMOUNT_MISSING: { zh: '尚未确定金额', en: 'No amount' },
  NO_RATE: { zh: '没有适用的补贴标准', en: 'No rate applies' },
  OTHER_THAN_FIXED: { zh: '金额与规定定额不一致', en: 'Amount differs from the fixed one' },
  APPRENTICE_ALREADY: { zh: '同期为新型学徒', en: 'Is an apprentice at the same time' },
  TRAINING_PROOF_MISSING: { zh: '缺少参加培训的证明', en: 'Proof of training is missing' },
  NOT_OF_GROUP: { zh: '不属于本项培训对象', en: 'Not of the group' },
  RANK_NOT_AWARDED: { zh: '名次不在奖励范围内', en: 'Rank is not awarded' },
  CLAIMED_IN_CLASS: { zh: '已在本班另一笔申领中', en: 'Claimed in this class already' },
};

/** What stands in a sentence about a refused line: the reason's name, without the hint for the person who chooses it. */
export function refusalLabel(code: string, detail: Label | string): Label {
  const known = Object.entries(REFUSAL_LABELS).find(([one]) => one === code)?.[1];
  if (code === 'REFUSED_BY_REVIEWER') {
    return { zh: '审核人不予通过', en: 'Refused by the reviewer' };
  }
  return known ?? (typeof detail === 'string' ? { zh: detail, en: detail } : detail);
}
