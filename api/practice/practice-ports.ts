import type { RegisterName } from '../../domain/line/register-answers.ts';

/** What a move of the practice clock came to. */
export type JumpOutcome = { readonly kind: 'requested'; readonly jumpId: string } | { readonly kind: 'running' };

export interface JumpState {
  readonly state: string;
  /** Names the workflow that has not caught up. */
  readonly note: string | null;
}

/** The practice clock's row (D19): the API asks for a jump, the worker carries it out. */
export interface PracticeClock {
  /** Milliseconds that business time is ahead of the system's clock; negative when behind. */
  offsetMs(): Promise<number>;
  /** Reads the offset anew at the next question. */
  forget(): void;
  requestJump(targetAt: Date, personId: string): Promise<JumpOutcome>;
  /** The jump that goes, or went, to exactly this instant; null without one. */
  jumpTo(targetAt: Date): Promise<string | null>;
  jump(jumpId: string): Promise<JumpState>;
}

/** The practice registers as files (what live mode asks over adapters). */
export interface PracticeRegisters {
  /** Stores rows that were checked; `replace` empties the register first, in the same transaction. */
  load(register: RegisterName, rows: readonly RegisterRow[], replace: boolean): Promise<{ readonly stored: number }>;
  setAvailable(register: RegisterName, isAvailable: boolean, at: Date): Promise<void>;
}

/** A row of a register file, keyed by the file's columns; an empty cell is an empty text. */
export type RegisterRow = Readonly<Record<string, string>>;
