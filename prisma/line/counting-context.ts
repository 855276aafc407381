import type { Registers } from '../../activities/register-ports.ts';
import type { IsoDate, WorkingCalendar } from '../../domain/calendar.ts';
import type { Sealer } from '../kernel/sealing.ts';

/**
 * What counting needs besides its transaction. `registers` must not draw on the pool that the transaction's client
 * comes from: transactions that each wait for a second connection of a full pool would wait for ever.
 */
export interface CountingContext {
  readonly sealer: Sealer;
  readonly registers: Registers;
  /** Where it is known, it moves the last day of a claim window off days off. */
  readonly calendar?: WorkingCalendar;
  /** Where it is known, reviewers are told that the directory has changed since the filing. */
  readonly directoryOf?: DirectoryOf;
}

/** The version of the directory in force in a jurisdiction on a day; undefined where there is none. */
export type DirectoryOf = (jurisdiction: string, on: IsoDate) => string | undefined;

/** What the purpose under way would pay, after counting. */
export interface Counted {
  readonly linesLeft: number;
  readonly amountFen: number;
  /** The living allowance that rides on the lines left. */
  readonly allowanceFen?: number;
  readonly waitsForRegister: boolean;
}
