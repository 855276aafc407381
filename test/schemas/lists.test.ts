import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../main/config.ts';

interface Shape {
  readonly $ref?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Shape[];
  readonly properties?: Readonly<Record<string, Shape>>;
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string; readonly required?: boolean }[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Shape }>> }>
  >;
}

interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Shape>> };
}

const API: ApiDocument = JSON.parse(readFileSync(join(ROOT, 'docs', 'openapi.json'), 'utf8'));

/** One thing that has items, no list of things; and the pull of events, which goes on by their positions. */
const NO_LISTS = ['readNotice', 'readPublicNotice', 'readBulkDecision', 'listEvents'];

/** Last words of the addresses by which somebody decides, confirms, releases money, rejects, submits or takes back. */
const DECISIONS =
  /\/(decision|confirmation|approval|refusal|rejection|dismissal|submission|withdrawal|closure|reopening|contract-check)$/;

it('every command that decides requires a key, so that a repeated one counts once (api §1)', () => {
  const decisions = Object.entries(API.paths).flatMap(([path, { post }]) =>
    post !== undefined && DECISIONS.test(path) && path !== '/api/v1/session/confirmation' ? [post] : [],
  );
  expect(decisions.length).toBeGreaterThan(30);
  const without = decisions.filter(
    ({ parameters = [] }) => !parameters.some(({ name, required }) => name === 'Idempotency-Key' && required === true),
  );
  expect(without.map(({ operationId }) => operationId)).toEqual([]);
});

describe('every list of the API', () => {
  const lists = Object.values(API.paths).flatMap(({ get }) => (get !== undefined && isList(get) ? [get] : []));

  it('is seen by this test', () => {
    expect(lists.length).toBeGreaterThan(20);
  });

  it.each(lists.map((list) => [list.operationId, list] as const))(
    'L23: %s takes limit and cursor, and says where the next page begins',
    (_id, list) => {
      expect((list.parameters ?? []).map(({ name }) => name)).toEqual(expect.arrayContaining(['limit', 'cursor']));
      expect(propertiesOf(list)).toContain('nextCursor');
    },
  );
});

/**
 * Properties that are called like a closed word and are none, with the reason. A name alone stands for the property
 * wherever it is.
 */
const OPEN_WORDS: Readonly<Record<string, string>> = {
  'documents.kind': 'a document of a route: a policy pack defines its code',
  'putFilingDocument.kind': 'the same',
  'getFilingDocument.kind': 'the same',
  'Paper.kind': 'the same',
  'listFilingDocumentVersions.kind': 'the same',
  'putClaimDocument.kind': 'the same',
  'getClaimDocument.kind': 'the same',
  'listClaimDocumentVersions.kind': 'the same',
  'putLineDocument.kind': 'the same',
  'getLineDocument.kind': 'the same',
  'putGrantDocument.kind': 'the same',
  'readGrantDocument.kind': 'the same',
  'listGrantDocumentVersions.kind': 'the same',
  'rate.kind': 'a kind of rate, or the key of the parameter that gives the amount: a policy pack defines it',
  'budget.purpose': 'what an applicant plans to spend the grant for, in words of their own',
  'getFilingDocument.purpose': 'for what the auditor reads the paper, in words of their own',
  'getClaimDocument.purpose': 'the same',
  'readGrantDocument.purpose': 'the same',
  'readGrantYearDocument.purpose': 'the same',
  'getLineDocument.purpose': 'the same',
  'readFile.purpose': 'the same',
  'readFileText.purpose': 'the same',
  'certificate.kind': 'a cell of a file: its reader takes Chinese words, too, and reports a wrong one with its row',
  employerKind: 'a cell of a file, as above',
  certificateKind: 'a cell of a file, as above',
  'rows.state': 'a cell of a file, as above',
};

/** A shape of its own that is open: a claim in a review has the name that the policy pack gives to that stage. */
const OPEN_SHAPE = '#/components/schemas/ClaimState';

describe('words of the API', () => {
  const open = Object.entries(API.components.schemas).flatMap(([name, shape]) => openWords(name, shape));
  const ofRoutes = Object.values(API.paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap((operation) => openWords(operation.operationId, operation));

  it('have an enum where they are called state, kind, purpose, act or like a kind (house §5)', () => {
    const unnamed = [...open, ...ofRoutes].filter(
      (place) => OPEN_WORDS[place] === undefined && OPEN_WORDS[place.split('.')[1] ?? ''] === undefined,
    );
    expect(unnamed).toEqual([]);
  });

  it('are open in no more places than the list with the reasons', () => {
    const found = new Set([...open, ...ofRoutes].flatMap((place) => [place, place.split('.')[1]]));
    expect(Object.keys(OPEN_WORDS).filter((place) => !found.has(place))).toEqual([]);
  });

  it('are found without an enum, in a property and in a parameter', () => {
    const shape = {
      properties: { claim: { properties: { state: { type: 'string' }, rateKind: { enum: ['fixed'] } } } },
    };
    expect(openWords('Claim', shape)).toEqual(['claim.state']);
    expect(openWords('listClaims', { parameters: [{ name: 'state', schema: {} }] })).toEqual(['listClaims.state']);
    expect(openWords('Claim', { properties: { state: { anyOf: [{ enum: ['paid'] }, { type: 'null' }] } } })).toEqual(
      [],
    );
  });
});

const CLOSED_NAME = /^(?:state|kind|purpose|act)$|(?:Kind|State)$/;

/** The properties and parameters below a part of the document that are called like closed words and have no enum. */
function openWords(owner: string, part: unknown): readonly string[] {
  if (Array.isArray(part)) {
    return part.flatMap((one: unknown) => [...openParameter(owner, one), ...openWords(owner, one)]);
  }
  if (typeof part !== 'object' || part === null) {
    return [];
  }
  return Object.entries<unknown>({ ...part }).flatMap(([key, value]) =>
    key === 'properties' && typeof value === 'object' && value !== null
      ? Object.entries<unknown>({ ...value }).flatMap(([name, shape]) => [
          ...(CLOSED_NAME.test(name) && !isClosed(shape) ? [`${owner}.${name}`] : []),
          ...openWords(name === 'items' ? owner : name, shape),
        ])
      : openWords(owner, value),
  );
}

function openParameter(owner: string, one: unknown): readonly string[] {
  const isParameter = typeof one === 'object' && one !== null && 'name' in one && 'schema' in one;
  return isParameter && CLOSED_NAME.test(String(one.name)) && !isClosed(one.schema)
    ? [`${owner}.${String(one.name)}`]
    : [];
}

/** True for an enum, a constant, and a union of such; null closes nothing. */
function isClosed(shape: unknown): boolean {
  if (!isShape(shape)) {
    return false;
  }
  const { $ref, enum: words, const: word, anyOf } = shape;
  if (anyOf !== undefined) {
    const parts = anyOf.filter((one) => !('type' in one && one.type === 'null'));
    return parts.length > 0 && parts.every(isClosed);
  }
  if ($ref === OPEN_SHAPE) {
    return true;
  }
  const named = $ref === undefined ? undefined : API.components.schemas[$ref.split('/').at(-1) ?? ''];
  return words !== undefined || word !== undefined || (named !== undefined && isClosed(named));
}

/** The document is our own: an object that stands for a property is its shape. */
function isShape(value: unknown): value is Shape {
  return typeof value === 'object' && value !== null;
}

function isList(operation: Operation): boolean {
  return propertiesOf(operation).includes('items') && !NO_LISTS.includes(operation.operationId);
}

function propertiesOf({ responses }: Operation): readonly string[] {
  const shape = responses['200']?.content?.['application/json']?.schema;
  const name = shape?.$ref?.split('/').at(-1);
  return Object.keys((name === undefined ? shape : API.components.schemas[name])?.properties ?? {});
}
