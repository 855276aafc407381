import { TRIED_AGAIN_AFTER_MS } from '../../domain/payout/inbox-judgement.ts';
import { createCallSweeps } from './call-sweeps.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { UNPAID_CLAIM_STATES } from '../../domain/claim/claim-state.ts';
import { sql } from 'kysely';
import type pg from 'pg';
import type { SweepStore } from '../../activities/sweep-ports.ts';
import type { PolicyLibrary } from '../../domain/policy/policy-pack.ts';
import { ENDED_BATCH_STATES } from '../../domain/payout/batch-course.ts';
import { isOneOf } from '../../domain/verdict.ts';
import { ENTITIES, ENTITY_KINDS, type EntityKind } from '../../domain/entities.ts';
import { createCaseKeeping, type CaseTrust } from '../integrity/case-keeping.ts';
import { createEveningSweep } from '../reconciliation/evening-sweep.ts';
import { execute, fetchAll, query, sqlText, type Row } from '../kernel/statements.ts';
import { handOverTasks } from '../task/hand-over.ts';
import { sweepAdvanceDebts } from './advance-debts.ts';
import { keepRearmActs } from './calendar-changes.ts';
import { recomputeDeadlines, remind, type ReminderShares } from './deadline-sweeps.ts';
import { relayOutbox } from './outbox-relay.ts';
import { handOverRulings } from './ruling-sweeps.ts';
import type { RegisterSweeps } from './register-sweeps.ts';

/** The queries of the sweeps. All unfinished work has a row, and these queries find it (D2, D3, D4, D8). */
export function createSweepStore(
  pool: pg.Pool,
  library: PolicyLibrary,
  {
    shares,
    answerDays,
    trust,
  }: { readonly shares: ReminderShares; readonly answerDays: number; readonly trust: CaseTrust },
): Omit<SweepStore, 'claimsToCorrect' | 'correctLaw' | 'sealAudit' | keyof RegisterSweeps> {
  const { calendar } = library;
  return {
    ...createMissedWork(pool),
    ...createCallSweeps(pool),
    actsOfCases: createCaseKeeping(pool, trust),
    actsOfCalendar: (atMs) => keepRearmActs(pool, calendar, atMs),
    handOverRulings: (atMs) => handOverRulings(pool, atMs),
    handOverTasks: (atMs) => handOverTasks(pool, atMs),
    advanceDebts: (atMs) => sweepAdvanceDebts(pool, calendar, atMs),
    remind: (atMs) => remind(pool, atMs),
    reconcileEvenings: createEveningSweep(pool, library),
    recomputeDeadlines: () => recomputeDeadlines(pool, calendar, shares),

    relayOutbox: () => relayOutbox(pool),

    forgetAnswers: () => execute(pool, forgetAnswers(answerDays, 500)),

    async endedHolds(atMs) {
      const ended = query.selectFrom('hold').select(['claim_id as claimId', 'id as holdId']);
      return fetchAll(pool, ended.where('released_at', 'is', null).where('until', '<=', new Date(atMs)).limit(200));
    },

    async beat(workerId, startedAt) {
      await execute(pool, noteHeartbeat(workerId, startedAt));
      await execute(pool, forgetHeartbeats());
    },
  };
}

const forgetAnswers = sqlText<never, [days: number, atOnce: number]>(
  'worker.forgetAnswers',
  `DELETE FROM idempotent_request WHERE (person_id, key) IN (SELECT person_id, key FROM idempotent_request
     WHERE NOT moves_money AND started_at < now() - make_interval(days => $1) ORDER BY started_at LIMIT $2)`,
);

const noteHeartbeat = sqlText<never, [workerId: string, startedAt: Date]>(
  'worker.noteHeartbeat',
  `INSERT INTO worker_heartbeat (id, started_at, at) VALUES ($1, $2, now()) ON CONFLICT (id) DO UPDATE SET at = now()`,
);

const forgetHeartbeats = sqlText<never, []>(
  'worker.forgetHeartbeats',
  `DELETE FROM worker_heartbeat WHERE at < now() - interval '10 minutes'`,
);

type MissedWork = Pick<
  SweepStore,
  'unstarted' | 'unansweredActs' | 'tryReportsAgain' | 'waitingInboxes' | 'unroutedObjections' | 'unlinkedFilings'
>;

const tryAgain = sqlText<never, [at: Date, before: Date]>(
  'worker.tryReportsAgain',
  `UPDATE payout_inbox SET state = 'new', park_reason = NULL, tried_at = $1
   WHERE state = 'parked' AND park_reason = 'CLAIM_NOT_ANSWERING' AND (tried_at IS NULL OR tried_at <= $2)`,
);

/** Messages that should have reached a workflow and did not. */
function createMissedWork(pool: pg.Pool): MissedWork {
  return {
    unstarted: createUnstarted(pool),

    async unansweredActs(olderThanMs) {
      return (await fetchAll(pool, unansweredActs(olderThanMs))).map(({ id }) => id);
    },

    async tryReportsAgain(atMs) {
      await execute(pool, tryAgain(new Date(atMs), new Date(atMs - TRIED_AGAIN_AFTER_MS)));
    },

    async waitingInboxes() {
      const inboxes = await fetchAll(
        pool,
        query
          .selectFrom('payout_inbox as inbox')
          .innerJoin('batch', 'batch.id', 'inbox.batch_id')
          .select(['batch.id as batchId', 'batch.state'])
          .distinct()
          .where('inbox.state', '=', sql.lit('new')),
      );
      return inboxes.map(({ batchId, state }) => ({ batchId, isDone: isOneOf(ENDED_BATCH_STATES, state) }));
    },

    async unroutedObjections() {
      // An objection counts from the time it was filed, so it is in time even if it is routed late.
      const objections = await fetchAll(
        pool,
        query
          .selectFrom('objection')
          .innerJoin('notice', 'notice.id', 'objection.notice_id')
          .select(['notice.id as noticeId', 'objection.id as objectionId', 'objection.at'])
          .where('objection.routed_at', 'is', null)
          .where('notice.state', '=', 'published')
          .limit(200),
      );
      return objections.map(({ at, ...objection }) => ({ ...objection, atMs: at.getTime() }));
    },

    async unlinkedFilings() {
      const filings = await fetchAll(pool, unlinkedFilings());
      return filings.map(({ id, claim_id: claimId }) => ({ filingId: id, claimId }));
    },
  };
}

const unansweredActs = sqlText<Row<'act', 'id'>, [olderThanMs: number]>(
  'worker.unansweredActs',
  `SELECT id FROM act WHERE answered_at IS NULL AND state <> 'refused'
     AND created_at < now() - $1 * interval '1 millisecond' ORDER BY created_at LIMIT 100`,
);

const unlinkedFilings = sqlText<Row<'filing', 'id'> & { readonly claim_id: Row<'claim'>['id'] }, []>(
  'worker.unlinkedFilings',
  `SELECT f.id, c.id AS claim_id FROM filing f JOIN claim c ON c.filing_id = f.id
   WHERE f.state = 'assessed' AND c.kind <> 'advance'
     AND c.submitted_at IS NOT NULL AND c.state NOT IN (${sqlList(UNPAID_CLAIM_STATES)})
     AND c.instalment >= coalesce(f.training_years, 1) LIMIT 200`,
);

const unstarted = sqlText<{ readonly entity: EntityKind; readonly id: string }, []>(
  'worker.unstarted',
  ENTITY_KINDS.map(
    (kind) =>
      `(SELECT '${kind}' AS entity, id FROM ${ENTITIES[kind].table} WHERE start_requested_at IS NOT NULL AND started_at IS NULL)`,
  )
    .join(' UNION ALL ')
    .concat(' LIMIT 200'),
);

/** Start requests carry business time; their age is measured here on the real clock. */
function createUnstarted(pool: pg.Pool): SweepStore['unstarted'] {
  const seenUnstarted = new Map<string, number>();
  return async (olderThanMs) => {
    const found = await fetchAll(pool, unstarted());
    const present = new Set(found.map(({ id }) => id));
    for (const id of seenUnstarted.keys()) {
      if (!present.has(id)) {
        seenUnstarted.delete(id);
      }
    }
    return found.filter(({ id }) => {
      const since = seenUnstarted.get(id) ?? Date.now();
      seenUnstarted.set(id, since);
      return Date.now() - since >= olderThanMs;
    });
  };
}
