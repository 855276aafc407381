/** Roles that several rows of the permission table name together. */

export const FINANCE_ROLES = ['financeMaker', 'financeChecker'] as const;

export const OPERATOR_ROLES = ['operator', 'operatorApprover'] as const;

export const POLICY_ROLES = ['policyEditor', 'policyApprover'] as const;

/** Whoever decides for a department; the bureau's reviewers are no part of it. */
export const DEPARTMENT_ROLES = ['departmentReviewer', 'noticeOfficer'] as const;

/** Whoever works in the office; applicants and machines decide nothing. */
export const OFFICE_ROLES = [
  ...DEPARTMENT_ROLES,
  'bureauReviewer',
  ...FINANCE_ROLES,
  'expert',
  ...OPERATOR_ROLES,
  ...POLICY_ROLES,
  'auditor',
] as const;
