/** A year's plan is open until its closing day; then it is a record. */
export const PLAN_STATES = ['open', 'closed'] as const;
export type PlanState = (typeof PLAN_STATES)[number];

export const ENDED_PLAN_STATES = ['closed'] as const satisfies readonly PlanState[];

/** How far the plan of one organ is. A revision under way leaves it `accepted`. */
export const PLAN_ORGAN_STATES = ['missing', 'submitted', 'returned', 'accepted'] as const;
export type PlanOrganState = (typeof PLAN_ORGAN_STATES)[number];

/** Of these an organ still owes its plan. */
export const OWED_PLAN_STATES = ['missing', 'returned'] as const satisfies readonly PlanOrganState[];

/** A version that is not in force: it waits for the HR bureau, or the bureau returned it. */
export const FILED_VERSION_STATES = ['submitted', 'returned'] as const satisfies readonly PlanVersionState[];

/** What became of a version that an organ filed; `superseded`: a later one is in force. */
export const PLAN_VERSION_STATES = ['submitted', 'returned', 'accepted', 'superseded'] as const;
export type PlanVersionState = (typeof PLAN_VERSION_STATES)[number];

export const PLAN_DECISIONS = ['accept', 'returnForCorrection'] as const;
export type PlanDecision = (typeof PLAN_DECISIONS)[number];
