import type { Actor } from '../authority/actor.ts';
import type { FinalState } from '../payout/inbox-judgement.ts';

interface Asked {
  readonly actId: string;
  readonly atMs: number;
}

interface AskedByPerson extends Asked {
  readonly actor: Actor;
  readonly expectedRevision: number;
}

/** What a grant is told from its agreement to the end of its title, besides decisions and timers. */
export type TitleMessage =
  /** The holder signs the agreement. */
  | (AskedByPerson & { readonly kind: 'signAgreement' })
  /** The holder has built what was agreed; `spentFen`: since the beginning. */
  | (AskedByPerson & { readonly kind: 'requestAcceptance'; readonly spentFen: number })
  /** The figures of a year stand in the act's row; the workflow needs what was spent. */
  | (AskedByPerson & { readonly kind: 'reportYear'; readonly year: number; readonly spentFen: number })
  | (AskedByPerson & { readonly kind: 'rectifyYear'; readonly year: number; readonly spentFen: number })
  | (AskedByPerson & { readonly kind: 'relinquish' })
  /** The account stands in the act's row, sealed. */
  | (AskedByPerson & { readonly kind: 'correctAccount' })
  /** By an officer, or by an integrity case, which has no actor. */
  | (Asked & {
      readonly kind: 'suspend';
      readonly actor: Actor | null;
      readonly expectedRevision: number | null;
      readonly caseId: string | null;
      readonly untilMs: number | null;
    })
  | (Asked & {
      readonly kind: 'resume';
      readonly actor: Actor | null;
      readonly expectedRevision: number | null;
      readonly caseId: string | null;
    })
  | (Asked & {
      readonly kind: 'payoutReleasing';
      readonly batchId: string;
      readonly purpose: 'grant';
      readonly instalmentNo: number;
      readonly maker: Actor;
      readonly checker: Actor;
    })
  | (Asked & {
      readonly kind: 'payoutReported';
      readonly purpose: 'grant';
      readonly instalmentNo: number;
      readonly instructionId: string;
      readonly inboxId: string;
      readonly outcome: FinalState;
    })
  /** The checker confirms what the maker entered. */
  | (Asked & {
      readonly kind: 'repaid';
      readonly actor: Actor;
      readonly entryId: string;
      readonly makerId: string;
      readonly amountFen: number;
    });

/** The words of `TitleMessage`, in the order in which a life meets them. */
export const TITLE_MESSAGES = [
  'signAgreement',
  'requestAcceptance',
  'reportYear',
  'rectifyYear',
  'relinquish',
  'correctAccount',
  'suspend',
  'resume',
  'payoutReleasing',
  'payoutReported',
  'repaid',
] as const satisfies readonly TitleMessage['kind'][];
