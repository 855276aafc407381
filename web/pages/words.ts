/** Words of the public pages, Chinese first. A code without a word is shown as it is. */
export interface Word {
  readonly zh: string;
  readonly en: string;
}

export type PageLanguage = 'zh' | 'en';

const CODES: Readonly<Record<string, Word>> = {
  EMPLOYMENT_SUBSIDY: { zh: '就业补助资金', en: 'Employment subsidy fund' },
  UNEMPLOYMENT_INSURANCE: { zh: '失业保险基金', en: 'Unemployment insurance fund' },
  SKILL_ACTION_SPECIAL_ACCOUNT: { zh: '职业技能提升行动专账资金', en: 'Skill-action special account' },
  SKILL_ACTION_SPECIAL_ACCOUNT_BALANCE: { zh: '专账结余资金', en: 'Balance of the special account' },
  LEVEL_5: { zh: '初级工（五级）', en: 'Level 5' },
  LEVEL_4: { zh: '中级工（四级）', en: 'Level 4' },
  LEVEL_3: { zh: '高级工（三级）', en: 'Level 3' },
  LEVEL_2: { zh: '技师（二级）', en: 'Level 2' },
  LEVEL_1: { zh: '高级技师（一级）', en: 'Level 1' },
  NONE: { zh: '不分等级', en: 'No level' },
  base: { zh: '培训补贴', en: 'Training subsidy' },
  float: { zh: '就业上浮补贴', en: 'Employment top-up' },
  allowance: { zh: '生活费补贴', en: 'Living allowance' },
  advance: { zh: '先行拨付资金', en: 'Advance' },
  published: { zh: '公示中', en: 'On notice' },
  closed: { zh: '公示已结束', en: 'Closed' },
  superseded: { zh: '已撤回', en: 'Withdrawn' },
};

export function word(code: string, language: PageLanguage): string {
  return CODES[code]?.[language] ?? code;
}

/** Every word of a code. */
export function wordsOfCodes(): readonly Word[] {
  return Object.values(CODES);
}

/** 2880000 fen is 28,800.00; digits only, so nothing is lost to a fraction. */
export function yuan(fen: number): string {
  const whole = String(Math.floor(fen / 100)).replaceAll(/\B(?=(\d{3})+$)/g, ',');
  return `${whole}.${String(fen % 100).padStart(2, '0')}`;
}

/** An instant as a day and time of Asia/Shanghai, which has no summer time. */
export function localTime(instant: string): string {
  const shifted = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  return `${shifted.slice(0, 10)} ${shifted.slice(11, 16)}`;
}
