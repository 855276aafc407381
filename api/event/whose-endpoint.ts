import { covers } from '../../domain/authority/jurisdiction.ts';
import { hasRole, type Caller } from '../kernel/caller.ts';
import { Problem } from '../kernel/problem.ts';

interface Owned {
  readonly ownerId: string;
  readonly ownerJurisdiction: string;
}

/** A machine sees its own; a person what is of the own jurisdiction or below it. */
export function sees(caller: Caller, { ownerId, ownerJurisdiction }: Owned): boolean {
  return hasRole(caller, 'financeSystem')
    ? ownerId === caller.personId
    : covers(caller.jurisdiction, ownerJurisdiction);
}

/** Returns what the caller sees. Throws NOT_FOUND. */
export function requireSeen<One extends Owned>(found: One | null, caller: Caller): One {
  if (found === null || !sees(caller, found)) {
    throw new Problem('NOT_FOUND');
  }
  return found;
}

/** True if the caller, who sees it, may act on it: an office acts in its own jurisdiction alone. */
export function isOwn({ ownerId, ownerJurisdiction }: Owned, caller: Caller): boolean {
  return ownerId === caller.personId || ownerJurisdiction === caller.jurisdiction;
}

/** Returns what the caller may act on. Throws NOT_FOUND, OTHER_JURISDICTION. */
export function requireOwn<One extends Owned>(found: One | null, caller: Caller): One {
  const seen = requireSeen(found, caller);
  if (!isOwn(seen, caller)) {
    throw new Problem('OTHER_JURISDICTION');
  }
  return seen;
}
