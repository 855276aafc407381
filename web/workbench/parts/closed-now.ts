import type { ActOffered } from './acts-bar.tsx';

interface Standing<A extends string> {
  readonly act: A | null;
  /** The record was read anew below the form. */
  readonly hasLooked: boolean;
}

/** Why the record, as it was read anew, no longer takes the act whose form is open. Null: it does, or was not read anew. */
export function closedNow<A extends string>(
  { act, hasLooked }: Standing<A>,
  acts: readonly ActOffered<string>[],
): string | null {
  const offered = acts.find((one) => one.act === act);
  return hasLooked && offered?.allowed !== true ? (offered?.why?.sentence ?? '') : null;
}
