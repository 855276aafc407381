import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { documentPath, openApiDocument } from '../../api/kernel/openapi.ts';
import type { Route } from '../../api/kernel/route.ts';
import { listAllRoutes } from '../../scripts/rules/route-list.ts';

/**
 * zod's own JSON schemas are the witness: they say which fields may be missing, whatever the document's generator
 * thinks of `undefined`.
 */
const routes = listAllRoutes();
const document: unknown = openApiDocument(routes, '0.0.0');

describe('the fields that the document requires', () => {
  it('are those that the schema of a body or answer does not let be missing, in every operation', () => {
    const wrong = routes.flatMap((route) => [
      ...differences(`${route.operationId} body`, route.body, bodyOf(route)),
      ...differences(`${route.operationId} answer`, route.answer, answerOf(route)),
    ]);
    expect(wrong).toEqual([]);
  });

  it('are those that the schema of a query does not let be missing, in every operation', () => {
    const wrong = routes.flatMap((route) => {
      const asked = route.query === undefined ? [] : requiredOf(witness(route.query));
      const parameters = listOf(at(operationOf(route), 'parameters')).filter((each) => at(each, 'in') === 'query');
      const written = parameters
        .filter((each) => at(each, 'required') === true)
        .map((each) => String(at(each, 'name')));
      return same(written, asked) ? [] : [`${route.operationId}: ${written.join(' ')} for ${asked.join(' ')}`];
    });
    expect(wrong).toEqual([]);
  });

  it('stand in the answer of both statuses, where a request is a plan or an entry that may be refused', () => {
    expect(goodStatuses('decideInBulk')).toEqual(['200', '202']);
    expect(goodStatuses('enterPayoutResults')).toEqual(['200', '201']);
    expect(goodStatuses('readTask')).toEqual(['200']);
  });

  it('are read from objects, at least a thousand of them', () => {
    expect(routes.flatMap((route) => [...signatures(answerOf(route), document)]).length).toBeGreaterThan(1000);
  });
});

function goodStatuses(operationId: string): readonly string[] {
  return routes
    .filter((route) => route.operationId === operationId)
    .flatMap((route) => Object.keys(Object(at(operationOf(route), 'responses'))).filter((each) => each < '300'));
}

function differences(name: string, schema: z.ZodType | undefined, written: unknown): readonly string[] {
  if (schema === undefined || written === undefined) {
    return [];
  }
  const json = witness(schema);
  const wanted = signatures(json, json);
  const found = signatures(written, document);
  const lost = [...wanted].filter((each) => !found.has(each)).map((each) => `${name} lacks ${each}`);
  return [...lost, ...[...found].filter((each) => !wanted.has(each)).map((each) => `${name} invents ${each}`)];
}

function witness(schema: z.ZodType): unknown {
  return z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
}

/** Every object within a JSON schema, as its fields with an asterisk at the required ones. */
function signatures(schema: unknown, root: unknown): Set<string> {
  const found = new Set<string>();
  const walk = (value: unknown): void => {
    const node = resolved(value, root);
    if (Array.isArray(node)) {
      node.forEach(walk);
    } else if (isObject(node)) {
      const fields = fieldsOf(node);
      if (fields !== undefined) {
        const required = requiredOf(node);
        found.add(fields.map((key) => (required.includes(key) ? `${key}*` : key)).join(' '));
      }
      for (const [key, child] of Object.entries(node)) {
        if (key !== '$defs' && key !== 'examples') {
          walk(child);
        }
      }
    }
  };
  walk(schema);
  return found;
}

/** The fields by name; zod writes a record of closed keys as names, the document as fields. */
function fieldsOf(node: Readonly<Record<string, unknown>>): readonly string[] | undefined {
  const fields = node['properties'];
  const names = at(node['propertyNames'], 'enum');
  if (isObject(fields)) {
    return Object.keys(fields).toSorted();
  }
  return Array.isArray(names) ? names.map(String).toSorted() : undefined;
}

function resolved(value: unknown, root: unknown): unknown {
  const reference = at(value, '$ref');
  if (typeof reference !== 'string') {
    return value;
  }
  return reference
    .slice(2)
    .split('/')
    .reduce((node, key) => at(node, key), root);
}

function bodyOf(route: Route): unknown {
  return at(at(at(at(operationOf(route), 'requestBody'), 'content'), 'application/json'), 'schema');
}

function answerOf(route: Route): unknown {
  const answer = at(at(operationOf(route), 'responses'), String(route.status ?? 200));
  return at(at(at(answer, 'content'), 'application/json'), 'schema');
}

function operationOf(route: Route): unknown {
  return at(at(at(document, 'paths'), documentPath(route.path)), route.method);
}

function requiredOf(schema: unknown): readonly string[] {
  return listOf(at(schema, 'required')).map(String);
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.toSorted().join(' ') === b.toSorted().join(' ');
}

function at(value: unknown, key: string): unknown {
  return isObject(value) ? value[key] : undefined;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
