import type { LawRefusal } from '../../domain/intake/entry-law.ts';
import type { Label } from '../../domain/policy/policy-pack.ts';
import type { RidingRefusal } from './riding-routes.ts';

export type DraftRefusal =
  | {
      readonly code:
        | ('NOT_FOUND' | 'WRONG_STATE' | 'ALREADY_CLAIMED' | 'NOTHING_LEFT_TO_CLAIM' | 'CLAIM_WINDOW_CLOSED')
        | 'PLAN_LINE_UNKNOWN';
    }
  | RidingRefusal
  | LawRefusal;

export type SubmissionRefusal =
  | DraftRefusal
  | { readonly code: 'STALE' | 'ADVANCE_OPEN' }
  /** The codes of the missing documents, with their names. */
  | { readonly code: 'INCOMPLETE'; readonly missing: readonly string[]; readonly words: Label };

export type Refused<Refusal> = { readonly ok: true } | { readonly ok: false; readonly refusal: Refusal };
