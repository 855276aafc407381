/** What went wrong, as a part shows it: the server's own words, that there was no answer, or one that says nothing. */
export type Fault =
  | RefusedFault
  | { readonly kind: 'unreachable' }
  /** `status` is that of the answer; null if it was no answer that went wrong. */
  | { readonly kind: 'broken'; readonly status: number | null; readonly traceId: string | null };

/** What went wrong with an act: also that somebody was faster. */
export type Trouble =
  | Fault
  | {
      readonly kind: 'overtaken';
      /** What was done meanwhile, or that it no longer stands. */
      readonly sentence: string;
      /** The person who was faster, and when; null where the server does not say. */
      readonly by: { readonly who: string; readonly at: string } | null;
    }
  /** Read, and not taken because of these. */
  | { readonly kind: 'faulty'; readonly messages: readonly string[] };

interface RefusedFault {
  readonly kind: 'refused';
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly traceId: string;
  /** What is wrong with single fields, in sentences. */
  readonly errors: readonly { readonly pointer: string; readonly code: string; readonly message: string }[];
}

/** The reader has no right to this part: it is left out, as the navigation leaves out screens. */
export function isForbidden(fault: Fault | null): boolean {
  return fault !== null && fault.kind === 'refused' && ['FORBIDDEN', 'ROLE_REQUIRED'].includes(fault.code);
}
