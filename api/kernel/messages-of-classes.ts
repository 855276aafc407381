import type { ProblemText } from './messages-of-cases.ts';
import type { ProblemCode } from './problem.ts';

type ClassCode = Extract<
  ProblemCode,
  | 'NOT_A_CLASS_ROUTE'
  | 'ROUTE_RIDES'
  | 'ROUTE_BY_CALL'
  | 'PATHS_DIFFER'
  | 'APPLICANT_NOT_ADMITTED'
  | 'NOT_CHAIN_LEADER'
  | 'MODULE_MISSING'
  | 'APPRENTICESHIP_LENGTH'
  | 'SHARES_DO_NOT_SUM'
  | 'FREE_GROUP_CHARGED'
>;

/** Messages for refusals of a filing other than by the directories and the plan. */
export const CLASS_MESSAGES: Readonly<Record<ClassCode, ProblemText>> = {
  NOT_A_CLASS_ROUTE: {
    zh: ['此项补贴不办理开班备案', '“{route}”不开班，请直接申领。'],
    en: ['No class is filed on this route', 'Claim “{route}” directly.'],
  },
  ROUTE_RIDES: {
    zh: ['此项补贴不单独申领', '“{route}”随下列补贴一并办理：{on}。{where}'],
    en: ['This is not claimed by itself', '“{route}” comes with one of these: {on}. {where}'],
  },
  ROUTE_BY_CALL: {
    zh: ['此项补助按年度申报', '“{route}”须在年度申报期内提出申请，请先查看当年申报期。'],
    en: [
      'This is applied for under a yearly call',
      'Apply for “{route}” while its call of the year is open; look at the calls of the year first.',
    ],
  },
  APPLICANT_NOT_ADMITTED: {
    zh: ['申报主体不符', '“{route}”的申报主体为：{kinds}；您登记为：{kind}。'],
    en: ['Not for applicants of this kind', '“{route}” is for: {kinds}; you are registered as: {kind}.'],
  },
  PATHS_DIFFER: {
    zh: ['名单内人员办理流程不同', '特殊群体与其他人员适用不同办理流程，请拆分为两次申领。'],
    en: [
      'The people of this file go different ways',
      'Special groups and others are claimed on different ways; split the file in two.',
    ],
  },
  NOT_CHAIN_LEADER: {
    zh: ['不在链主企业目录内', '项目制培训由备案日目录内的链主企业申报，请核对目录。'],
    en: ['Not on the directory of chain leaders', 'Only a chain leader on the directory of the filing day may file.'],
  },
  MODULE_MISSING: {
    zh: [
      '创业培训课程未注明或未开设',
      '请在 facts.module 填写 IDEA（产生企业想法）、START（创办企业）、IMPROVE（改善企业）或 ONLINE（网络创业）；现开设：{modules}。',
    ],
    en: [
      'The module is missing or not taught here',
      'Give facts.module, one of those that are taught here: {modules}.',
    ],
  },
  APPRENTICESHIP_LENGTH: {
    zh: ['学徒培养期不符合规定', '培养期应为 {min} 至 {max} 个月，现为 {opensOn} 至 {endsOn}。'],
    en: ['Not the length of an apprenticeship', '{min} to {max} months are wanted; this one is {opensOn} to {endsOn}.'],
  },
  SHARES_DO_NOT_SUM: {
    zh: ['分担金额之和不等于收费', '政府、企业、个人合计 {sum} 元，收费 {fee} 元，请核对。'],
    en: [
      'The shares are not the fee',
      'Government, enterprise and person give {sum} CNY together; the fee is {fee} CNY. Correct one of them.',
    ],
  },
  FREE_GROUP_CHARGED: {
    zh: ['免费培训群体不得收费', '全部学员参加的是免费培训，个人负担部分应为 0。'],
    en: ['A free group is charged', "Everybody on the roster trains free of charge: the person's part must be zero."],
  },
};
