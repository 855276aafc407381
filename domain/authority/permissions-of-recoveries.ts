import type { Permissions } from './permission.ts';
import { DEPARTMENT_ROLES, FINANCE_ROLES, OPERATOR_ROLES } from './role-groups.ts';

/** The debtor, the organ that is responsible for its class, the HR bureau, and those that pay or oversee. */
const READERS = [
  { to: ['applicant'], relation: 'own', fields: 'whole' },
  { to: DEPARTMENT_ROLES, relation: 'responsibleOrgan', fields: 'masked' },
  // A notice officer of the HR bureau rules on appeals, whichever organ is responsible.
  { to: ['bureauReviewer', 'noticeOfficer'], relation: 'bureau', fields: 'masked' },
  { to: [...FINANCE_ROLES, ...OPERATOR_ROLES, 'auditor'], relation: 'jurisdiction', fields: 'masked' },
] as const;
/** Who finds also asks to approve, and hears that it takes another person. */
const FINDERS = ['departmentReviewer', 'bureauReviewer', ...FINANCE_ROLES] as const;
const APPROVERS = [{ to: FINDERS, relation: 'seat', fields: 'masked' }] as const;
const MAKER = [{ to: ['financeMaker'], relation: 'seat', fields: 'masked' }] as const;
/** The maker, too, so that who entered it hears that it takes another person. */
const FINANCE = [{ to: FINANCE_ROLES, relation: 'seat', fields: 'masked' }] as const;
const CHECKER = [{ to: ['financeChecker'], relation: 'seat', fields: 'masked' }] as const;

export const RECOVERY_PERMISSIONS = {
  listRecoveries: READERS,
  getRecovery: READERS,
  diagnoseRecovery: READERS,
  readRecoveryTimeline: READERS,
  readRecoveryNotice: READERS,
  findRecovery: [{ to: FINDERS, relation: 'seat', fields: 'masked' }],
  approveRecovery: APPROVERS,
  refuseRecovery: APPROVERS,
  appealRecovery: [{ to: ['applicant'], relation: 'own', fields: 'whole' }],
  enterRecoveryRepayment: MAKER,
  confirmRecoveryRepayment: FINANCE,
  rejectRecoveryRepayment: CHECKER,
  withdrawRecoveryRepayment: MAKER,
  enterRecoverySetOff: MAKER,
  confirmRecoverySetOff: FINANCE,
  rejectRecoverySetOff: CHECKER,
  withdrawRecoverySetOff: MAKER,
  proposeRecoveryInstalments: MAKER,
  confirmRecoveryInstalments: FINANCE,
  proposeRecoveryWriteOff: MAKER,
  confirmRecoveryWriteOff: [{ to: ['operatorApprover', ...FINANCE_ROLES], relation: 'seat', fields: 'masked' }],
} as const satisfies Permissions;
