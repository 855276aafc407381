import type { Permissions } from './permission.ts';
import { DEPARTMENT_ROLES, FINANCE_ROLES, OPERATOR_ROLES, POLICY_ROLES } from './role-groups.ts';

/** Plans name organs, programmes and sums, and nobody whom they concern. */
const READERS = [
  {
    to: [
      'planOfficer',
      ...DEPARTMENT_ROLES,
      'bureauReviewer',
      ...FINANCE_ROLES,
      ...OPERATOR_ROLES,
      ...POLICY_ROLES,
      'auditor',
    ],
    relation: 'jurisdiction',
    fields: 'counts',
  },
] as const;
/** The officer of the organ whose plan it is, and of the HR bureau for the split. */
const OFFICER = [{ to: ['planOfficer'], relation: 'seat', fields: 'counts' }] as const;

export const PLAN_PERMISSIONS = {
  listAnnualPlans: READERS,
  readAnnualPlan: READERS,
  listPlanVersions: READERS,
  readPlanSplit: READERS,
  diagnoseAnnualPlan: READERS,
  readAnnualPlanTimeline: READERS,
  submitAnnualPlan: OFFICER,
  reviseAnnualPlan: OFFICER,
  splitAnnualPlan: OFFICER,
  putSectorPlan: OFFICER,
  enterStructureIndicators: OFFICER,
} as const satisfies Permissions;
