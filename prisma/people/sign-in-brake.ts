import type pg from 'pg';
import type { SignInAttempt, SignInBrake } from '../../api/people/sign-in-ports.ts';
import {
  countSignIn,
  giveBackSignIn,
  SIGN_IN_COUNTS,
  type SignInCount,
  type SignInCountName,
  type SignInCounts,
} from '../../domain/authority/sign-in-brake.ts';
import { inTransaction } from '../kernel/connection.ts';
import type { Sealer } from '../kernel/sealing.ts';
import { execute, fetchAll, query, sqlText, type Connection, type Row } from '../kernel/statements.ts';

/**
 * Counts sign-ins for all API processes over this database, by the database's real clock (S6). Keys are blind indexes
 * (D10). The rows of one attempt are locked in one order, so attempts at once are counted one after another.
 */
export function createSignInBrake(pool: pg.Pool, sealer: Sealer): SignInBrake {
  const keysOf = (attempt: SignInAttempt) => SIGN_IN_COUNTS.map((name) => keyOf(sealer, name, attempt));
  return {
    count: (attempt) =>
      inTransaction(pool, async (client) => {
        const keys = keysOf(attempt);
        const { counts, nowMs } = await lockCounts(client, keys);
        const braked = countSignIn(counts, nowMs);
        if (!braked.allowed) {
          return Math.max(1, Math.ceil(braked.waitMs / 1_000));
        }
        await write(client, keys, braked.after);
        return 0;
      }),

    giveBack: (attempt, what) =>
      inTransaction(pool, async (client) => {
        const keys = keysOf(attempt);
        const { counts, nowMs } = await lockCounts(client, keys);
        await write(client, keys, giveBackSignIn(counts, what, nowMs));
        await execute(client, query.deleteFrom('sign_in_count').where('key', 'in', forgottenBefore(nowMs - KEPT_MS)));
      }),
  };
}

/** Rows that are forgotten say nothing; they go with the next sign-in that succeeds. */
const KEPT_MS = 3_600_000;

/** Without those that another attempt is counting: it may wait for a row of ours. */
const forgottenBefore = (ms: number) =>
  query.selectFrom('sign_in_count').select('key').where('forgotten_at', '<', new Date(ms)).forUpdate().skipLocked();

function keyOf(sealer: Sealer, name: SignInCountName, { username, address }: SignInAttempt): string {
  const of = {
    pair: JSON.stringify([username, placeOf(address)]),
    account: username,
    address: placeOf(address),
    all: '',
  }[name];
  return `${name}:${sealer.index(`sign-in ${name}\n${of}`).toString('base64url')}`;
}

/** One subscriber of IPv6 has a whole network of 64 bits; an IPv4 address in the form of IPv6 is that address. */
function placeOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !address.includes(':')) {
    return mapped ?? address;
  }
  const [head = '', tail] = address.toLowerCase().replace(/%.*$/, '').split('::');
  const groups = head.split(':').filter((group) => group !== '');
  const after = (tail ?? '').split(':').filter((group) => group !== '');
  const zeros =
    tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - groups.length - after.length) }, () => '0');
  return [...groups, ...zeros, ...after]
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':');
}

type CountRow = Row<'sign_in_count'> & { readonly now: Date };

const lockRows = sqlText<CountRow, [keys: readonly string[]]>(
  'people.lockSignInCounts',
  `INSERT INTO sign_in_count AS c (key, blocked_until, forgotten_at)
   SELECT k.key, '1970-01-01Z', '1970-01-01Z' FROM unnest($1::text[]) WITH ORDINALITY AS k (key, place)
   ORDER BY k.place
   ON CONFLICT (key) DO UPDATE SET failures = c.failures
   RETURNING c.key, c.failures, c.blocked_until, c.forgotten_at, clock_timestamp() AS now`,
);

async function lockCounts(client: Connection, keys: readonly string[]) {
  const rows = await fetchAll(client, lockRows(keys));
  const nowMs = Math.max(...rows.map(({ now }) => now.getTime()));
  const countOf = (name: SignInCountName): SignInCount => {
    const row = rows.find(({ key }) => key.startsWith(`${name}:`));
    return {
      failures: row?.failures ?? 0,
      blockedUntilMs: row?.blocked_until.getTime() ?? nowMs,
      forgottenAtMs: row?.forgotten_at.getTime() ?? nowMs,
    };
  };
  const counts: SignInCounts = {
    pair: countOf('pair'),
    account: countOf('account'),
    address: countOf('address'),
    all: countOf('all'),
  };
  return { counts, nowMs };
}

const writeRows = sqlText<
  never,
  [keys: readonly string[], failures: readonly number[], blocked: readonly Date[], forgotten: readonly Date[]]
>(
  'people.writeSignInCounts',
  `UPDATE sign_in_count c SET failures = n.failures, blocked_until = n.blocked_until, forgotten_at = n.forgotten_at
   FROM unnest($1::text[], $2::integer[], $3::timestamptz[], $4::timestamptz[]) AS n (key, failures, blocked_until, forgotten_at)
   WHERE c.key = n.key`,
);

async function write(client: Connection, keys: readonly string[], counts: SignInCounts): Promise<void> {
  const found = SIGN_IN_COUNTS.map((name) => counts[name]);
  await execute(
    client,
    writeRows(
      keys,
      found.map(({ failures }) => failures),
      found.map(({ blockedUntilMs }) => new Date(blockedUntilMs)),
      found.map(({ forgottenAtMs }) => new Date(forgottenAtMs)),
    ),
  );
}
