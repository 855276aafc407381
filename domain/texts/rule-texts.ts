import type { FilingRefusalCode, FilingWarningCode, FindingCode, RefusalCode, RowErrorCode } from '../codes.ts';
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
    '核查时社会保险登记系统未应答，材料未经比对，请审核人核实。',
    'The insurance register did not answer: the evidence was not compared with it, and the reviewer has to look.',
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

const ROW_ERRORS: Readonly<Record<RowErrorCode, Label>> = {
  REQUIRED: { zh: '必填。', en: 'Must be filled in.' },
  FORBIDDEN_CHARACTERS: {
    zh: '不能以 = + - @ 开头，也不能含有不可见的控制字符。',
    en: 'May not begin with = + - @ or hold invisible control characters.',
  },
  ID_FORMAT: {
    zh: '证件号码应为 18 位，且出生日期真实存在。',
    en: 'An ID number has 18 characters and a real date of birth.',
  },
  ID_CHECKSUM: { zh: '证件号码校验位不符，请核对。', en: 'The check character of the ID number is wrong.' },
  BORN_IN_FUTURE: { zh: '出生日期晚于今天。', en: 'The date of birth is in the future.' },
  TOO_YOUNG: { zh: '开班当日未满 16 周岁。', en: 'Under 16 on the opening day.' },
  DUPLICATE_IN_FILE: { zh: '与文件中前面的行重复。', en: 'Repeats a row above in this file.' },
  ALREADY_ON_ROSTER: {
    zh: '名册中已有该人员，且内容不同；请先删除原记录。',
    en: 'Already on the roster with other data; remove the stored one first.',
  },
  UNKNOWN_CATEGORY: { zh: '人员类别不在清单内。', en: 'No such category of people.' },
  PHONE_FORMAT: { zh: '手机号应为 11 位。', en: 'A mobile number has 11 digits.' },
  FEE_FORMAT: { zh: '收费应为元，最多两位小数。', en: 'A fee is in CNY with at most two decimals.' },
  TOO_LONG: { zh: '内容过长（最多 500 字）。', en: 'Too long (500 characters at most).' },
  NOT_ON_ROSTER: { zh: '该人员不在本班名册内。', en: 'Not on the roster of this class.' },
  NOT_ON_CLAIM: { zh: '该人员不在本次申请可上浮的人员内。', en: 'Not a line of this claim that can earn the top-up.' },
  DATE_FORMAT: { zh: '日期应写作 2025-05-26。', en: 'Write days as 2025-05-26.' },
  DATE_OUTSIDE_CLASS: { zh: '日期不在开班期间内。', en: 'The day is outside the class.' },
  DATE_IN_FUTURE: { zh: '日期晚于今天。', en: 'The day is in the future.' },
  HOURS_FORMAT: { zh: '课时应为 0 至 24，可有半课时。', en: 'Hours are 0 to 24, whole or half.' },
  UNKNOWN_RESULT: { zh: '考核结果应为“合格”或“不合格”。', en: 'The result is 合格 (passed) or 不合格 (failed).' },
  UNKNOWN_CERTIFICATE_KIND: { zh: '证书类型不在清单内。', en: 'No such kind of certificate.' },
  ENDS_BEFORE_SIGNED: { zh: '合同到期日早于签订日。', en: 'The contract ends before it was signed.' },
  ENDS_BEFORE_START: { zh: '合同到期日早于起始日。', en: 'The contract ends before its first day.' },
  YES_OR_NO: { zh: '应为“是”或“否”。', en: 'Write true or false.' },
  NUMBER_FORMAT: { zh: '应为整数。', en: 'Must be a whole number.' },
  UNKNOWN_INSURANCE_KIND: { zh: '险种不在清单内。', en: 'No such kind of insurance.' },
  UNKNOWN_SKILL_LEVEL: { zh: '技能等级不在清单内。', en: 'No such skill level.' },
  UNKNOWN_EMPLOYER_KIND: { zh: '用人主体类型不在清单内。', en: 'No such kind of employer.' },
  UNKNOWN_MODULE: { zh: '创业培训课程不在清单内。', en: 'No such module of entrepreneurship training.' },
  PLACE_FORMAT: {
    zh: '地点应为六位行政区划代码，如 150600。',
    en: 'A place is a six-digit code of GB/T 2260, e.g. 150600.',
  },
  MONTH_FORMAT: {
    zh: '月份应写作 2025-03，多个月份用分号隔开。',
    en: 'Write months as 2025-03, with semicolons between.',
  },
  AMOUNT_FORMAT: {
    zh: '金额应为大于零的元数，最多两位小数。',
    en: 'An amount is in CNY, above zero, with at most two decimals.',
  },
  ACCOUNT_FORMAT: { zh: '银行账号应为 8 至 32 位数字。', en: 'An account number has 8 to 32 digits.' },
  ENDS_BEFORE_STARTS: { zh: '结束日期早于开始日期。', en: 'The last day is before the first.' },
  NO_PLACE: {
    zh: '户籍地、常住地、求职就业地至少填写一项。',
    en: 'Fill in one of three: where the person is registered, resides, or works or looks for work.',
  },
  RANK_FORMAT: {
    zh: '名次应写作 第1名、第一名、1、冠军、亚军、季军或优胜奖。',
    en: 'Write a rank as 第1名, 第一名, 1, 冠军, 亚军, 季军 or 优胜奖.',
  },
  IN_A_CLAIM: {
    zh: '该学员的数据已用于申领，不能更改。',
    en: 'A claim rests on the data of this trainee, so they can no longer change.',
  },
  NOT_THE_APPLICANT: {
    zh: '个人只能为本人申领，姓名与登录账户不一致；请由其本人登录申领，或由其所在单位申领。',
    en: 'A person claims for themselves alone, and this is another name than the account’s: that person signs in and claims, or their employer or college does.',
  },
  CELL_ERROR: {
    zh: '单元格中是错误值（如 #N/A）或没有结果的公式，请改为实际内容；应为空的请清空。',
    en: 'The cell holds an error such as #N/A or a formula without a value: write what it should say, or empty it.',
  },
  NUMBER_TOO_LONG: {
    zh: '数字超过 15 位，电子表格已丢失后面的数字；请将该列设为“文本”格式后重新录入。',
    en: 'A number of more than 15 digits, of which the spreadsheet has lost the last ones: format the column as text and type it again.',
  },
  TOO_MANY_CELLS: {
    zh: '本行的单元格多于表头，请检查逗号和引号。',
    en: 'The row has more cells than the header: check its commas and quotes.',
  },
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

export function rowErrorText(code: RowErrorCode): Label {
  return ROW_ERRORS[code];
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
