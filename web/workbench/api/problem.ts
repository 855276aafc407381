import type { Fault } from '../parts/fault.ts';
import type { components } from './contract.d.ts';

export type Problem = components['schemas']['Problem'];

/** The server refused; `problem` says why in the reader's language. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail);
    this.problem = problem;
  }
}

/** There was no answer at all: whether the act was taken is not known, so it is sent again with the same key. */
export class Unreachable extends Error {}

/** There was an answer, and it says nothing that the page can read: neither what was asked for nor a problem. */
export class Broken extends Error {
  readonly status: number;
  /** The number under which the server has logged the request; null where it names none. */
  readonly traceId: string | null;

  constructor({ status, headers }: Pick<Response, 'status' | 'headers'>) {
    super(`HTTP ${status}`);
    this.status = status;
    this.traceId = headers.get('X-Request-Id');
  }
}

/**
 * The problem that an answer holds, or null if it holds none. What stands between the page and the server answers in
 * shapes of its own: only code, title and detail must be there.
 */
export function problemOf(answer: unknown, { status, headers }: Pick<Response, 'status' | 'headers'>): Problem | null {
  if (!isSaid(answer)) {
    return null;
  }
  const { code, title, detail } = answer;
  const named = 'traceId' in answer && typeof answer.traceId === 'string' ? answer.traceId : null;
  return {
    type: 'about:blank',
    instance: '',
    ...answer,
    status,
    code,
    title,
    detail,
    traceId: named ?? headers.get('X-Request-Id') ?? '',
    errors: 'errors' in answer && Array.isArray(answer.errors) ? answer.errors.filter(isReason) : [],
  };
}

type Said = Pick<Problem, 'code' | 'title' | 'detail'>;

function isSaid(answer: unknown): answer is Said {
  return (
    typeof answer === 'object' &&
    answer !== null &&
    ['code', 'title', 'detail'].every((name) => typeof Reflect.get(answer, name) === 'string')
  );
}

function isReason(error: unknown): error is Problem['errors'][number] {
  return typeof error === 'object' && error !== null && 'message' in error && typeof error.message === 'string';
}

/** What a part shows of an error. */
export function faultOf(error: unknown): Fault | null {
  if (error === null || error === undefined) {
    return null;
  }
  if (error instanceof Unreachable) {
    return { kind: 'unreachable' };
  }
  if (error instanceof Broken) {
    return { kind: 'broken', status: error.status, traceId: error.traceId };
  }
  if (!(error instanceof Refused)) {
    return { kind: 'broken', status: null, traceId: null };
  }
  const { code, title, detail, traceId, errors } = error.problem;
  return { kind: 'refused', code, title, detail, traceId, errors };
}

/** The answer is one of these: an act may or may not have been taken, and the same key finds out. */
export function isUnanswered(error: unknown): boolean {
  return (
    error instanceof Unreachable ||
    (error instanceof Broken && isServers(error.status)) ||
    (error instanceof Refused && (isServers(error.problem.status) || error.problem.code === STILL_RUNNING))
  );
}

/** It can be tried again: there was no answer, or the session has ended and may go on. */
export function isLost(error: unknown): boolean {
  return isUnanswered(error) || (error instanceof Refused && error.problem.code === 'NOT_SIGNED_IN');
}

/** The server works on the same request. */
const STILL_RUNNING = 'REQUEST_IN_PROGRESS';

/** Everything but the refusals of a request. */
function isServers(status: number): boolean {
  return status < 400 || status >= 500;
}
