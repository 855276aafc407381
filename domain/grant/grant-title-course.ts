import { isOneOf } from '../verdict.ts';
import { UNTITLED_GRANT_STATES, type GrantState, type TitleState } from './grant-state.ts';

/** The part of a grant's course that begins with its agreement; null before. */
export interface TitleCourse {
  readonly holderSigned: boolean;
}

/** What the recording of an act found about the title. */
export type TitleFacts = Readonly<Record<string, never>>;

/** What becomes of the title in the public register by an act. */
export function titleStateAfter(
  title: TitleState,
  before: { readonly state: GrantState },
  after: { readonly state: GrantState },
): TitleState {
  if (before.state === 'designation' && after.state === 'agreement') {
    return 'designated';
  }
  // Unsigned or refused at its agreement, the title never was.
  return isOneOf(UNTITLED_GRANT_STATES, after.state) ? 'none' : title;
}
