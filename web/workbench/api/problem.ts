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

export function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'code' in value && 'title' in value && 'detail' in value;
}

/** What a part shows of an error. */
export function faultOf(error: unknown): Fault | null {
  if (error === null || error === undefined) {
    return null;
  }
  if (!(error instanceof Refused)) {
    return { kind: 'unreachable' };
  }
  const { code, title, detail, traceId, errors } = error.problem;
  return { kind: 'refused', code, title, detail, traceId, errors };
}

/** The answer is one of these: an act may or may not have been taken, and the same key finds out. */
export function isUnanswered(error: unknown): boolean {
  return error instanceof Unreachable || (error instanceof Refused && error.problem.status >= 500);
}
