import type pg from 'pg';
import type { CycleRecord, DemandStore } from '../../api/demand/demand-ports.ts';
import { dayAt } from '../../domain/calendar.ts';
import { PUBLIC_DEMAND_CYCLE_STATES } from '../../domain/demand/demand-cycle-course.ts';
import { RECIPIENT_KINDS, type RecipientKind } from '../../domain/demand/demand-words.ts';
import { isActKept } from '../kernel/act-store.ts';
import { withinOf } from '../kernel/jurisdictions.ts';
import { sqlList } from '../kernel/sql-list.ts';
import { demandCycleStart } from '../kernel/start-inputs.ts';
import { fetchAll, fetchFirst, query, sqlText, type Row } from '../kernel/statements.ts';
import { countValid } from './valid-entries.ts';

type CycleStore = Pick<DemandStore, 'cycles' | 'cycle' | 'isActKept' | 'published'>;

export function createCycleStore(pool: pg.Pool): CycleStore {
  return {
    async cycles({ jurisdiction, limit, afterNo }, caller, at) {
      const rows = await fetchAll(
        pool,
        cyclePage(
          withinOf(caller.jurisdiction),
          jurisdiction ?? null,
          afterNo?.[0] ?? null,
          afterNo?.[1] ?? null,
          limit + 1,
        ),
      );
      return Promise.all(rows.map((row) => cycleOf(pool, row, at)));
    },

    async cycle(cycleId, caller, at) {
      const row = await fetchFirst(pool, cycleById(cycleId, withinOf(caller.jurisdiction)));
      return row === undefined ? null : cycleOf(pool, row, at);
    },

    isActKept: (personId, idempotencyKey) => isActKept(pool, personId, idempotencyKey),

    async published({ jurisdiction, no, list, afterPosition, limit }) {
      const cycle = await fetchFirst(pool, publishedCycle(jurisdiction, no));
      if (cycle === undefined || cycle.published_at === null) {
        return null;
      }
      const rows = query
        .selectFrom('demand_publication')
        .select(['position', 'content'])
        .where('cycle_id', '=', cycle.id)
        .where('list', '=', list)
        .where('position', '>', afterPosition)
        .orderBy('position')
        .limit(limit + 1);
      return {
        no: cycle.no,
        startsOn: cycle.starts_on,
        endsOn: cycle.ends_on,
        publishedAt: cycle.published_at,
        rows: await fetchAll(pool, rows),
      };
    },
  };
}

type CycleRow = Row<'demand_cycle'>;

const cyclePage = sqlText<
  CycleRow,
  [within: string, jurisdiction: string | null, beforeNo: number | null, beforeId: string | null, limit: number]
>(
  'demand.cyclePage',
  `SELECT * FROM demand_cycle WHERE jurisdiction LIKE $1 AND ($2::text IS NULL OR jurisdiction = $2)
     AND ($3::int IS NULL OR (no, id) < ($3, $4)) ORDER BY no DESC, id DESC LIMIT $5`,
);

const cycleById = sqlText<CycleRow, [id: string, within: string]>(
  'demand.cycleById',
  'SELECT * FROM demand_cycle WHERE id = $1 AND jurisdiction LIKE $2',
);

const publishedCycle = sqlText<
  Row<'demand_cycle', 'id' | 'no' | 'starts_on' | 'ends_on' | 'published_at'>,
  [jurisdiction: string, no: number | null]
>(
  'demand.publishedCycle',
  `SELECT id, no, starts_on, ends_on, published_at FROM demand_cycle WHERE jurisdiction = $1
     AND state IN (${sqlList(PUBLIC_DEMAND_CYCLE_STATES)}) AND ($2::int IS NULL OR no = $2) ORDER BY no DESC LIMIT 1`,
);

const countDeliveries = sqlText<
  { readonly kind: RecipientKind; readonly recipients: number; readonly deliveredAt: Date },
  [cycleId: string]
>(
  'demand.countDeliveries',
  `SELECT recipient_kind AS kind, count(*)::int AS recipients, min(delivered_at) AS "deliveredAt"
   FROM demand_delivery WHERE cycle_id = $1 GROUP BY recipient_kind`,
);

async function cycleOf(pool: pg.Pool, row: CycleRow, at: Date): Promise<CycleRecord> {
  const { id: cycleId, jurisdiction, starts_on: startsOn, ends_on: endsOn } = row;
  const start = demandCycleStart(row, { cycleId, clockOffsetMs: 0 });
  const today = dayAt(at.getTime());
  const on = today < endsOn ? today : endsOn;
  const [counted, deliveries] = await Promise.all([
    row.counts === null ? fetchFirst(pool, countValid(cycleId, withinOf(jurisdiction), on, startsOn)) : undefined,
    fetchAll(pool, countDeliveries(cycleId)),
  ]);
  return {
    cycleId,
    jurisdiction,
    no: row.no,
    startsOn,
    endsOn,
    late: row.late,
    revision: row.revision,
    publishedAt: row.published_at,
    stateSince: row.state_since,
    isStarted: row.started_at !== null,
    counts: row.counts ?? counted?.counts ?? NOTHING,
    pushTo: RECIPIENT_KINDS.filter((kind) => row.push_to.includes(kind)),
    deliveries,
    course: row.course ?? start.course,
    plan: start.plan,
  };
}

const NOTHING = {
  carried: { employer: 0, worker: 0 },
  employer: { entries: 0, openings: 0 },
  worker: { entries: 0, wantsTraining: 0 },
} as const;
