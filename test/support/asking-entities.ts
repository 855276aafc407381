import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Actor } from '../../domain/authority/actor.ts';
import { keepSigned } from './act-keys.ts';

const at = (atMs: number) => ({ actId: `act_${randomUUID()}`, atMs });

/** The seat of an account, as the API puts it into a message. */
export async function seatOf(pool: pg.Pool, username: string): Promise<Actor> {
  const found = await pool.query<Actor>(
    `SELECT id AS "personId", organ, section, jurisdiction, roles, party_id AS "partyId" FROM person WHERE username = $1`,
    [username],
  );
  const [seat] = found.rows;
  if (seat === undefined) {
    throw new RangeError(`No account ${username}`);
  }
  return seat;
}

/** A notice whose two sides have confirmed: from now on it asks its claims to enter. */
export async function confirmNotice(
  pool: pg.Pool,
  noticeId: string,
  usernames: readonly string[],
  atMs = 0,
): Promise<void> {
  for (const username of usernames) {
    const actor = await seatOf(pool, username);
    const message = { kind: 'confirm', actor, expectedRevision: 0, ...at(atMs) } as const;
    await keepSigned(pool, { entity: 'notice', id: noticeId, message }, { personId: actor.personId, isRecorded: true });
  }
  await pool.query(`UPDATE notice SET state = 'opening' WHERE id = $1`, [noticeId]);
}

/** A notice whose period is over: it tells its claims that it closed clean. */
export async function endPublished(pool: pg.Pool, noticeId: string, endsAt: Date): Promise<void> {
  await pool.query(
    `UPDATE notice SET state = 'published', published_at = $2, ends_on = $2::timestamptz::date, ends_at = $2 WHERE id = $1`,
    [noticeId, endsAt],
  );
}

/** A batch that its checker has released: from now on it asks its claims for their payments. */
export async function releaseBatch(pool: pg.Pool, batchId: string, username: string, atMs = 0): Promise<void> {
  const checker = await seatOf(pool, username);
  const message = { kind: 'release', actor: checker, expectedRevision: 0, ...at(atMs) } as const;
  await keepSigned(pool, { entity: 'batch', id: batchId, message }, { personId: checker.personId, isRecorded: true });
  await pool.query(`UPDATE batch SET state = 'releasing', checker_id = $2 WHERE id = $1`, [batchId, checker.personId]);
}
