import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import type { Insertable } from 'kysely';
import pg from 'pg';
import type { Tables } from './tables.ts';

type NewRow<Table extends keyof Tables, Column extends keyof Insertable<Tables[Table]>> = Readonly<
  Pick<Insertable<Tables[Table]>, Column>
>;

/** Characters sent at once: the server stores one chunk while the next one is built. */
const CHUNK = 32_768;

/**
 * Inserts rows through COPY, the cheapest way for many rows. Rows are taken from `rows` while earlier ones are stored,
 * so a generator can seal rows while the server works. Must run inside a transaction; if a constraint refuses one row,
 * no row is inserted. Statements that were sent before may still be running. None may be sent until the COPY has ended:
 * it would stand between the rows, and the server would close the connection.
 * @throws the error of `rows`, or the database's
 */
export async function copyRows<Table extends keyof Tables, Column extends keyof Insertable<Tables[Table]> & string>(
  client: pg.PoolClient,
  table: Table,
  columns: readonly Column[],
  rows: Iterable<NewRow<Table, Column>>,
): Promise<void> {
  await copyIn(client, `COPY ${table} (${columns.join(', ')}) FROM STDIN`, chunksOf(columns, rows));
}

/**
 * Sends the COPY as the driver's own kind of statement, because a pipelined client refuses the streams of other packages.
 * The COPY waits for its turn like every statement; when the server is ready for the rows, the driver calls
 * `handleCopyInResponse`.
 */
async function copyIn(client: pg.PoolClient, text: string, chunks: Iterable<string>): Promise<void> {
  let sent: ReturnType<typeof sendRows> = Promise.resolve(null);
  const statement = Object.assign(new pg.Query(text), {
    handleCopyInResponse({ stream }: pg.Connection) {
      sent = sendRows(stream, chunks, ended);
    },
  });
  const ended = once(statement, 'end');
  client.query(statement);
  try {
    await ended;
  } catch (error) {
    // If the rows failed, the database's error only says that they were broken off.
    const failed = await sent;
    throw failed === null ? error : failed.error;
  }
}

/**
 * Sends the rows and their end; stops when the database has refused them. Returns the error of `chunks` if they fail, and
 * then breaks the COPY off.
 */
async function sendRows(
  stream: Duplex,
  chunks: Iterable<string>,
  ended: Promise<unknown>,
): Promise<{ readonly error: unknown } | null> {
  let isRefused = false;
  const refused = ended.catch(() => {
    isRefused = true;
  });
  try {
    for (const chunk of chunks) {
      if (isRefused) {
        return null;
      }
      if (!stream.write(message('d', Buffer.from(chunk)))) {
        await Promise.race([once(stream, 'drain'), refused]);
      }
      // A socket that takes everything at once would never let this thread read an error or answer a request.
      await setImmediate();
    }
    stream.write(message('c'));
    return null;
  } catch (error) {
    stream.write(message('f', Buffer.from('The rows failed\0')));
    return { error };
  }
}

/** A message of the protocol's COPY: `d` rows, `c` their end, `f` the reason why they are broken off. */
function message(type: 'd' | 'c' | 'f', content: Buffer = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(5);
  head.write(type);
  head.writeInt32BE(content.length + 4, 1);
  return Buffer.concat([head, content]);
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
    return escaped(
      `{${value.map((element) => `"${String(element).replaceAll(/[\\"]/g, String.raw`\$&`)}"`).join(',')}}`,
    );
  }
  throw new TypeError('A value that COPY has no text for');
}

const SPECIAL = /[\\\t\n\r]/g;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

function escaped(text: string): string {
  return text.replace(SPECIAL, (character) => ESCAPES[character] ?? character);
}
