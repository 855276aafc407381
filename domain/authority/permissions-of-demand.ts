import type { Permissions } from './permission.ts';
import { DEPARTMENT_ROLES, FINANCE_ROLES, OPERATOR_ROLES } from './role-groups.ts';

const OFFICES = [
  {
    to: [
      ...DEPARTMENT_ROLES,
      'bureauReviewer',
      'demandOfficer',
      'planOfficer',
      ...FINANCE_ROLES,
      ...OPERATOR_ROLES,
      'auditor',
    ],
    relation: 'jurisdiction',
    fields: 'counts',
  },
] as const;
const ENTRY_READERS = [
  { to: ['applicant'], relation: 'own', fields: 'whole' },
  { to: [...DEPARTMENT_ROLES, 'demandOfficer', 'auditor'], relation: 'jurisdiction', fields: 'masked' },
] as const;
const OFFICER = [{ to: ['demandOfficer'], relation: 'seat', fields: 'whole' }] as const;
/** Who entered it, or an officer of its own jurisdiction. */
const KEEPERS = [{ to: ['applicant'], relation: 'own', fields: 'whole' }, ...OFFICER] as const;
const OPENINGS = [{ to: [...OPERATOR_ROLES, 'auditor'], relation: 'jurisdiction', fields: 'counts' }] as const;

/** The clocks of the year and the demand lists. */
export const DEMAND_PERMISSIONS = {
  listPeriods: OFFICES,
  listSchedules: OPENINGS,
  openPeriod: [{ to: ['operator'], relation: 'here', fields: 'counts' }],
  listDemandCycles: OFFICES,
  getDemandCycle: OFFICES,
  diagnoseDemandCycle: OFFICES,
  readDemandCycleTimeline: OFFICES,
  publishDemandCycle: OFFICER,
  createDemandEntry: [
    { to: ['applicant'], relation: 'own', fields: 'whole' },
    { to: [...DEPARTMENT_ROLES, 'demandOfficer'], relation: 'here', fields: 'whole' },
  ],
  importDemandEntries: [
    { to: ['applicant'], relation: 'own', fields: 'whole' },
    { to: [...DEPARTMENT_ROLES, 'demandOfficer'], relation: 'here', fields: 'whole' },
  ],
  listDemandEntries: ENTRY_READERS,
  getDemandEntry: ENTRY_READERS,
  patchDemandEntry: KEEPERS,
  deleteDemandEntry: KEEPERS,
  checkDemandEntry: OFFICER,
  createPublicDemandEntry: [{ to: 'anybody', relation: 'any', fields: 'counts' }],
  showPublicDemandForm: [{ to: 'anybody', relation: 'any', fields: 'counts' }],
  sendPublicDemandForm: [{ to: 'anybody', relation: 'any', fields: 'counts' }],
  readPublicDemand: [{ to: 'anybody', relation: 'any', fields: 'counts' }],
} as const satisfies Permissions;
