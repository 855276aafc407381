import type { Actor } from '../authority/actor.ts';
import type { GrantDecision, GrantStage } from './grant-stage.ts';

interface Asked {
  readonly actId: string;
  readonly atMs: number;
}

interface AskedByPerson extends Asked {
  readonly actor: Actor;
}

/** How a notice ended for one of its grants. */
export const GRANT_NOTICE_OUTCOMES = ['clean', 'upheld', 'rejected', 'withdrawn'] as const;
export type GrantNoticeOutcome = (typeof GRANT_NOTICE_OUTCOMES)[number];

/** What a grant is told until its agreement: by its holder, the offices, the experts, its call and its notice. */
export type ApplicationMessage =
  | (Asked & { readonly kind: 'begin' })
  /** Every decision on a task; the acts of experts are `score`, `recuse` and `withdrawScore`. */
  | (AskedByPerson & {
      readonly kind: 'decide';
      readonly stage: Exclude<GrantStage, 'expertScore'>;
      readonly decision: Exclude<GrantDecision, 'score' | 'recuse'>;
      readonly expectedRevision: number;
      /** The year of an assessment; null for every other stage. */
      readonly year: number | null;
      /** Of a revocation: what is asked back, in fen. */
      readonly recoverFen?: number;
    })
  | (AskedByPerson & { readonly kind: 'resubmit'; readonly expectedRevision: number })
  | (AskedByPerson & { readonly kind: 'withdraw'; readonly expectedRevision: number })
  | (AskedByPerson & { readonly kind: 'score'; readonly total: number })
  | (AskedByPerson & { readonly kind: 'recuse' })
  | (AskedByPerson & { readonly kind: 'withdrawScore' })
  | (Asked & {
      readonly kind: 'panelChanged';
      readonly callId: string;
      readonly officerId: string;
      readonly experts: readonly string[];
    })
  | (Asked & { readonly kind: 'scoringClosed'; readonly callId: string })
  | (Asked & { readonly kind: 'proposed'; readonly callId: string; readonly officerId: string })
  | (Asked & { readonly kind: 'notSelected'; readonly callId: string })
  | (Asked & { readonly kind: 'noticeOpening'; readonly noticeId: string })
  | (Asked & { readonly kind: 'noticeClosed'; readonly noticeId: string; readonly outcome: GrantNoticeOutcome })
  | (Asked & { readonly kind: 'timerFired' });
