import type { EntryAct } from '../../domain/act-words.ts';
import type { Actor } from '../../domain/authority/actor.ts';
import type { IsoDate } from '../../domain/calendar.ts';
import type { FiledLine, SplitLine } from '../../domain/plan/plan-content.ts';
import type { FundCode } from '../../domain/codes.ts';
import type { EntityKind, ShapesOf } from '../../domain/entities.ts';
import type { YearReport } from '../../domain/grant/year-report.ts';

/** An entity with its own workflow, and the messages that may be sent to it. */
export type EntityAct = {
  [Kind in EntityKind]: { readonly entity: Kind; readonly id: string; readonly message: ShapesOf<Kind>['message'] };
}[EntityKind];

/**
 * An act on what one person of Finance enters (S4): no workflow hears of it, and the API signs it like a message. What is
 * entered stands in it whole.
 */
export interface OwnAct {
  readonly entity: EntityKind;
  readonly id: string;
  readonly message: {
    readonly kind: EntryAct;
    readonly actId: string;
    readonly atMs: number;
    readonly actor: Actor;
    readonly entryId: string;
    readonly amountFen?: number;
    readonly bankReference?: string | null;
    readonly recoveryId?: string | null;
    readonly eventId?: string | null;
    readonly instructionId?: string | null;
    readonly reason?: string;
  };
}

/** The data of a decision that stays in Postgres: the recording reads it from the act's row (D24). */
export interface ActBody {
  readonly answers?: Readonly<Record<string, string>>;
  /** An expert's points by criterion, and that nothing forbids him to score. */
  readonly points?: Readonly<Record<string, number>>;
  readonly declaration?: { readonly noConflict: boolean };
  /** The number of the paper that designates or revokes. */
  readonly documentNo?: string;
  readonly checklist?: Readonly<Record<string, string>>;
  readonly remark?: string;
  readonly reason?: string;
  /** What a debtor says against what is asked back. */
  readonly statement?: string;
  readonly refuseLines?: readonly { readonly lineId: string; readonly code: string; readonly remark?: string }[];
  /** How many objections the person saw who rules on them together. */
  readonly objections?: number;
  readonly acceptLines?: readonly { readonly lineId: string; readonly remark?: string }[];
  readonly corrections?: readonly { readonly pointer: string; readonly remark: string }[];
  /** The fund that the bureau's approval names (L11). */
  readonly fund?: FundCode;
  /** For holds: the rows that the recording writes, and the hold that a release ends. */
  readonly hold?: {
    readonly holdId: string;
    readonly category: string;
    readonly reason: string;
    readonly until: string | null;
  };
  readonly holdId?: string;
  /** For a claim's timer: the last day under another holiday calendar, and under the one before (D8). */
  readonly deadline?: {
    readonly from: IsoDate;
    readonly to: IsoDate;
    readonly reason: 'CALENDAR_CHANGED';
    readonly calendarVersion: string;
  };
  /** A corrected account, sealed and in base64: written in the act's transaction, then removed from the act's row. */
  readonly payeeSealed?: string;
  /** The lines whose account it is where each line is paid separately: lines of one person, not the claim. */
  readonly payeeLines?: readonly string[];
  /** The bank's reference of a repayment, in acts from before two persons entered it. */
  readonly bankReference?: string;
  /** What an organ plans for the year, and what was trained before. */
  readonly planLines?: readonly FiledLine[];
  readonly trainingDone?: number | string;
  /** The HR bureau's split of the year's tasks. */
  readonly splitLines?: readonly SplitLine[];
  /** The figures of a title's year, or of what was put right. */
  readonly report?: YearReport;
  /** What the holder says was built. */
  readonly acceptanceReport?: string;
  readonly agreementNo?: string;
  /** The decision on several tasks at once that this act is a part of; its audit entry names it (ADR 0044). */
  readonly bulkId?: string;
}

export interface ActRequest {
  /** Null when a sweep acts. */
  readonly personId: string | null;
  readonly idempotencyKey: string | null;
  readonly taskId: string | null;
  readonly body: ActBody;
  /** Makes the message once the act has its id; called again with the same id when the request is repeated. */
  readonly message: (actId: string) => EntityAct;
}

export interface ActOutcome {
  readonly revision: number;
  readonly state: string;
}

/** Sends acts to running workflows: stores the act, sends it, and returns the workflow's answer (D2). */
export interface Desk {
  /**
   * @throws Problem with the refusal's code (409, 412, 403, 422 …), with `WORKER_UNAVAILABLE` (503) if not confirmed
   * within 5 s: the act is stored, a relay sends it again, and the same idempotency key finds its outcome.
   */
  act(request: ActRequest): Promise<ActOutcome>;
  /** Starts the workflow of a row that was committed with `start_requested_at` (D4); repeating is safe. */
  start(entity: EntityKind, id: string): Promise<void>;
  /** Signals a batch that its inbox has new rows (D3). Never fails: the relay finds missed rows. */
  inboxChanged(batchId: string): Promise<void>;
}
