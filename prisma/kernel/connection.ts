import pg from 'pg';
import { giveAuditKey } from './audit-key.ts';
import { sendTogether, type Statement } from './statements.ts';

export interface Database {
  /** Days are read as `YYYY-MM-DD`, bigint and numeric as numbers. */
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

const INT8 = 20;
const DATE = 1082;
const NUMERIC = 1700;

export interface DatabaseOptions {
  readonly name?: string;
  readonly connections?: number;
  /** With which entries of the audit are hashed (S15); a pool without it writes none. */
  readonly auditKey?: Buffer;
}

/** One pool per process. Money in columns stays within 2^53 - 1; a larger value is a RangeError. */
export function connectDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: options.name ?? 'butie',
    max: options.connections ?? 10,
    options: '-c timezone=UTC',
    types: { getTypeParser },
    keepAlive: true,
    // Statements that are not awaited one by one are sent together. Cursors need a client without pipelining; COPY does
    // not (copy-rows.ts).
    pipeline: true,
  });
  // If the server ends an idle connection, the pool replaces it at the next query.
  pool.on('error', () => undefined);
  // The same for a connection in use: its next query fails with the error. Without a listener the event would end the
  // process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  const { auditKey } = options;
  if (auditKey !== undefined) {
    giveAuditKey(pool, auditKey);
    pool.on('connect', (client) => giveAuditKey(client, auditKey));
  }
  return { pool, close: () => pool.end() };
}

/** The address of another database on the same server, with the same login. */
export function withDatabase(address: string, name: string): string {
  const url = new URL(address);
  url.pathname = `/${name}`;
  return url.href;
}

/** Postgres aborted one of two transactions that waited for each other. */
const DEADLOCK = '40P01';

/**
 * Keys that two transactions took in the same moment. R-059: of one certificate no row of a person is locked by both. Of a
 * payment both drafters wait for its claim or grant, and the later one judged rows of before its wait.
 */
const TAKEN_MEANWHILE = [
  'entitlement_key_certificate_once',
  'payout_instruction_one_living',
  'payout_instruction_one_instalment',
];

/**
 * How often a transaction runs at most. The victim of a deadlock that runs again can lock its first row before the other
 * one, just woken, got it, and then both wait for each other once more: one further run is not always enough.
 */
const MOST_RUNS = 10;

/**
 * Runs `work` in one transaction; any error rolls it back. The victim of a deadlock, or of a key that another transaction
 * took meanwhile, is run again from the start, and then reads what the other one wrote. The last of
 * MOST_RUNS runs throws what it met.
 */
export function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  return inFlushedTransaction(pool, async (client) => ({ result: await work(client), writes: [] }));
}

/** What a transaction decided, and the statements that write it. */
export interface Flush<Result> {
  readonly result: Result;
  /** Sent in order, together with the commit: the transaction waits for the server once for all of them. */
  readonly writes: readonly Statement<unknown>[];
}

/** Like `inTransaction`, for work that reads and decides, and whose writes are not read again in the transaction. */
export async function inFlushedTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Flush<Result>>,
): Promise<Result> {
  for (let run = 1; ; run += 1) {
    try {
      return await runOnce(pool, work);
    } catch (error) {
      if (run === MOST_RUNS || !isWorthARun(error)) {
        throw error;
      }
    }
  }
}

/** True for what another transaction caused and what is gone, or stands in the rows, when it has ended. */
function isWorthARun(error: unknown): boolean {
  const isTaken = TAKEN_MEANWHILE.some((constraint) => violates(error, constraint));
  return isTaken || (error instanceof pg.DatabaseError && error.code === DEADLOCK);
}

const COMMIT: Statement<unknown> = { text: 'COMMIT', values: [] };

async function runOnce<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Flush<Result>>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    // Not awaited alone: it is sent together with the first statements of `work`.
    sendAtOnce(client);
    const [, { result, writes }] = await Promise.all([client.query('BEGIN'), work(client)]);
    sendAtOnce(client);
    await sendTogether(client, [...writes, COMMIT]);
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch((failure: unknown) => {
      broken = failure instanceof Error ? failure : new Error('The connection broke');
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Collects what the current turn sends and writes it to the socket once: the driver alone writes each statement by
 * itself, which costs more CPU than building it.
 */
function sendAtOnce({ connection: { stream } }: pg.PoolClient): void {
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** True if a database error names this constraint or unique index. */
export function violates(error: unknown, constraint: string): boolean {
  return error instanceof pg.DatabaseError && error.constraint === constraint;
}

const getTypeParser: pg.CustomTypesConfig['getTypeParser'] = (oid: number, format?: string) => {
  if (format !== 'binary') {
    if (oid === INT8) {
      return parseInt8;
    }
    if (oid === DATE) {
      return (text: string) => text;
    }
    if (oid === NUMERIC) {
      return Number;
    }
  }
  return format === 'binary' ? pg.types.getTypeParser(oid, 'binary') : pg.types.getTypeParser(oid, 'text');
};

function parseInt8(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) {
    throw new RangeError('A bigint beyond 2^53 - 1');
  }
  return value;
}
