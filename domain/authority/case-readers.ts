import { DEPARTMENT_ROLES, FINANCE_ROLES, OPERATOR_ROLES } from './role-groups.ts';

/** The people who read what an institution submitted: itself, the organs that are responsible, and those that oversee. */
export const CASE_READERS = [
  { to: ['applicant'], relation: 'own', fields: 'whole' },
  { to: DEPARTMENT_ROLES, relation: 'responsibleOrgan', fields: 'masked' },
  { to: ['bureauReviewer'], relation: 'bureau', fields: 'masked' },
  { to: [...FINANCE_ROLES, ...OPERATOR_ROLES, 'auditor'], relation: 'jurisdiction', fields: 'masked' },
] as const;

export const OWNERS = [{ to: ['applicant'], relation: 'own', fields: 'whole' }] as const;
