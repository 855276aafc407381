import type { Permissions } from './permission.ts';
import { OPERATOR_ROLES } from './role-groups.ts';

const PROPOSE = [{ to: OPERATOR_ROLES, relation: 'jurisdiction', fields: 'counts' }] as const;
/** The call of a region is seen below it, and its run is the region's. */
const PROPOSE_OF_REGION = [{ to: OPERATOR_ROLES, relation: 'seat', fields: 'counts' }] as const;
const READ = [{ to: [...OPERATOR_ROLES, 'auditor'], relation: 'jurisdiction', fields: 'masked' }] as const;

/** What makes an entity go on: an operator proposes it, and another one, who approves, lets it be applied. */
export const REPAIR_PERMISSIONS = {
  proposeClaimRepair: PROPOSE,
  proposeNoticeRepair: PROPOSE,
  proposePayoutBatchRepair: PROPOSE,
  proposeClassFilingRepair: PROPOSE,
  proposeRecoveryRepair: PROPOSE,
  proposeGrantRepair: PROPOSE_OF_REGION,
  proposeGrantCallRepair: PROPOSE_OF_REGION,
  proposeAnnualPlanRepair: PROPOSE,
  proposeDemandCycleRepair: PROPOSE,
  listRepairs: READ,
  readRepair: READ,
  // The proposer, too, so that who proposed it hears that it takes another person.
  approveRepair: [{ to: OPERATOR_ROLES, relation: 'seat', fields: 'masked' }],
  rejectRepair: [{ to: OPERATOR_ROLES, relation: 'jurisdiction', fields: 'masked' }],
} as const satisfies Permissions;
