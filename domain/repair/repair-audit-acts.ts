/** What becomes of a repair, in its own audit chain and in that of what it repairs. */
export const REPAIR_AUDIT_ACTS = [
  'repairProposed',
  'repairApproved',
  'repairRejected',
  'repairLapsed',
  'repairApplied',
  'repairProbed',
] as const;
export type RepairAuditAct = (typeof REPAIR_AUDIT_ACTS)[number];
