import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
  type Compilable,
  type KyselyConfig,
  type RawBuilder,
  type Selectable,
} from 'kysely';
import type pg from 'pg';
import { keyedHashBy } from './audit-key.ts';
import type { JsonText } from './column-types.ts';
import { prepared } from './prepared.ts';
import { sqlList } from './sql-list.ts';
import type { ApplicationTables } from './table-rights.ts';
import type { Tables } from './tables.ts';

/** The connection of a statement: the pool for a single statement, or the client of a transaction. */
export type Connection = Pick<pg.PoolClient, 'query'>;

/** A row of a table, or some of its columns, as a statement reads it. */
export type Row<Table extends keyof Tables, Columns extends keyof Tables[Table] = keyof Tables[Table]> = Readonly<
  Pick<Selectable<Tables[Table]>, Columns & keyof Selectable<Tables[Table]>>
>;

/** Columns as `json_build_object` returns them: instants are texts. */
export type InJson<Columns> = { readonly [Name in keyof Columns]: InstantAsText<Columns[Name]> };
type InstantAsText<Value> = Value extends Date ? string : Value;

const WITHOUT_CONNECTION: KyselyConfig = {
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
};

/**
 * Builds statements over the tables of `schema.prisma`: a table, column or value that does not fit, or a change that the
 * application has no right to, fails `npm run types`. It has no connection. `fetchAll`, `fetchFirst` and `execute` send its statements to the pool or to a
 * transaction.
 */
export const query = new Kysely<ApplicationTables>(WITHOUT_CONNECTION);

/** The same for the few statements that only the owner of the tables sends: at a start, before API and worker run (S14). */
export const ownerQuery = new Kysely<Tables>(WITHOUT_CONNECTION);

/** A statement as SQL text, with its values; made by `sqlText`. */
export interface TextStatement<Result> {
  readonly text: string;
  readonly values: readonly unknown[];
  /** If set, the last value is the keyed hash of this text, made with the key of the connection that sends it (S15). */
  readonly keyed?: string;
  /** Never set; only carries the type of a row. */
  readonly row?: Result;
}

export type Statement<Result> = Compilable<Result> | TextStatement<Result>;

export async function fetchAll<Result>(
  connection: Connection,
  statement: Statement<Result>,
): Promise<readonly Result[]> {
  return (await send(connection, statement)).rows;
}

export async function fetchFirst<Result>(
  connection: Connection,
  statement: Statement<Result>,
): Promise<Result | undefined> {
  return (await send(connection, statement)).rows[0];
}

/** @returns how many rows were inserted, updated or deleted */
export async function execute(connection: Connection, statement: Statement<unknown>): Promise<number> {
  return (await send(connection, statement)).rowCount ?? 0;
}

/**
 * Sends statements together and waits once for all of them; the server runs them in order.
 * @throws the error of the first one that fails: inside a transaction the others only report that it was aborted
 */
export async function sendTogether(
  connection: Connection,
  statements: readonly Statement<unknown>[],
): Promise<readonly pg.QueryResult[]> {
  const answers = await Promise.allSettled(statements.map((statement) => send(connection, statement)));
  return answers.map((answer) => {
    if (answer.status === 'rejected') {
      throw answer.reason;
    }
    return answer.value;
  });
}

/**
 * Sends writes and, together with them, a statement that reads what they wrote.
 * @returns the first row that the statement reads
 * @throws the error of the first one that fails
 */
export async function fetchFirstAfter<Result>(
  connection: Connection,
  writes: readonly Statement<unknown>[],
  statement: Statement<Result>,
): Promise<Result | undefined> {
  const [written, read] = await Promise.allSettled([
    sendTogether(connection, writes),
    fetchFirst(connection, statement),
  ]);
  for (const answer of [written, read]) {
    if (answer.status === 'rejected') {
      throw answer.reason;
    }
  }
  return read.status === 'fulfilled' ? read.value : undefined;
}

/**
 * Declares a statement as SQL text: for hot lists, bulk writes through `unnest`, writes inside `WITH`, advisory locks and
 * locks over joins, where the text is easier to read than a builder. Declared where its file is loaded, never inside a
 * function: `npm run types` has a migrated database prepare every declared text, and compares its columns and values
 * with `Result` and `Values`.
 * @param name unique in the product, `<folder>.<what it does>`
 * @template Result the row that is read; `never` where none is
 * @template Values what `$1`, `$2`, … take
 */
// oxlint-disable-next-line typescript/no-unnecessary-type-parameters -- only the caller knows what the text takes
export function sqlText<Result, Values extends readonly unknown[]>(
  name: string,
  text: string,
): (...values: Values) => TextStatement<Result> {
  if (texts.has(name)) {
    throw new RangeError(`Two SQL texts are called ${name}`);
  }
  texts.set(name, text);
  return (...values) => ({ text, values });
}

const texts = new Map<string, string>();

/** Name and text of every statement that the loaded files declare by `sqlText`. */
export function declaredTexts(): ReadonlyMap<string, string> {
  return texts;
}

/** The value of a JSON column as text. The driver alone would write an array as a Postgres array. */
export function jsonText<Value>(value: Value): JsonText<Value> {
  const text = JSON.stringify(value);
  if (!isJsonText<Value>(text)) {
    throw new TypeError('A value that JSON does not have');
  }
  return text;
}

function isJsonText<Value>(text: string | undefined): text is JsonText<Value> {
  return text !== undefined;
}

/**
 * `column = any($1)`: one parameter for any number of values, so that it stays one prepared statement. Never use `in`
 * with such a list.
 */
export function anyOf<Value>(values: readonly Value[]): RawBuilder<Value> {
  return sql<Value>`any(${values})`;
}

/**
 * Constants as part of the text, so that a partial index matches: `where('state', 'not in',
 * constants(ENDED_CLAIM_STATES))`.
 */
export function constants<Value extends string>(values: readonly Value[]): RawBuilder<Value> {
  return sql<Value>`(${sql.raw(sqlList(values))})`;
}

/** Each connection parses and plans a statement once (D15), whether a builder or a text made it. */
function send<Result>(connection: Connection, statement: Statement<Result>): Promise<pg.QueryResult<Result & object>> {
  if ('text' in statement) {
    const { text, values, keyed } = statement;
    const sent = keyed === undefined ? values : [...values.slice(0, -1), keyedHashBy(connection, keyed)];
    return connection.query(prepared(text, sent));
  }
  const { sql: text, parameters } = statement.compile();
  return connection.query(prepared(text, parameters));
}
