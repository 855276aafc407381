import { sql } from 'kysely';
import type pg from 'pg';
import type { Clock } from '../../api/kernel/clock.ts';
import type { HealthProbes } from '../../api/kernel/health.ts';
import type { MetricsSource } from '../../api/kernel/metrics.ts';
import { OUTBOX_PATIENCE_MS } from '../../domain/check/check-limits.ts';
import { ENDED_CLAIM_STATES, stateWord } from '../../domain/claim/claim-state.ts';
import { ENTITIES } from '../../domain/entities.ts';
import type { DifferenceKind } from '../../domain/reconciliation/reconcile.ts';
import { YEAR_ENTITIES, type YearEntity } from '../../domain/oversight/stuck-entities.ts';
import { sqlList } from './sql-list.ts';
import { countChecks } from './check-counts.ts';
import { countWebhooks } from './webhook-counts.ts';
import { constants, execute, fetchAll, fetchFirst, query, sqlText } from './statements.ts';

const HEARTBEAT_LIMIT_MS = 15_000;

const anything = sqlText<never, []>('kernel.anything', 'SELECT 1');

/** Health of the database, of the workers and of the messages that wait to be sent. */
export function createHealthProbes(pool: pg.Pool, clock: Clock): Omit<HealthProbes, 'temporal'> {
  return {
    async database() {
      const began = performance.now();
      await execute(pool, anything());
      return { ok: true, says: `${Math.round(performance.now() - began)} ms` };
    },

    async worker() {
      const latest = query.selectFrom('worker_heartbeat').select((of) => of.fn.max('at').as('at'));
      const at = (await fetchFirst(pool, latest))?.at ?? null;
      const ageMs = at === null ? Number.POSITIVE_INFINITY : Date.now() - at.getTime();
      return ageMs < HEARTBEAT_LIMIT_MS
        ? { ok: true, says: `seen ${Math.max(0, Math.round(ageMs / 1_000))} s ago` }
        : { ok: false, says: at === null ? 'never seen' : `last seen ${Math.round(ageMs / 1_000)} s ago` };
    },

    async outbox() {
      const oldest = query.selectFrom('outbox_message').select((of) => of.fn.min('at').as('at'));
      const at = (await fetchFirst(pool, oldest.where('sent_at', 'is', null)))?.at ?? null;
      const ageMs = at === null ? 0 : (await clock.now()).getTime() - at.getTime();
      return { ok: ageMs < OUTBOX_PATIENCE_MS, says: at === null ? 'empty' : `oldest ${Math.round(ageMs / 1_000)} s` };
    },
  };
}

const entitiesByState = sqlText<{ readonly entity: YearEntity; readonly state: string; readonly count: number }, []>(
  'kernel.entitiesByState',
  YEAR_ENTITIES.map((kind) => {
    const { table, endedStates } = ENTITIES[kind];
    const states = sqlList([...endedStates, ...(kind === 'grant' ? ['draft'] : [])]);
    return `SELECT '${kind}'::text AS entity, state, count(*)::int AS count FROM ${table} WHERE state NOT IN (${states}) GROUP BY state`;
  }).join('\n   UNION ALL '),
);

const differencesByKind = sqlText<{ readonly kind: DifferenceKind; readonly count: number }, []>(
  'kernel.differencesByKind',
  `SELECT d.kind, count(*)::int AS count
   FROM (SELECT DISTINCT ON (jurisdiction, day) id, jurisdiction, balanced FROM reconciliation
     ORDER BY jurisdiction, day, as_of DESC, id DESC) AS r
   JOIN reconciliation_difference d ON d.reconciliation_id = r.id
   WHERE NOT r.balanced AND NOT EXISTS (SELECT FROM difference_explanation e
     WHERE e.jurisdiction = r.jurisdiction AND e.difference_id = d.id)
   GROUP BY d.kind`,
);

const parkedByReason = sqlText<{ readonly reason: string; readonly count: number }, []>(
  'kernel.parkedByReason',
  `SELECT park_reason AS reason, count(*)::int AS count FROM payout_inbox WHERE state = 'parked' AND park_reason IS NOT NULL
   GROUP BY park_reason`,
);

export function createMetricsSource(pool: pg.Pool): MetricsSource {
  return {
    parkedReports: () => fetchAll(pool, parkedByReason()),
    async bankFilesUntaken() {
      const files = query.selectFrom('bank_file').select((of) => of.fn.countAll<number>().as('count'));
      const untaken = files.where('state', '=', sql.lit('inForce')).where('taken_at', 'is', null);
      return (await fetchFirst(pool, untaken))?.count ?? 0;
    },

    async claimsByState() {
      const open = query
        .selectFrom('claim')
        .select(['state', 'stage', (of) => of.fn.countAll<number>().as('count')])
        .where('state', 'not in', constants(ENDED_CLAIM_STATES))
        .groupBy(['state', 'stage']);
      const counts = new Map<string, number>();
      for (const row of await fetchAll(pool, open)) {
        counts.set(stateWord(row), (counts.get(stateWord(row)) ?? 0) + row.count);
      }
      return counts;
    },
    entitiesByState: () => fetchAll(pool, entitiesByState()),
    webhooks: () => countWebhooks(pool),
    checks: () => countChecks(pool),
    async forgedActs() {
      const seen = query.selectFrom('forged_act').select(['entity_kind as entity', 'cause']);
      return fetchAll(
        pool,
        seen.select((of) => of.fn.sum<number>('count').as('count')).groupBy(['entity_kind', 'cause']),
      );
    },
    differencesByKind: () => fetchAll(pool, differencesByKind()),
    async outboxWaiting() {
      const waiting = query.selectFrom('outbox_message').select((of) => of.fn.countAll<number>().as('count'));
      return (await fetchFirst(pool, waiting.where('sent_at', 'is', null)))?.count ?? 0;
    },
  };
}
