import type { Actor } from '../authority/actor.ts';
import type { IsoDate } from '../calendar.ts';
import { isOneOf } from '../verdict.ts';
import {
  DROPPED_RECOVERY_STATES,
  ENDED_RECOVERY_STATES,
  type APPEAL_STATES,
  type AppealRuling,
  type NOTICED_RECOVERY_STATES,
  type RecoveryState,
} from './recovery-words.ts';

/** Input of the workflow of a recovery: ids and codes alone (D10). */
export interface RecoveryPlan {
  readonly recoveryId: string;
  readonly jurisdiction: string;
  /** Who owes. */
  readonly partyId: string;
  /** Who found it; null for the system. */
  readonly finderId: string | null;
  readonly clockOffsetMs: number;
}

/** One date of a plan; amounts in fen. */
export interface Instalment {
  readonly dueOn: IsoDate;
  readonly amountFen: number;
}

/** A line of the claim, and what is asked back of it, in fen. */
export interface RecoveryLine {
  readonly lineId: string;
  readonly amountFen: number;
}

/**
 * What one person has proposed and another one confirms. A later proposal takes the place of the one that waits; `atMs`, the
 * instant of the proposal, tells them apart (proposals of before have none).
 */
export type RecoveryProposal =
  | {
      readonly kind: 'instalments';
      readonly makerId: string;
      readonly atMs?: number;
      readonly plan: readonly Instalment[];
    }
  | { readonly kind: 'writeOff'; readonly makerId: string; readonly atMs?: number };

/** The appeal of the debtor, once. `from`: the state that it interrupted; `on`: the day of the appeal. */
export interface RecoveryAppeal {
  readonly state: (typeof APPEAL_STATES)[number];
  readonly from: (typeof NOTICED_RECOVERY_STATES)[number];
  readonly on: IsoDate;
}

/** Where a recovery stands. Amounts are those of its row, in fen, as its last record left them. */
export interface RecoveryCourse {
  readonly revision: number;
  readonly lastActId: string;
  readonly state: RecoveryState;
  readonly amountFen: number;
  readonly recoveredFen: number;
  readonly approverId: string | null;
  /** The last days to pay and to appeal, by the letter; null before it. */
  readonly payBy: IsoDate | null;
  readonly appealBy: IsoDate | null;
  /** Reminders so far, and the day at whose beginning the next one goes out. */
  readonly dunningLevel: number;
  readonly nextDunningOn: IsoDate | null;
  readonly appeal: RecoveryAppeal | null;
  /** The plan in force, and what had come back before it. */
  readonly instalments: readonly Instalment[];
  readonly beforePlanFen: number;
  readonly proposal: RecoveryProposal | null;
}

/** The first course, by the state of the row: what stood before there was a workflow is due, all else is found. */
export function firstRecoveryCourse(state: 'found' | 'due'): RecoveryCourse {
  return {
    revision: 0,
    lastActId: '',
    state,
    amountFen: 0,
    recoveredFen: 0,
    approverId: null,
    payBy: null,
    appealBy: null,
    dunningLevel: 0,
    nextDunningOn: null,
    appeal: null,
    instalments: [],
    beforePlanFen: 0,
    proposal: null,
  };
}

/** What the recording read under the lock of the row: amounts in fen after the act, and the days of the law of its day. */
export interface RecoveryFacts {
  readonly amountFen: number;
  readonly recoveredFen: number;
  readonly payDays: number;
  readonly appealDays: number;
  readonly reminderDays: number;
}

interface Asked {
  readonly actId: string;
  readonly atMs: number;
}
interface AskedByPerson extends Asked {
  readonly actor: Actor;
}

/** What the workflow waits for by time. */
export const RECOVERY_TIMERS = ['payTerm', 'dunning', 'instalment'] as const;
export type RecoveryTimer = (typeof RECOVERY_TIMERS)[number];

export type RecoveryMessage =
  | (Asked & { readonly kind: 'begin' })
  /** `amountFen`: less than was found; null for all of it. */
  | (AskedByPerson & { readonly kind: 'approve'; readonly amountFen: number | null })
  | (AskedByPerson & { readonly kind: 'refuse' })
  | (Asked & { readonly kind: 'sendNotice' })
  | (Asked & { readonly kind: 'timerFired'; readonly timer: RecoveryTimer })
  | (AskedByPerson & { readonly kind: 'appeal' })
  /** `amountFen`: what is owed instead, where the appeal is upheld; 0 annuls it. */
  | (AskedByPerson & { readonly kind: 'ruleAppeal'; readonly ruling: AppealRuling; readonly amountFen: number | null })
  | (AskedByPerson & {
      readonly kind: 'repaid';
      readonly maker: Actor;
      readonly entryId: string;
      readonly amountFen: number;
    })
  /** A claim has changed what is owed: it paid a part by a set-off, earned it, or asks for more. */
  | (Asked & { readonly kind: 'debtChanged' })
  | (AskedByPerson & { readonly kind: 'proposeInstalments'; readonly plan: readonly Instalment[] })
  /** `proposedAtMs`: which proposal was read; acts of before do not say it. */
  | (AskedByPerson & { readonly kind: 'confirmInstalments'; readonly proposedAtMs?: number })
  | (AskedByPerson & { readonly kind: 'proposeWriteOff' })
  | (AskedByPerson & { readonly kind: 'confirmWriteOff'; readonly proposedAtMs?: number });

export type RecoveryRefusal =
  | 'WRONG_STATE'
  | 'ACT_IN_PROGRESS'
  | 'OTHER_JURISDICTION'
  | 'ROLE_REQUIRED'
  | 'OTHER_ORGAN'
  | 'SAME_PERSON_FORBIDDEN'
  | 'APPEAL_OVER'
  | 'AMOUNT_MISMATCH'
  | 'ABOVE_PAID'
  | 'BELOW_RECOVERED'
  | 'PLAN_DOES_NOT_SUM'
  | 'INVALID';

/** What is still asked back, in fen. */
export function openFenOf({
  state,
  amountFen,
  recoveredFen,
}: Pick<RecoveryCourse, 'state' | 'amountFen' | 'recoveredFen'>): number {
  return isOneOf(ENDED_RECOVERY_STATES, state) ? 0 : amountFen - recoveredFen;
}

/** What was found and is not asked back any more: reduced, annulled or written off, in fen. */
export function forgivenFenOf(row: {
  readonly state: RecoveryState;
  readonly foundFen: number;
  readonly amountFen: number;
  readonly recoveredFen: number;
}): number {
  const keptFen = isOneOf(DROPPED_RECOVERY_STATES, row.state) ? row.recoveredFen : row.amountFen;
  return row.foundFen - keptFen;
}

export function isRecoveryEnded({ state }: Pick<RecoveryCourse, 'state'>): boolean {
  return isOneOf(ENDED_RECOVERY_STATES, state);
}
