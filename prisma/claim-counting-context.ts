import type { Registers } from '../activities/register-ports.ts';
import type { WorkingCalendar } from '../domain/calendar.ts';
import type { Sealer } from './sealing.ts';

/**
 * What counting needs besides its transaction. `registers` must not draw on the pool that the transaction's client
 * comes from: transactions that each wait for a second connection of a full pool would wait for ever.
 */
export interface CountingContext {
  readonly sealer: Sealer;
  readonly registers: Registers;
  /** Where it is known, it moves the last day of a claim window off days off. */
  readonly calendar?: WorkingCalendar;
}

/** What the purpose under way would pay, after counting. */
export interface Counted {
  readonly linesLeft: number;
  readonly amountFen: number;
  /** The living allowance that rides on the lines left. */
  readonly allowanceFen?: number;
  readonly waitsForRegister: boolean;
}
