import type { z } from 'zod';
import { unreachable } from '../../domain/verdict.ts';
import { Problem, type FieldError } from './problem.ts';

/** Deeper than all our shapes; prevents a body of brackets from exhausting the stack. */
const MAX_DEPTH = 32;

type Part = 'params' | 'query' | 'headers' | 'body';

/**
 * Checks one part of a request. A malformed id in the path is 404, like an absent one; any other readable part that
 * does not fit is 422 with a pointer per place. Without a schema the part must be empty.
 */
export function parsePart(part: Part, schema: z.ZodType | undefined, value: unknown): unknown {
  if (part !== 'headers') {
    refuseBadText(part, value);
  }
  if (schema === undefined) {
    refuseAnything(part, value);
    return undefined;
  }
  const result = schema.safeParse(value);
  if (result.success) {
    return result.data;
  }
  if (part === 'params') {
    throw new Problem('NOT_FOUND');
  }
  throw new Problem('INVALID', {
    errors: result.error.issues.flatMap((issue) => fieldErrors(part, issue, value)).slice(0, 100),
  });
}

/** NUL and lone surrogates cannot be stored as text; they are refused everywhere, also in names. */
function refuseBadText(part: Part, value: unknown): void {
  const errors: FieldError[] = [];
  const visit = (inner: unknown, path: readonly PropertyKey[]): void => {
    if (path.length > MAX_DEPTH) {
      throw new Problem('INVALID', { errors: [{ pointer: pointerOf(part, []), code: 'TOO_DEEP' }] });
    }
    if (typeof inner === 'string' && /[\0\p{Surrogate}]/u.test(inner)) {
      errors.push({ pointer: pointerOf(part, path), code: 'FORBIDDEN_CHARACTERS' });
    } else if (typeof inner === 'object' && inner !== null) {
      for (const [name, child] of Object.entries(inner)) {
        visit(name, path);
        visit(child, [...path, name]);
      }
    }
  };
  visit(value, []);
  if (errors.length > 0) {
    throw part === 'params' ? new Problem('NOT_FOUND') : new Problem('INVALID', { errors: errors.slice(0, 100) });
  }
}

function refuseAnything(part: Part, value: unknown): void {
  if (part === 'params' || value === undefined || value === null) {
    return;
  }
  const names = typeof value === 'object' ? Object.keys(value) : [''];
  if (names.length > 0) {
    const errors = names.slice(0, 100).map((name) => ({ pointer: pointerOf(part, [name]), code: 'UNKNOWN_FIELD' }));
    throw new Problem('INVALID', { errors });
  }
}

function fieldErrors(part: Part, issue: z.core.$ZodIssue, value: unknown): FieldError[] {
  const pointer = pointerOf(part, issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ pointer: pointerOf(part, [...issue.path, key]), code: 'UNKNOWN_FIELD' }));
    case 'invalid_type':
      return [{ pointer, code: valueAt(value, issue.path) === undefined ? 'REQUIRED' : 'INVALID_TYPE' }];
    case 'too_small':
      return [{ pointer, code: 'TOO_SMALL', facts: { minimum: String(issue.minimum) } }];
    case 'too_big':
      return [{ pointer, code: 'TOO_BIG', facts: { maximum: String(issue.maximum) } }];
    case 'invalid_value':
      return [
        valueAt(value, issue.path) === undefined
          ? { pointer, code: 'REQUIRED' }
          : { pointer, code: 'INVALID_VALUE', facts: { values: issue.values.map(String).join(', ') } },
      ];
    case 'custom':
      return [{ pointer, code: codeOf(issue.params) }];
    case 'invalid_format':
    case 'invalid_union':
    case 'invalid_key':
    case 'invalid_element':
    case 'not_multiple_of':
      return [{ pointer, code: valueAt(value, issue.path) === undefined ? 'REQUIRED' : 'INVALID_FORMAT' }];
    default:
      return unreachable(issue);
  }
}

function codeOf(params: Readonly<Record<string, unknown>> | undefined): string {
  const code = params?.['code'];
  return typeof code === 'string' ? code : 'INVALID_FORMAT';
}

function pointerOf(part: Part, path: readonly PropertyKey[]): string {
  const steps = path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
  // Lone surrogates cannot be encoded either, so a pointer never contains one.
  return (part === 'body' ? steps : `/${part}${steps}`).replaceAll(/[\0\p{Surrogate}]/gu, '\uFFFD').slice(0, 300);
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let found = value;
  for (const step of path) {
    found = typeof found === 'object' && found !== null ? Reflect.get(found, step) : undefined;
  }
  return found;
}
