import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { EntityAct } from '../../api/kernel/desk-port.ts';
import type { Actor } from '../../domain/authority/actor.ts';
import { appendAudit } from '../../prisma/kernel/audit-writing.ts';
import { inTransaction } from '../../prisma/kernel/connection.ts';
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

/** What the record of an act leaves besides the course: its row is stamped, and the audit says the state. */
async function leaveRecord(
  pool: pg.Pool,
  { entity, id, message }: EntityAct,
  { revision, state }: { readonly revision: number; readonly state: string },
): Promise<void> {
  const { actId, kind: act, atMs } = message;
  await pool.query(`UPDATE act SET state = 'recorded', recorded_revision = $2, answered_at = now() WHERE id = $1`, [
    actId,
    revision,
  ]);
  const person = null;
  await inTransaction(pool, (client) =>
    appendAudit(client, {
      entityKind: entity,
      entityId: id,
      revision,
      act,
      actId,
      person,
      at: new Date(atMs),
      facts: { state },
    }),
  );
}

/** A notice whose two sides have confirmed: from now on it asks its claims to enter. */
export async function confirmNotice(
  pool: pg.Pool,
  noticeId: string,
  usernames: readonly [string, string],
  atMs = 0,
): Promise<void> {
  for (const [place, state] of (['confirmedByOne', 'opening'] as const).entries()) {
    const actor = await seatOf(pool, usernames[place] ?? '');
    const message = { kind: 'confirm', actor, expectedRevision: 0, ...at(atMs) } as const;
    const asked = { entity: 'notice', id: noticeId, message } as const;
    await keepSigned(pool, asked, { personId: actor.personId });
    await leaveRecord(pool, asked, { revision: place + 1, state });
  }
  await pool.query(`UPDATE notice SET state = 'opening' WHERE id = $1`, [noticeId]);
}

/** A notice that asked its claims to enter and whose period is over: it tells them that it closed clean. */
export async function endPublished(pool: pg.Pool, noticeId: string, endsAt: Date): Promise<void> {
  await pool.query(
    `UPDATE notice SET state = 'published', published_at = $2, ends_on = $2::timestamptz::date, ends_at = $2 WHERE id = $1`,
    [noticeId, endsAt],
  );
  const message = { kind: 'publish', ...at(endsAt.getTime()) } as const;
  await leaveRecord(pool, { entity: 'notice', id: noticeId, message }, { revision: 3, state: 'published' });
}

/** A batch that its checker has released: from now on it asks its claims for their payments. */
export async function releaseBatch(pool: pg.Pool, batchId: string, username: string, atMs = 0): Promise<void> {
  const checker = await seatOf(pool, username);
  const message = { kind: 'release', actor: checker, expectedRevision: 0, ...at(atMs) } as const;
  const asked = { entity: 'batch', id: batchId, message } as const;
  await keepSigned(pool, asked, { personId: checker.personId });
  await leaveRecord(pool, asked, { revision: 1, state: 'releasing' });
  await pool.query(`UPDATE batch SET state = 'releasing', checker_id = $2 WHERE id = $1`, [batchId, checker.personId]);
}
