import type pg from 'pg';
import type { SweepStore } from '../../activities/sweep-ports.ts';
import type { WorkingCalendar } from '../../domain/calendar.ts';
import { keepCaseActs } from '../integrity/case-holds.ts';
import { keepRearmActs } from './calendar-changes.ts';
import { recomputeDeadlines, remind, type ReminderShares } from './deadline-sweeps.ts';

const UNSTARTED = (['claim', 'filing', 'notice', 'batch'] as const)
  .map((entity) => {
    const table = { claim: 'claim', filing: 'filing', notice: 'notice', batch: 'batch' }[entity];
    return `SELECT '${entity}' AS entity, id FROM ${table} WHERE start_requested_at IS NOT NULL AND started_at IS NULL`;
  })
  .join(' UNION ALL ');

/** Nothing is forgotten that stands in a row: these are the questions that find it (D2, D3, D4, D8). */
export function createSweepStore(
  pool: pg.Pool,
  calendar: WorkingCalendar,
  shares: ReminderShares,
): Omit<SweepStore, 'claimsToCorrect' | 'correctLaw'> {
  return {
    ...createMissedWork(pool),
    actsOfCases: (atMs) => keepCaseActs(pool, atMs),
    actsOfCalendar: (atMs) => keepRearmActs(pool, calendar, atMs),
    remind: (atMs) => remind(pool, atMs),
    recomputeDeadlines: () => recomputeDeadlines(pool, calendar, shares),

    async relayOutbox() {
      // Nobody can subscribe yet: a message that no endpoint wants is delivered when it has been looked at.
      const relayed = await pool.query(
        `UPDATE outbox_message SET sent_at = now(), attempts = attempts + 1
         WHERE id IN (SELECT id FROM outbox_message WHERE sent_at IS NULL ORDER BY id LIMIT 500)`,
      );
      return relayed.rowCount ?? 0;
    },

    async endedHolds(atMs) {
      const found = await pool.query<{ claimId: string; holdId: string }>(
        `SELECT claim_id AS "claimId", id AS "holdId" FROM hold WHERE released_at IS NULL AND until <= $1 LIMIT 200`,
        [new Date(atMs)],
      );
      return found.rows;
    },

    async beat(workerId, startedAt) {
      await pool.query(
        `INSERT INTO worker_heartbeat (id, started_at, at) VALUES ($1, $2, now()) ON CONFLICT (id) DO UPDATE SET at = now()`,
        [workerId, startedAt],
      );
      await pool.query(`DELETE FROM worker_heartbeat WHERE at < now() - interval '10 minutes'`);
    },
  };
}

type MissedWork = Pick<
  SweepStore,
  'unstarted' | 'unansweredActs' | 'waitingInboxes' | 'claimsWaitingFor' | 'unroutedObjections' | 'unlinkedFilings'
>;

/** What should have been told to a workflow and was not. */
function createMissedWork(pool: pg.Pool): MissedWork {
  return {
    unstarted: createUnstarted(pool),

    async unansweredActs(olderThanMs) {
      const found = await pool.query<{ id: string }>(
        `SELECT id FROM act WHERE answered_at IS NULL AND state <> 'refused'
           AND created_at < now() - $1 * interval '1 millisecond' ORDER BY created_at LIMIT 100`,
        [olderThanMs],
      );
      return found.rows.map(({ id }) => id);
    },

    async waitingInboxes() {
      const found = await pool.query<{ batchId: string; isDone: boolean }>(
        `SELECT DISTINCT i.batch_id AS "batchId", b.state IN ('done', 'rejected') AS "isDone"
         FROM payout_inbox i JOIN batch b ON b.id = i.batch_id WHERE i.state = 'new'`,
      );
      return found.rows;
    },

    async claimsWaitingFor(registers) {
      const found = await pool.query<{ id: string }>(
        `SELECT id FROM claim WHERE waiting_register = ANY ($1) AND state = 'submitted' AND started_at IS NOT NULL LIMIT 200`,
        [registers],
      );
      return found.rows.map(({ id }) => id);
    },

    async unroutedObjections() {
      // An objection counts from when it was filed: routed late, it is still in time.
      const found = await pool.query<{ noticeId: string; objectionId: string; atMs: number }>(
        `SELECT o.notice_id AS "noticeId", o.id AS "objectionId", (extract(epoch FROM o.at) * 1000)::float8 AS "atMs"
         FROM objection o JOIN notice n ON n.id = o.notice_id
         WHERE o.routed_at IS NULL AND n.state = 'published' LIMIT 200`,
      );
      return found.rows;
    },

    async unlinkedFilings() {
      const found = await pool.query<{ filingId: string; claimId: string }>(
        `SELECT f.id AS "filingId", c.id AS "claimId" FROM filing f JOIN claim c ON c.filing_id = f.id
         WHERE f.state = 'assessed' AND c.kind = 'main'
           AND c.submitted_at IS NOT NULL AND c.state NOT IN ('rejected', 'withdrawn')
           AND c.instalment >= coalesce(f.training_years, 1) LIMIT 200`,
      );
      return found.rows;
    },
  };
}

/** Start requests bear business time; how long they are missed is measured here, on the real clock. */
function createUnstarted(pool: pg.Pool): SweepStore['unstarted'] {
  const seenUnstarted = new Map<string, number>();
  return async (olderThanMs) => {
    const found = await pool.query<{ entity: 'claim' | 'filing' | 'notice' | 'batch'; id: string }>(
      `${UNSTARTED} LIMIT 200`,
    );
    const present = new Set(found.rows.map(({ id }) => id));
    for (const id of seenUnstarted.keys()) {
      if (!present.has(id)) {
        seenUnstarted.delete(id);
      }
    }
    return found.rows.filter(({ id }) => {
      const since = seenUnstarted.get(id) ?? Date.now();
      seenUnstarted.set(id, since);
      return Date.now() - since >= olderThanMs;
    });
  };
}
