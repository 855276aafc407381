import pg from 'pg';

import type { DeclaredTypes, ValueKind } from './declared-types.ts';

const { builtins } = pg.types;

/** What the driver reads from a column, and takes as a value, of each database type. */
const KINDS: Readonly<Record<number, ValueKind>> = {
  [builtins.BOOL]: 'boolean',
  [builtins.BYTEA]: 'bytes',
  [builtins.INT2]: 'number',
  [builtins.INT4]: 'number',
  [builtins.INT8]: 'number',
  [builtins.NUMERIC]: 'number',
  [builtins.FLOAT8]: 'number',
  [builtins.TEXT]: 'text',
  [builtins.VARCHAR]: 'text',
  [builtins.DATE]: 'text',
  [builtins.TIMESTAMPTZ]: 'instant',
  [builtins.JSON]: 'any',
  [builtins.JSONB]: 'any',
  // The lists of these.
  1000: 'boolean[]',
  1001: 'bytes[]',
  1005: 'number[]',
  1007: 'number[]',
  1016: 'number[]',
  1231: 'number[]',
  1009: 'text[]',
  1015: 'text[]',
  1182: 'text[]',
  1185: 'instant[]',
};

/** A statement as the server understands it. */
interface Described {
  readonly columns: readonly { readonly name: string; readonly dataTypeID: number }[];
  readonly values: readonly number[];
}

/**
 * Has the migrated database prepare every text, without carrying it out, and compares what it says of columns and
 * values with the types that the compiler believes.
 * @param texts text by name
 * @returns one line per fault: place, name, and what is wrong
 */
export async function statementFaults(
  client: pg.Client,
  texts: ReadonlyMap<string, string>,
  declared: readonly DeclaredTypes[],
): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const [name, text] of texts) {
    const types =
      declared.find((one) => one.name === name) ?? declared.find((one) => one.name !== '' && name.startsWith(one.name));
    const said = await describe(client, text).then(
      (described) =>
        types === undefined ? ['the compiler finds no sqlText of this name'] : differences(types, described),
      (error: unknown) => [error instanceof Error ? error.message : String(error)],
    );
    faults.push(...said.map((fault) => `${types?.place ?? 'prisma'}: ${name}: ${fault}`));
  }
  return faults;
}

function differences(types: DeclaredTypes, described: Described): readonly string[] {
  const kindOf = new Map(described.columns.map(({ name, dataTypeID }) => [name, KINDS[dataTypeID] ?? 'any']));
  const columns = types.columns.flatMap(({ name, kinds }) => {
    const given = kindOf.get(name);
    if (given === undefined) {
      return [`its row type has the column ${name}, which the statement does not give`];
    }
    return kinds.every((kind) => fits(kind, given))
      ? []
      : [`column ${name} is ${given}, its row type says ${kinds.join(' or ')}`];
  });
  if (types.values.length !== described.values.length) {
    return [...columns, `takes ${described.values.length} values, its type says ${types.values.length}`];
  }
  const values = types.values.flatMap((kinds, at) => {
    const taken = KINDS[described.values[at] ?? 0] ?? 'any';
    return kinds.some((kind) => fits(kind, taken))
      ? []
      : [`value $${at + 1} is ${taken}, its type says ${kinds.join(' or ')}`];
  });
  return [...columns, ...values];
}

function fits(kind: ValueKind, given: ValueKind): boolean {
  return kind === given || kind === 'any' || given === 'any';
}

/** Parses a statement and asks the server for its columns and values; nothing runs. */
function describe(client: pg.Client, text: string): Promise<Described> {
  return new Promise((resolve, reject) => {
    let columns: Described['columns'] = [];
    let values: Described['values'] = [];
    client.query({
      submit: (connection: pg.Connection) => {
        connection.once('parameterDescription', (message: { readonly dataTypeIDs: readonly number[] }) => {
          values = message.dataTypeIDs;
        });
        connection.parse({ name: '', text, types: [] }, true);
        connection.describe({ type: 'S', name: '' }, true);
        connection.sync();
      },
      handleRowDescription: (message: { readonly fields: Described['columns'] }) => {
        columns = message.fields;
      },
      handleParseComplete: () => undefined,
      handleError: reject,
      handleReadyForQuery: () => resolve({ columns, values }),
    });
  });
}
