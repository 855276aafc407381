import type { Sentence } from './language.ts';

/**
 * Every error code of the API (RFC 9457), with its status. The client branches on the code, never on the
 * text; `messages.ts` has the advice in both languages.
 */
export const PROBLEM_STATUS = {
  UNREADABLE: 400,
  CURSOR_INVALID: 400,
  IDEMPOTENCY_KEY_MISSING: 400,
  IDEMPOTENCY_KEY_INVALID: 400,
  IF_MATCH_INVALID: 400,
  NOT_SIGNED_IN: 401,
  CREDENTIALS_WRONG: 401,
  SIGNATURE_INVALID: 401,
  FORBIDDEN: 403,
  CSRF_REQUIRED: 403,
  SAME_PERSON_FORBIDDEN: 403,
  SAME_SECTION_FORBIDDEN: 403,
  CONFLICT_OF_INTEREST: 403,
  ROLE_REQUIRED: 403,
  APPLICANT_NOT_ADMITTED: 403,
  OTHER_ORGAN: 403,
  OTHER_JURISDICTION: 403,
  NOT_FOUND: 404,
  DOCUMENT_KIND_UNKNOWN: 404,
  METHOD_NOT_ALLOWED: 405,
  WRONG_STATE: 409,
  ACT_IN_PROGRESS: 409,
  REQUEST_IN_PROGRESS: 409,
  TASK_ASSIGNED: 409,
  TASK_DONE: 409,
  ALREADY_CLAIMED: 409,
  ADVANCE_ALREADY: 409,
  ADVANCE_OPEN: 409,
  ALREADY_IN_NOTICE: 409,
  NOTICE_OPEN: 409,
  NOTICE_CLOSED: 409,
  ALREADY_IN_BATCH: 409,
  OVER_BUDGET: 409,
  OVER_APPROVED: 409,
  CLAIM_ON_HOLD: 409,
  CLAIM_HELD: 409,
  CASE_OPEN: 409,
  ACCOUNT_NOT_CORRECTED: 409,
  SIDE_CONFIRMED: 409,
  ROSTER_CLOSED: 409,
  CLAIM_CLOSED: 409,
  CLOCK_JUMP_RUNNING: 409,
  ALREADY_MATCHED: 409,
  ALREADY_CONFIRMED: 409,
  STALE: 412,
  TOO_LARGE: 413,
  FILE_TOO_LARGE: 413,
  MEDIA_TYPE_UNSUPPORTED: 415,
  FILE_TYPE_UNSUPPORTED: 415,
  FILE_NOT_A_TABLE: 415,
  INVALID: 422,
  IDEMPOTENCY_KEY_REUSED: 422,
  ROUTE_NOT_OPEN: 422,
  ROUTE_RIDES: 422,
  NOT_A_CLASS_ROUTE: 422,
  NOT_CHAIN_LEADER: 422,
  MODULE_MISSING: 422,
  APPRENTICESHIP_LENGTH: 422,
  SHARES_DO_NOT_SUM: 422,
  FREE_GROUP_CHARGED: 422,
  NOT_ON_DIRECTORY: 422,
  OCCUPATION_NOT_ON_DIRECTORY: 422,
  NO_PLAN: 422,
  ADVANCE_NOT_ALLOWED: 422,
  ADVANCE_TOO_HIGH: 422,
  OTHER_PAYEE: 422,
  PLAN_LINE_UNKNOWN: 422,
  INCOMPLETE: 422,
  PLEDGE_MISSING: 422,
  ANSWERS_MISSING: 422,
  ANSWER_FORBIDS_APPROVAL: 422,
  CHECKLIST_NO: 422,
  REASON_MISSING: 422,
  TRANSFER_DOCUMENT_MISSING: 422,
  FORMAT_NOT_YET: 422,
  FINDINGS_UNDECIDED: 422,
  LINE_UNKNOWN: 422,
  LINE_NOT_PAID: 422,
  NO_ELIGIBLE_LINE: 422,
  RESULTS_MISSING: 422,
  SUPERVISION_MISSING: 422,
  CLAIM_WINDOW_CLOSED: 422,
  LAW_DIFFERS: 422,
  PATHS_DIFFER: 422,
  EVIDENCE_WINDOW_CLOSED: 422,
  DIFFERENT_JURISDICTIONS: 422,
  DIFFERENT_DEPARTMENTS: 422,
  DIFFERENT_FUNDS: 422,
  AMOUNT_MISMATCH: 422,
  FILE_MISSING: 422,
  FILE_ONE_ONLY: 422,
  FILE_EMPTY: 422,
  FILE_HAS_MACROS: 422,
  FILE_TOO_MANY_ROWS: 422,
  FILE_HEADER_UNKNOWN: 422,
  REGISTER_FILE_INVALID: 422,
  CLOCK_BACKWARDS: 422,
  CLOCK_TOO_FAR: 422,
  IF_MATCH_MISSING: 428,
  TOO_MANY_REQUESTS: 429,
  UNEXPECTED: 500,
  WORKER_UNAVAILABLE: 503,
  CLOCK_NOT_QUIET: 503,
  NOT_READY: 503,
} as const satisfies Record<string, number>;

export type ProblemCode = keyof typeof PROBLEM_STATUS;

/** One error at a place in the request: a JSON pointer (RFC 6901), a code, and a sentence made from the code. */
export interface FieldError {
  readonly pointer: string;
  readonly code: string;
  /** Values for the placeholders in the sentence. */
  readonly facts?: Facts;
}

/** Values that a sentence may contain: numbers, days, words in both languages. Never personal data. */
export type Facts = Readonly<Record<string, string | number | Sentence>>;

export interface ProblemDetails {
  readonly facts?: Facts;
  readonly errors?: readonly FieldError[];
  readonly retryAfterSeconds?: number;
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
    return PROBLEM_STATUS[this.code];
  }
}
