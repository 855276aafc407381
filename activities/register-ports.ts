import type { AnsweredPeople, RegisterName, RegisterRows } from '../domain/line/register-answers.ts';

/**
 * The registers outside: the evaluation network, identity, earlier subsidies, social insurance.
 * Each is asked separately, so a slow one delays no other; an answer may take seconds or minutes. People are named by
 * the blind index of their ID number. Null: the register cannot answer now. A person without a row may be absent from
 * the answer.
 */
export interface Registers {
  ask<Name extends RegisterName>(
    register: Name,
    people: readonly Buffer[],
  ): Promise<AnsweredPeople<RegisterRows[Name]> | null>;
}

/** The facts that must be known about some people. */
export interface RegisterQuestion {
  readonly people: readonly Buffer[];
  /** Answers from before this instant of business time do not count. */
  readonly freshSince: Date;
  /** The jurisdiction of the claims of these people, as GB/T 2260: there an answer with rows connects the register. */
  readonly jurisdiction: string;
}

/** The table `register_answer`. Instants are business time. */
export interface RegisterAnswerStore {
  /**
   * Opens a question about those people who have no answer since `freshSince` and about whom no question is open since
   * `openSince`. Returns these people; no other caller asks about them in the meantime.
   */
  open(
    register: RegisterName,
    question: RegisterQuestion,
    instants: { readonly askedAt: Date; readonly openSince: Date },
  ): Promise<readonly Buffer[]>;
  /**
   * Stores an answer and closes its question. If the question was asked again or deleted since, nothing is stored. An
   * answer with any row connects the register in the jurisdiction.
   */
  keep<Name extends RegisterName>(
    register: Name,
    people: readonly Buffer[],
    rows: AnsweredPeople<RegisterRows[Name]>,
    asked: { readonly askedAt: Date; readonly answeredAt: Date; readonly jurisdiction: string },
  ): Promise<void>;
  /** Closes a question that got no answer. */
  giveUp(register: RegisterName, people: readonly Buffer[], askedAt: Date): Promise<void>;
}

/** Asks the registers and stores their answers, outside every transaction of a claim. */
export interface RegisterAsker {
  /**
   * Asks each register for the answers that are missing. Returns when all have answered or failed, at the latest after
   * `limitMs` of real time; a later answer is stored all the same.
   */
  ask(question: RegisterQuestion, limitMs: number): Promise<void>;
}
