import type { AuditAct } from '../../domain/act-words.ts';
import type { TASK_DECISIONS } from '../../domain/task/task-words.ts';
import { PROBLEM_STATUS } from '../../schemas/problem-codes.ts';
import type { Sentence } from './language.ts';

export type ProblemCode = keyof typeof PROBLEM_STATUS;

/** One error at a place in the request: a JSON pointer (RFC 6901), a code, and a sentence made from the code. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  /** The line that the error is about, where the place is a whole list. */
  readonly lineId?: string;
  /** Values for the placeholders in the sentence. */
  readonly facts?: Facts;
}

/** Values that a sentence may contain: numbers, days, words in both languages. Names of people only masked. */
export type Facts = Readonly<Record<string, string | number | Sentence>>;

/** What overtook a request, in the words of the timeline. */
export interface Conflict {
  readonly at: string;
  /** A fact of the audit or, where it was a decision, that decision. */
  readonly act: AuditAct | (typeof TASK_DECISIONS)[number];
  readonly sentence: string;
  /** Without organ and section where a timer or another system acted; the name for officials alone. */
  readonly actor: { readonly organ: string | null; readonly section: string | null; readonly displayName?: string };
  /** The revision that is in force now. */
  readonly revision: number;
}

export interface ProblemDetails {
  readonly conflict?: Conflict;
  readonly facts?: Facts;
  readonly errors?: readonly FieldError[];
  readonly retryAfterSeconds?: number;
  /** Where the code's own status does not fit: `conflicts` of the route names it. */
  readonly status?: 409;
  /** The methods of the path, for 405. */
  readonly allow?: readonly string[];
}

/** Thrown by routes and the functions that they call; only the application's error handler turns it into an answer. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly code: ProblemCode;
  readonly details: ProblemDetails;

  constructor(code: ProblemCode, details: ProblemDetails = {}) {
    super(code);
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return this.details.status ?? PROBLEM_STATUS[this.code];
  }
}
