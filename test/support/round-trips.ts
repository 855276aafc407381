import type pg from 'pg';

/** One recording as the server saw it, from the connection's acquisition to its release. */
export interface RecordedTrips {
  /** Entity and act, such as `claim/decide`. */
  readonly act: string;
  /** How often the client waited for the server: it wrote, and had to read before it wrote again. */
  readonly trips: number;
  readonly statements: number;
  /** Milliseconds from the acquisition to the release. */
  readonly ms: number;
}

interface Lease {
  act: string | null;
  trips: number;
  statements: number;
  readonly beganMs: number;
}

/** The statement that only recordings begin with; the table says whose. */
const LOCK = /^SELECT revision, course FROM (\w+) WHERE id = \$1 FOR UPDATE$/;
const AUDIT = /^INSERT INTO audit_entry/;

/**
 * Counts the round trips of every recording over a pool, at its sockets: a write after something was read begins a new
 * one, and whatever is written before the next answer belongs to it. Call it before the pool has connected.
 */
export function countRoundTrips(pool: pg.Pool): readonly RecordedTrips[] {
  const counted: RecordedTrips[] = [];
  const leases = new WeakMap<object, Lease>();
  pool.on('connect', (client) => {
    watchSocket(client, () => leases.get(client));
    watchStatements(client, () => leases.get(client));
  });
  pool.on('acquire', (client) => {
    leases.set(client, { act: null, trips: 0, statements: 0, beganMs: performance.now() });
  });
  pool.on('release', (_error, client) => {
    const lease = leases.get(client);
    if (lease?.act?.includes('/') === true) {
      const { act, trips, statements, beganMs } = lease;
      counted.push({ act, trips, statements, ms: performance.now() - beganMs });
    }
    leases.delete(client);
  });
  return counted;
}

/** The most round trips of each act, by name. */
export function mostTrips(trips: readonly RecordedTrips[]): Readonly<Record<string, number>> {
  const most = new Map<string, number>();
  for (const one of trips) {
    most.set(one.act, Math.max(one.trips, most.get(one.act) ?? 0));
  }
  return Object.fromEntries([...most].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function watchSocket(client: pg.PoolClient, leaseOf: () => Lease | undefined): void {
  const { stream } = client.connection;
  const write = stream.write.bind(stream);
  let isAnswered = true;
  stream.prependListener('data', () => {
    isAnswered = true;
  });
  stream.write = (...args: readonly unknown[]) => {
    const lease = leaseOf();
    if (isAnswered && lease !== undefined) {
      lease.trips += 1;
    }
    isAnswered = false;
    const isDrained: unknown = Reflect.apply(write, stream, args);
    return isDrained === true;
  };
}

function watchStatements(client: pg.PoolClient, leaseOf: () => Lease | undefined): void {
  const query = client.query.bind(client);
  const watched = (...args: readonly unknown[]): unknown => {
    const lease = leaseOf();
    const [asked] = args;
    if (lease !== undefined) {
      lease.statements += 1;
      lease.act = actAfter(lease.act, asked);
    }
    return Reflect.apply(query, client, args);
  };
  Object.assign(client, { query: watched });
}

/** The entity from the lock, the act from the audit entry; anything else says nothing of them. */
function actAfter(act: string | null, asked: unknown): string | null {
  if (typeof asked !== 'object' || asked === null || !('text' in asked) || typeof asked.text !== 'string') {
    return act;
  }
  const entity = LOCK.exec(asked.text)?.[1];
  if (entity !== undefined) {
    return entity;
  }
  if (!AUDIT.test(asked.text) || !('values' in asked) || !Array.isArray(asked.values)) {
    return act;
  }
  const values: readonly unknown[] = asked.values;
  return values[0] === act ? `${act}/${String(values[3])}` : act;
}
