import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Insertable } from 'kysely';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { Tables } from './tables.ts';

type NewRow<Table extends keyof Tables, Column extends keyof Insertable<Tables[Table]>> = Readonly<
  Pick<Insertable<Tables[Table]>, Column>
>;

/** Characters sent at once: the server stores one chunk while the next one is built. */
const CHUNK = 32_768;

/**
 * Inserts rows through COPY, the cheapest way for many rows. Rows are taken from `rows` while earlier ones are stored,
 * so a generator can seal rows while the server works. Must run inside a transaction; if a constraint refuses one row,
 * no row is inserted.
 */
export async function copyRows<Table extends keyof Tables, Column extends keyof Insertable<Tables[Table]> & string>(
  client: pg.PoolClient,
  table: Table,
  columns: readonly Column[],
  rows: Iterable<NewRow<Table, Column>>,
): Promise<void> {
  await withoutPipelining(client, async () => {
    const into = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
    await pipeline(Readable.from(chunksOf(columns, rows), { objectMode: false }), into);
  });
}

/**
 * The pool's clients send statements without awaiting the previous ones, which COPY does not allow. While the COPY
 * runs, the client sends one statement at a time. No statement may be running when it begins, and no other code may use
 * the client until it ends.
 */
async function withoutPipelining(client: pg.PoolClient, copy: () => Promise<void>): Promise<void> {
  const { pipeline: isPipelined } = client;
  Reflect.set(client, 'pipeline', false);
  try {
    await copy();
  } finally {
    Reflect.set(client, 'pipeline', isPipelined);
  }
}

function* chunksOf<Column extends string>(
  columns: readonly Column[],
  rows: Iterable<Readonly<Record<Column, unknown>>>,
): Generator<string> {
  let chunk = '';
  for (const row of rows) {
    chunk += `${columns.map((column) => copyText(row[column])).join('\t')}\n`;
    if (chunk.length >= CHUNK) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') {
    yield chunk;
  }
}

/** A value in COPY's text format; `undefined` and `null` are NULL. */
function copyText(value: unknown): string {
  if (typeof value === 'string') {
    return escaped(value);
  }
  if (Buffer.isBuffer(value)) {
    return `\\\\x${value.toString('hex')}`;
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return String(value);
  }
  if (value === null || value === undefined) {
    return '\\N';
  }
  if (value instanceof Date) {
    return value.toISOString();
  }
  if (Array.isArray(value)) {
    return escaped(`{${value.map((element) => JSON.stringify(String(element))).join(',')}}`);
  }
  throw new TypeError('A value that COPY has no text for');
}

const SPECIAL = /[\\\t\n\r]/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escaped(text: string): string {
  return text.replace(SPECIAL, (character) => ESCAPES[character] ?? character);
}
