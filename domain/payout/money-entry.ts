import type { OfferedAct } from '../authority/offered-acts.ts';
import type { Actor } from '../authority/actor.ts';
import { granted, isOneOf, refused, unreachable, type Verdict } from '../verdict.ts';
import { judgeConfirming } from './result-entry.ts';

/** What one person of Finance enters and another one confirms: money that came back, and what a report of the bank means. */
export const MONEY_ENTRY_KINDS = ['repayment', 'setOff', 'match'] as const;
export type MoneyEntryKind = (typeof MONEY_ENTRY_KINDS)[number];

/** What a report is said to mean: a payment, a whole batch, or a debt that is paid back. */
export const MATCHED_KINDS = ['payment', 'batch', 'debt'] as const;
export type MatchedKind = (typeof MATCHED_KINDS)[number];

/** `withdrawn`: taken back by the person who entered it. Only what waits can be decided, and only once. */
export const MONEY_ENTRY_STATES = ['waitsForConfirmation', 'confirmed', 'rejected', 'withdrawn'] as const;
export type MoneyEntryState = (typeof MONEY_ENTRY_STATES)[number];

/** What never counts. */
export const DROPPED_ENTRY_STATES = ['rejected', 'withdrawn'] as const satisfies readonly MoneyEntryState[];

export type EntryDecision = OfferedAct<'moneyEntry'>;

/** The state of an entry after a decision. */
export const STATE_AFTER = {
  confirmation: 'confirmed',
  rejection: 'rejected',
  withdrawal: 'withdrawn',
} as const satisfies Readonly<Record<EntryDecision, MoneyEntryState>>;

/** An entry as it is judged. */
export interface JudgedEntry {
  readonly state: MoneyEntryState;
  readonly makerId: string;
  readonly jurisdiction: string;
}

export type EntryRefusal = 'ALREADY_CONFIRMED' | 'WRONG_STATE' | 'SAME_PERSON_FORBIDDEN' | 'FORBIDDEN';

/**
 * Decides whether a person may decide on what another person of Finance entered (S4, D12): a checker of the same
 * jurisdiction, who did not enter it, confirms or rejects it; who entered it takes it back.
 */
export function judgeEntryDecision(
  { state, makerId, jurisdiction }: JudgedEntry,
  decision: EntryDecision,
  person: Pick<Actor, 'personId' | 'roles' | 'organ' | 'jurisdiction'>,
): Verdict<null, EntryRefusal> {
  if (isOneOf(DROPPED_ENTRY_STATES, state)) {
    return refused('WRONG_STATE');
  }
  switch (decision) {
    case 'confirmation':
    case 'rejection': {
      const verdict = judgeConfirming({ makerId, isConfirmed: state === 'confirmed' }, person);
      const isOfOffice = person.organ === 'FINANCE' && person.jurisdiction === jurisdiction;
      return verdict.ok && !isOfOffice ? refused('FORBIDDEN') : verdict;
    }
    case 'withdrawal':
      if (state === 'confirmed') {
        return refused('ALREADY_CONFIRMED');
      }
      return makerId === person.personId ? granted(null) : refused('FORBIDDEN');
    default:
      return unreachable(decision);
  }
}
