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
