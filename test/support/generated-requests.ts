import { Buffer } from 'node:buffer';
import { z } from 'zod';
import { createChance, type Chance } from './chance.ts';
import { sampleOf, sampleText, type JsonSchema } from './schema-sample.ts';
import { damageBody, damageHeaders, damagePath, OTHER_METHODS } from './request-damages.ts';

export interface GeneratedRequest {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  /** Names and values in turn, so that a name can stand twice. */
  readonly headers: readonly string[];
  readonly body: Buffer;
  /** Whose token it carries; null for nobody. */
  readonly account: string | null;
  /** What was broken on purpose; empty when it is as the document wants it. */
  readonly damages: readonly string[];
  /** The statuses that the document promises; null when path or method lead elsewhere. */
  readonly promised: readonly string[] | null;
  /** Those of them that may be answered by a page. */
  readonly promisedPages: readonly string[];
}

const Parameter = z.looseObject({ name: z.string(), in: z.string(), required: z.boolean().optional() });
const Operation = z.looseObject({
  operationId: z.string(),
  responses: z.record(z.string(), z.looseObject({ content: z.record(z.string(), z.unknown()).optional() })),
  parameters: z.array(Parameter.extend({ schema: z.looseObject({}) })).default([]),
  requestBody: z
    .object({ content: z.record(z.string(), z.object({ schema: z.looseObject({}).optional() })) })
    .optional(),
});
const Document = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.looseObject({ schemas: z.record(z.string(), z.looseObject({})) }),
});

interface Template {
  readonly path: string;
  readonly method: string;
  readonly operation: z.output<typeof Operation>;
}

export interface GeneratorParts {
  /** The document as the server gives it. */
  readonly document: unknown;
  readonly seed: number;
  readonly accounts: readonly string[];
  /** Ids that exist, by prefix: `clm` → `clm_…`. */
  readonly ids: Readonly<Record<string, readonly string[]>>;
}

/** What would end the test's own sessions or move its clock for years is asked in damaged forms only. */
const NEVER_WHOLE: readonly string[] = ['signOut', 'movePracticeClock', 'signIn'];

/** Endless requests over every operation of the document, the same ones for the same seed. */
export function* generateRequests({ document, seed, accounts, ids }: GeneratorParts): Generator<GeneratedRequest> {
  const { paths, components } = Document.parse(document);
  const templates: readonly Template[] = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      // A stream has no end.
      .filter(([, { responses }]) => responses['200']?.content?.['text/event-stream'] === undefined)
      .map(([method, operation]) => ({ path, method, operation })),
  );
  const chance = createChance(seed);
  const known = { ids, components: components.schemas };
  for (let turn = 0; ; turn += 1) {
    const template = templates[turn % templates.length];
    if (template !== undefined) {
      yield oneRequest(template, { chance, known, accounts });
    }
  }
}

const PARTS = ['path', 'path', 'headers', 'headers', 'body', 'body', 'body', 'body', 'method', 'account'] as const;

interface Making {
  readonly chance: Chance;
  readonly known: {
    readonly ids: Readonly<Record<string, readonly string[]>>;
    readonly components: Readonly<Record<string, JsonSchema>>;
  };
  readonly accounts: readonly string[];
}

function oneRequest({ path, method, operation }: Template, making: Making): GeneratedRequest {
  const { chance, accounts } = making;
  const { operationId } = operation;
  const mustBreak = NEVER_WHOLE.includes(operationId);
  const isWhole = !mustBreak && chance.oneIn(3);
  const part = isWhole ? 'nothing' : chance.pick(PARTS);
  const account = part === 'account' || mustBreak || chance.oneIn(20) ? null : chance.pick(accounts);
  const plain = {
    path: addressOf(path, operation, making),
    headers: headersOf(operation, chance),
    body: bodyOf(operation, making),
  };
  const damages: string[] = [];
  const broken = (name: string): void => void damages.push(name);
  const address = part === 'path' ? damagePath(plain.path, chance, broken) : plain.path;
  const sent = part === 'body' || mustBreak ? damageBody(plain.body, chance, broken) : plain.body;
  const typed = sent.mediaType === null ? plain.headers : [...plain.headers, 'Content-Type', sent.mediaType];
  const headers = part === 'headers' ? damageHeaders(typed, chance, broken) : typed;
  const otherMethod = part === 'method' ? chance.pick(OTHER_METHODS) : null;
  if (otherMethod !== null) {
    broken(`method ${otherMethod}`);
  }
  return {
    operationId,
    method: otherMethod ?? method.toUpperCase(),
    path: address,
    headers,
    body: sent.content,
    account,
    damages,
    promised: part === 'path' || part === 'method' ? null : Object.keys(operation.responses),
    promisedPages: Object.entries(operation.responses).flatMap(([status, { content = {} }]) =>
      Object.hasOwn(content, 'text/html') ? [status] : [],
    ),
  };
}

function addressOf(path: string, operation: Template['operation'], making: Making): string {
  const { chance, known } = making;
  const named = (name: string): JsonSchema =>
    operation.parameters.find((parameter) => parameter.in === 'path' && parameter.name === name)?.schema ?? {};
  const filled = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(String(sampleOf(named(name), chance, known))),
  );
  const asked = operation.parameters.filter(
    (parameter) => parameter.in === 'query' && (parameter.required === true || chance.oneIn(3)),
  );
  const query = asked.map(
    ({ name, schema }) => `${name}=${encodeURIComponent(String(sampleOf(schema, chance, known)))}`,
  );
  return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
}

function headersOf(operation: Template['operation'], chance: Chance): readonly string[] {
  return operation.parameters.flatMap(({ name, in: place }) => {
    if (place !== 'header') {
      return [];
    }
    switch (name.toLowerCase()) {
      case 'idempotency-key':
        return [name, `fuzz-${chance.below(1_000_000_000)}`];
      case 'if-match':
        return [name, chance.pick(['*', '*', '"0"', '"1"', '"2"', '"7"', 'W/"1"', '3'])];
      default:
        return [name, sampleText(chance, 20)];
    }
  });
}

export interface SentBody {
  readonly content: Buffer;
  readonly mediaType: string | null;
  /** The value behind a JSON body, for damages that keep its form. */
  readonly value: unknown;
}

const NO_BODY: SentBody = { content: Buffer.alloc(0), mediaType: null, value: undefined };
const CSV = '姓名,证件号码,手机号,人员类别\n张三,150602199001011234,13800000000,REGISTERED_UNEMPLOYED\n';

function bodyOf({ requestBody }: Template['operation'], { chance, known }: Making): SentBody {
  const types = Object.keys(requestBody?.content ?? {});
  if (types.length === 0) {
    return NO_BODY;
  }
  const type = chance.pick(types);
  switch (type) {
    case 'multipart/form-data': {
      const head = 'Content-Disposition: form-data; name="file"; filename="r.csv"\r\nContent-Type: text/csv';
      const content = Buffer.from(`--fuzz\r\n${head}\r\n\r\n${CSV}\r\n--fuzz--\r\n`);
      return { content, mediaType: 'multipart/form-data; boundary=fuzz', value: undefined };
    }
    case 'text/csv':
      return { content: Buffer.from(CSV), mediaType: type, value: undefined };
    default: {
      const value = sampleOf(requestBody?.content[type]?.schema ?? {}, chance, known);
      return { content: Buffer.from(JSON.stringify(value) ?? ''), mediaType: 'application/json', value };
    }
  }
}
