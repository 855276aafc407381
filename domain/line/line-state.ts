/**
 * Where a claim's line stands. `proposed`: a person has to look first · `eligible` and `refused`: what rules and reviewers
 * say · `approved`: the reviews are over · `paid`, or `floatWaiting` where the route checks contracts · the last three:
 * what the contract check found and paid.
 */
export const LINE_STATES = [
  'proposed',
  'eligible',
  'refused',
  'approved',
  'paid',
  'floatWaiting',
  'floatClaimed',
  'floatPaid',
  'floatNotEarned',
] as const;
export type LineState = (typeof LINE_STATES)[number];

/** States of a line whose base the reviews approved; it stays approved while the money and the contract check go on. */
export const APPROVED_LINE_STATES = [
  'approved',
  'paid',
  'floatWaiting',
  'floatClaimed',
  'floatPaid',
  'floatNotEarned',
] as const satisfies readonly LineState[];

/** States of a line whose contract may still be judged: the +50 % was not paid. */
export const EVIDENCE_LINE_STATES = APPROVED_LINE_STATES.filter((state) => state !== 'floatPaid');

/** States of a line whose base is being paid or was paid. */
export const BASE_PAID_LINE_STATES = ['approved', 'paid', 'floatWaiting'] as const satisfies readonly LineState[];

/** States of a line that the +50 % is asked or paid for. */
export const TOP_UP_LINE_STATES = ['floatClaimed', 'floatPaid'] as const satisfies readonly LineState[];
