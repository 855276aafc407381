import type { Permissions } from './permission.ts';
import { DEPARTMENT_ROLES, FINANCE_ROLES, OPERATOR_ROLES, POLICY_ROLES } from './role-groups.ts';

const INVESTIGATORS = ['operator', 'departmentReviewer', 'bureauReviewer'] as const;
const CASE_ACT = [{ to: INVESTIGATORS, relation: 'jurisdiction', fields: 'masked' }] as const;
const CASE_READERS = [
  { to: [...INVESTIGATORS, 'operatorApprover', 'auditor'], relation: 'jurisdiction', fields: 'masked' },
] as const;
const AUDIT = [{ to: ['auditor', ...OPERATOR_ROLES], relation: 'jurisdiction', fields: 'masked' }] as const;
const MONEY_REPORT = [
  { to: [...FINANCE_ROLES, 'bureauReviewer', 'operator', 'auditor'], relation: 'jurisdiction', fields: 'counts' },
] as const;

/** Cases, audit, reports, reveals and why things wait. */
export const OVERSIGHT_PERMISSIONS = {
  openCase: CASE_ACT,
  closeCase: CASE_ACT,
  listCases: CASE_READERS,
  readCase: CASE_READERS,
  listAudit: AUDIT,
  verifyAudit: AUDIT,
  listBudgets: MONEY_REPORT,
  listRecoveries: MONEY_REPORT,
  readPlanProgress: [
    {
      to: ['departmentReviewer', 'bureauReviewer', ...FINANCE_ROLES, ...OPERATOR_ROLES, 'auditor'],
      relation: 'jurisdiction',
      fields: 'counts',
    },
  ],
  listStuckClaims: [
    {
      to: [...OPERATOR_ROLES, 'auditor', 'bureauReviewer', ...DEPARTMENT_ROLES, ...FINANCE_ROLES, ...POLICY_ROLES],
      relation: 'jurisdiction',
      fields: 'masked',
    },
  ],
  reveal: [
    {
      to: [...DEPARTMENT_ROLES, 'bureauReviewer', ...FINANCE_ROLES, 'operator', 'auditor'],
      relation: 'jurisdiction',
      fields: 'whole',
    },
  ],
} as const satisfies Permissions;
