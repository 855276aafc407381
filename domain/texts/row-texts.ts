import type { RowErrorCode } from '../codes.ts';
import type { Label } from '../policy/policy-pack.ts';

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
  UNKNOWN_TITLE_KIND: {
    zh: '称号类型不在清单内，请填写代码，如 HIGH_SKILL_BASE、SKILL_MASTER_STUDIO。',
    en: 'No such kind of title: write its code, e.g. HIGH_SKILL_BASE or SKILL_MASTER_STUDIO.',
  },
  UNKNOWN_TITLE_LEVEL: {
    zh: '级别应为 NATIONAL、REGIONAL 或 CITY。',
    en: 'A level is NATIONAL, REGIONAL or CITY.',
  },
  TITLE_NOT_OPEN: {
    zh: '当前政策中没有该类型该级别的称号，请核对类型和级别。',
    en: 'The law of today has no title of this kind and level: check the two.',
  },
  PLACE_OUTSIDE: {
    zh: '该地不属于本级管辖，请由其上级导入。',
    en: 'The place does not belong to this office: the office above it imports it.',
  },
  CNY_FORMAT: {
    zh: '金额应为元数，可为 0，最多两位小数。',
    en: 'An amount is in CNY, zero or more, with at most two decimals.',
  },
  PAID_OVER_AMOUNT: {
    zh: '已付金额超过资助金额，请核对。',
    en: 'More is paid than the amount: check the two.',
  },
  TITLE_EXISTS: {
    zh: '该单位已有同类型同级别的有效称号，请删除本行。',
    en: 'The holder has a living title of this kind and level: remove the row.',
  },
  QUOTE_OPEN: {
    zh: '本行有单元格以引号开头但没有在本行结束（或单元格内有换行），请删除多余的引号或换行。',
    en: 'A cell of this row begins with a quote that does not end on the same line: remove the quote or the line break.',
  },
};

export function rowErrorText(code: RowErrorCode): Label {
  return ROW_ERRORS[code];
}
