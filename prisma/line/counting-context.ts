import type { IsoDate, WorkingCalendar } from '../../domain/calendar.ts';
import type { Sealer } from '../kernel/sealing.ts';
import type { AnswerDaysOf } from './register-questions.ts';

/** What counting needs besides its transaction. Register answers are read from `register_answer` (ADR 0017). */
export interface CountingContext {
  readonly sealer: Sealer;
  readonly answerDaysOf: AnswerDaysOf;
  /** If given, it moves the last day of a claim window off days off. */
  readonly calendar?: WorkingCalendar;
  /** If given, reviewers are told that the directory has changed since the filing. */
  readonly directoryOf?: DirectoryOf;
}

/** The version of the directory in force in a jurisdiction on a day; undefined if there is none. */
export type DirectoryOf = (jurisdiction: string, on: IsoDate) => string | undefined;

/** What the current purpose would pay, after counting. */
export interface Counted {
  readonly linesLeft: number;
  readonly amountFen: number;
  /** The living allowance of the remaining lines. */
  readonly allowanceFen?: number;
  readonly waitsForRegister: boolean;
}
