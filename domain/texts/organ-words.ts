import type { OrganCode } from '../codes.ts';
import type { Label } from '../policy/policy-pack.ts';

/** Names of organs in sentences and on pages (glossary, policy-rules §1.1). */
const ORGAN_WORDS: Readonly<Record<OrganCode, Label>> = {
  HRSS: { zh: '人力资源和社会保障局', en: 'Human resources and social security bureau' },
  FINANCE: { zh: '财政局', en: 'Finance bureau' },
  EDUCATION: { zh: '教育体育局', en: 'Education and sports bureau' },
  INDUSTRY_IT: { zh: '工业和信息化局', en: 'Industry and information technology bureau' },
  HOUSING_CONSTRUCTION: { zh: '住房和城乡建设局', en: 'Housing and construction bureau' },
  AGRICULTURE: { zh: '农牧局', en: 'Agriculture and herding bureau' },
  VETERANS: { zh: '退役军人事务局', en: 'Veterans affairs bureau' },
  EMERGENCY_MGMT: { zh: '应急管理局', en: 'Emergency management bureau' },
  COAL_MINE_SAFETY: { zh: '煤矿安全监察局', en: 'Coal-mine safety authority' },
  SASAC: { zh: '国有资产监督管理委员会', en: 'State-owned assets commission' },
  TRADE_UNION: { zh: '总工会', en: 'Federation of trade unions' },
  DISABLED_FED: { zh: '残疾人联合会', en: "Disabled persons' federation" },
  POVERTY_RELIEF: { zh: '扶贫办公室', en: 'Poverty-alleviation office' },
  CIVIL_AFFAIRS: { zh: '民政局', en: 'Civil affairs bureau' },
  CULTURE_TOURISM: { zh: '文化和旅游局', en: 'Culture and tourism bureau' },
  COMMERCE: { zh: '商务局', en: 'Commerce bureau' },
  SCIENCE_TECH: { zh: '科学技术局', en: 'Science and technology bureau' },
  YOUTH_LEAGUE: { zh: '共青团', en: 'Youth league' },
  WOMENS_FED: { zh: '妇女联合会', en: "Women's federation" },
  INDUSTRY_COMMERCE_FED: { zh: '工商业联合会', en: 'Federation of industry and commerce' },
  MARKET_REGULATION: { zh: '市场监督管理局', en: 'Market supervision bureau' },
  JUSTICE: { zh: '司法局', en: 'Justice bureau' },
  AUDIT: { zh: '审计局', en: 'Audit office' },
};

/** The organ depends on the claim. */
const RESPONSIBLE_DEPARTMENT: Label = { zh: '责任部门', en: 'responsible department' };

/** An unknown code is shown as it is. */
export function organWord(code: string): Label {
  if (code === 'responsibleDepartment') {
    return RESPONSIBLE_DEPARTMENT;
  }
  return Object.entries(ORGAN_WORDS).find(([organ]) => organ === code)?.[1] ?? { zh: code, en: code };
}
