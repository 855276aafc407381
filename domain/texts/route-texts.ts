import type { FindingCode, RefusalCode } from '../codes.ts';

/** The number of the rule, its sentence in Chinese and in English; `{word}` is a place for a fact. */
export type RuleText = readonly [rule: string, zh: string, en: string];

/** Refusals of routes other than the class of an institution: people, employers, apprentices, insured workers. */
export const ROUTE_REFUSALS = {
  LOWER_LEVEL_BARRED: [
    'R-051',
    '同一职业（{occupation}）已享受较高等级（{higher}）补贴，较低等级（{level}）不再补贴。',
    'A higher level ({higher}) of {occupation} was subsidised; the lower one ({level}) is not.',
  ],
  EXCLUDED_BY_TRAINING_SUBSIDY: [
    'R-056',
    '已享受职业培训补贴（{occupation} {level}），不能再领取技能提升补贴。',
    'A training subsidy ({occupation} {level}) excludes the skill-upgrade subsidy.',
  ],
  EXCLUDED_BY_SKILL_UPGRADE: [
    'R-056',
    '已领取技能提升补贴（{occupation} {level}），不能再享受职业培训补贴。',
    'A skill-upgrade subsidy ({occupation} {level}) excludes the training subsidy.',
  ],
  CERTIFICATE_NOT_FOR_UPGRADE: [
    'R-057',
    '证书类型 {kind} 不能申领技能提升补贴。',
    'Certificates of kind {kind} earn no skill-upgrade subsidy.',
  ],
  NO_TRAINING_RECORD: ['R-057', '没有参加培训的记录。', 'There is no record of a training.'],
  INSURED_TOO_SHORT: [
    'R-058',
    '失业保险累计缴费 {months} 个月，不足 {min} 个月。',
    '{months} months of unemployment insurance; {min} are wanted.',
  ],
  APPLIED_TOO_LATE: [
    'R-058',
    '应在 {until} 前（含当日）申请，实际于 {applied} 申请。',
    'Applied on {applied}; the last day was {until}.',
  ],
  UPGRADE_YEARLY_LIMIT: [
    'R-058',
    '{year}年内已领取或正在申请 {count} 次技能提升补贴，最多 {max} 次。',
    'Already {count} skill-upgrade subsidies in {year}; at most {max}.',
  ],
  NOT_ALLOWANCE_GROUP: [
    'R-055',
    '不属于可享受生活费（含交通费）补贴的人员。',
    'Belongs to no group that gets the living allowance.',
  ],
  NO_TRAINING_LINE: [
    'R-055',
    '生活费补贴须与培训补贴同时享受。',
    'The living allowance is given together with a training subsidy only.',
  ],
  TRIAL_ALREADY_PAID: [
    'R-059',
    '该项补贴每人只能享受 {times} 次。',
    'This subsidy is given {times} time(s) per person.',
  ],
  COURSE_CLAIMED_OTHERWISE: [
    'R-059',
    '同一培训课程或同一证书已用于申领另一项培训补贴。',
    'The same course or certificate already serves the claim of another training subsidy.',
  ],
  NO_COMPLETION_CERTIFICATE: ['R-060', '未取得创业培训合格证书。', 'Has no completion certificate of the training.'],
  NOT_GRADUATION_YEAR: [
    'R-060',
    '应在毕业年度（{from} 至 {to}）内申请。',
    'Must be claimed in the graduation year, {from} to {to}.',
  ],
  MODULE_REPEATED: [
    'C07',
    '创业培训课程 {module} 每人只能享受一次补贴。',
    'The module {module} is subsidised once per person.',
  ],
  NOT_WORK_TRAINING_CASE: [
    'R-061',
    '用人主体和人员类别不符合以工代训条件。',
    'Employer and person fit neither variant of work-for-training.',
  ],
  WORK_MONTH_TAKEN: ['R-062', '{month} 的补贴已申领。', '{month} is claimed already.'],
  WORK_MONTHS_USED_UP: [
    'R-062',
    '以工代训补贴最长 {max} 个月，已用完。',
    'The {max} months of work-for-training are used up.',
  ],
  EMPLOYER_OUTSIDE_CHAIN: [
    'R-043',
    '学员所在单位在 {on} 不是该生态链的成员企业。',
    'The employer was no member of the chain on {on}.',
  ],
  APPRENTICESHIP_LENGTH: [
    'R-044',
    '学徒培养期 {starts} 至 {ends}，应为 {min} 至 {max} 个月。',
    'The apprenticeship runs from {starts} to {ends}; {min} to {max} months are wanted.',
  ],
  TRAINING_TOO_SHORT: [
    'R-044',
    '培养期 {starts} 至 {ends}，连同此前实习 {before} 个月，不足 {min} 个月。',
    'The class runs from {starts} to {ends}; with {before} months of internship before it, this is less than {min} months.',
  ],
  INTERNSHIP_TOO_SHORT: [
    'R-045',
    '实习协议至 {ends} 止，不足 {months} 个月（应至 {needed}）。',
    'The internship ends on {ends}; {months} months would end on {needed}.',
  ],
  NOT_A_GRADUATION_YEAR_INTERN: [
    'R-045',
    '实习期不在毕业年度（{year}年）内。',
    'No day of the internship lies in the graduation year {year}.',
  ],
  OTHER_EMPLOYER_AFTER_INTERNSHIP: [
    'R-045',
    '毕业后未与实习企业签订劳动合同。',
    'The contract is not with the enterprise of the internship.',
  ],
  CONTRACT_BEFORE_GRADUATION: [
    'R-045',
    '劳动合同于 {starts} 开始，早于毕业日 {graduated}。',
    'The contract begins on {starts}, before graduation on {graduated}.',
  ],
  APPRENTICE_CONTRACT_TOO_SHORT: [
    'R-045',
    '劳动合同至 {ends} 止，不足 {months} 个月（应至 {needed}）。',
    'The contract ends on {ends}; {months} months would end on {needed}.',
  ],
  PLACE_NOT_ENTITLED: [
    'R-047',
    '申报地既非户籍地、常住地，也非求职就业地。',
    'Neither registered, resident, working nor job-seeking in this place.',
  ],
  CLAIMED_ELSEWHERE: ['R-064', '同一培训已在 {place} 申领补贴。', 'The same training is claimed in {place} already.'],
  APPRAISAL_REPEATED: [
    'R-065',
    '同一职业（{occupation}）同一等级（{level}）已享受职业技能鉴定补贴。',
    'The appraisal of {occupation} at {level} was subsidised already.',
  ],
  NOT_OF_GROUP: [
    'C16',
    '本项培训面向{groups}，该人员的类别不在其中。',
    'This training is for {groups}; the person belongs to none of them.',
  ],
  RANK_NOT_AWARDED: ['R-122', '名次：{rank}；只奖励前 {last} 名。', 'Rank: {rank}; only the first {last} are awarded.'],
  CERTIFICATE_USED: ['C06', '该证书已用于申领另一项补贴。', 'This certificate already serves another claim.'],
  RESULT_USED: ['R-050', '该成果已申领。', 'This result is claimed already.'],
  OCCUPATION_NOT_LISTED: [
    'R-028',
    '职业 {occupation}（{level}）不在补贴培训目录内。',
    'Occupation {occupation} at {level} is not on the directory.',
  ],
  CLAIM_WINDOW_OVER: [
    'C06',
    '证书于 {issued} 签发，申请期限至 {until}，实际于 {claimed} 申请。',
    'The certificate is of {issued}; the last day was {until}, and the claim came on {claimed}.',
  ],
  RENEWED_PERMIT: ['C04', '证书复审换证不在补贴范围内。', 'The renewal of a permit is not subsidised.'],
  ACCOUNT_OF_ANOTHER: [
    'R-107',
    '收款账户户名与申领人姓名不一致。',
    'The account is not in the own name of the person.',
  ],
  SHARES_DO_NOT_SUM: [
    'R-083',
    '政府 {government} 元、企业 {enterprise} 元、个人 {person} 元之和不等于培训费 {fee} 元。',
    'Government {government}, enterprise {enterprise} and person {person} CNY are not the fee of {fee} CNY.',
  ],
  INSTALMENT_NOT_DUE: [
    'C05',
    '第 {year} 个培养年度尚未期满，或无可补贴的月份。',
    'Training year {year} is not over yet, or has no month that is subsidised.',
  ],
  FACT_MISSING: ['R-030', '未填写 {columns}，无法认定。', 'Not filled in: {columns}; nobody can judge without it.'],
  AMOUNT_MISSING: ['R-102', '尚未确定金额。', 'No amount was decided.'],
  NO_RATE: [
    'R-068',
    '补贴标准中没有适用于 {occupation}（{level}）的标准（{kind}）。',
    'No standard ({kind}) is in force for {occupation} at {level}.',
  ],
  OTHER_THAN_FIXED: [
    'R-089',
    '填写金额 {entered} 元与文件规定的定额 {fixed} 元不一致。',
    '{entered} CNY was entered; the amount of the document is {fixed} CNY.',
  ],
  TRAINING_PROOF_MISSING: [
    'C06',
    '未提交参加培训的证明（培训缴费凭证、培训证明），也不在所填开班编号（目录内机构、已受理）的学员名册中。',
    'Nothing shows the training: a fee receipt, a training certificate or the number of an accepted class with the person on its roster is wanted.',
  ],
  APPRENTICE_ALREADY: [
    'C05',
    '{starts} 至 {ends} 为同一职业（{occupation}）的新型学徒，期间不再享受其他培训补贴。',
    'An apprentice of {occupation} from {starts} to {ends}: no other training of it is subsidised meanwhile.',
  ],
  CLAIMED_IN_CLASS: [
    'R-050',
    '该学员已在本班的另一笔申领中申请或领取补贴。',
    'Another claim of this class pays this trainee or may still pay.',
  ],
} as const satisfies Partial<Record<RefusalCode, RuleText>>;

/** Findings of the same routes, shown to a reviewer without refusing. */
export const ROUTE_FINDINGS = {
  POST_BEFORE_TRAINING: [
    'R-041',
    '学员 {post} 上岗，早于培训开始日 {opens}，应先培训后上岗。',
    'Took up the post on {post}, before the training began on {opens}.',
  ],
  SELF_EVALUATION: [
    'R-043',
    '培训和评价由同一单位承担，应纳入抽查。',
    'Trainer and evaluator are the same body: to be sampled.',
  ],
  SHARED_ACCOUNT: ['R-130', '多名学员使用同一银行账户。', 'Several trainees share one bank account.'],
  TEACHER_TWICE: [
    'R-130',
    '同一教师同一时间在两个班授课（{day}）。',
    'The teacher teaches two classes at once ({day}).',
  ],
  OVER_PENSION_AGE: ['R-130', '学员已超过 {age} 周岁。', 'The trainee is over {age} years of age.'],
  MANUAL_COMPARISON: [
    'R-107',
    '与登记信息比对未能自动通过（{reasons}），须由经办人认定。',
    'The comparison with the registers was not clean ({reasons}); an officer decides.',
  ],
  NOT_NEWLY_HIRED: [
    'C03',
    '{employed} 上岗，{until} 之后不再属于新录用人员。',
    'In the post since {employed}: newly hired until {until} only.',
  ],
} as const satisfies Partial<Record<FindingCode, RuleText>>;
