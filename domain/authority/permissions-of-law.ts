import type { Permissions } from './permission.ts';

/** Law is read by everybody who has signed in. */
const LAW = [{ to: 'everybody', relation: 'any', fields: 'counts' }] as const;

export const LAW_PERMISSIONS = {
  listPolicies: LAW,
  resolvePolicy: LAW,
  getPolicy: LAW,
  listRoutes: LAW,
  getCalendar: LAW,
  computeDeadline: LAW,
} as const satisfies Permissions;
