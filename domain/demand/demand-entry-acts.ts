import type { Actor } from '../authority/actor.ts';
import { granted, refused, type Verdict } from '../verdict.ts';
import { judgeDemandOfficer } from './demand-cycle-course.ts';
import { LIVE_ENTRY_STATES, type DemandEntryState } from './demand-words.ts';

/** What people do with an entry; it has no workflow, and each act counts at once. */
export const ENTRY_ACTIONS = ['edit', 'check', 'end'] as const;
export type EntryAction = (typeof ENTRY_ACTIONS)[number];

export type EntryRefusal = 'WRONG_STATE' | 'FORBIDDEN' | 'OTHER_JURISDICTION' | 'ROLE_REQUIRED' | 'OTHER_ORGAN';

const OPEN: Readonly<Record<EntryAction, readonly DemandEntryState[]>> = {
  edit: ['unchecked'],
  check: ['unchecked'],
  end: LIVE_ENTRY_STATES,
};

interface EntryOf {
  readonly state: DemandEntryState;
  readonly enteredBy: string | null;
  readonly partyId: string | null;
}

/**
 * Judges an act on an entry: an officer of the HR bureau whose cycle covers it looks at it; who entered it, their party
 * or such an officer edits it before, and ends it.
 * @param surveyed the place whose cycle covers the entry
 */
export function judgeEntryAct(
  entry: EntryOf,
  act: EntryAction,
  actor: Actor,
  surveyed: string,
): Verdict<null, EntryRefusal> {
  if (!OPEN[act].includes(entry.state)) {
    return refused('WRONG_STATE');
  }
  const officer = judgeDemandOfficer(actor, surveyed);
  if (officer.ok || act === 'check') {
    return officer;
  }
  const isOwn = entry.enteredBy === actor.personId || (entry.partyId !== null && entry.partyId === actor.partyId);
  return isOwn ? granted(null) : refused('FORBIDDEN');
}
