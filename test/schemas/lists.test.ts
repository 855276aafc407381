import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../main/config.ts';

interface Shape {
  readonly $ref?: string;
  readonly properties?: Readonly<Record<string, Shape>>;
}

interface Operation {
  readonly operationId: string;
  readonly parameters?: readonly { readonly name: string }[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Shape }>> }>
  >;
}

interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Shape>> };
}

const API: ApiDocument = JSON.parse(readFileSync(join(ROOT, 'docs', 'openapi.json'), 'utf8'));

/** One thing that has items, no list of things. */
const NO_LISTS = ['readNotice', 'readPublicNotice'];

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

function isList(operation: Operation): boolean {
  return propertiesOf(operation).includes('items') && !NO_LISTS.includes(operation.operationId);
}

function propertiesOf({ responses }: Operation): readonly string[] {
  const shape = responses['200']?.content?.['application/json']?.schema;
  const name = shape?.$ref?.split('/').at(-1);
  return Object.keys((name === undefined ? shape : API.components.schemas[name])?.properties ?? {});
}
