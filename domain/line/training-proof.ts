import { ACCEPTED_FILING_STATES, type FilingState } from '../filing/filing-course.ts';
import type { FiledDirectory } from '../filing/filed-directory.ts';
import type { PartyKind } from '../policy/route-codes.ts';

/** A class of ours that a person names as their training, and those of the claim's people who are on its roster. */
export interface FiledTraining {
  readonly state: FilingState;
  readonly institution: PartyKind;
  /** Null before the class is filed. */
  readonly directory: FiledDirectory | null;
  readonly onRoster: readonly string[];
}

/** A class that its institution lets expire was held all the same. */
const HELD_STATES: readonly FilingState[] = [...ACCEPTED_FILING_STATES, 'expired'];

/**
 * C06 (L16): the people whose training a filed class shows: those on its roster, where the class was accepted and its
 * institution was on the directory of the filing day. A draft, a class that was returned or withdrawn, and a
 * class that an enterprise holds for its own staff show nothing.
 */
export function peopleTrainedBy({ state, institution, directory, onRoster }: FiledTraining): readonly string[] {
  return HELD_STATES.includes(state) && isListed(institution, directory) ? onRoster : [];
}

/** Old filings do not say who was listed; institutions and colleges were not admitted otherwise. */
function isListed(institution: PartyKind, directory: FiledDirectory | null): boolean {
  const uscc = directory?.uscc;
  return uscc === undefined ? institution === 'institution' || institution === 'college' : uscc !== null;
}
