import { PROBLEM_STATUS } from '../../schemas/problem-codes.ts';
import { randomUUID } from 'node:crypto';
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { languageOf } from './language.ts';
import { fieldMessage, problemText } from './messages.ts';
import { Problem, type ProblemCode } from './problem.ts';

/** The kernel's logger: fixed sentences with fields, never a value inside the sentence. */
export interface Log {
  error(fields: object, sentence: string): void;
}

/** Gives every request the id under which the log lists it: the caller's own id if it has a safe form. */
export function nameRequest(): RequestHandler {
  return (request, response, next) => {
    const given = request.get('X-Request-Id') ?? '';
    response.set('X-Request-Id', /^[\w.-]{8,64}$/.test(given) ? given : randomUUID());
    next();
  };
}

export function noSuchPath(): RequestHandler {
  return () => {
    throw new Problem('NOT_FOUND');
  };
}

/**
 * The error handler: answers a Problem or a body parser's refusal; logs any other error once as internal. An answer that
 * has begun is cut, and its error is always logged, because the client gets no problem that names it.
 */
export function answerProblems(log: Log): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const operationId: unknown = response.locals['operationId'];
    const logAs = (sentence: string): void =>
      log.error({ traceId: traceIdOf(response), operationId, error: describe(error) }, sentence);
    if (response.headersSent) {
      if (!hasClientLeft(response)) {
        logAs('An answer that had begun was cut by an error');
      }
      response.destroy(error instanceof Error ? error : new Error(`${typeof error} thrown`));
      return;
    }
    const problem = asProblem(error);
    if (problem.code === 'UNEXPECTED' || problem.code === 'SEAL_BROKEN') {
      logAs('A request failed unexpectedly');
    }
    write(request, response, problem);
  };
}

/** Node closes the answer of a client who left without an error; a pipeline that fails closes its answer with one. */
function hasClientLeft({ destroyed, errored }: Response): boolean {
  return destroyed && errored === null;
}

function write(request: Request, response: Response, problem: Problem): void {
  const language = languageOf(request.get('Accept-Language'));
  const { facts = {}, errors, conflict, retryAfterSeconds, allow } = problem.details;
  response.status(problem.status);
  response.set('Content-Language', language === 'zh' ? 'zh-CN' : 'en');
  if (retryAfterSeconds !== undefined || problem.status === 429 || problem.status === 503) {
    response.set('Retry-After', String(retryAfterSeconds ?? 5));
  }
  if (allow !== undefined) {
    response.set('Allow', allow.join(', '));
  }
  if (problem.status === 401) {
    response.set('WWW-Authenticate', 'Bearer');
  }
  response.type('application/problem+json').send(
    JSON.stringify({
      type: `urn:butie:problem:${problem.code}`,
      ...problemText(problem.code, facts, language),
      status: problem.status,
      instance: request.originalUrl.split('?')[0],
      code: problem.code,
      errors: (errors ?? []).map((field) => ({
        pointer: field.pointer,
        code: field.code,
        ...(field.lineId !== undefined && { lineId: field.lineId }),
        message: fieldMessage(field.code, language, field.facts),
      })),
      ...(conflict !== undefined && { conflict }),
      traceId: traceIdOf(response),
    }),
  );
}

/** Express and its body parsers throw errors with a 4xx status for caller errors; every other error is internal. */
function asProblem(error: unknown): Problem {
  if (error instanceof Problem) {
    return error;
  }
  if (error instanceof Error && error.name === 'SealBroken') {
    return new Problem('SEAL_BROKEN');
  }
  if (isOutOfReach(error)) {
    return new Problem('NOT_READY', { retryAfterSeconds: 5 });
  }
  const status: unknown = error instanceof Error && 'status' in error ? error.status : undefined;
  return new Problem(codeOf(status));
}

/** The database is starting, stopping or gone: the request stored nothing, and a repeat succeeds when it is back. */
const PASSING_CODES: ReadonlySet<string> = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  '57P01',
  '57P02',
  '57P03',
  '08006',
]);

function isOutOfReach(error: unknown): boolean {
  const code: unknown = error instanceof Error && 'code' in error ? error.code : undefined;
  return (
    (typeof code === 'string' && PASSING_CODES.has(code)) ||
    (error instanceof Error && /^(Connection terminated|Client has encountered a connection error)/.test(error.message))
  );
}

function codeOf(status: unknown): ProblemCode {
  switch (status) {
    case 413:
      return 'TOO_LARGE';
    case 415:
      return 'MEDIA_TYPE_UNSUPPORTED';
    default:
      return isClientStatus(status) ? 'UNREADABLE' : 'UNEXPECTED';
  }
}

function isClientStatus(status: unknown): boolean {
  return typeof status === 'number' && status >= 400 && status < 500 && status !== PROBLEM_STATUS.NOT_FOUND;
}

/**
 * Name, code and the lines of the stack, without the message: a database's message quotes values.
 * For an answer that does not fit its schema (I11) the log lists the paths, which are names of fields.
 */
function describe(error: unknown): object {
  if (!(error instanceof Error)) {
    return { name: typeof error };
  }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code: unknown = 'code' in error ? error.code : undefined;
  const constraint: unknown = 'constraint' in error ? error.constraint : undefined;
  const issues: unknown = 'issues' in error ? error.issues : undefined;
  const places = Array.isArray(issues) ? issues.map(placeOf) : undefined;
  return { name: error.name, code, constraint, places, stack: frames.slice(0, 12).map((line) => line.trim()) };
}

function placeOf(issue: unknown): string {
  const path: unknown = typeof issue === 'object' && issue !== null && 'path' in issue ? issue.path : [];
  const code: unknown = typeof issue === 'object' && issue !== null && 'code' in issue ? issue.code : '';
  return `${Array.isArray(path) ? path.join('/') : ''} ${String(code)}`;
}

function traceIdOf(response: Response): string {
  return response.get('X-Request-Id') ?? '';
}
