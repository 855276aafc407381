import { ROLES, type Role } from '../codes.ts';
import type { Asker, Grant } from './permission.ts';
import { CLAIM_PERMISSIONS } from './permissions-of-claims.ts';
import { FILING_PERMISSIONS } from './permissions-of-filings.ts';
import { LAW_PERMISSIONS } from './permissions-of-law.ts';
import { NOTICE_PERMISSIONS } from './permissions-of-notices.ts';
import { OVERSIGHT_PERMISSIONS } from './permissions-of-oversight.ts';
import { PAYOUT_PERMISSIONS } from './permissions-of-payouts.ts';
import { PEOPLE_PERMISSIONS } from './permissions-of-people.ts';
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
  ...PAYOUT_PERMISSIONS,
  ...OVERSIGHT_PERMISSIONS,
} as const;

export type OperationId = keyof typeof PERMISSIONS;

/** The operations that need no sign-in. */
export type PublicOperation = {
  [Id in OperationId]: 'anybody' extends (typeof PERMISSIONS)[Id][number]['to'] ? Id : never;
}[OperationId];

/** The callers that may use a route; the handler decides what each of them may see or do. */
export type Access = { readonly public: true } | { readonly signedIn: true } | { readonly roles: readonly Role[] };

/** Returns who gets as far as the handler of an operation: whoever one of its grants names. */
export function accessOf(operation: OperationId): Access {
  const grants: readonly Grant[] = PERMISSIONS[operation];
  const askers: readonly Asker[] = grants.map(({ to }) => to);
  if (askers.includes('anybody')) {
    return { public: true };
  }
  return askers.includes('everybody')
    ? { signedIn: true }
    : { roles: ROLES.filter((role) => askers.some((asker) => asker.includes(role))) };
}
