/** Groups of people (policy-rules §1.3) with the terms that offices use for them; a person may be in several. */
export const TRAINEE_CATEGORIES = {
  REGISTERED_POOR_WORKER: ['贫困劳动力', '建档立卡贫困劳动力'],
  POOR_FAMILY_CHILD: ['贫困家庭子女'],
  REGISTERED_POOR_FAMILY: ['建档立卡贫困家庭'],
  LOW_INCOME_FAMILY: ['城乡低保家庭'],
  DISTRESSED_WORKER_FAMILY: ['困难职工家庭'],
  TWO_AFTER_STUDENT: ['两后生', '“两后生”'],
  TWO_AFTER_RURAL: ['两后生中的农村牧区学员', '“两后生”中的农村牧区学员'],
  URBAN_LOW_INCOME_MEMBER: ['城市低保家庭成员'],
  RURAL_TRANSFER_WORKER: ['农村牧区转移劳动者', '农村牧区转移就业劳动者'],
  MIGRANT_FARMER_WORKER: ['农牧民工', '新生代农牧民工'],
  LAID_OFF_UNEMPLOYED: ['下岗失业人员'],
  REGISTERED_UNEMPLOYED: ['登记失业人员'],
  TRANSFERRED_WORKER: ['转岗职工'],
  CAPACITY_CUT_UNEMPLOYED: ['去产能失业人员', '化解过剩产能职工'],
  VETERAN: ['退役军人'],
  SOLDIER_BEFORE_DISCHARGE: ['即将退役军人'],
  DISABLED_PERSON: ['残疾人'],
  EMPLOYMENT_DIFFICULTY: ['就业困难人员'],
  ZERO_EMPLOYMENT_FAMILY_MEMBER: ['零就业家庭成员'],
  COLLEGE_GRADUATE: ['高校毕业生'],
  UNEMPLOYED_GRADUATE: ['离校未就业高校毕业生'],
  GRADUATION_YEAR_STUDENT: ['毕业年度高校毕业生'],
  ENTERPRISE_EMPLOYEE: ['企业职工'],
  NEW_HIRE: ['新录用人员', '新招用职工'],
  IN_POST_EMPLOYEE: ['在岗职工'],
  INSURED_EMPLOYEE: ['参保职工'],
  HIGH_RISK_WORKER: ['高危行业企业从业人员'],
  SPECIAL_OPERATION_WORKER: ['特种作业人员'],
  NEW_PROFESSIONAL_FARMER: ['新型职业农牧民'],
  RURAL_PRACTICAL_LEADER: ['实用人才带头人', '农村牧区经济带头人'],
  PRISONER: ['服刑人员'],
  COMPULSORY_DETOX_PERSON: ['强制隔离戒毒人员'],
  WOULD_BE_ENTREPRENEUR: ['有创业意愿的劳动者'],
} as const;

export type TraineeCategory = keyof typeof TRAINEE_CATEGORIES;

const BY_WORD: ReadonlyMap<string, string> = new Map(
  Object.entries(TRAINEE_CATEGORIES).flatMap(([code, terms]) => [code, ...terms].map((word) => [word, code] as const)),
);

export function isTraineeCategory(code: string): code is TraineeCategory {
  return Object.hasOwn(TRAINEE_CATEGORIES, code);
}

/** Returns the code for a code or a Chinese term; undefined for an unknown term. */
export function traineeCategoryOf(word: string): TraineeCategory | undefined {
  const code = BY_WORD.get(word);
  return code !== undefined && isTraineeCategory(code) ? code : undefined;
}
