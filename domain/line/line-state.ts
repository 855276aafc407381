/**
 * The states of a claim's line. `proposed`: a person has to look first · `eligible` and `refused`: the result of rules
 * and reviewers · `approved`: the reviews are complete · `paid`, or `floatWaiting` if the route checks contracts · the
 * next three: what the contract check found and paid · `allowanceOnly`: a rule refuses the base for want
 * of a certificate, and the living allowance is paid; it stays so through the claim's life.
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
  'allowanceOnly',
] as const;
export type LineState = (typeof LINE_STATES)[number];

/** States of a line whose base was approved by the reviews; it stays approved during payment and contract check. */
export const APPROVED_LINE_STATES = [
  'approved',
  'paid',
  'floatWaiting',
  'floatClaimed',
  'floatPaid',
  'floatNotEarned',
] as const satisfies readonly LineState[];

/** States of a line whose contract may still be judged because the +50 % is not paid. */
export const EVIDENCE_LINE_STATES = APPROVED_LINE_STATES.filter((state) => state !== 'floatPaid');

/** States of a line whose base is being paid or was paid. */
export const BASE_PAID_LINE_STATES = ['approved', 'paid', 'floatWaiting'] as const satisfies readonly LineState[];

/** Lines that are paid no base: refused as a whole, or with a living allowance alone (L14). */
export const LINES_WITHOUT_BASE = ['refused', 'allowanceOnly'] as const satisfies readonly LineState[];

/** States of a line whose +50 % is not decided or not paid. */
export const OPEN_TOP_UP_LINE_STATES = ['floatWaiting', 'floatClaimed'] as const satisfies readonly LineState[];

/** States of a line whose +50 % is claimed or paid. */
export const TOP_UP_LINE_STATES = ['floatClaimed', 'floatPaid'] as const satisfies readonly LineState[];
