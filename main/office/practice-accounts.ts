import { DEPARTMENT_ROLES, OPERATOR_ROLES } from '../../domain/authority/role-groups.ts';
import type { OrganCode, Role } from '../../domain/codes.ts';
import type { PartyKind } from '../../domain/policy/route-codes.ts';

/** Every practice account has this password; live mode has no account of this list (D20). */
export const PRACTICE_PASSWORD = 'practice';

export const PRACTICE_JURISDICTION = '150600';

interface PracticeParty {
  readonly key: string;
  readonly kind: PartyKind;
  readonly name: string;
}

interface PracticeAccount {
  readonly username: string;
  readonly displayName: string;
  readonly organ: OrganCode | null;
  readonly section: string | null;
  readonly roles: readonly Role[];
  readonly party?: string;
  /** Absent: Ordos. */
  readonly jurisdiction?: string;
}

/**
 * Two institutions and a college on the practice directory, an enterprise that is not, the leader of a chain, and two
 * private persons who apply for themselves; every name is invented.
 */
export const PRACTICE_PARTIES: readonly PracticeParty[] = [
  { key: 'school', kind: 'institution', name: '鄂尔多斯市示范职业技能培训学校' },
  { key: 'school2', kind: 'institution', name: '鄂尔多斯市第二示范职业技能培训学校' },
  { key: 'factory', kind: 'enterprise', name: '鄂尔多斯市示范装备制造有限公司' },
  { key: 'college', kind: 'college', name: '鄂尔多斯市示范职业学院' },
  { key: 'chain', kind: 'enterprise', name: '鄂尔多斯市示范链主能源有限公司' },
  { key: 'person', kind: 'person', name: '那仁图雅' },
  { key: 'person2', kind: 'person', name: '钱示例' },
];

const SERVICE = '就业服务';
const FUND_SUPERVISION = '基金监督';
/** A department that files classes' plans, too (R-012). */
const PLANNING: readonly Role[] = [...DEPARTMENT_ROLES, 'planOfficer'];
const BUREAU: readonly Role[] = ['bureauReviewer', 'noticeOfficer'];

const REGION = '150000';
const CAPACITY = '职业能力建设';
const REGION_CAPACITY = '职业能力建设处';

/** The desks of grants of the city and the region, and the region's pool of experts (api §9b). */
const GRANT_ACCOUNTS: readonly PracticeAccount[] = [
  {
    username: 'city.hr',
    displayName: '人社局基地工作室经办',
    organ: 'HRSS',
    section: CAPACITY,
    roles: ['grantOfficer'],
  },
  {
    username: 'city.finance',
    displayName: '财政局基地工作室经办',
    organ: 'FINANCE',
    section: '社保',
    roles: ['grantOfficer'],
  },
  ...['region.hr', 'region.hr2'].map((username, position) => ({
    username,
    displayName: `人社厅基地工作室经办${position === 0 ? '' : '二'}`,
    organ: 'HRSS' as const,
    section: REGION_CAPACITY,
    roles: ['grantOfficer', 'noticeOfficer'] as const,
    jurisdiction: REGION,
  })),
  {
    username: 'region.lead',
    displayName: '人社厅审批人',
    organ: 'HRSS',
    section: '厅办公室',
    roles: ['grantApprover'],
    jurisdiction: REGION,
  },
  {
    username: 'region.finance',
    displayName: '财政厅基地工作室经办',
    organ: 'FINANCE',
    section: '社会保障处',
    roles: ['grantOfficer', 'noticeOfficer'],
    jurisdiction: REGION,
  },
  {
    username: 'region.finance2',
    displayName: '财政厅审批人',
    organ: 'FINANCE',
    section: '财政监督处',
    roles: ['grantApprover'],
    jurisdiction: REGION,
  },
  {
    username: 'region.pay.maker',
    displayName: '财政厅支付经办',
    organ: 'FINANCE',
    section: '国库处',
    roles: ['financeMaker'],
    jurisdiction: REGION,
  },
  {
    username: 'region.pay.checker',
    displayName: '财政厅支付复核',
    organ: 'FINANCE',
    section: '国库处',
    roles: ['financeChecker'],
    jurisdiction: REGION,
  },
  ...[1, 2, 3, 4, 5].map((number) => ({
    username: `expert${number}`,
    displayName: `评审专家${number}`,
    organ: 'HRSS' as const,
    section: '专家库',
    roles: ['expert'] as const,
    jurisdiction: REGION,
  })),
  {
    username: 'region.auditor',
    displayName: '自治区审计人员',
    organ: 'AUDIT',
    section: null,
    roles: ['auditor'],
    jurisdiction: REGION,
  },
];

/** The accounts of the contract (api §2): every step of a claim can be played by hand with them. */
export const PRACTICE_ACCOUNTS: readonly PracticeAccount[] = [
  {
    username: 'school',
    displayName: '示范学校经办人',
    organ: null,
    section: null,
    roles: ['applicant'],
    party: 'school',
  },
  {
    username: 'school2',
    displayName: '第二学校经办人',
    organ: null,
    section: null,
    roles: ['applicant'],
    party: 'school2',
  },
  {
    username: 'factory',
    displayName: '装备公司经办人',
    organ: null,
    section: null,
    roles: ['applicant'],
    party: 'factory',
  },
  {
    username: 'college',
    displayName: '示范学院经办人',
    organ: null,
    section: null,
    roles: ['applicant'],
    party: 'college',
  },
  {
    username: 'chain',
    displayName: '链主企业经办人',
    organ: null,
    section: null,
    roles: ['applicant'],
    party: 'chain',
  },
  { username: 'person', displayName: '那仁图雅', organ: null, section: null, roles: ['applicant'], party: 'person' },
  { username: 'person2', displayName: '钱示例', organ: null, section: null, roles: ['applicant'], party: 'person2' },
  {
    username: 'dept.hr',
    displayName: '人社局就业服务审核员',
    organ: 'HRSS',
    section: SERVICE,
    roles: [...PLANNING, 'demandOfficer'],
  },
  {
    username: 'dept.hr2',
    displayName: '人社局就业服务审核员二',
    organ: 'HRSS',
    section: SERVICE,
    roles: [...DEPARTMENT_ROLES, 'demandOfficer'],
  },
  {
    username: 'dept.emergency',
    displayName: '应急管理局审核员',
    organ: 'EMERGENCY_MGMT',
    section: '培训',
    roles: PLANNING,
  },
  {
    username: 'dept.education',
    displayName: '教体局审核员',
    organ: 'EDUCATION',
    section: '职业教育',
    roles: PLANNING,
  },
  {
    username: 'dept.agriculture',
    displayName: '农牧局审核员',
    organ: 'AGRICULTURE',
    section: '培训',
    roles: PLANNING,
  },
  {
    username: 'dept.disabled',
    displayName: '残联审核员',
    organ: 'DISABLED_FED',
    section: '就业',
    roles: PLANNING,
  },
  {
    username: 'dept.union',
    displayName: '总工会审核员',
    organ: 'TRADE_UNION',
    section: '职工培训',
    roles: PLANNING,
  },
  {
    username: 'dept.veterans',
    displayName: '退役军人事务局审核员',
    organ: 'VETERANS',
    section: '就业创业',
    roles: PLANNING,
  },
  {
    username: 'dept.justice',
    displayName: '司法局审核员',
    organ: 'JUSTICE',
    section: '教育改造',
    roles: PLANNING,
  },
  {
    username: 'dept.industry',
    displayName: '工信局审核员',
    organ: 'INDUSTRY_IT',
    section: '产业培训',
    roles: PLANNING,
  },
  {
    username: 'bureau.review',
    displayName: '人社局基金监督复核员',
    organ: 'HRSS',
    section: FUND_SUPERVISION,
    roles: BUREAU,
  },
  {
    username: 'bureau.review2',
    displayName: '人社局基金监督复核员二',
    organ: 'HRSS',
    section: FUND_SUPERVISION,
    roles: BUREAU,
  },
  { username: 'finance.maker', displayName: '财政局经办', organ: 'FINANCE', section: '社保', roles: ['financeMaker'] },
  {
    username: 'finance.checker',
    displayName: '财政局复核',
    organ: 'FINANCE',
    section: '社保',
    roles: ['financeChecker'],
  },
  { username: 'ops', displayName: '运维一', organ: null, section: null, roles: ['operator'] },
  { username: 'ops2', displayName: '运维二', organ: null, section: null, roles: OPERATOR_ROLES },
  { username: 'policy.editor', displayName: '政策编辑', organ: 'HRSS', section: '政策', roles: ['policyEditor'] },
  { username: 'policy.approver', displayName: '政策审批', organ: 'HRSS', section: '政策', roles: ['policyApprover'] },
  { username: 'auditor', displayName: '审计人员', organ: 'AUDIT', section: null, roles: ['auditor'] },
  ...GRANT_ACCOUNTS,
];

export const PRACTICE_MACHINE = {
  username: 'finance-system',
  displayName: '财政支付系统',
  roles: ['financeSystem'] as const,
};

/** Ordos, and the region for its own payments (api §9b). */
export const PRACTICE_MACHINE_JURISDICTIONS = [PRACTICE_JURISDICTION, '150000'] as const;
