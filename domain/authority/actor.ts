import type { OrganCode, Role } from '../codes.ts';

/** The person or machine that acts: ids and codes only, so it may be stored in a workflow's history (D10). */
export interface Actor {
  readonly personId: string;
  readonly organ: OrganCode | null;
  readonly section: string | null;
  readonly jurisdiction: string;
  readonly roles: readonly Role[];
  readonly partyId: string | null;
}

/**
 * Returns the person who sent a message: its actor, or the checker who releases a payment; null for a message of an
 * entity, a sweep or a timer.
 */
export function senderOf(message: {
  readonly kind: string;
  readonly actor?: Actor | null;
  readonly checker?: Actor;
}): Actor | null {
  return message.actor ?? message.checker ?? null;
}
