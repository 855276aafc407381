import type pg from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Allowance, RateLimit, RateLimitName, RateLimits } from '../../api/kernel/rate-limit.ts';
import type { Sealer } from './sealing.ts';
import type { Tables } from './tables.ts';

/** A migration creates the table; the package only reads and writes rows, and deletes expired ones. */
const TABLE = 'rate_limit' satisfies keyof Tables;

/** Limits that all API processes over this database share. Keys are stored as blind indexes (D10). */
export function createRateLimits(
  pool: pg.Pool,
  sealer: Sealer,
  allowances: Readonly<Record<RateLimitName, Allowance>>,
): RateLimits {
  const sharedLimit = (name: RateLimitName) => createRateLimit(pool, sealer, name, allowances[name]);
  return { objection: sharedLimit('objection'), demand: sharedLimit('demand'), reveal: sharedLimit('reveal') };
}

function createRateLimit(
  pool: pg.Pool,
  sealer: Sealer,
  name: RateLimitName,
  { attempts, windowSeconds }: Allowance,
): RateLimit {
  const limiter = new RateLimiterPostgres({
    storeClient: pool,
    storeType: 'pool',
    tableName: TABLE,
    tableCreated: true,
    keyPrefix: name,
    points: attempts,
    duration: windowSeconds,
  });
  const stored = (key: string) => sealer.index(`rate limit ${name}\n${key}`).toString('base64url');
  return {
    async count(key) {
      try {
        await limiter.consume(stored(key));
        return 0;
      } catch (error) {
        // The package throws its result to refuse; anything else is the database's own error.
        if (error instanceof RateLimiterRes) {
          return Math.max(1, Math.ceil(error.msBeforeNext / 1_000));
        }
        throw error;
      }
    },
  };
}
