import type { IsoDate, WorkingCalendar } from '../../domain/calendar.ts';
import type { Sealer } from '../kernel/sealing.ts';
import type { AnswerDaysOf } from './register-questions.ts';

/** What counting needs besides its transaction. What the registers say it reads from `register_answer` (ADR 0017). */
export interface CountingContext {
  readonly sealer: Sealer;
  readonly answerDaysOf: AnswerDaysOf;
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
