import type { FilingRefusalCode, FilingWarningCode, FindingCode, RefusalCode } from '../codes.ts';
import type { Label } from '../policy/policy-pack.ts';
import { ROUTE_FINDINGS, ROUTE_REFUSALS, type RuleText } from './route-texts.ts';

/** A refusal, finding or warning in the form that is stored and shown: the code, its rule, a sentence. */
export interface RuleRemark<Code extends string> {
  readonly code: Code;
  /** Number of the rule, e.g. R-048. */
  readonly rule: string;
  readonly detail: Label;
}

export interface Finding extends RuleRemark<FindingCode> {
  /** The department must accept or refuse the line by name before it approves. */
  readonly wantsDecision: boolean;
}

/** Registers as the sentences name them. */
export const REGISTER_LABELS = {
  certificates: { zh: '证书查询网', en: 'register of certificates' },
  insurance: { zh: '社会保险登记系统', en: 'insurance register' },
} as const satisfies Readonly<Record<string, Label>>;

/** The facts that a sentence may contain: numbers, days and codes, never a person's name or number. */
export type TextFacts = Readonly<Record<string, string | number | Label>>;

const REFUSALS: Readonly<Record<RefusalCode, RuleText>> = {
  YEARLY_LIMIT: [
    'R-048',
    '{year}年内已享受或正在申请 {count} 次培训补贴，每人每年不超过 {max} 次。',
    'Already {count} training subsidies in {year}; at most {max} per person and year.',
  ],
  SAME_OCCUPATION_LEVEL: [
    'R-049',
    '同一职业（{occupation}）同一等级（{level}）已享受或正在申请补贴，不可重复享受。',
    'A subsidy for this occupation ({occupation}) and level ({level}) was given or is being claimed.',
  ],
  ALREADY_CLAIMED_BY_INSTITUTION: [
    'R-066',
    '同一培训已由另一方申请补贴。',
    'The same training is already claimed by the other side.',
  ],
  NOT_CERTIFIED: [
    'R-070',
    '考核未合格或未取得本次培训的证书，不予补贴。',
    'Did not pass, or has no certificate from this training.',
  ],
  CERTIFICATE_NOT_ACCEPTED: [
    'R-046',
    '证书类型 {kind} 不在补贴范围内。',
    'Certificates of kind {kind} are not accepted.',
  ],
  CERT_UNVERIFIED: [
    'R-039',
    '证书未能核验，审核人不予认可。',
    'The certificate could not be verified, and the reviewer did not accept it.',
  ],
  PENSION_ELIGIBLE: [
    'R-052',
    '自 {since} 起按月领取养老金，不在补贴范围内。',
    'Entitled to a monthly pension since {since}: outside the subsidy.',
  ],
  FREE_GROUP_CHARGED: [
    'R-053',
    '参加的培训对其免费，但向其收取了 {fee} 元。',
    'The training is free for this person, who was charged {fee} CNY.',
  ],
  ATTENDANCE_TOO_LOW: [
    'R-036',
    '出勤 {attended} 课时，占 {hours} 课时的 {percent}%，低于 {min}%。',
    'Attended {attended} of {hours} class hours ({percent} %), below {min} %.',
  ],
  OBJECTION_UPHELD: ['R-099', '公示期间的异议经核查成立。', 'An objection during the notice was upheld.'],
  REFUSED_BY_REVIEWER: ['R-102', '审核人不予通过。', 'Refused by the reviewer.'],
  SIGNED_BEFORE_CLASS_END: [
    'R-077',
    '劳动合同于 {signed} 签订，早于 {from}。',
    'The contract was signed on {signed}, before {from}.',
  ],
  SIGNED_AFTER_WINDOW: [
    'R-077',
    '劳动合同于 {signed} 签订，晚于期限最后一日 {to}。',
    'The contract was signed on {signed}, after the last day {to}.',
  ],
  CONTRACT_TOO_SHORT: [
    'R-078',
    '合同至 {ends} 止，不足 {months} 个月（应至 {needed}）。',
    'The contract ends on {ends}; {months} months would end on {needed}.',
  ],
  INSURANCE_INCOMPLETE: [
    'R-079',
    '社会保险未按规定缴纳：需缴满 {months} 个月，缺少 {missing}。',
    'Social insurance is incomplete: {months} month(s) wanted, missing: {missing}.',
  ],
  FEE_COVERED: [
    'R-076',
    '基准补贴已覆盖全部培训费，无可上浮金额。',
    'The base already pays the whole fee; nothing is left for the +50 %.',
  ],
  NO_EVIDENCE: ['R-082', '截至 {due} 未提交就业证明材料。', 'No evidence of employment until {due}.'],
  ...ROUTE_REFUSALS,
};

const FINDINGS: Readonly<Record<FindingCode, RuleText>> = {
  CERT_UNVERIFIED: [
    'R-039',
    '证书查询网未查到该证书，须由审核人说明理由后认定。',
    'The register does not know this certificate; a reviewer must decide with a reason.',
  ],
  CERT_MISMATCH: [
    'R-039',
    '证书查询网的记录与申报不一致（{fields}）。',
    'The register differs from what was declared ({fields}).',
  ],
  IDENTITY_CONTRADICTION: ['R-130', '身份登记显示：{status}。', 'The identity register says: {status}.'],
  INSURANCE_CONTRADICTION: [
    'R-079',
    '社会保险登记与提交的材料不一致（{fields}）。',
    'The insurance register contradicts the evidence ({fields}).',
  ],
  INSURANCE_NOT_FOUND: [
    'R-079',
    '社会保险登记中没有该人员 {since} 起的缴费记录，须由审核人认定。',
    'The insurance register has no payment for this person since {since}; a reviewer must decide.',
  ],
  NOT_COMPARED: [
    'R-110',
    '{register}尚未接入，申报内容未经比对。',
    'The {register} is not connected: what was declared was not compared.',
  ],
  CERT_BEFORE_CLASS_END: [
    'R-070',
    '证书于 {issued} 签发，早于培训班结束日 {ends}，须由审核人认定。',
    'The certificate is of {issued}, before the last day of the class, {ends}; a reviewer must decide.',
  ],
  INSURANCE_UNVERIFIED: [
    'R-079',
    '核查时社会保险登记系统未应答，材料未经比对，须由审核人认定。',
    'The insurance register did not answer: the evidence was not compared with it; a reviewer must decide.',
  ],
  OVERLAPPING_HOURS: ['R-130', '与另一培训班时间重叠。', 'The hours overlap with another class.'],
  SHARED_PHONE: ['R-130', '多名学员使用同一手机号。', 'Several trainees share one phone number.'],
  OPENED_BEFORE_FILING: [
    'R-032',
    '首次授课 {first} 早于备案受理日 {accepted}。',
    'The first lesson ({first}) was before the filing was accepted ({accepted}).',
  ],
  DIRECTORY_CHANGED: [
    'R-027',
    '备案后目录已变更，以备案日目录（{version}）为准。',
    'The directory changed after filing; the version of the filing day ({version}) counts.',
  ],
  ...ROUTE_FINDINGS,
};

const WARNINGS: Readonly<Record<FilingWarningCode, RuleText>> = {
  LATE_FILING: [
    'R-033',
    '距开班 {days} 个工作日，应至少提前 {lead} 个工作日备案。',
    'Filed {days} working days before opening; at least {lead} are wanted.',
  ],
  NO_DEMAND_LINK: ['R-042', '未关联岗位需求清单。', 'Names no entry of the demand list.'],
  NO_PLAN: ['R-017', '该部门本年度培训计划尚未受理。', 'The department has no accepted plan for the year.'],
  CLASS_SIZE: ['C01', '班级 {heads} 人，建议 {min} 至 {max} 人。', 'A class of {heads}; {min} to {max} is usual.'],
  FEW_HOURS: [
    'Q-14',
    '备案 {hours} 课时，少于 {min} 课时。',
    '{hours} class hours are filed; {min} are wanted at least.',
  ],
};

const FILING_REFUSALS: Readonly<Record<FilingRefusalCode, RuleText>> = {
  NOT_ON_DIRECTORY: [
    'R-025',
    '申报单位在备案日不在培训机构目录内。',
    'The institution is not on the directory on the filing day.',
  ],
  OCCUPATION_NOT_ON_DIRECTORY: [
    'R-028',
    '职业 {occupation}（{level}）在备案日不在补贴培训目录内。',
    'Occupation {occupation} at {level} is not on the directory on the filing day.',
  ],
  NO_PLAN: [
    'R-017',
    '该部门本年度培训计划尚未受理，不得备案。',
    'The department has no accepted plan for the year, and may not file without one.',
  ],
};

export function refusalRemark(code: RefusalCode, facts: TextFacts = {}): RuleRemark<RefusalCode> {
  return remark(code, REFUSALS[code], facts);
}

export function findingRemark(code: FindingCode, wantsDecision: boolean, facts: TextFacts = {}): Finding {
  return { ...remark(code, FINDINGS[code], facts), wantsDecision };
}

export function warningRemark(code: FilingWarningCode, facts: TextFacts = {}): RuleRemark<FilingWarningCode> {
  return remark(code, WARNINGS[code], facts);
}

export function filingRefusalRemark(code: FilingRefusalCode, facts: TextFacts = {}): RuleRemark<FilingRefusalCode> {
  return remark(code, FILING_REFUSALS[code], facts);
}

function remark<Code extends string>(code: Code, [rule, zh, en]: RuleText, facts: TextFacts): RuleRemark<Code> {
  return { code, rule, detail: { zh: filled(zh, facts, 'zh'), en: filled(en, facts, 'en') } };
}

/** A place without a fact shows a dash, so the sentence stays readable. */
function filled(text: string, facts: TextFacts, language: keyof Label): string {
  return text.replaceAll(/\{(\w+)\}/g, (_place, name: string) => {
    const fact = facts[name] ?? '—';
    return typeof fact === 'object' ? fact[language] : String(fact);
  });
}
