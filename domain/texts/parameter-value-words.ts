import type { Label } from '../policy/policy-pack.ts';

type Words = Readonly<Record<string, Label>>;

/** Kinds of bodies, bases, studios and directories: each code means one thing wherever it stands. */
export const KINDS_OF_PARAMETERS: Words = {
  HIGH_SKILL_BASE: { zh: '高技能人才培训基地', en: 'base of high-skill training' },
  COMPETITION_BASE: { zh: '技能竞赛集训基地', en: 'base of skill contests' },
  PUBLIC_PRACTICE_BASE: { zh: '公共实训基地', en: 'public practice base' },
  FARMER_TRAINING_BASE: { zh: '职业农民培育基地', en: 'base of farmer training' },
  INCUBATOR: { zh: '创业孵化基地', en: 'incubator' },
  SKILL_MASTER_STUDIO: { zh: '技能大师工作室', en: 'studio of a skill master' },
  MODEL_WORKER_STUDIO: { zh: '劳模和工匠人才创新工作室', en: 'studio of a model worker' },
  STAFF_INNOVATION_STUDIO: { zh: '职工创新工作室', en: 'studio of staff innovation' },
  ENTREPRENEURSHIP_MASTER_STUDIO: { zh: '创业指导大师工作室', en: 'studio of entrepreneurship guidance' },
  CHIEF_TECHNICIAN_STUDIO: { zh: '首席技师工作室', en: 'studio of a chief technician' },
  MASTER_APPRENTICE_ROOM: { zh: '师徒工作间', en: 'room of master and apprentice' },
  VOCATIONAL_COLLEGE: { zh: '职业院校', en: 'vocational college' },
  TECHNICAL_COLLEGE: { zh: '技工院校', en: 'technical college' },
  TRAINING_INSTITUTION: { zh: '职业培训机构', en: 'training institution' },
  ENTERPRISE: { zh: '企业', en: 'enterprise' },
  ENTERPRISE_TRAINING_CENTER: { zh: '企业培训中心', en: 'training centre of an enterprise' },
  CORPORATE_UNIVERSITY: { zh: '企业大学', en: 'corporate university' },
  FARMER_COOPERATIVE: { zh: '农牧民专业合作社', en: 'cooperative of farmers and herders' },
  POVERTY_RELIEF_WORKSHOP: { zh: '扶贫车间', en: 'poverty relief workshop' },
  BUSINESS_ENTITY: { zh: '其他生产经营主体', en: 'other business' },
  SUBSIDISED_TRAINING: { zh: '政府补贴培训目录', en: 'directory of subsidised training' },
  INSTITUTION: { zh: '培训机构目录', en: 'directory of institutions' },
  EVALUATION_BODY: { zh: '鉴定评价机构目录', en: 'directory of evaluation bodies' },
  PROJECT: { zh: '培训项目目录', en: 'directory of projects' },
};

/** Codes that mean something of their own with one parameter. */
export const WORDS_OF_PARAMETERS: Readonly<Record<string, Words>> = {
  'advance.base': { FILED_HEADS_HOURS_RATE: { zh: '备案人数 × 课时 × 标准', en: 'filed people × hours × rate' } },
  'assessment.lawOf': { YEAR_OPENING: { zh: '年度开始之日的规定', en: 'the law of the day on which the year opens' } },
  'assessment.measure': { CAPACITY: { zh: '培训能力', en: 'training capacity' } },
  'assessment.outcomes': {
    PASS: { zh: '合格', en: 'passed' },
    RECTIFY: { zh: '整改', en: 'to be put right' },
    FAIL: { zh: '不合格', en: 'failed' },
  },
  'award.worldSkills': { EQUAL_TO_NATIONAL: { zh: '与国家奖励同等', en: 'equal to the national award' } },
  'demand.cycleMode': {
    DAYS_30: { zh: '每 30 日', en: 'every 30 days' },
    CALENDAR_MONTH: { zh: '按自然月', en: 'by calendar month' },
  },
  'demand.publish': {
    AT_END: { zh: '周期结束时自动发布', en: 'at the end of the cycle' },
    BY_HAND: { zh: '由经办人发布', en: 'by hand' },
  },
  'demand.pushTo': {
    BANNER: { zh: '所属旗县', en: 'banners and counties' },
    COMMUNITY_OFFICE: { zh: '社区', en: 'communities' },
    PUBLIC_EMPLOYMENT_SERVICE: { zh: '公共就业服务机构', en: 'public employment services' },
    HR_SERVICE_AGENCY: { zh: '人力资源服务机构', en: 'agencies of human resources' },
  },
  'directory.kinds': { QUALIFICATION: { zh: '职业资格目录', en: 'directory of qualifications' } },
  'disclosure.period': {
    MONTH: { zh: '每月', en: 'every month' },
    QUARTER: { zh: '每季度', en: 'every quarter' },
    HALF_YEAR: { zh: '每半年', en: 'every half-year' },
    YEAR: { zh: '每年', en: 'every year' },
  },
  'entrepreneurship.modules': {
    IDEA: { zh: '产生企业想法', en: 'business idea' },
    START: { zh: '创办企业', en: 'start of a business' },
    IMPROVE: { zh: '改善企业', en: 'improvement of a business' },
    ONLINE: { zh: '网络创业', en: 'online business' },
  },
  'evaluation.kinds': {
    QUALIFICATION_EVALUATION: { zh: '职业资格评价', en: 'evaluation of qualifications' },
    LEVEL_RECOGNITION: { zh: '职业技能等级认定', en: 'recognition of skill levels' },
    ABILITY_TEST: { zh: '专项职业能力考核', en: 'test of specific abilities' },
  },
  'evaluation.measures': {
    PASS_RATE: { zh: '培训合格率', en: 'rate of passes' },
    EMPLOYMENT_SUCCESS_RATE: { zh: '就业创业成功率', en: 'rate of employment' },
  },
  'exclusion.trainingVsUpgrade.scope': {
    SAME_OCCUPATION_LEVEL: { zh: '同一职业同一等级', en: 'the same occupation and level' },
    PERSON_EVER: { zh: '同一人终身', en: 'one person for life' },
    SAME_TRAINING: { zh: '同一次培训', en: 'the same training' },
  },
  'float.payee': { BASE_PAYEE: { zh: '培训补贴的收款人', en: 'the payee of the training subsidy' } },
  'float.startsFrom': { CLASS_END: { zh: '结业之日', en: 'the end of the class' } },
  'graduationYear.basis': { CALENDAR_YEAR: { zh: '自然年', en: 'calendar year' } },
  'grant.recovery.proposal': { UNSPENT: { zh: '结余资金', en: 'what was not spent' } },
  'limit.countingDate': {
    CERTIFICATE: { zh: '证书日期', en: 'day of the certificate' },
    CLASS_END: { zh: '结业日期', en: 'end of the class' },
    SUBMISSION: { zh: '申领日期', en: 'day of the claim' },
  },
  'limit.yearBasis': {
    CALENDAR: { zh: '自然年', en: 'calendar year' },
    ROLLING_12M: { zh: '前 12 个月', en: 'the twelve months before' },
  },
  'notice.batchMode': { SINGLE: { zh: '逐件或由经办人汇总', en: 'claim by claim, or gathered by an officer' } },
  'notice.channels': {
    PUBLIC_PAGE: { zh: '公示页面', en: 'the public page' },
    WEBSITE_ADAPTER: { zh: '部门网站', en: "the bureau's website" },
  },
  'notice.fields': {
    PAYEE: { zh: '收款单位', en: 'payee' },
    CLASS: { zh: '班级', en: 'class' },
    TRAINING_KIND: { zh: '培训项目', en: 'kind of training' },
    OCCUPATION: { zh: '职业（工种）', en: 'occupation' },
    LEVEL: { zh: '等级', en: 'level' },
    HOURS: { zh: '课时', en: 'hours' },
    HEADCOUNT: { zh: '人数', en: 'people' },
    AMOUNT: { zh: '金额', en: 'amount' },
    FUND: { zh: '资金来源', en: 'fund' },
    ORGANS: { zh: '公示单位', en: 'offices' },
    PERIOD: { zh: '公示期', en: 'period' },
    OBJECTION_CONTACT: { zh: '异议受理方式', en: 'how to object' },
    MASKED_LIST: { zh: '脱敏名单', en: 'masked list' },
  },
  'notice.unit': {
    WORKING: { zh: '工作日', en: 'working days' },
    CALENDAR: { zh: '自然日', en: 'calendar days' },
  },
  'place.kinds': {
    REGISTRATION: { zh: '户籍地', en: 'place of registration' },
    RESIDENCE: { zh: '常住地', en: 'place of residence' },
    WORK_OR_JOB_SEEKING: { zh: '求职就业地', en: 'place of work or job seeking' },
  },
  'studio.leaderHonours': {
    CHINA_SKILLS_AWARD: { zh: '中华技能大奖获得者', en: 'winner of the China Skills Award' },
    NATIONAL_TECHNICAL_EXPERT: { zh: '全国技术能手', en: 'national technical expert' },
    REGION_TECHNICAL_EXPERT: { zh: '自治区技术能手', en: 'technical expert of the region' },
    UNIQUE_SKILL: { zh: '身怀绝技绝活', en: 'holder of a unique skill' },
  },
  'target.annexMeaning': { YEARLY_GUIDANCE: { zh: '年度指导任务', en: 'yearly guidance' } },
  'technician.sharedBy': { GOVERNMENT: { zh: '各级政府', en: 'governments' } },
  'wft.capScope': {
    PERSON: { zh: '按人计算', en: 'per person' },
    PERSON_AND_EMPLOYER: { zh: '按人和单位计算', en: 'per person and employer' },
  },
};
