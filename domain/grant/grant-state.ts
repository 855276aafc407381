/** The states of a grant, from its application to the end of its title (P4, design §5b). */
export const GRANT_STATES = [
  'draft',
  'cityRecommendation',
  'cityFinance',
  'returnedToApplicant',
  'recommended',
  'scoring',
  'ranked',
  'proposed',
  'noticeOpen',
  'designation',
  'agreement',
  'building',
  'active',
  'withdrawalProposed',
  'revoked',
  'recoveryDue',
  'notRecommended',
  'notSelected',
  'rejected',
  'lapsed',
  'withdrawn',
  'relinquished',
  'ended',
] as const;
export type GrantState = (typeof GRANT_STATES)[number];

/** States in which the grant has ended; no further act is possible. */
export const ENDED_GRANT_STATES = [
  'notRecommended',
  'notSelected',
  'rejected',
  'lapsed',
  'withdrawn',
  'relinquished',
  'ended',
] as const satisfies readonly GrantState[];

/** The holder may change the application. */
export const WRITTEN_GRANT_STATES = ['draft', 'returnedToApplicant'] as const satisfies readonly GrantState[];

/** The city has not said its last word. */
export const CITY_GRANT_STATES = [
  'cityRecommendation',
  'cityFinance',
  'returnedToApplicant',
] as const satisfies readonly GrantState[];

/** The city has not recommended it. */
export const UNRECOMMENDED_GRANT_STATES = [
  ...CITY_GRANT_STATES,
  'notRecommended',
  'withdrawn',
] as const satisfies readonly GrantState[];

/** The application has a place of its call. */
export const PLACED_GRANT_STATES = [
  'proposed',
  'noticeOpen',
  'designation',
  'agreement',
] as const satisfies readonly GrantState[];

/** The application waits for its panel: the city has recommended it, or nothing else is wanted. */
export const WAITING_GRANT_STATES = [...CITY_GRANT_STATES, 'recommended'] as const satisfies readonly GrantState[];

/** The panel may change what the experts are asked. */
export const PANEL_GRANT_STATES = ['recommended', 'scoring'] as const satisfies readonly GrantState[];

/** The application is with its panel: until the scoring has closed its experts read it. */
export const SCORED_GRANT_STATES = ['scoring'] as const satisfies readonly GrantState[];

/** The ranking is open for the application. */
export const RANKABLE_GRANT_STATES = ['scoring', 'ranked'] as const satisfies readonly GrantState[];

/** The notice of the proposal is under way. */
export const NOTICE_GRANT_STATES = ['proposed', 'noticeOpen'] as const satisfies readonly GrantState[];

/** It was proposed, and has no title yet. */
export const PROPOSED_GRANT_STATES = ['proposed', 'noticeOpen', 'designation'] as const satisfies readonly GrantState[];

/** The application is over and gets no title. */
export const OUT_GRANT_STATES = [
  'withdrawn',
  'notSelected',
  'rejected',
  'lapsed',
  'notRecommended',
] as const satisfies readonly GrantState[];

/** A place is free again when the grant that had it comes here. */
export const FREEING_GRANT_STATES = [
  'ranked',
  'notSelected',
  'withdrawn',
  'rejected',
  'lapsed',
] as const satisfies readonly GrantState[];

/** An agreement that was not signed, or was refused, is no title. */
export const UNTITLED_GRANT_STATES = ['rejected', 'lapsed'] as const satisfies readonly GrantState[];

/** From the agreement on, an act is the title's business. */
export const TITLE_GRANT_STATES = [
  'agreement',
  'building',
  'active',
  'withdrawalProposed',
  'revoked',
  'recoveryDue',
] as const satisfies readonly GrantState[];

/** The title exists. */
export const TITLED_GRANT_STATES = [
  'building',
  'active',
  'withdrawalProposed',
] as const satisfies readonly GrantState[];

/** An approver has revoked the title. */
export const REVOKED_GRANT_STATES = ['revoked', 'recoveryDue', 'ended'] as const satisfies readonly GrantState[];

/** Finance has confirmed what is asked back, or it has come back whole. */
export const REPAID_GRANT_STATES = ['recoveryDue', 'ended'] as const satisfies readonly GrantState[];

/** Nothing more is paid for the title, for good. */
export const UNPAID_GRANT_STATES = ['recoveryDue', 'relinquished', 'ended'] as const satisfies readonly GrantState[];

/** What becomes of the title, as the contract shows it of a designation. */
export const TITLE_STATES = ['none', 'designated', 'suspended', 'revoked', 'relinquished'] as const;
export type TitleState = (typeof TITLE_STATES)[number];

/** The title is living: the holder has no second one of its kind and level. */
export const LIVING_TITLE_STATES = ['designated', 'suspended'] as const satisfies readonly TitleState[];
