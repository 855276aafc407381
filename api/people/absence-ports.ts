import type { IsoDate } from '../../domain/calendar.ts';
import type { OrganCode, Role } from '../../domain/codes.ts';
import type { AbsenceDays, AbsenceRefusal } from '../../domain/people/absence.ts';
import type { Verdict } from '../../domain/verdict.ts';
import type { Caller } from '../kernel/caller.ts';

/** An absence that has not been taken back. */
export interface Absence extends AbsenceDays {
  readonly deputyId: string | null;
  readonly deputyName: string | null;
}

export interface OwnAbsence extends Absence {
  readonly note: string | null;
}

export interface AbsenceOfPerson extends Absence {
  readonly id: string;
  readonly personId: string;
  readonly displayName: string;
  readonly organ: OrganCode | null;
  readonly section: string | null;
}

/** Somebody away whose deputy the caller is. */
export interface StandIn extends AbsenceDays {
  readonly personId: string;
  readonly displayName: string;
}

/** A seat that has nobody on one of the days. */
export interface EmptySeat {
  readonly organ: OrganCode;
  /** Null: every section of the organ. */
  readonly section: string | null;
  readonly role: Role;
  readonly openTasks: number;
}

export interface AbsenceToEnter extends AbsenceDays {
  /** An id or a user name. */
  readonly deputy: string | null;
  readonly note: string | null;
}

export interface AbsenceAsker {
  readonly caller: Caller;
  readonly at: Date;
}

export interface AbsenceStore {
  /** The caller's own one, also if its days are over; null if there is none. */
  own(personId: string): Promise<OwnAbsence | null>;
  /**
   * Puts an absence in the place of the caller's own one, in one transaction, and hands over what the caller has taken if it
   * begins today. `dryRun`: every check, nothing written. The refusal names the part of the body that is wrong.
   */
  enter(
    absence: AbsenceToEnter,
    by: AbsenceAsker & { readonly maxDays: number; readonly dryRun: boolean },
  ): Promise<Verdict<OwnAbsence, AbsenceRefusal>>;
  /** Takes back the caller's own one; nothing if there is none. */
  end(by: AbsenceAsker): Promise<void>;
  /** The seats of the caller that these days leave empty. */
  emptySeats(days: AbsenceDays, caller: Caller): Promise<readonly EmptySeat[]>;
  /** Who is away on one of these days and has named the person as the deputy, the earliest first. */
  standsInFor(days: AbsenceDays, personId: string): Promise<readonly StandIn[]>;
  /** Those of the caller's jurisdiction whose days are not over, the earliest first. */
  list(caller: Caller, today: IsoDate): Promise<readonly AbsenceOfPerson[]>;
}
