import { ROLES, type Role } from '../codes.ts';
import type { Asker, Grant, Relation } from './permission.ts';
import { BOOK_PERMISSIONS } from './permissions-of-books.ts';
import { CLAIM_PERMISSIONS } from './permissions-of-claims.ts';
import { DEMAND_PERMISSIONS } from './permissions-of-demand.ts';
import { EVENT_PERMISSIONS } from './permissions-of-events.ts';
import { FILING_PERMISSIONS } from './permissions-of-filings.ts';
import { GRANT_PERMISSIONS } from './permissions-of-grants.ts';
import { LAW_PERMISSIONS } from './permissions-of-law.ts';
import { NOTICE_PERMISSIONS } from './permissions-of-notices.ts';
import { OVERSIGHT_PERMISSIONS } from './permissions-of-oversight.ts';
import { PAYOUT_PERMISSIONS } from './permissions-of-payouts.ts';
import { PEOPLE_PERMISSIONS } from './permissions-of-people.ts';
import { PLAN_PERMISSIONS } from './permissions-of-plans.ts';
import { RECOVERY_PERMISSIONS } from './permissions-of-recoveries.ts';
import { REPAIR_PERMISSIONS } from './permissions-of-repairs.ts';
import { TASK_PERMISSIONS } from './permissions-of-tasks.ts';

/**
 * One row for each operation of the API: who may ask it, what the object has to be to them, and what they get. Routes,
 * the OpenAPI document and the matrix test are made from it; an operation without a row does not compile.
 */
export const PERMISSIONS = {
  ...PEOPLE_PERMISSIONS,
  ...FILING_PERMISSIONS,
  ...LAW_PERMISSIONS,
  ...CLAIM_PERMISSIONS,
  ...TASK_PERMISSIONS,
  ...NOTICE_PERMISSIONS,
  ...GRANT_PERMISSIONS,
  ...PAYOUT_PERMISSIONS,
  ...BOOK_PERMISSIONS,
  ...RECOVERY_PERMISSIONS,
  ...OVERSIGHT_PERMISSIONS,
  ...PLAN_PERMISSIONS,
  ...DEMAND_PERMISSIONS,
  ...EVENT_PERMISSIONS,
  ...REPAIR_PERMISSIONS,
} as const;

export type OperationId = keyof typeof PERMISSIONS;

/** The operations that need no sign-in. */
export type PublicOperation = {
  [Id in OperationId]: 'anybody' extends (typeof PERMISSIONS)[Id][number]['to'] ? Id : never;
}[OperationId];

/** The callers that may use a route; the handler decides what each of them may see or do. */
export type Access = { readonly public: true } | { readonly signedIn: true } | { readonly roles: readonly Role[] };

/** True if one of the roles is granted the operation on objects of this relation. */
export function mayAs(roles: readonly Role[], operation: OperationId, relation: Relation): boolean {
  return grantsOf(operation).some((grant) => grant.relation === relation && names(grant.to, roles));
}

/** True if one of the roles is granted the operation on any object at all. */
export function mayAsk(roles: readonly Role[], operation: OperationId): boolean {
  return grantsOf(operation).some(({ to }) => names(to, roles));
}

/** Returns the roles that a row names, in the order of the list of roles. */
export function rolesOf(operation: OperationId): readonly Role[] {
  return ROLES.filter((role) => grantsOf(operation).some(({ to }) => to.includes(role)));
}

/** True if all that the roles are granted of an operation are figures. */
export function seesCountsAlone(roles: readonly Role[], operation: OperationId): boolean {
  return grantsOf(operation).every(({ to, fields }) => fields === 'counts' || !names(to, roles));
}

function grantsOf(operation: OperationId): readonly Grant[] {
  return PERMISSIONS[operation];
}

function names(asker: Asker, roles: readonly Role[]): boolean {
  return typeof asker === 'string' || asker.some((role) => roles.includes(role));
}

/** Returns who gets as far as the handler of an operation: everybody whom one of its grants names. */
export function accessOf(operation: OperationId): Access {
  const askers = grantsOf(operation).map(({ to }) => to);
  if (askers.includes('anybody')) {
    return { public: true };
  }
  return askers.includes('everybody') ? { signedIn: true } : { roles: rolesOf(operation) };
}
