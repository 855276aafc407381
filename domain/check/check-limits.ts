/** For how long an act, a report or an objection may wait for its machine, in ms; ours. */
export const MACHINE_PATIENCE_MS = 60_000;

/** For how long a message may wait for the relay, in ms of business time; ours. */
export const OUTBOX_PATIENCE_MS = 10 * 60_000;

/** For how long an endpoint of another system may lack an event, in real ms; ours. */
export const BACKLOG_PATIENCE_MS = 3_600_000;

/** After how many days a hold that names no end is a finding; ours. */
export const ENDLESS_HOLD_DAYS = 14;

/** For how many working days a report of the bank may wait for a person; ours. */
export const PARKED_WORKING_DAYS = 1;

/** From when on a history is near to the end that Temporal sets (51,200 events, 50 MB); ours. */
export const HISTORY_LIMIT_EVENTS = 10_000;
export const HISTORY_LIMIT_BYTES = 10 * 1_024 * 1_024;
