import { allocateFen, parseFen, type BasisPoints, type Fen } from '../money.ts';

export const INSTALMENT_STATES = ['notDue', 'due', 'drafted', 'sent', 'settled', 'failed', 'cancelled'] as const;
export type InstalmentState = (typeof INSTALMENT_STATES)[number];

/** What makes an instalment due, in the order of the split. */
export const DUE_EVENTS = ['agreement', 'acceptance'] as const;
export type DueEvent = (typeof DUE_EVENTS)[number];

export interface Instalment {
  readonly no: number;
  readonly shareBp: BasisPoints;
  readonly amountFen: number;
  readonly dueEvent: DueEvent;
}

const WHOLE_BP = 10_000;

/** The split of `grant.instalments`: positive basis points that sum to a whole, at most one for each due event. */
export function isSplit(sharesBp: readonly number[]): boolean {
  return (
    sharesBp.length > 0 &&
    sharesBp.length <= DUE_EVENTS.length &&
    sharesBp.every((share) => Number.isSafeInteger(share) && share > 0) &&
    sharesBp.reduce((sum, share) => sum + share, 0) === WHOLE_BP
  );
}

/**
 * splits a grant into its instalments, which sum to the grant to the fen (largest remainder). A single instalment
 * is due at the agreement.
 * @throws RangeError for shares that are no split
 */
export function splitGrant(amountFen: Fen, sharesBp: readonly BasisPoints[]): readonly Instalment[] {
  if (!isSplit(sharesBp)) {
    throw new RangeError(`Not a split of a grant: ${sharesBp.join(', ')}`);
  }
  const amounts = allocateFen(amountFen, sharesBp);
  return sharesBp.map((shareBp, position) => ({
    no: position + 1,
    shareBp,
    amountFen: amounts[position] ?? parseFen(0),
    dueEvent: DUE_EVENTS[position] ?? 'acceptance',
  }));
}
