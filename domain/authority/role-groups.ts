/** Roles that several rows of the permission table name together. */

export const FINANCE_ROLES = ['financeMaker', 'financeChecker'] as const;

export const OPERATOR_ROLES = ['operator', 'operatorApprover'] as const;

export const POLICY_ROLES = ['policyEditor', 'policyApprover'] as const;

/** The desks of grants of the region, and of the city whose applicants applied. */
export const GRANT_DESKS = ['grantOfficer', 'grantApprover'] as const;

/** The roles that decide for a department, without the bureau's reviewers. */
export const DEPARTMENT_ROLES = ['departmentReviewer', 'noticeOfficer'] as const;

/** The roles of people who work in the office. */
export const OFFICE_ROLES = [
  ...DEPARTMENT_ROLES,
  'bureauReviewer',
  ...FINANCE_ROLES,
  'expert',
  'grantOfficer',
  'grantApprover',
  ...OPERATOR_ROLES,
  ...POLICY_ROLES,
  'auditor',
  'planOfficer',
  'demandOfficer',
] as const;
