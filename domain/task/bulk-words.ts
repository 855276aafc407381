/** Tasks in one bulk, whatever a pack permits: a person looks at each of them before the pledge. */
export const BULK_MOST = 50;

/** How long a plan may be pledged. What it says of a task is checked again then, so this limits only how old it looks. */
export const BULK_PLAN_MINUTES = 15;

/** What a bulk decides on each of its tasks: a review, or a filing. */
export const BULK_DECISIONS = ['approve', 'accept'] as const;

/** What came of a task at once, without an act. */
export const PLEDGED_RESULTS = ['changed', 'notAble'] as const;
export type PledgedResult = (typeof PLEDGED_RESULTS)[number];

/**
 * What came of one task of a bulk. `changed`: somebody or something else was first, and the bulk left it alone.
 * `notAble`: it is decided by itself, or not by this person. `failed`: its case refused the decision.
 */
export const BULK_RESULTS = ['done', 'changed', 'notAble', 'failed'] as const;
export type BulkResult = (typeof BULK_RESULTS)[number];

export const BULK_STATES = ['running', 'done'] as const;
export type BulkState = (typeof BULK_STATES)[number];
