import type { ProblemText } from './messages-of-cases.ts';
import type { ProblemCode } from './problem.ts';

type ClassCode = Extract<
  ProblemCode,
  | 'NOT_A_CLASS_ROUTE'
  | 'APPLICANT_NOT_ADMITTED'
  | 'NOT_CHAIN_LEADER'
  | 'MODULE_MISSING'
  | 'APPRENTICESHIP_LENGTH'
  | 'SHARES_DO_NOT_SUM'
  | 'FREE_GROUP_CHARGED'
>;

/** What the filing of a class is refused for besides the directories and the plan, said to people. */
export const CLASS_MESSAGES: Readonly<Record<ClassCode, ProblemText>> = {
  NOT_A_CLASS_ROUTE: {
    zh: ['此项补贴不办理开班备案', '请通过 POST /claims 直接申报 {route}。'],
    en: ['No class is filed on this route', 'Claim {route} directly with POST /claims.'],
  },
  APPLICANT_NOT_ADMITTED: {
    zh: ['申报主体不符', '{route} 的申报主体为：{kinds}；贵单位登记为 {kind}。'],
    en: ['Not for applicants of this kind', 'Classes of {route} are filed by {kinds}; you are registered as {kind}.'],
  },
  NOT_CHAIN_LEADER: {
    zh: ['不在链主企业目录内', '项目制培训由备案日目录内的链主企业申报，请核对目录。'],
    en: ['Not on the directory of chain leaders', 'Only a chain leader on the directory of the filing day may file.'],
  },
  MODULE_MISSING: {
    zh: ['未注明创业培训课程', '请在 facts.module 填写 IDEA、START、IMPROVE 或 ONLINE。'],
    en: ['The module is missing', 'Give facts.module: IDEA, START, IMPROVE or ONLINE.'],
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
    zh: ['免费培训群体不得收费', '全部学员属于免费培训群体，个人负担部分应为 0。'],
    en: ['A free group is charged', "Everybody on the roster trains free of charge: the person's part has to be zero."],
  },
};
