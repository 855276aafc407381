/** The two lists of. */
export const DEMAND_LISTS = ['employer', 'worker'] as const;
export type DemandList = (typeof DEMAND_LISTS)[number];

/** A class names the entries of enterprises that it serves. */
export const LINKED_LIST = 'employer' satisfies DemandList;

/** How an entry came in (S-06). */
export const DEMAND_SOURCES = ['QR', 'DOOR', 'WEB', 'APP', 'FILE'] as const;
export type DemandSource = (typeof DEMAND_SOURCES)[number];

/** `ended`: taken back by who entered it, or by an officer. */
export const DEMAND_ENTRY_STATES = ['unchecked', 'checked', 'refused', 'ended'] as const;
export type DemandEntryState = (typeof DEMAND_ENTRY_STATES)[number];

/** States of an entry that may still end. */
export const LIVE_ENTRY_STATES = ['unchecked', 'checked'] as const satisfies readonly DemandEntryState[];

/** Whom the lists are pushed to. */
export const RECIPIENT_KINDS = [
  'BANNER',
  'TRAINING_INSTITUTION',
  'COMMUNITY_OFFICE',
  'PUBLIC_EMPLOYMENT_SERVICE',
  'HR_SERVICE_AGENCY',
] as const;
export type RecipientKind = (typeof RECIPIENT_KINDS)[number];

/** What happens to an entry, as its audit says it. */
export const DEMAND_ENTRY_ACTS = ['entered', 'edit', 'checked', 'refused', 'ended'] as const;

export interface NamedOccupation {
  readonly code: string;
  readonly name: string;
}
