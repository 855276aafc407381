import { whyClosed } from '../../domain/policy/why-closed.ts';
import { Problem, type FieldError } from './problem.ts';

/** The keys that close a route, as `resolveRoute` names them (or one text of them), in the words of GET /routes. */
export function routeNotOpen(missing: string | readonly string[], errors: readonly FieldError[] = []): Problem {
  const keys = typeof missing === 'string' ? missing.split(', ') : missing;
  return new Problem('ROUTE_NOT_OPEN', { facts: { why: whyClosed(keys) }, errors });
}
