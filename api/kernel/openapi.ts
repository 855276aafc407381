import { PROBLEM_STATUS } from '../../schemas/problem-codes.ts';
import {
  OpenApiGeneratorV31,
  OpenAPIRegistry,
  zodToOpenAPIRegistry,
  type RouteConfig,
} from '@asteasolutions/zod-to-openapi';
import { documentHeaders, FileBody, ProblemBody } from '../../schemas/http-schemas.ts';
import type { Access } from '../../domain/authority/permissions.ts';
import { documentedSchemas } from '../../schemas/documented.ts';
import { readsTag, type Route } from './route.ts';
import type { ProblemCode } from './problem.ts';

const documented = documentedSchemas((original, copy) => {
  const name = zodToOpenAPIRegistry.get(original);
  if (name !== undefined) {
    zodToOpenAPIRegistry.add(copy, name);
  }
});

/** The OpenAPI 3.1 document of the mounted routes, made from the schemas that check the requests (D14). */
export function openApiDocument(routes: readonly Route[], version: string) {
  const registry = new OpenAPIRegistry();
  registry.registerComponent('securitySchemes', 'bearer', {
    type: 'http',
    scheme: 'bearer',
    description: 'A session token, or the key of a machine client (bt_…)',
  });
  registry.registerComponent('securitySchemes', 'cookie', {
    type: 'apiKey',
    in: 'cookie',
    name: 'butie_session',
    description: 'For browsers; changes also need X-CSRF-Token. In live mode its name is __Host-butie_session',
  });
  for (const route of routes) {
    registry.registerPath(pathOf(route));
  }
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: '3.1.0',
    info: {
      title: 'butie 补贴',
      version,
      description:
        'Training-subsidy claims from class filing to money and beyond. Amounts are whole fen, days are days in Asia/Shanghai.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
  });
}

/** Writes `/class-filings/:filingId` as `/class-filings/{filingId}`. */
export function documentPath(path: string): string {
  return path.replaceAll(/:(\w+)/g, '{$1}');
}

function pathOf(route: Route): RouteConfig {
  return {
    method: route.method,
    path: documentPath(route.path),
    operationId: route.operationId,
    summary: route.summary,
    tags: [tagOf(route.path)],
    ...security(route.access),
    request: { ...requestOf(route), ...headersOf(route) },
    responses: { ...successOf(route), ...refusalsOf(route) },
  };
}

function tagOf(path: string): string {
  const parts = path.split('/').filter((part) => part !== '');
  return (parts[0] === 'api' ? parts[2] : parts[0]) ?? 'system';
}

function security(access: Access): Pick<RouteConfig, 'security' | 'description'> {
  if ('public' in access) {
    return { security: [] };
  }
  const signedIn = { security: [{ bearer: [] }, { cookie: [] }] };
  return 'roles' in access ? { ...signedIn, description: `Roles: ${access.roles.join(', ')}` } : signedIn;
}

function requestOf(route: Route): NonNullable<RouteConfig['request']> {
  const json = route.body === undefined ? {} : { 'application/json': { schema: documented(route.body) } };
  const files =
    route.multipart === undefined
      ? {}
      : { 'multipart/form-data': { schema: FileBody }, 'text/csv': { schema: { type: 'string' as const } } };
  const form =
    route.body !== undefined && route.takesForm === true
      ? { 'application/x-www-form-urlencoded': { schema: documented(route.body) } }
      : {};
  const content = { ...json, ...files, ...form };
  const { params, query } = route;
  return {
    ...(params !== undefined && { params: objectOf(documented(params)) }),
    ...(query !== undefined && { query: objectOf(documented(query)) }),
    ...(Object.keys(content).length > 0 && { body: { content, required: true } }),
  };
}

type ParameterSchema = NonNullable<NonNullable<RouteConfig['request']>['params']>;

function objectOf(schema: unknown): ParameterSchema {
  // True because params and query of every route are object schemas; the generator throws on anything else.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return schema as ParameterSchema;
}

function headersOf(route: Route): Pick<NonNullable<RouteConfig['request']>, 'headers'> {
  const needsMatch = route.ifMatch === true || route.problems.includes('IF_MATCH_MISSING');
  const headers = documentHeaders(route.idempotency, needsMatch, route.headers);
  return Object.keys(headers.shape).length === 0 ? {} : { headers };
}

function successOf(route: Route): RouteConfig['responses'] {
  const raw = (route.rawAnswers ?? []).map((type) => [type, { schema: { type: 'string' as const } }] as const);
  const content = {
    ...(route.answer !== undefined && { 'application/json': { schema: documented(route.answer) } }),
    ...Object.fromEntries(raw),
  };
  const done = { description: 'Done', ...(Object.keys(content).length > 0 && { content }) };
  const { status = 200, otherStatus = status } = route;
  return { [status]: done, [otherStatus]: done };
}

const CONFLICT = 409;

/** The codes of a status share one response. */
function refusalsOf(route: Route): RouteConfig['responses'] {
  const codes = new Set<ProblemCode>([...route.problems, ...implied(route)]);
  const byStatus = new Map<number, ProblemCode[]>();
  for (const code of codes) {
    const status = route.conflicts?.includes(code) === true ? CONFLICT : PROBLEM_STATUS[code];
    byStatus.set(status, [...(byStatus.get(status) ?? []), code]);
  }
  const entries = [...byStatus].toSorted(([a], [b]) => a - b);
  const page = route.refusesByPage === true ? { 'text/html': { schema: { type: 'string' as const } } } : {};
  return Object.fromEntries(
    entries.map(([status, found]) => [
      status,
      { description: found.join(', '), content: { 'application/problem+json': { schema: ProblemBody }, ...page } },
    ]),
  );
}

/** The problems that the kernel itself may answer. */
function implied(route: Route): readonly ProblemCode[] {
  const signedIn: readonly ProblemCode[] = 'public' in route.access ? [] : ['NOT_SIGNED_IN'];
  const csrf: readonly ProblemCode[] = 'public' in route.access || route.method === 'get' ? [] : ['CSRF_REQUIRED'];
  const roles: readonly ProblemCode[] = 'roles' in route.access ? ['FORBIDDEN'] : [];
  const body: readonly ProblemCode[] =
    route.method === 'get' ? ['INVALID'] : ['UNREADABLE', 'TOO_LARGE', 'MEDIA_TYPE_UNSUPPORTED', 'INVALID'];
  const params: readonly ProblemCode[] = route.params === undefined ? [] : ['NOT_FOUND'];
  const key: readonly ProblemCode[] =
    route.idempotency === undefined ? [] : ['IDEMPOTENCY_KEY_INVALID', 'IDEMPOTENCY_KEY_REUSED', 'REQUEST_IN_PROGRESS'];
  const keyNeeded: readonly ProblemCode[] = route.idempotency === 'required' ? ['IDEMPOTENCY_KEY_MISSING'] : [];
  const match: readonly ProblemCode[] = route.ifMatch === true ? ['IF_MATCH_MISSING'] : [];
  const tag: readonly ProblemCode[] = readsTag(route) ? ['IF_MATCH_INVALID', 'IF_MATCH_ANY'] : [];
  const confirmed: readonly ProblemCode[] = route.confirmsIdentity === true ? ['CONFIRM_IDENTITY'] : [];
  return [
    'HOST_UNKNOWN',
    ...signedIn,
    ...csrf,
    ...confirmed,
    ...roles,
    ...body,
    ...params,
    ...key,
    ...keyNeeded,
    ...match,
    ...tag,
  ];
}
